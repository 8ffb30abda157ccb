import { normalizeSearch } from "../../rules.ts";
import { COLONNE_UAI, LICENCE_OUVERTE } from "./colonnes.ts";
import * as convert from "./conversions.ts";
import type { Converter, DatasetStructures, LineReader } from "./dataset.ts";

/** Codes of the table `dispositif`, and the names that people write for them. */
const NOMS: Readonly<Record<string, readonly string[]>> = {
  cla: ["cla", "contrat local d accompagnement"],
  college_en_progres: ["college en progres", "colleges en progres"],
  ter: ["ter", "territoire educatif rural"],
  cite_educative: ["cite educative", "cites educatives"],
  pre: ["pre", "programme de reussite educative"],
  nefle: ["nefle", "notre ecole faisons la ensemble"],
  sortie_ep_2015: ["sortie ep 2015", "sortie de l education prioritaire en 2015"],
  aide_complementaire: ["aide complementaire", "aide academique complementaire"],
};

const dispositif: Converter<string> = (text) => {
  const words = normalizeSearch(text.replace(/\(.*\)/, ""));
  const found = Object.entries(NOMS).find(([, noms]) => noms.includes(words));
  return found
    ? { ok: true, value: found[0] }
    : {
        ok: false,
        raison: `« ${text} » n'est pas un dispositif connu : on attend ${Object.keys(NOMS).join(", ")}.`,
      };
};

/** A day, or a school year alone: then its first day. */
function jour(nom: string): Converter<string> {
  return (text) => {
    const annee = /^\d{4}(\s*[-/]\s*\d{4})?$/.test(text.trim()) ? convert.anneeRentree(text) : undefined;
    if (annee) return annee.ok ? { ok: true, value: `${annee.value}-09-01` } : annee;
    return convert.dateObligatoire(nom)(text);
  };
}

function readFin(line: LineReader, debut: string): string | undefined {
  if (line.text("fin") === "") return undefined;
  return line.read("fin", (text) => {
    const fin = jour("La fin")(text);
    return fin.ok && fin.value <= debut
      ? { ok: false, raison: `« ${text} » finit avant d'avoir commencé : la fin suit le début.` }
      : fin;
  });
}

/** Schemes of structures, as an académie or a ministry lists them. */
export const dispositifs: DatasetStructures = {
  objet: "structure",
  code: "dispositifs",
  libelle: "Dispositifs des structures",
  source: "Liste de dispositifs par structure",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 55,
  autorite: "statistique",
  colonnes: {
    uai: COLONNE_UAI,
    dispositif: { alias: ["dispositif", "code_dispositif"], obligatoire: true },
    debut: { alias: ["debut", "date_debut", "date_de_debut"], obligatoire: true },
    fin: { alias: ["fin", "date_fin", "date_de_fin"] },
    precision: { alias: ["precision", "commentaire", "detail"] },
  },
  exclut: [],
  precision: (line) => `${line.read("dispositif", dispositif)} ${line.text("debut")}`,
  dispositifs: (line) => {
    const debut = line.read("debut", jour("Le début"));
    return [
      {
        dispositif: line.read("dispositif", dispositif),
        debut,
        fin: readFin(line, debut),
        precision: line.text("precision").slice(0, 500) || undefined,
      },
    ];
  },
  indicateurs: [],
};
