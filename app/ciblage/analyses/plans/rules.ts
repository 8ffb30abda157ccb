import type { Allure } from "#app/platform/charts/dots.ts";
import { MOST_SERIES } from "#app/platform/charts/dots.ts";
import type { Fenetre, Plan, PointPlanNomme } from "#app/platform/charts/plane.ts";
import { formatNombre } from "#app/platform/format/format.ts";
import { normalizeSearch } from "#app/referentiel/rules.ts";
import { type Analyse, nomAxe, nomVariable, type StructurePlacee } from "../rules.ts";
import type { Noms, Vue } from "../schema.ts";

/** A structure on two axes. */
export interface Individu {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string;
  readonly departement: string;
  readonly classe: number | null;
  readonly x: number;
  readonly y: number;
  /** Share of what is known of it that this plane shows: its cos² on both axes. */
  readonly qualite: number;
  /** In %, to each axis. */
  readonly contributionX: number;
  readonly contributionY: number;
  readonly completee: boolean;
  readonly qualitatives: StructurePlacee["structure"]["qualitatives"];
}

/** @param vue axes from 1. */
export function listIndividus(placees: readonly StructurePlacee[], { x, y }: Pick<Vue, "x" | "y">): Individu[] {
  const on = (values: readonly (number | null)[], axe: number) => values[axe - 1] ?? 0;
  return placees.map(({ structure, place }) => ({
    ...{ uai: structure.uai, nom: structure.nom, commune: structure.commune },
    ...{ departement: structure.departement, classe: place.classe, qualitatives: structure.qualitatives },
    x: on(place.coordonnees, x),
    y: on(place.coordonnees, y),
    qualite: on(place.cos2, x) + on(place.cos2, y),
    contributionX: on(place.contributions, x),
    contributionY: on(place.contributions, y),
    completee: place.imputees.length > 0,
  }));
}

export function isDans({ x, y }: { readonly x: number; readonly y: number }, cadre: Fenetre | undefined): boolean {
  return !cadre || (x >= cadre.x0 && x <= cadre.x1 && y >= cadre.y0 && y <= cadre.y1);
}

/** Whether a structure is in what the filters keep. */
export function isChoisie(individu: Individu, { classe, departement }: Vue): boolean {
  return (
    (classe === null || individu.classe === classe) &&
    (departement === null || individu.departement === departement)
  );
}

export interface Groupe {
  readonly libelle: string;
  readonly allure: Allure;
  readonly membres: readonly Individu[];
}

/**
 * Groups as the plane and the map both draw them, what is not chosen first and discreet.
 *
 * @param valeurs numbers that the reader may see of the variable that colours; unused otherwise.
 */
export function grouper(
  analyse: Analyse,
  vue: Vue,
  individus: readonly Individu[],
  { valeurs, isDedans }: { valeurs: ReadonlyMap<string, number>; isDedans: (individu: Individu) => boolean },
): Groupe[] {
  const chosen = individus.filter(isDedans);
  const others = individus.filter((individu) => !isDedans(individu));
  const groups =
    vue.couleur.genre === "variable"
      ? groupByTone(analyse, vue.couleur.cle, individus, valeurs)
      : vue.couleur.genre === "qualitative"
        ? groupByModalite(individus, vue.couleur.code)
        : groupByClasse(analyse, individus);
  const kept = new Set(chosen);
  return [
    ...(others.length > 0
      ? [{ libelle: "Hors de votre choix", allure: "discret" as const, membres: others }]
      : []),
    ...groups
      .map((group) => ({ ...group, membres: group.membres.filter((individu) => kept.has(individu)) }))
      .filter(({ membres }) => membres.length > 0),
  ];
}

function groupByClasse({ resultat }: Analyse, individus: readonly Individu[]): Groupe[] {
  const groups = resultat.classes.map(({ numero }, serie) => ({
    libelle: `Classe ${numero}`,
    allure: { serie },
    membres: individus.filter(({ classe }) => classe === numero),
  }));
  const none = individus.filter(({ classe }) => classe === null);
  return [...groups, { libelle: "Sans classe", allure: "inconnu", membres: none }];
}

function groupByModalite(individus: readonly Individu[], code: keyof Individu["qualitatives"]): Groupe[] {
  const members = new Map<string, Individu[]>();
  const unknown: Individu[] = [];
  for (const individu of individus) {
    const modalite = individu.qualitatives[code];
    if (!modalite) unknown.push(individu);
    else members.set(modalite, [...(members.get(modalite) ?? []), individu]);
  }
  const ordered = [...members].sort(([a, own], [b, other]) => other.length - own.length || a.localeCompare(b, "fr"));
  const named = ordered.length > MOST_SERIES ? ordered.slice(0, MOST_SERIES - 1) : ordered;
  const rest = ordered.slice(named.length).flatMap(([, own]) => own);
  return [
    ...named.map(([libelle, membres], serie) => ({ libelle, allure: { serie }, membres })),
    { libelle: "Autres", allure: { serie: MOST_SERIES - 1 }, membres: rest },
    { libelle: "Non connu", allure: "inconnu", membres: unknown },
  ];
}

const TONES = 5;

/** Five groups of about as many structures, the darkest the highest: a level, neither good nor bad. */
function groupByTone(
  { entree }: Analyse,
  cle: string,
  individus: readonly Individu[],
  valeurs: ReadonlyMap<string, number>,
): Groupe[] {
  const decimales = entree.variables.find((variable) => variable.cle === cle)?.decimales ?? 1;
  const known = individus
    .flatMap((individu) => {
      const valeur = valeurs.get(individu.uai);
      return valeur === undefined ? [] : [{ individu, valeur }];
    })
    .sort((a, b) => a.valeur - b.valeur);
  const edges = Array.from({ length: TONES - 1 }, (_, k) => known[Math.floor(((k + 1) * known.length) / TONES)]?.valeur ?? 0);
  const toneOf = (valeur: number) => 1 + edges.filter((edge) => valeur >= edge).length;
  const groups = Array.from({ length: TONES }, (_, k): Groupe => {
    const own = known.filter(({ valeur }) => toneOf(valeur) === k + 1);
    const [low, high] = [own[0]?.valeur ?? 0, own.at(-1)?.valeur ?? 0];
    const text = (value: number) => formatNombre(value, decimales);
    return {
      libelle: text(low) === text(high) ? text(low) : `de ${text(low)} à ${text(high)}`,
      allure: { ton: k + 1 },
      membres: own.map(({ individu }) => individu),
    };
  });
  return [
    {
      libelle: "Valeur non connue ou non montrée",
      allure: "inconnu",
      membres: individus.filter(({ uai }) => !valeurs.has(uai)),
    },
    ...groups.filter(({ membres }) => membres.length > 0),
  ];
}

/** What the page draws; names are asked for in the order of what earns them. */
export function planOf(analyse: Analyse, vue: Vue, groupes: readonly Groupe[], vedette: Individu | null): Plan {
  const shown = groupes.filter(({ allure }) => allure !== "discret").flatMap(({ membres }) => membres);
  return {
    axeX: nomAxe(analyse.resultat, vue.x),
    axeY: nomAxe(analyse.resultat, vue.y),
    groupes: groupes.map(({ libelle, allure, membres }) => ({
      libelle: `${libelle} (${formatNombre(membres.length)})`,
      ...{ allure, points: membres },
    })),
    centres: centresOf(analyse, vue),
    etiquettes: listNommees(analyse, vue.noms, shown).map(({ nom, x, y }) => ({ libelle: nom, x, y })),
    vedette: vedette ? { libelle: vedette.nom, x: vedette.x, y: vedette.y } : undefined,
    fenetre: vue.fenetre,
  };
}

/** More would not find room. */
const MOST_NAMED = 40;

function listNommees({ resultat }: Analyse, noms: Noms, individus: readonly Individu[]): Individu[] {
  const [kind, level] = noms.split("-");
  if (kind === "aucun") return [];
  const placed = resultat.structures.filter(({ analysee }) => analysee).length;
  const score = (individu: Individu) =>
    kind === "cos2" ? individu.qualite : Math.max(individu.contributionX, individu.contributionY);
  const threshold = kind === "cos2" ? Number(level) / 100 : (Number(level) * 100) / Math.max(placed, 1);
  return individus
    .filter((individu) => score(individu) >= threshold)
    .sort((a, b) => score(b) - score(a) || a.uai.localeCompare(b.uai))
    .slice(0, MOST_NAMED);
}

/** Barycentres of what colours: they stand for all structures of the run, and name none. */
function centresOf({ resultat }: Analyse, { couleur, x, y }: Vue): PointPlanNomme[] {
  if (couleur.genre === "variable") return [];
  const at = (values: readonly (number | null)[], libelle: string) => ({
    libelle,
    x: values[x - 1] ?? 0,
    y: values[y - 1] ?? 0,
  });
  if (couleur.genre === "qualitative") {
    return resultat.modalites
      .filter(({ qualitative, effectif }) => qualitative === couleur.code && effectif > 0)
      .sort((a, b) => b.effectif - a.effectif)
      .slice(0, MOST_SERIES)
      .map(({ modalite, coordonnees }) => at(coordonnees, modalite));
  }
  return resultat.classes.map(({ numero }) => {
    const own = resultat.structures.filter(({ classe }) => classe === numero);
    const mean = Array.from({ length: resultat.axes }, (_, axe) =>
      own.reduce((sum, { coordonnees }) => sum + (coordonnees[axe] ?? 0) / own.length, 0),
    );
    return at(mean, `Classe ${numero}`);
  });
}

/** « Couleur : classe » */
export function legendeOf({ entree }: Analyse, { couleur }: Vue, qualitatives: Readonly<Record<string, string>>): string {
  if (couleur.genre === "classe") return "Couleur et forme\u00a0: la classe";
  return couleur.genre === "qualitative"
    ? `Couleur et forme\u00a0: ${(qualitatives[couleur.code] ?? couleur.code).toLowerCase()}`
    : `Teinte et taille\u00a0: ${nomVariable(entree, couleur.cle)}, du plus bas au plus haut`;
}

/** Those whose UAI is this, or whose name or commune holds these words. */
export function chercher(individus: readonly Individu[], cherche: string): Individu[] {
  if (cherche === "") return [];
  const exact = individus.filter(({ uai }) => uai === cherche.toUpperCase());
  if (exact.length > 0) return exact;
  const words = normalizeSearch(cherche).split(" ").filter(Boolean);
  return individus.filter(({ nom, commune }) => {
    const text = normalizeSearch(`${nom} ${commune}`);
    return words.length > 0 && words.every((word) => text.includes(word));
  });
}

export interface Deplacement {
  readonly libelle: string;
  /** Null goes back to the whole cloud. */
  readonly fenetre: Fenetre | null;
}

/** Ways to move in the plane: links, so that they work without scripts and may be sent. */
export function listDeplacements(
  { x0, x1, y0, y1 }: Fenetre,
  { agrandi, vedette }: { readonly agrandi: boolean; readonly vedette: Individu | null },
): Deplacement[] {
  const [width, height] = [x1 - x0, y1 - y0];
  const around = (x: number, y: number, factor: number): Fenetre => ({
    x0: x - (width * factor) / 2,
    x1: x + (width * factor) / 2,
    y0: y - (height * factor) / 2,
    y1: y + (height * factor) / 2,
  });
  const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
  return [
    { libelle: "Agrandir", fenetre: around(x, y, 0.5) },
    ...(vedette
      ? [{ libelle: `Agrandir autour de ${vedette.nom}`, fenetre: around(vedette.x, vedette.y, 0.4) }]
      : []),
    ...(agrandi
      ? [
          { libelle: "Réduire", fenetre: around(x, y, 2) },
          { libelle: "Vers la gauche", fenetre: around(x - width / 3, y, 1) },
          { libelle: "Vers la droite", fenetre: around(x + width / 3, y, 1) },
          { libelle: "Vers le haut", fenetre: around(x, y + height / 3, 1) },
          { libelle: "Vers le bas", fenetre: around(x, y - height / 3, 1) },
          { libelle: "Tout le nuage", fenetre: null },
        ]
      : []),
  ];
}

/** Bounds as an address writes them; `null` removes them. */
export function paramsFenetre(fenetre: Fenetre | null): Record<"x0" | "x1" | "y0" | "y1", string | null> {
  const text = (value: number | undefined) => (value === undefined ? null : String(Math.round(value * 1e4) / 1e4));
  return {
    x0: text(fenetre?.x0),
    x1: text(fenetre?.x1),
    y0: text(fenetre?.y0),
    y1: text(fenetre?.y1),
  };
}

/** By name first: an axis is not a place in a league, so that no column of coordinates sorts. */
export const TRIS_PLAN = ["nom", "commune", "classe", "qualite", "contributionX", "contributionY"] as const;
export type TriPlan = (typeof TRIS_PLAN)[number];

export function trier(individus: readonly Individu[], tri: TriPlan, sens: "asc" | "desc"): Individu[] {
  const sign = sens === "desc" ? -1 : 1;
  return [...individus].sort((a, b) => {
    const [left, right] = [a[tri], b[tri]];
    const order =
      typeof left === "string" || typeof right === "string"
        ? String(left).localeCompare(String(right), "fr")
        : (left ?? 0) - (right ?? 0);
    return sign * order || a.nom.localeCompare(b.nom, "fr") || a.uai.localeCompare(b.uai);
  });
}
