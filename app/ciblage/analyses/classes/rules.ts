import type { Colonnes } from "#app/platform/charts/columns.ts";
import { formatNombre, formatPourcent } from "#app/platform/format/format.ts";
import type { ClasseAnalysee } from "../../calculs/rules.ts";
import { QUALITATIVES } from "../../scenarios/rules.ts";
import { type Analyse, forceOf, isCachee, isChiffree, nomVariable } from "../rules.ts";
import { direClasse, nomsOf } from "../typologies/rules.ts";

export interface LectureClasse {
  readonly numero: number;
  /** With its name, when the team gave it one. */
  readonly titre: string;
  readonly description: string;
  readonly effectif: number;
  readonly part: string;
  readonly retenues: number;
  readonly plusHaut: readonly string[];
  readonly plusBas: readonly string[];
  readonly presentes: readonly string[];
  readonly rares: readonly string[];
  readonly parangons: readonly { readonly uai: string; readonly nom: string }[];
  /** Of the parangons, those out of what the person reads; of the class, those within it. */
  readonly parangonsAilleurs: number;
  readonly lisibles: number;
  /** Staff indicators that describe it and that this person does not read. */
  readonly cachees: number;
}

/** Each class in words: size, what sets it apart, its most typical structures. */
export function lireClasses(analyse: Analyse): LectureClasse[] {
  const { entree, resultat, lisibles, typologie } = analyse;
  const nommees = nomsOf(typologie);
  const noms = new Map(entree.structures.map(({ uai, nom }) => [uai, nom]));
  const placees = resultat.classes.reduce((sum, { effectif }) => sum + effectif, 0);
  return resultat.classes.map((classe) => {
    const shown = classe.variables.filter(({ cle }) => !isCachee(analyse, cle));
    const read = classe.parangons.filter((uai) => lisibles.has(uai));
    const lire = (sens: Sens) => (link: Lien) =>
      isChiffree(analyse, classe) ? lireVariable(analyse, link, sens) : direSans(analyse, link, sens);
    const own = resultat.structures.filter((one) => one.classe === classe.numero && lisibles.has(one.uai));
    return {
      titre: direClasse(nommees, classe.numero),
      description: typologie?.classes.find(({ numero }) => numero === classe.numero)?.description ?? "",
      ...{ numero: classe.numero, effectif: classe.effectif, retenues: classe.retenues },
      part: formatPourcent(classe.effectif / Math.max(placees, 1), 0),
      plusHaut: shown.filter(({ vTest }) => vTest > 0).map(lire("élevé")),
      plusBas: shown
        .filter(({ vTest }) => vTest < 0)
        .sort((a, b) => a.vTest - b.vTest)
        .map(lire("bas")),
      presentes: classe.modalites.filter(({ vTest }) => vTest > 0).map(lireModalite),
      rares: classe.modalites
        .filter(({ vTest }) => vTest < 0)
        .sort((a, b) => a.vTest - b.vTest)
        .map(lireModalite),
      parangons: read.map((uai) => ({ uai, nom: noms.get(uai) ?? uai })),
      parangonsAilleurs: classe.parangons.length - read.length,
      lisibles: own.length,
      cachees: classe.variables.length - shown.length,
    };
  });
}

type Lien = ClasseAnalysee["variables"][number];
type Sens = "élevé" | "bas";

/** Without a figure, where one would give a structure away. */
function direSans({ entree }: Analyse, { cle, vTest }: Lien, sens: Sens): string {
  return `${nomVariable(entree, cle)}\u00a0: ${forceOf(vTest)} plus ${sens} que dans l’ensemble (trop peu de structures pour en donner la moyenne)`;
}

function lireVariable({ entree }: Analyse, link: Lien, sens: Sens): string {
  const variable = entree.variables.find(({ cle }) => cle === link.cle);
  const text = (value: number) => {
    const number = formatNombre(value, variable?.decimales ?? 1);
    return variable?.unite ? `${number}\u00a0${variable.unite}` : number;
  };
  return `${nomVariable(entree, link.cle)}\u00a0: ${forceOf(link.vTest)} plus ${sens} que dans l’ensemble (${text(link.moyenneClasse)} contre ${text(link.moyenneEnsemble)} en moyenne ; valeur-test ${formatNombre(link.vTest, 1)})`;
}

function lireModalite(link: ClasseAnalysee["modalites"][number]): string {
  const percent = (value: number) => `${formatNombre(value, 0)}\u00a0%`;
  return `${QUALITATIVES[link.qualitative]}, ${link.modalite}\u00a0: ${percent(link.modaliteDansClasse)} de la classe contre ${percent(link.ensemble)} de l’ensemble (${forceOf(link.vTest)} ${link.vTest > 0 ? "plus" : "moins"} présent ; valeur-test ${formatNombre(link.vTest, 1)})`;
}

/** Groups beyond which a cut is never proposed nor asked. */
const MOST_CUTS = 14;

/** What each more class explains: the cut falls where the next one would add little. */
export function gainsOf({ resultat }: Analyse): Colonnes | null {
  const { gainsInertie, classes, classesProposees } = resultat;
  const totale = gainsInertie.reduce((sum, gain) => sum + gain, 0);
  if (!(totale > 0)) return null;
  let cumul = 0;
  const colonnes = gainsInertie.slice(0, MOST_CUTS).map((gain, index) => {
    const valeur = (100 * gain) / totale;
    cumul += valeur;
    return { libelle: String(index + 2), valeur, cumul };
  });
  const asked = classes.length !== classesProposees;
  return {
    titre: "Ce que gagne le découpage avec une classe de plus",
    libelleColonnes: "Nombre de classes",
    libelleValeur: "Part des différences expliquée en plus",
    unite: "%",
    decimales: 1,
    colonnes,
    marquees: {
      libelle: asked
        ? `Découpage demandé par le scénario (${classes.length} classes ; ${classesProposees} proposées)`
        : "Découpage proposé et conservé",
      colonnes: [String(classes.length)],
    },
  };
}
