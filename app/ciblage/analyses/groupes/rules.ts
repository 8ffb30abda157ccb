import { type Allure, MOST_SERIES } from "#app/platform/charts/dots.ts";
import { formatNombre } from "#app/platform/format/format.ts";
import type { Individu } from "../individus/rules.ts";
import type { Analyse } from "../rules.ts";
import type { Vue } from "../schema.ts";
import { direClasse, nomsOf } from "../typologies/rules.ts";

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

function groupByClasse({ resultat, typologie }: Analyse, individus: readonly Individu[]): Groupe[] {
  const noms = nomsOf(typologie);
  const groups = resultat.classes.map(({ numero }, serie) => ({
    libelle: direClasse(noms, numero),
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
    if (!modalite) {
      unknown.push(individu);
      continue;
    }
    const own = members.get(modalite) ?? [];
    own.push(individu);
    members.set(modalite, own);
  }
  const ordered = [...members].sort(
    ([a, own], [b, other]) => other.length - own.length || a.localeCompare(b, "fr"),
  );
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
  const edges = Array.from(
    { length: TONES - 1 },
    (_, k) => known[Math.floor(((k + 1) * known.length) / TONES)]?.valeur ?? 0,
  );
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
