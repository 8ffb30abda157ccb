import { formatDate, formatNombre, pluriel } from "#app/platform/format/format.ts";

/** What one source of work says to one person: how much, since when, by when. Days are civil days in Paris. */
export interface Signal {
  readonly genre: GenreTache;
  readonly n: number;
  readonly depuis?: string | undefined;
  /** When the thing itself ends; a genre that has a delay of its own is due that many days after `depuis`. */
  readonly echeance?: string | undefined;
  /** Name of the object, when there is one only. */
  readonly nom?: string | undefined;
  /** Page of the object, when there is one only. */
  readonly href?: string | undefined;
}

/** One line of the home page. */
export interface Tache {
  readonly genre: GenreTache;
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
  readonly depuis: string | undefined;
  readonly echeance: string | undefined;
  /** Days since the day by which it was expected; 0 when it is not late. */
  readonly retardJours: number;
  /** True when somebody else holds it: one follows it, and has nothing to do. */
  readonly attente: boolean;
}

interface Genre {
  readonly titre: (signal: Signal) => string;
  readonly texte: string;
  readonly href: string;
  /** Days in which it is expected to be done, counted from `depuis`. House rule: an académie answers within the week. */
  readonly delaiJours?: number;
  readonly attente?: true;
}

const named = (words: string) => (signal: Signal) => (signal.nom ? `${words} : ${signal.nom}` : words);
/** Counting stops there: beyond, the number says no more to the person, and costs the page its speed. */
export const COMPTE_MAX = 1_000;

const counted =
  (one: string, several: string) =>
  ({ n }: Signal) =>
    n >= COMPTE_MAX ? `${formatNombre(COMPTE_MAX)} ${several} ou plus` : pluriel(n, one, several);

const countedIn = (one: string, several: string) => (signal: Signal) =>
  signal.nom ? `${counted(one, several)(signal)} : ${signal.nom}` : counted(one, several)(signal);

/**
 * Each kind of work, in the order in which it is shown when nothing is late nor dated: what protects the service
 * first, then the people who wait, then the data.
 */
export const GENRES_TACHES = {
  journal: {
    titre: () => "Le dernier contrôle du journal demande votre attention",
    texte: "La page du contrôle dit ce qui ne tient pas, et par où commencer.",
    href: "/journal/controles",
    delaiJours: 1,
  },
  courriels: {
    titre: counted("courriel n’est pas parti", "courriels ne sont pas partis"),
    texte: "Après tous les essais : à renvoyer, ou à abandonner.",
    href: "/courriels?etat=echoue",
    delaiJours: 1,
  },
  assistance: {
    titre: named("L’appui demande à voir le service comme vous"),
    texte: "En lecture seule, une heure au plus. Vous pouvez accepter ou refuser.",
    href: "/messages",
  },
  sans_second_facteur: {
    titre: () => "Enregistrer votre second facteur",
    texte: "Votre fonction le demande : deux minutes, une seule fois, avec votre téléphone.",
    href: "/second-facteur",
  },
  second_facteur: {
    titre: named("Renouveler vos codes de secours"),
    texte: "Ils ouvrent votre compte quand votre téléphone manque.",
    href: "/second-facteur",
  },
  demandes_acces: {
    titre: counted("demande d’accès à décider", "demandes d’accès à décider"),
    texte: "Des collègues attendent votre réponse pour entrer.",
    href: "/demandes-acces",
    delaiJours: 7,
  },
  passation: {
    titre: named("Une passation vous attend"),
    texte: "Le mot de la personne qui vous précède, ses tâches ouvertes, les délégations à renouveler.",
    href: "/passations",
    delaiJours: 15,
  },
  mot_passation: {
    titre: named("Écrire un mot à la personne qui vous succède"),
    texte: "Ce qu’elle doit savoir : elle le lira en arrivant, avec les tâches ouvertes.",
    href: "/passations",
  },
  delegation: {
    titre: named("Une délégation prend bientôt fin"),
    texte: "À renouveler si elle sert encore ; sinon, rien à faire.",
    href: "/delegations",
  },
  ma_fonction: {
    titre: named("Votre fonction prend bientôt fin"),
    texte: "Préparez votre passation : la personne qui vous succède trouvera tout.",
    href: "/passations",
  },
  fonctions: {
    titre: counted("fonction prend bientôt fin", "fonctions prennent bientôt fin"),
    texte: "Dans votre périmètre : à prolonger, ou à confier à une autre personne.",
    href: "/personnes/rentree",
  },
  candidatures: {
    titre: countedIn("structure attend votre décision", "structures attendent votre décision"),
    texte: "Présentées aux instances : retenir, suivre autrement ou ne pas retenir, avec vos raisons.",
    href: "/ciblage",
  },
  structure_retenue: {
    titre: named("Votre structure est retenue : accepter ou décliner"),
    texte: "On entre librement dans un contrat : votre réponse, et les raisons du choix.",
    href: "/ciblage/questions",
    delaiJours: 30,
  },
  questions_ciblage: {
    titre: countedIn("question des équipes à traiter", "questions des équipes à traiter"),
    texte: "Sur les critères et la suite : votre réponse se publie pour toutes.",
    href: "/ciblage",
    delaiJours: 15,
  },
  reponse_ciblage: {
    titre: counted("réponse à votre question sur le ciblage", "réponses à vos questions sur le ciblage"),
    texte: "Vos messages y mènent.",
    href: "/messages",
  },
  liste_ciblage: {
    titre: named("Une liste est publiée : lire « Pourquoi mon école ? »"),
    texte: "Les critères, ce qu’ils disent de votre structure, et la décision.",
    href: "/ciblage/questions",
  },
  etape_ciblage: {
    titre: named("Une étape de campagne approche"),
    texte: "La page de la campagne dit ce qui manque pour y arriver.",
    href: "/ciblage",
  },
  volontariat_ciblage: {
    titre: named("Une campagne reçoit les structures volontaires"),
    texte: "Se déclarer est libre : c’est noté, jamais compté. Rien ne vous y oblige.",
    href: "/ciblage/volontariat",
  },
  imports_echoues: {
    titre: counted("dépôt de fichiers n’a pas abouti", "dépôts de fichiers n’ont pas abouti"),
    texte: "Son compte rendu dit pourquoi ; le travail peut être relancé.",
    href: "/imports",
    delaiJours: 7,
  },
  imports: {
    titre: counted("dépôt de fichiers à appliquer", "dépôts de fichiers à appliquer"),
    texte: "Ce qui change est prévisualisé : relisez, puis appliquez ou abandonnez.",
    href: "/imports",
    delaiJours: 15,
  },
  fichiers_inconnus: {
    titre: counted("fichier déposé n’est pas reconnu", "fichiers déposés ne sont pas reconnus"),
    texte: "Dites une fois ce que contiennent ses colonnes : le service s’en souviendra.",
    href: "/imports",
    delaiJours: 15,
  },
  notices: {
    titre: counted("notice d’indicateur à relire", "notices d’indicateur à relire"),
    texte: "Votre relecture atteste de ce que l’indicateur mesure, de son bruit et de ses biais.",
    href: "/indicateurs",
  },
  orphelines: {
    titre: counted("école orpheline à reconnaître ou non", "écoles orphelines à reconnaître ou non"),
    texte: "Le calcul propose ; vous décidez, et dites pourquoi.",
    href: "/orphelines?etat=a_decider",
  },
  anomalies: {
    titre: counted("anomalie des données à examiner", "anomalies des données à examiner"),
    texte: "À corriger à la source, ou à justifier.",
    href: "/anomalies",
  },
  sans_courriel: {
    titre: counted("structure sans adresse électronique", "structures sans adresse électronique"),
    texte: "Les courriels du service partent à ces adresses : sans elle, personne n’est prévenu.",
    href: "/structures?etat=sans_courriel",
  },
  ma_demande: {
    titre: named("Votre demande d’accès est à l’étude"),
    texte: "Vous serez prévenu de la décision. Vous pouvez suivre votre demande, ou la retirer.",
    href: "/demande-acces",
    attente: true,
  },
} as const satisfies Record<string, Genre>;
export type GenreTache = keyof typeof GENRES_TACHES;

const RANGS = Object.keys(GENRES_TACHES);
export const DAY_MS = 86_400_000;

/**
 * The lines of the home page: late ones first, the latest of all at the top; then those that have a day, the nearest
 * first; then the others in the order of `GENRES_TACHES`; what others hold comes last. Source: idée 14, « qui la
 * tient, depuis combien de jours ».
 */
export function tachesOf(signaux: readonly Signal[], jour: string): Tache[] {
  return signaux
    .filter(({ n }) => n > 0)
    .map((signal) => toTache(signal, jour))
    .sort(compare);
}

function toTache(signal: Signal, jour: string): Tache {
  const genre: Genre = GENRES_TACHES[signal.genre];
  const echeance = signal.echeance ?? addDays(signal.depuis, genre.delaiJours);
  return {
    genre: signal.genre,
    titre: genre.titre(signal),
    texte: genre.texte,
    href: signal.href ?? genre.href,
    depuis: signal.depuis,
    echeance,
    retardJours: echeance ? Math.max(0, daysBetween(echeance, jour)) : 0,
    attente: genre.attente ?? false,
  };
}

function compare(a: Tache, b: Tache): number {
  return (
    Number(a.attente) - Number(b.attente) ||
    b.retardJours - a.retardJours ||
    compareDays(a.echeance, b.echeance) ||
    RANGS.indexOf(a.genre) - RANGS.indexOf(b.genre) ||
    compareDays(a.depuis, b.depuis)
  );
}

/** A day comes before no day. */
function compareDays(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  return b === undefined || a < b ? -1 : 1;
}

function addDays(jour: string | undefined, days: number | undefined): string | undefined {
  if (jour === undefined || days === undefined) return undefined;
  return new Date(Date.parse(jour) + days * DAY_MS).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** When it is expected, and for how long it has waited: "En retard de 3 jours", "Pour le 1er décembre 2026". */
export function delaiOf({ echeance, retardJours, depuis }: Tache, jour: string): string {
  if (retardJours > 0) return `En retard de ${pluriel(retardJours, "jour")}`;
  if (echeance === jour) return "Pour aujourd’hui";
  if (echeance) return `Pour le ${formatDate(echeance)}`;
  if (depuis === undefined) return "";
  const days = daysBetween(depuis, jour);
  return days < 1 ? "Depuis aujourd’hui" : `Depuis ${pluriel(days, "jour")}`;
}

/** How long before its end a function or a delegation is spoken of: enough to prepare a handover. House rule. */
export const PREAVIS_JOURS = 60;

/** True when that day comes, and soon enough to be spoken of. */
export function isBientot(fin: string | null, jour: string): fin is string {
  return fin !== null && fin > jour && daysBetween(jour, fin) <= PREAVIS_JOURS;
}
