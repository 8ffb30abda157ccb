import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";

export interface Options {
  readonly fichier: string;
  readonly id: string;
  readonly actives: readonly string[];
  readonly sup: readonly string[];
  readonly qualitatives: readonly string[];
  readonly poids: string | undefined;
  /** Identifiers of rows that are placed on the axes without forming them. */
  readonly lignesSup: readonly string[];
  readonly axes: number;
  /** Undefined: the number that the tree proposes; 0: no classes. */
  readonly classes: number | undefined;
  readonly imputer: boolean;
  readonly json: boolean;
}

const USAGE =
  "Usage : npm run -s analyser -- fichier.csv --id <colonne> --actives a,b,c [--sup d,e] [--qualitatives f] [--poids g] [--lignes-sup x,y] [--axes 5] [--classes 6] [--manquants exclure|imputer] [--json].";

export const AIDE = `${USAGE}

Analyse en composantes principales d'un tableau (CSV, XLSX, ODS), puis classification, avec les conventions de FactoMineR.

  --id <colonne>         identifiant de chaque ligne, unique
  --actives a,b,c        variables quantitatives qui forment les axes
  --sup d,e              variables quantitatives supplémentaires
  --qualitatives f       variables qualitatives supplémentaires
  --poids g              poids des lignes, supérieurs à zéro
  --lignes-sup x,y       identifiants de lignes supplémentaires, situées sur les axes sans les former
  --axes 5               nombre d'axes gardés, réduit au rang du tableau
  --classes 6            nombre de classes ; proposé par l'arbre s'il n'est pas dit ; 0 pour n'en faire aucune
  --manquants exclure    écarte les lignes où une variable active manque, et les compte (par défaut)
  --manquants imputer    les complète par ACP itérative régularisée
  --json                 tous les résultats, par identifiant et par variable, sur la sortie standard
  --aide                 cette page

Vide, NA, ND, NS, None valent « manquant », jamais 0. Un nom de colonne qui contient une virgule se donne seul :
répétez l'option. Mode d'emploi, formules et règle des signes : docs/guide/analyser.md.
`;

const OPTIONS = {
  id: { type: "string" },
  actives: { type: "string", multiple: true },
  sup: { type: "string", multiple: true },
  qualitatives: { type: "string", multiple: true },
  poids: { type: "string" },
  "lignes-sup": { type: "string", multiple: true },
  axes: { type: "string" },
  classes: { type: "string" },
  manquants: { type: "string" },
  json: { type: "boolean", default: false },
  aide: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Reads the command line, or refuses it in one French sentence; undefined when the help is asked for. */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.aide) return undefined;
  const [fichier, ...others] = positionals;
  if (fichier === undefined) throw new StartRefusal(`Indiquez le fichier à analyser. ${USAGE}`);
  if (others.length > 0)
    throw new StartRefusal(
      `Un seul fichier s'analyse à la fois : « ${others.join(" ")} » est de trop. ${USAGE}`,
    );
  if (!values.id) throw new StartRefusal(`Indiquez la colonne des identifiants par --id. ${USAGE}`);
  const actives = values.actives ?? [];
  if (actives.length === 0) throw new StartRefusal(`Indiquez les variables actives par --actives. ${USAGE}`);
  return {
    fichier,
    id: values.id,
    actives,
    sup: values.sup ?? [],
    qualitatives: values.qualitatives ?? [],
    poids: values.poids,
    lignesSup: (values["lignes-sup"] ?? []).flatMap((text) => text.split(",").map((id) => id.trim())),
    axes: numberOf(values.axes ?? "5", { option: "axes", least: 1 }),
    classes:
      values.classes === undefined ? undefined : numberOf(values.classes, { option: "classes", least: 0 }),
    imputer: imputerOf(values.manquants),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    const what = /'([^']+)'/.exec(message)?.[1] ?? args.join(" ");
    throw new StartRefusal(`« ${what} » n'est pas compris. ${USAGE}`, { cause: error });
  }
}

function numberOf(text: string, { option, least }: { option: string; least: number }): number {
  const value = Number(text);
  if (/^\d{1,6}$/.test(text) && value >= least) return value;
  throw new StartRefusal(`--${option} attend un nombre entier à partir de ${least}, et non « ${text} ».`);
}

function imputerOf(manquants: string | undefined): boolean {
  if (manquants === undefined || manquants === "exclure") return false;
  if (manquants === "imputer") return true;
  throw new StartRefusal(`--manquants attend « exclure » ou « imputer », et non « ${manquants} ».`);
}
