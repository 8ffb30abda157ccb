// Codes and labels of the official file of addresses (nature_uai, denomination_principale), as the ministry
// abbreviates them.
export type TypeStructure = "ecole" | "college" | "lycee" | "segpa" | "erea";

export interface Nature {
  code: string;
  libelle: string;
  denomination: string;
  denominationPrivee: string;
  appellation: string;
}

const ELEMENTAIRE = { code: "151", libelle: "ECOLE DE NIVEAU ELEMENTAIRE" };

export const MATERNELLE: Nature = {
  code: "101",
  libelle: "ECOLE MATERNELLE",
  denomination: "ECOLE MATERNELLE PUBLIQUE",
  denominationPrivee: "ECOLE MATERNELLE PRIVEE",
  appellation: "Ecole maternelle",
};

export const ECOLE_ELEMENTAIRE: Nature = {
  ...ELEMENTAIRE,
  denomination: "ECOLE ELEMENTAIRE PUBLIQUE",
  denominationPrivee: "ECOLE ELEMENTAIRE PRIVEE",
  appellation: "Ecole élémentaire",
};

// No nature of its own: only the name says that it also has a maternelle.
export const ECOLE_PRIMAIRE: Nature = {
  ...ELEMENTAIRE,
  denomination: "ECOLE PRIMAIRE",
  denominationPrivee: "ECOLE PRIMAIRE PRIVEE",
  appellation: "Ecole primaire",
};

export const COLLEGE: Nature = {
  code: "340",
  libelle: "COLLEGE",
  denomination: "COLLEGE",
  denominationPrivee: "COLLEGE PRIVE",
  appellation: "Collège",
};

export const LYCEE_GENERAL_TECHNOLOGIQUE: Nature = {
  code: "300",
  libelle: "LYCEE ENSEIGNT GENERAL ET TECHNOLOGIQUE",
  denomination: "LYCEE GENERAL ET TECHNOLOGIQUE",
  denominationPrivee: "LYCEE GEN.ET TECHNOL.PRIVE",
  appellation: "Lycée général et technologique",
};

export const LYCEE_POLYVALENT: Nature = {
  code: "306",
  libelle: "LYCEE POLYVALENT",
  denomination: "LYCEE POLYVALENT",
  denominationPrivee: "LYCEE POLYVALENT PRIVE",
  appellation: "Lycée polyvalent",
};

export const LYCEE_PROFESSIONNEL: Nature = {
  code: "320",
  libelle: "LYCEE PROFESSIONNEL",
  denomination: "LYCEE PROFESSIONNEL",
  denominationPrivee: "LYCEE PROFESSIONNEL PRIVE",
  appellation: "Lycée professionnel",
};

export const SEGPA: Nature = {
  code: "390",
  libelle: "SECTION ENSEIGNT GEN. ET PROF. ADAPTE",
  denomination: "SEGPA",
  denominationPrivee: "SEGPA PRIVEE",
  appellation: "Section d'enseignement général et professionnel adapté",
};

export const EREA: Nature = {
  code: "370",
  libelle: "ETABLISSEMENT REGIONAL D ENSEIGNT ADAPTE",
  denomination: "ETAB.REGIONAL ENSEIGNT ADAPTE",
  denominationPrivee: "ETAB.REGIONAL ENSEIGNT ADAPTE",
  appellation: "Etablissement régional d'enseignement adapté",
};

export const ECOLE_APPLICATION: Nature = {
  code: "153",
  libelle: "ECOLE ELEMENTAIRE D APPLICATION",
  denomination: "ECOLE ELEMENTAIRE APPLICATION",
  denominationPrivee: "ECOLE ELEMENTAIRE PRIVEE",
  appellation: "Ecole élémentaire d'application",
};
