import { ATTENDUS } from "./donnees-attendues.ts";
import { type Attendu, donneesPresentes, type Ligne, lireFichier } from "./donnees-officielles.ts";

const lus = new Map<string, readonly Ligne[]>();

/** Lines of a file, read once; outlines are no lines. */
export function lignesOf(name: string): readonly Ligne[] {
  const known = lus.get(name);
  if (known) return known;
  const lignes = !donneesPresentes || /\.(geo|topo)json$/.test(name) ? [] : lireFichier(name);
  lus.set(name, lignes);
  return lignes;
}

interface LigneAcceptee {
  readonly attendu: Attendu;
  readonly ligne: Ligne;
  readonly uai: string;
}

/** Lines that must be taken, file by file in the order of the dictionary. */
export function acceptees(choose: (attendu: Attendu) => unknown): LigneAcceptee[] {
  return Object.entries(ATTENDUS).flatMap(([name, attendu]) =>
    choose(attendu)
      ? lignesOf(name)
          .filter((ligne) => !attendu.refuse?.(ligne))
          .map((ligne) => ({ attendu, ligne, uai: ligne[attendu.uai ?? ""] ?? "" }))
      : [],
  );
}

/** Structures that these datasets name; all of them without any. */
export function uaisOf(...jeux: readonly string[]): Set<string> {
  const named = acceptees(({ jeu, uai }) => uai && (jeux.length === 0 || jeux.includes(jeu)));
  return new Set(named.map(({ uai }) => uai));
}

/** « 81,7% », « +3 », « 161,2677 »; anything else is no number. */
export function numberOf(cell: string | undefined | null): number | null {
  const plain = (cell ?? "").replace("%", "").replace(",", ".");
  return /^[+-]?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Cells that speak of each « UAI indicator year », in the order of the files. */
export function cellulesAttendues(): Map<string, (string | undefined)[]> {
  const cells = new Map<string, (string | undefined)[]>();
  for (const { attendu, ligne, uai } of acceptees(({ uai, valeurs }) => uai && valeurs)) {
    const columns = typeof attendu.valeurs === "function" ? attendu.valeurs(ligne) : attendu.valeurs;
    for (const [code, column] of Object.entries(columns ?? {})) {
      const key = `${uai} ${code} ${attendu.annee?.(ligne)}`;
      const before = cells.get(key);
      if (before) before.push(ligne[column]);
      else cells.set(key, [ligne[column]]);
    }
  }
  return cells;
}

/** Two files may tell the same thing: a published value goes first, then the last file. */
export function celluleRetenue(told: readonly (string | undefined)[]): string {
  const published = told.filter((cell) => numberOf(cell) !== null);
  return (published.length > 0 ? published : told).at(-1) ?? "";
}

interface Situation {
  readonly academie: string;
  readonly type: string;
  readonly secteur: string;
}

/** Published values by « indicator year level territory type sector », a second time. */
export function groupesAttendus(
  values: Iterable<readonly [key: string, value: number]>,
  situations: ReadonlyMap<string, Situation>,
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [key, value] of values) {
    const [uai = "", code, annee] = key.split(" ");
    const place = situations.get(uai);
    if (!place) continue;
    for (const territory of ["nation france", `academie ${place.academie}`])
      for (const secteur of ["tous", place.secteur]) {
        const group = `${code} ${annee} ${territory} ${place.type} ${secteur}`;
        const members = groups.get(group);
        if (members) members.push(value);
        else groups.set(group, [value]);
      }
  }
  return groups;
}

const ADRESSES =
  "annuaire/fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre_colleges_2024-12.csv";

/** Lines of the address register whose structure no other file of identities names. */
export function adressesSeules(): Ligne[] {
  const elsewhere = uaisOf("annuaire_extrait", "etablissements_fermes");
  return lignesOf(ADRESSES).filter(({ numero_uai }) => !elsewhere.has(numero_uai ?? ""));
}

/** What the register tells of a collège; one about to open has no name yet. */
export function identiteAttendue(ligne: Ligne): Record<string, string | number | null | undefined> {
  const nom =
    ligne.appellation_officielle ||
    `${ligne.denomination_principale || ligne.nature_uai_libe} ${ligne.patronyme_uai}`;
  return {
    nom: nom.trim().replace(/\s+/g, " "),
    commune_code: ligne.code_commune,
    academie_code: ligne.code_academie,
    latitude: numberOf(ligne.latitude),
    longitude: numberOf(ligne.longitude),
    ouverte_le: ligne.date_ouverture || null,
    type: "college",
  };
}

const SEGREGATION = "effectifs/fr-en-indicateur_segregation_sociale_colleges.csv";

/** Values of territories by « level code year indicator ». */
export function valeursTerritoireAttendues(): Record<string, number | null> {
  const told = lignesOf(SEGREGATION).flatMap((ligne) => {
    const academie = ligne.acad ? `academie ${ligne.acad}` : "nation france";
    const territory = ligne.dep ? `departement ${ligne.dep.replace(/^0/, "")}` : academie;
    return Object.entries(ATTENDUS[SEGREGATION]?.valeurs ?? {}).map(
      ([code, column]) => [`${territory} ${ligne.annee} ${code}`, numberOf(ligne[column])] as const,
    );
  });
  return Object.fromEntries(told);
}

/** Clipperton and the Terres australes have neither département nor school. */
export function communesAttendues(): Record<string, string | number | null | undefined>[] {
  return lignesOf("geo/communes_2026.csv")
    .filter(({ departement }) => !["984", "989"].includes(departement ?? ""))
    .map((ligne) => ({
      code: ligne.code_insee,
      nom: ligne.nom,
      population: numberOf(ligne.population),
      typologie: ligne.typologie_rurale || null,
      latitude: numberOf(ligne.latitude),
      longitude: numberOf(ligne.longitude),
      actuelle_code: ligne.commune_parente || null,
    }));
}

export const nameOf = (path: string) => path.split("/").at(-1) ?? "";
export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
export const sorted = (words: Iterable<string>) => [...words].sort();
