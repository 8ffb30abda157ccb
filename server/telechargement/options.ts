import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { JEUX_DU_PORTAIL, type JeuDuPortail } from "#app/referentiel/imports/datasets/portail.ts";
import { findAcademie, findDepartement, type Perimetre } from "./perimetre.ts";
import type { Choix } from "./telechargement.ts";

export interface Options extends Choix {
  readonly dans: string | undefined;
  readonly jeux: readonly JeuDuPortail[];
  readonly liste: boolean;
  readonly json: boolean;
}

const USAGE =
  "Usage : npm run telecharger -- [--dans <dossier>] [--jeu <jeu>] [--academie <code> | --departement <code>] [--format csv|json] [--libelles] [--liste] [--json].";

const OPTIONS = {
  dans: { type: "string" },
  jeu: { type: "string", multiple: true },
  academie: { type: "string" },
  departement: { type: "string" },
  format: { type: "string" },
  libelles: { type: "boolean", default: false },
  liste: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const satisfies ParseArgsOptionsConfig;

/** Reads the command line, or refuses it in one French sentence. */
export function readOptions(args: readonly string[]): Options {
  const values = parse(args);
  const { format } = values;
  if (format !== undefined && format !== "csv" && format !== "json")
    throw new StartRefusal(`Le format « ${format} » n'est pas proposé : indiquez csv ou json. ${USAGE}`);
  if (values.libelles && format === "json")
    throw new StartRefusal(`Les en-têtes en clair (--libelles) n'existent qu'en CSV. ${USAGE}`);
  return {
    dans: values.dans,
    jeux: jeuxOf(values.jeu ?? []),
    perimetre: perimetreOf(values.academie, values.departement),
    format,
    libelles: values.libelles,
    liste: values.liste,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (!code?.startsWith("ERR_PARSE_ARGS")) throw error;
    const what = /'([^']+)'/.exec(message)?.[1] ?? args.join(" ");
    throw new StartRefusal(`« ${what} » n'est pas compris. ${USAGE}`, { cause: error });
  }
}

/** `--jeu` takes our name of a dataset or the identifier of the portal, several times or between commas. */
function jeuxOf(asked: readonly string[]): readonly JeuDuPortail[] {
  const names = asked.flatMap((text) => text.split(",")).map((text) => text.trim());
  if (names.length === 0) return JEUX_DU_PORTAIL;
  const unknown = names.find((name) => !JEUX_DU_PORTAIL.some(({ jeu, id }) => jeu === name || id === name));
  if (unknown !== undefined)
    throw new StartRefusal(
      `Le jeu « ${unknown} » n'est pas connu : « npm run telecharger -- --liste » les donne tous.`,
    );
  return JEUX_DU_PORTAIL.filter(({ jeu, id }) => names.includes(jeu) || names.includes(id));
}

function perimetreOf(academie: string | undefined, departement: string | undefined): Perimetre | undefined {
  if (academie !== undefined && departement !== undefined)
    throw new StartRefusal(`Choisissez une académie ou un département, pas les deux. ${USAGE}`);
  if (academie !== undefined)
    return (
      findAcademie(academie) ??
      refuse(
        `L'académie « ${academie} » n'existe pas : indiquez son code à deux chiffres, par exemple 17 pour Nantes.`,
      )
    );
  if (departement !== undefined)
    return (
      findDepartement(departement) ??
      refuse(`Le département « ${departement} » n'existe pas : indiquez son code, par exemple 72, 2A ou 974.`)
    );
  return undefined;
}

function refuse(sentence: string): never {
  throw new StartRefusal(sentence);
}
