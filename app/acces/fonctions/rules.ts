/** A function a person exercises. Order: académie, field, national, other partners. Source: business matrix, CLA sources S0–S4. */
export const FONCTIONS = {
  administrateur: "Administrateur du service",
  recteur: "Recteur ou rectrice",
  pilote_academique: "Pilote académique",
  dasen: "IA-DASEN",
  dsden: "Services départementaux (DSDEN)",
  carec: "Centre de ressources (CAREC)",
  doyen: "Doyen d’un collège d’inspecteurs",
  ien: "IEN de circonscription",
  ien_et_eg: "IEN enseignement technique ou général",
  ia_ipr: "IA-IPR référent",
  chef_etablissement: "Chef d’établissement",
  directeur_ecole: "Directeur ou directrice d’école",
  equipe: "Membre d’une équipe",
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
  membre_comite: "Membre d’un comité",
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
  commune: "commune",
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

/** The kinds of scope on which each function is exercised. Source: business matrix, S0 to S4; a région is an académie here. */
export const PORTEES_PAR_FONCTION: Readonly<Record<Fonction, readonly PorteeType[]>> = {
  administrateur: ["nation"],
  recteur: ["academie"],
  pilote_academique: ["academie"],
  dasen: ["departement"],
  dsden: ["departement"],
  carec: ["academie"],
  doyen: ["academie"],
  ien: ["circonscription"],
  ien_et_eg: ["academie", "departement"],
  ia_ipr: ["academie"],
  chef_etablissement: ["structure"],
  directeur_ecole: ["structure"],
  equipe: ["structure"],
  secretariat: ["structure", "circonscription", "departement", "academie"],
  adjoint: ["structure", "circonscription", "departement"],
  ssa: ["academie"],
  dos: ["academie", "departement"],
  daf: ["academie"],
  drh: ["academie", "departement"],
  igesr: ["nation", "academie"],
  dgesco: ["nation"],
  depp: ["nation"],
  caec: ["academie", "departement"],
  collectivite: ["academie", "departement", "commune", "structure"],
  membre_comite: ["nation", "academie", "departement"],
  coordonnateur_clas: ["territoire_clas"],
  caf: ["departement"],
  prefecture: ["departement"],
  association: ["territoire_clas", "departement", "structure"],
  assistance: ["academie", "nation"],
};

export function isFonction(text: string): text is Fonction {
  return Object.hasOwn(FONCTIONS, text);
}

export const ETATS_FONCTION = {
  en_exercice: "en exercice",
  a_venir: "à venir",
  terminee: "terminée",
} as const;
export type EtatFonction = keyof typeof ETATS_FONCTION;

/** Where a function stands on a civil day. A function withdrawn before its first day is ended, never to come. */
export function etatFonction(exercee: Pick<FonctionExercee, "debut" | "fin">, day: string): EtatFonction {
  if (isEnExercice(exercee, day)) return "en_exercice";
  return day < exercee.debut && exercee.fin !== exercee.debut ? "a_venir" : "terminee";
}

export const ORIGINES_FONCTION = {
  demonstration: "démonstration",
  amorce: "premier démarrage du service",
  invitation: "invitation",
  liste: "liste de personnes",
  demande: "demande d’accès",
  changement: "changement de fonction",
} as const;
export type OrigineFonction = keyof typeof ORIGINES_FONCTION;
