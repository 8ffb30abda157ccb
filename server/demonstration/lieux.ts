/** The académie, département, commune, circonscription and structures of the demonstration that people are attached to. */
export const LIEUX = {
  academie: "96",
  departement: "961",
  commune: "96201",
  circonscription: "9629901J",
  college: "9610315V",
  ecole: "9621849G",
} as const;
