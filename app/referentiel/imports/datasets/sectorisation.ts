import { checkUai } from "../../rules.ts";
import { COLONNE_UAI, LICENCE_OUVERTE } from "./colonnes.ts";
import type { Converter, DatasetStructures } from "./dataset.ts";

const uaiObligatoire: Converter<string> = (text) => {
  const check = checkUai(text);
  return check.ok ? { ok: true, value: check.uai } : { ok: false, raison: check.raison };
};

/** Collège of each école: no national file says it, a collectivité or a DSDEN does. */
export const sectorisation: DatasetStructures = {
  objet: "structure",
  code: "sectorisation",
  libelle: "Sectorisation : collège de chaque école",
  source: "Collectivité ou DSDEN, carte scolaire",
  licence: LICENCE_OUVERTE,
  diffusion: "ouverte",
  rang: 57,
  autorite: "statistique",
  colonnes: {
    uai: { alias: [...COLONNE_UAI.alias, "uai_ecole"], obligatoire: true },
    college: {
      alias: [
        "uai_college_de_secteur",
        "uai_college_secteur",
        "college_de_secteur",
        "uai_college_de_rattachement",
        "college_de_rattachement",
        "uai_college",
      ],
      obligatoire: true,
    },
  },
  exclut: ["ips", "dispositif"],
  secteurCollege: (line) => line.read("college", uaiObligatoire),
  indicateurs: [],
};
