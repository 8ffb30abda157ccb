/** The académie, départements, circonscription and structures of the demonstration that people are attached to. */
export const LIEUX = {
  academie: "96",
  departement: "961",
  circonscription: "9629901J",
  college: "9610315V",
  ecole: "9621849G",
} as const;
