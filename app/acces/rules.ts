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
}

/** The signed-in person, with the functions that hold today. */
export interface Actor {
  readonly agentId: string;
  readonly nomComplet: string;
  readonly fonctions: readonly FonctionExercee[];
}

/** `portee`: within the person's own scope. `nation`: everywhere, for data that the ministry publishes openly. */
export type Etendue = "portee" | "nation";

export interface Droit {
  readonly libelle: string;
  readonly pourquoi: string;
  readonly fonctions: Fonctions;
}

const ACADEMIE_ET_INSPECTION = {
  administrateur: "nation",
  recteur: "nation",
  pilote_academique: "nation",
  dasen: "nation",
  dsden: "nation",
  carec: "nation",
  doyen: "nation",
  ia_ipr: "nation",
  ien_et_eg: "nation",
  ssa: "nation",
  dos: "nation",
  daf: "nation",
  drh: "nation",
  igesr: "nation",
  depp: "nation",
} as const satisfies Partial<Record<Fonction, Etendue>>;

const TERRAIN = {
  ien: "portee",
  chef_etablissement: "portee",
  directeur_ecole: "portee",
} as const satisfies Partial<Record<Fonction, Etendue>>;

type Fonctions = Readonly<Partial<Record<Fonction, Etendue>>>;

/** The same functions, each within its own scope. */
function chezSoi(fonctions: Fonctions): Fonctions {
  return Object.fromEntries(Object.keys(fonctions).map((fonction) => [fonction, "portee"]));
}

/** The same functions, everywhere. */
function nationale(fonctions: Fonctions): Fonctions {
  return Object.fromEntries(Object.keys(fonctions).map((fonction) => [fonction, "nation"]));
}

/**
 * The rights table: one line an action, read aloud by the page `/droits`. A function that is absent from a line may
 * not do it. Identity and official indicators are published by the ministry: académie and inspection read them
 * everywhere; heads, directors and IEN, who fear being compared by name, read their own (decision 0006).
 */
export const DROITS = {
  "structure.lire": {
    libelle: "Lire la liste et l'identité des structures",
    pourquoi: "L'annuaire est public ; sur le terrain, chacun retrouve d'abord les siennes.",
    fonctions: {
      ...ACADEMIE_ET_INSPECTION,
      ...TERRAIN,
      dgesco: "nation",
      secretariat: "portee",
      adjoint: "portee",
    },
  },
  "indicateur.lire": {
    libelle: "Lire les indicateurs d'une structure et leur origine",
    pourquoi:
      "Les valeurs par structure servent l'analyse académique et l'équipe de direction ; la DGESCO lit des agrégats.",
    fonctions: { ...ACADEMIE_ET_INSPECTION, ...TERRAIN },
  },
  "indicateur.lire_interne": {
    libelle: "Lire les indicateurs propres à une académie",
    pourquoi:
      "Ces données appartiennent à l'académie : elles se lisent chez elle, et par la structure pour ce qui la concerne.",
    fonctions: { ...chezSoi(ACADEMIE_ET_INSPECTION), ...TERRAIN },
  },
  "indicateur.lire_rh": {
    libelle: "Lire les indicateurs de ressources humaines",
    pourquoi: "Ils touchent des personnels : seuls l'académie et la direction de la structure les lisent.",
    fonctions: {
      recteur: "portee",
      pilote_academique: "portee",
      dasen: "portee",
      dsden: "portee",
      ssa: "portee",
      dos: "portee",
      drh: "portee",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
    },
  },
  "indicateur.lire_masque": {
    libelle: "Lire les valeurs couvertes par le secret des petits effectifs",
    pourquoi:
      "Peu de personnes en ont besoin : le service statistique, les décideurs et la direction pour sa structure.",
    fonctions: {
      recteur: "portee",
      pilote_academique: "portee",
      dasen: "portee",
      dsden: "portee",
      ssa: "portee",
      depp: "nation",
      chef_etablissement: "portee",
      directeur_ecole: "portee",
    },
  },
  "indicateur.comparer": {
    libelle: "Comparer des structures nommées, lire l'écart à l'attendu",
    pourquoi:
      "Comparer par le nom sert l'analyse académique ; une direction se compare à des références anonymes.",
    fonctions: { ...ACADEMIE_ET_INSPECTION },
  },
  "indicateur.gerer": {
    libelle: "Créer un indicateur de l'académie et tenir les notices",
    pourquoi: "Le service statistique répond de ce qu'un indicateur mesure et de ses limites.",
    fonctions: { administrateur: "nation", ssa: "portee" },
  },
  "valeur.corriger": {
    libelle: "Proposer une valeur locale à côté de la valeur officielle",
    pourquoi:
      "Une correction a un auteur, un motif et une pièce ; elle ne remplace jamais la valeur officielle.",
    fonctions: { ssa: "portee", pilote_academique: "portee" },
  },
  "anomalie.lire": {
    libelle: "Lire les anomalies des données",
    pourquoi: "Qui utilise les chiffres doit savoir ce qui ne va pas de soi.",
    fonctions: {
      administrateur: "nation",
      ssa: "portee",
      pilote_academique: "portee",
      dsden: "portee",
      dasen: "portee",
      depp: "nation",
    },
  },
  "anomalie.traiter": {
    libelle: "Justifier une anomalie",
    pourquoi: "Le service statistique répond de la qualité des données.",
    fonctions: { ssa: "portee", administrateur: "nation" },
  },
  "structure.gerer": {
    libelle: "Tenir la vie des structures : rattachements, filiations, dispositifs, faits locaux",
    pourquoi: "Ce que les fichiers ne disent pas est su par l'académie et le département.",
    fonctions: { ssa: "portee", pilote_academique: "portee", dsden: "portee", dos: "portee" },
  },
  "orpheline.decider": {
    libelle: "Reconnaître une école orpheline",
    pourquoi: "Le calcul propose, une personne décide et dit pourquoi.",
    fonctions: { pilote_academique: "portee", dasen: "portee", recteur: "portee" },
  },
  "territoire.lire": {
    libelle: "Lire les pages des territoires et la vue nationale",
    pourquoi: "Ce sont des agrégats, sans valeur par structure.",
    fonctions: { ...ACADEMIE_ET_INSPECTION, ...nationale(TERRAIN), dgesco: "nation" },
  },
  "donnees.lire": {
    libelle: "Lire l'état des jeux de données et le dictionnaire des indicateurs",
    pourquoi: "Chacun peut vérifier ce que les chiffres couvrent et ce qui manque.",
    fonctions: { ...ACADEMIE_ET_INSPECTION, ...nationale(TERRAIN), dgesco: "nation" },
  },
  "academie.gerer": {
    libelle: "Tenir le registre des académies participantes",
    pourquoi: "L'entrée et la sortie d'une académie relèvent du niveau national.",
    fonctions: { dgesco: "nation", administrateur: "nation" },
  },
  "jeton.gerer": {
    libelle: "Créer et révoquer ses jetons de l'interface de lecture",
    pourquoi: "Un jeton agit avec les droits de la personne : ne l'ont que celles qui traitent des données.",
    fonctions: {
      ssa: "nation",
      depp: "nation",
      igesr: "nation",
      pilote_academique: "nation",
      dos: "nation",
      administrateur: "nation",
    },
  },
  "reglage.gerer": {
    libelle: "Relever le seuil des petits effectifs",
    pourquoi: "Le secret peut être renforcé, jamais affaibli.",
    fonctions: { administrateur: "nation" },
  },
  "import.lire": {
    libelle: "Lire les dépôts de fichiers et leurs comptes rendus",
    pourquoi: "Qui utilise les chiffres peut vérifier d'où ils viennent.",
    fonctions: { administrateur: "nation", ssa: "nation", pilote_academique: "nation" },
  },
  "import.deposer": {
    libelle: "Déposer des fichiers officiels, les appliquer ou les abandonner",
    pourquoi: "Le service statistique répond de la qualité des données.",
    fonctions: { administrateur: "nation", ssa: "nation" },
  },
} as const satisfies Record<string, Droit>;
export type Permission = keyof typeof DROITS;

/** True when the function is exercised on that civil day. Source: décret or act of nomination; first day included, last excluded. */
export function isEnExercice(exercee: Pick<FonctionExercee, "debut" | "fin">, day: string): boolean {
  return exercee.debut <= day && (exercee.fin === null || day < exercee.fin);
}

/** How far the function may do it, or undefined when it may not at all. */
function etendueOf(permission: Permission, fonction: Fonction): Etendue | undefined {
  const fonctions: Droit["fonctions"] = DROITS[permission].fonctions;
  return fonctions[fonction];
}

export function hasPermission(actor: Actor, permission: Permission): boolean {
  return actor.fonctions.some(({ fonction }) => etendueOf(permission, fonction) !== undefined);
}

/** Present in the type only: nobody but `scopeOf` can write a value of it without a cast. */
declare const scopeBrand: unique symbol;

/** What a person may reach with one permission. Minted by `scopeOf` only; an empty scope reaches nothing. */
export interface Scope {
  readonly [scopeBrand]: true;
  readonly nation: boolean;
  readonly academies: readonly string[];
  readonly departements: readonly string[];
  readonly circonscriptions: readonly string[];
  readonly structures: readonly string[];
}

/** The scope of a permission: union of the scopes of the functions that grant it. */
export function scopeOf(actor: Actor, permission: Permission): Scope {
  const granted = actor.fonctions.filter(({ fonction }) => etendueOf(permission, fonction) !== undefined);
  const codes = (type: PorteeType) => granted.filter((f) => f.porteeType === type).map((f) => f.porteeCode);
  return {
    nation: granted.some((f) => f.porteeType === "nation" || etendueOf(permission, f.fonction) === "nation"),
    academies: codes("academie"),
    departements: codes("departement"),
    circonscriptions: codes("circonscription"),
    structures: codes("structure"),
  } as unknown as Scope;
}

/** Half an hour without activity ends a session (ASVS 7.3.1), ten hours end it anyway (7.3.2). */
const INACTIVITE_MAX_MS = 30 * 60 * 1000;
export const SESSION_MAX_MS = 10 * 60 * 60 * 1000;

export interface SessionDates {
  readonly vueLe: Date;
  readonly expireLe: Date;
  readonly fermeeLe: Date | null;
}

/** A session holds while nobody closed it, it was used in the last 30 minutes and it is under 10 hours old. */
export function isSessionValide(session: SessionDates, now: Date): boolean {
  return (
    session.fermeeLe === null &&
    now < session.expireLe &&
    now.getTime() - session.vueLe.getTime() < INACTIVITE_MAX_MS
  );
}

/** "Chef d'établissement" for one function, several joined otherwise: what the header shows under the name. */
export function libelleFonctions(actor: Actor): string {
  return [...new Set(actor.fonctions.map(({ fonction }) => FONCTIONS[fonction]))].join(", ");
}
