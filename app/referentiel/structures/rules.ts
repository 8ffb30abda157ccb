import { formatNombre } from "#app/platform/format/format.ts";
import { SECTEURS, type Secteur, STATUTS_EP, type StatutEp, TYPES, type TypeStructure } from "../rules.ts";
import { TYPOLOGIES } from "../vie/rules.ts";

/** States of a structure that the list may show; those that are not closed by default. */
export const ETATS_FILTRE = {
  fermees: "Fermées seulement",
  toutes: "Toutes, fermées comprises",
  sans_courriel: "Ouvertes, sans adresse électronique",
} as const;
export type EtatFiltre = keyof typeof ETATS_FILTRE;

/** The rule for écoles orphelines proposes, a person decides: either may be asked for. Source: ledger S0-07. */
export const ORPHELINES_FILTRE = {
  reconnues: "Reconnues ou calculées",
  calculees: "Calculées",
  decidees: "Reconnues par décision",
} as const;
export type OrphelineFiltre = keyof typeof ORPHELINES_FILTRE;

/** Groups of classes of communes, besides each class. The words are ours: see `SOURCE_TYPOLOGIE`. */
export const GROUPES_TYPOLOGIE = {
  rural: { libelle: "Rural (tr1 à tr3)", classes: ["tr1", "tr2", "tr3"] },
  urbain: { libelle: "Urbain (tr5 et tr6)", classes: ["tr5", "tr6"] },
} as const;

export type TypologieFiltre = keyof typeof TYPOLOGIES | keyof typeof GROUPES_TYPOLOGIE;

/** The classes behind what was chosen. @example classesOf("rural") // ["tr1", "tr2", "tr3"] */
export function classesOf(typologie: TypologieFiltre): readonly string[] {
  return typologie === "rural" || typologie === "urbain" ? GROUPES_TYPOLOGIE[typologie].classes : [typologie];
}

/** What the list may be narrowed by, under the names that the address gives it. */
export interface FiltresStructures {
  readonly q?: string | undefined;
  readonly type?: TypeStructure | undefined;
  readonly secteur?: Secteur | undefined;
  readonly ep?: StatutEp | undefined;
  readonly academie?: string | undefined;
  readonly departement?: string | undefined;
  readonly circonscription?: string | undefined;
  readonly bassin?: string | undefined;
  /** Code Insee. */
  readonly commune?: string | undefined;
  readonly etat?: EtatFiltre | undefined;
  readonly typologie?: TypologieFiltre | undefined;
  readonly dispositif?: string | undefined;
  /** Civil day on which a scheme holds; not in the address. */
  readonly jour?: string | undefined;
  readonly orpheline?: OrphelineFiltre | undefined;
  /** Upper bound of the index, included. */
  readonly ips?: number | undefined;
  /** Rentrée: 2024 for 2024-2025. */
  readonly annee?: number | undefined;
}

export const FILTRES = [
  ...([
    "q",
    "type",
    "secteur",
    "ep",
    "academie",
    "departement",
    "circonscription",
    "bassin",
    "commune",
  ] as const),
  ...(["etat", "typologie", "dispositif", "orpheline", "ips", "annee"] as const),
] as const;

/** Those that most people leave alone, folded until one of them is used. */
export const FILTRES_AVANCES = ["commune", "etat", "typologie", "dispositif", "orpheline"] as const;

/** Structures that may be put side by side: beyond, nobody reads the table. */
export const COMPARAISON_MAX = 6;

interface Nomme {
  readonly code: string;
  readonly nom: string;
}

/** Names of what filters choose by its code. */
export interface NomsFiltres {
  readonly academies: readonly Nomme[];
  readonly departements: readonly Nomme[];
  readonly circonscriptions: readonly Nomme[];
  readonly bassins: readonly Nomme[];
  readonly communes: readonly Nomme[];
  readonly dispositifs: readonly Nomme[];
}

const nommer = (noms: readonly Nomme[], code: string) =>
  noms.find((candidate) => candidate.code === code)?.nom ?? code;

/** The filters in words, for a title or the origin of a file; "" when there is none. */
export function filtresEcrits(filtres: FiltresStructures, noms: NomsFiltres): string {
  const { q, type, secteur, ep, academie, departement, circonscription, bassin, commune } = filtres;
  const { etat, typologie, dispositif, orpheline, ips } = filtres;
  const classes = {
    ...TYPOLOGIES,
    rural: GROUPES_TYPOLOGIE.rural.libelle,
    urbain: GROUPES_TYPOLOGIE.urbain.libelle,
  };
  const ecrits = [
    q && `recherche « ${q} »`,
    type && `type : ${TYPES[type]}`,
    secteur && `secteur : ${SECTEURS[secteur]}`,
    ep && `éducation prioritaire : ${STATUTS_EP[ep]}`,
    academie && `académie : ${nommer(noms.academies, academie)}`,
    departement && `département : ${nommer(noms.departements, departement)}`,
    circonscription && `circonscription : ${nommer(noms.circonscriptions, circonscription)}`,
    bassin && `bassin : ${nommer(noms.bassins, bassin)}`,
    commune && `commune : ${nommer(noms.communes, commune)}`,
    etat && `ouverture : ${ETATS_FILTRE[etat].toLowerCase()}`,
    typologie && `typologie de la commune : ${classes[typologie]}`,
    dispositif && `dispositif en vigueur : ${nommer(noms.dispositifs, dispositif)}`,
    orpheline && `école orpheline : ${ORPHELINES_FILTRE[orpheline].toLowerCase()}`,
    ips !== undefined && `IPS au plus égal à ${formatNombre(ips, 1)}`,
  ];
  return ecrits.filter((ecrit) => typeof ecrit === "string" && ecrit !== "").join(" ; ");
}
