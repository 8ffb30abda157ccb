import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { Lecteur } from "../../indicateurs/lecture/queries.server.ts";
import { listIndicateurs } from "../../indicateurs/queries.server.ts";
import { serieComparable, type TypeStructure } from "../../rules.ts";
import { listValeursLues } from "../queries.server.ts";
import type { ValeurLue } from "../rules.ts";
import { type AttenduCalcule, lireAttendu, MODELES, type Modele, type ModeleAjuste } from "./rules.ts";

export interface EntreeAttendu {
  readonly code: string;
  readonly libelle: string;
  readonly decimales: number;
  readonly lue: ValeurLue | undefined;
}

/** One computed gap, with all that it comes from. */
export interface AttenduAnnuel {
  readonly annee: number;
  /** First year of the stretch of comparable years: two gaps are read together within one only. */
  readonly serie: number;
  readonly calcul: AttenduCalcule;
  readonly observe: ValeurLue | undefined;
  readonly effectif: ValeurLue | undefined;
  readonly officielle: ValeurLue | undefined;
  readonly entrees: readonly EntreeAttendu[];
  readonly modele: ModeleAjuste | undefined;
}

export interface AttenduIndicateur {
  readonly code: string;
  readonly libelle: string;
  readonly decimales: number;
  /** Breaks of the result and of what it is expected from. */
  readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
  /** Oldest first. */
  readonly annees: readonly AttenduAnnuel[];
}

export interface StructureAttendu {
  readonly uai: string;
  readonly type: TypeStructure;
  readonly nation: string;
}

const CODES = MODELES.flatMap(({ resultat, effectif, entrees, officielle }) => [
  resultat,
  effectif,
  ...entrees,
  ...(officielle ? [officielle] : []),
]);

/**
 * Observed minus expected, for each result of a structure and each year in which it was observed. The structure is
 * known to be in scope, and the person to hold « indicateur.comparer ».
 */
export async function listAttendus(
  db: Database,
  lecteur: Lecteur,
  structure: StructureAttendu,
): Promise<AttenduIndicateur[]> {
  const [valeurs, modeles, indicateurs] = await readPieces(db, lecteur, structure);
  return MODELES.flatMap((modele) => {
    const indicateur = indicateurs.find(({ code }) => code === modele.resultat);
    const annees = valeurs.filter((valeur) => valeur.indicateur === modele.resultat).map((v) => v.annee);
    if (!indicateur || annees.length === 0) return [];
    const ruptures = rupturesOf(indicateurs, modele);
    const libelles = new Map(indicateurs.map((known) => [known.code, known]));
    return [
      {
        code: modele.resultat,
        libelle: indicateur.libelle,
        decimales: indicateur.decimales,
        ruptures,
        annees: annees.map((annee) => assemble(modele, annee, valeurs, modeles, ruptures, libelles)),
      },
    ];
  });
}

type Indicateurs = Awaited<ReturnType<typeof listIndicateurs>>;

function rupturesOf(indicateurs: Indicateurs, { resultat, entrees }: Modele): AttenduIndicateur["ruptures"] {
  const all = indicateurs
    .filter(({ code }) => code === resultat || entrees.includes(code))
    .flatMap(({ ruptures }) => ruptures);
  return [...new Map(all.map((rupture) => [rupture.annee, rupture])).values()].sort(
    (a, b) => a.annee - b.annee,
  );
}

function assemble(
  modele: Modele,
  annee: number,
  valeurs: readonly ValeurLue[],
  modeles: readonly ModeleLu[],
  ruptures: AttenduIndicateur["ruptures"],
  libelles: ReadonlyMap<string, Indicateurs[number]>,
): AttenduAnnuel {
  const lue = (code: string | undefined) =>
    valeurs.find((valeur) => valeur.indicateur === code && valeur.annee === annee);
  const ajuste = modeles.find((m) => m.indicateur === modele.resultat && m.annee === annee);
  const observe = lue(modele.resultat);
  const effectif = lue(modele.effectif);
  const entrees = modele.entrees.map((code) => ({
    code,
    libelle: libelles.get(code)?.libelle ?? code,
    decimales: libelles.get(code)?.decimales ?? 1,
    lue: lue(code),
  }));
  const pieces = { observe, effectif, entrees: entrees.map((entree) => entree.lue), modele: ajuste };
  return {
    annee,
    serie: serieComparable(
      annee,
      ruptures.map((rupture) => rupture.annee),
    ).de,
    calcul: lireAttendu(pieces),
    observe,
    effectif,
    officielle: lue(modele.officielle),
    entrees,
    modele: ajuste,
  };
}

interface ModeleLu extends ModeleAjuste {
  readonly indicateur: string;
  readonly annee: number;
}

async function listModeles(db: Database, { type, nation }: StructureAttendu): Promise<ModeleLu[]> {
  const { rows } = await sql<ModeleLu>`
    select indicateur_code as indicateur, annee, entrees, coefficients, dispersion, r2, n, calcule_le as "calculeLe"
    from modele_attendu where type = ${type} and nation = ${nation} order by indicateur_code, annee`.execute(
    db,
  );
  return rows;
}

export interface AttenduDemande {
  readonly indicateur: string;
  readonly annee: number;
}

/** One gap and all it comes from, even where it could not be computed. Throws NotFound for a result without model. */
export async function getAttendu(
  db: Database,
  lecteur: Lecteur,
  structure: StructureAttendu,
  { indicateur, annee }: AttenduDemande,
): Promise<{ libelle: string; decimales: number; annuel: AttenduAnnuel }> {
  const modele = MODELES.find(({ resultat }) => resultat === indicateur);
  const [valeurs, modeles, indicateurs] = await readPieces(db, lecteur, structure);
  const libelles = new Map(indicateurs.map((known) => [known.code, known]));
  const connu = libelles.get(indicateur);
  if (!modele || !connu) throw new NotFound();
  const annuel = assemble(modele, annee, valeurs, modeles, rupturesOf(indicateurs, modele), libelles);
  return { libelle: connu.libelle, decimales: connu.decimales, annuel };
}

function readPieces(db: Database, lecteur: Lecteur, structure: StructureAttendu) {
  return Promise.all([
    listValeursLues(db, lecteur, [structure.uai], CODES),
    listModeles(db, structure),
    listIndicateurs(db, structure.type),
  ]);
}
