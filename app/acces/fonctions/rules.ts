/** A function a person exercises. Order: académie, field, national, other partners. Source: business matrix, CLA sources S0–S4. */
export const FONCTIONS = {
  administrateur: "Administrateur du service",
  recteur: "Recteur ou rectrice",
  pilote_academique: "Pilote académique",
  dasen: "IA-DASEN",
  dsden: "Services départementaux (DSDEN)",
  carec: "Centre de ressources (CAREC)",
  doyen: "Doyen d'un collège d'inspecteurs",
  ien: "IEN de circonscription",
  ien_et_eg: "IEN enseignement technique ou général",
  ia_ipr: "IA-IPR référent",
  chef_etablissement: "Chef d'établissement",
  directeur_ecole: "Directeur ou directrice d'école",
  equipe: "Membre d'une équipe",
  secretariat: "Secrétariat (saisie par délégation)",
  adjoint: "Adjoint (saisie par délégation)",
  ssa: "Service statistique académique",
  dos: "Organisation scolaire (DOS)",
  daf: "Affaires financières (DAF)",
  drh: "Ressources humaines (DRH)",
  igesr: "Inspection générale (IGÉSR, COAC)",
  dgesco: "DGESCO",
  depp: "DEPP",
  caec: "Enseignement catholique (CAEC)",
  collectivite: "Collectivité de rattachement",
  membre_comite: "Membre d'un comité",
  coordonnateur_clas: "Coordonnateur CLAS",
  caf: "Caf",
  prefecture: "Préfecture",
  association: "Association",
  assistance: "Appui aux utilisateurs",
} as const;
export type Fonction = keyof typeof FONCTIONS;

/** A school head acts on a `structure` (its UAI); the unité of a contract groups structures and inherits from them. */
export const PORTEES = {
  nation: "nationale",
  academie: "académie",
  departement: "département",
  circonscription: "circonscription",
  structure: "structure",
  territoire_clas: "territoire CLAS",
} as const;
export type PorteeType = keyof typeof PORTEES;

export interface FonctionExercee {
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  /** First day, included; ISO civil date. */
  readonly debut: string;
  /** First day when it no longer holds; null while it does. */
  readonly fin: string | null;
  /** Set when it is exercised for somebody else, by an act and between its dates. */
  readonly delegation?: DelegationRecue;
}

export const NATURES_DELEGATION = {
  saisie: "saisie par délégation",
  signature: "délégation de signature",
} as const;
export type NatureDelegation = keyof typeof NATURES_DELEGATION;

export interface DelegationRecue {
  readonly id: string;
  readonly nature: NatureDelegation;
  /** Name of the person who delegates. */
  readonly delegant: string;
}

/** True when the function is exercised on that civil day. Source: décret or act of nomination; first day included, last excluded. */
export function isEnExercice(exercee: Pick<FonctionExercee, "debut" | "fin">, day: string): boolean {
  return exercee.debut <= day && (exercee.fin === null || day < exercee.fin);
}
