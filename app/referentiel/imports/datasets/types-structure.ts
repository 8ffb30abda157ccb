import { normalizeSearch, type TypeStructure } from "../../rules.ts";

/** Nature codes of BCN, table N_NATURE_UAI. An unlisted one becomes "autre", never a refusal. */
const TYPE_OF_NATURE: Readonly<Record<string, TypeStructure>> = {
  "101": "maternelle",
  "102": "maternelle",
  "103": "maternelle",
  "111": "maternelle",
  "151": "elementaire",
  "152": "elementaire",
  "153": "elementaire",
  "154": "elementaire",
  "160": "ecole_specialisee",
  "162": "ecole_specialisee",
  "169": "ecole_specialisee",
  "300": "lgt",
  "301": "lgt",
  "302": "lgt",
  "306": "lpo",
  "310": "lgt",
  "315": "lgt",
  "320": "lp",
  "334": "sep",
  "340": "college",
  "350": "college",
  "352": "college",
  "370": "erea",
  "390": "segpa",
};

/** BCN has one nature for élémentaires and primaires: the name tells them apart. */
export function typeOfNature(nature: string, nom: string): TypeStructure {
  const type = TYPE_OF_NATURE[nature.trim()] ?? "autre";
  return type === "elementaire" && normalizeSearch(nom).includes("primaire") ? "primaire" : type;
}

/** Of an école by its name; « Ecole Jules Ferry » without more is taken for an élémentaire, as its nature would be. */
export function typeOfEcole(nom: string): TypeStructure {
  const words = normalizeSearch(nom);
  if (/special/.test(words)) return "ecole_specialisee";
  if (/prim[ae]ire|\be p\b/.test(words)) return "primaire";
  return /maternel|\be m\b/.test(words) ? "maternelle" : "elementaire";
}

/** Type that a denomination or a name of the second degré tells; « LYC POLYVAL PRIVE DES METIERS » is a lycée polyvalent. */
export function typeOfNom(nom: string): TypeStructure {
  const words = normalizeSearch(nom);
  if (/\bsegpa\b|\bsection\b.* gen\w* (et )?prof/.test(words)) return "segpa";
  if (/\berea\b|\badapte/.test(words)) return "erea";
  if (/^sep\b|^section\b.* prof/.test(words)) return "sep";
  if (/^(ecole )?(maternel|elementaire|primaire)/.test(words)) return typeOfEcole(nom);
  return typeOfLycee(words) ?? (/coll|institution|secondaire|\bcours\b/.test(words) ? "college" : "autre");
}

function typeOfLycee(words: string): TypeStructure | undefined {
  // « Collège-lycée X » is the collège of the pair, « Institution X - lycée » the lycée.
  if (/^coll/.test(words)) return undefined;
  if (/\bpolyval|\blpo\b/.test(words)) return "lpo";
  if (/^lp\b|\blyc\w* (.* )?prof(\b|ession)|^lyc\w* des metiers|2(n)?d degre prof/.test(words)) return "lp";
  return /\blyc|^(lg|lgt|legt|lt)\b|enseig\w* gen\w* (et )?tech/.test(words) ? "lgt" : undefined;
}
