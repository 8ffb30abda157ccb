import { normalizeSearch } from "../../rules.ts";

/** Académies by name, for the vintages that give no code. Caen and Rouen merged into Normandie in 2020. */
const CODE_OF_NOM: Readonly<Record<string, string>> = {
  paris: "01",
  "aix marseille": "02",
  besancon: "03",
  bordeaux: "04",
  caen: "70",
  "clermont ferrand": "06",
  dijon: "07",
  grenoble: "08",
  lille: "09",
  lyon: "10",
  montpellier: "11",
  "nancy metz": "12",
  poitiers: "13",
  rennes: "14",
  strasbourg: "15",
  toulouse: "16",
  nantes: "17",
  "orleans tours": "18",
  reims: "19",
  amiens: "20",
  rouen: "70",
  limoges: "22",
  nice: "23",
  creteil: "24",
  versailles: "25",
  corse: "27",
  "la reunion": "28",
  reunion: "28",
  martinique: "31",
  guadeloupe: "32",
  guyane: "33",
  "nouvelle caledonie": "40",
  "polynesie francaise": "41",
  "wallis et futuna": "42",
  mayotte: "43",
  "saint pierre et miquelon": "44",
  "st pierre et miquelon": "44",
  normandie: "70",
};

/** Codes that a merger replaced: the files of before still write them. */
const CODE_ACTUEL: Readonly<Record<string, string>> = { "05": "70", "21": "70" };

export function academieOfNom(nom: string): string | undefined {
  return CODE_OF_NOM[normalizeSearch(nom).replace(/^academie (de |d )?/, "")];
}

export function academieActuelle(code: string): string {
  return CODE_ACTUEL[code] ?? code;
}
