import type { DatasetStructures } from "./dataset.ts";
import { genreOfFichier, readStructureIps } from "./ips.ts";
import { ipsColleges } from "./ips-colleges.ts";

/** Published apart, under the columns of collèges. */
export const ipsErea: DatasetStructures = {
  ...ipsColleges,
  code: "ips_erea",
  libelle: "Indices de position sociale des EREA",
  source: "DEPP, fr-en-ips-erea-ap2022",
  rang: 22,
  ressemble: (sample) => genreOfFichier(sample) === "erea",
  structure: (line) => readStructureIps(line, "erea"),
};
