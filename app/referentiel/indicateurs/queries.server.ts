import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Famille, StatutValeur, TypeStructure } from "../rules.ts";
import {
  type Lecteur,
  readValeur,
  withinLecture,
  withinReference,
  withMasque,
} from "./lecture/queries.server.ts";
import {
  choisirAnnee,
  couperSeries,
  type FicheIndicateur,
  NIVEAUX,
  type Niveau,
  type Repartition,
  referenceLisible,
} from "./rules.ts";

export interface Indicateur {
  readonly code: string;
  readonly libelle: string;
  readonly libelleCourt: string;
  readonly definition: string;
  readonly lecture: string;
  readonly bruit: string;
  readonly biais: string;
  readonly comparaisons: string;
  readonly unite: string;
  readonly decimales: number;
  readonly famille: Famille;
  readonly seuilReference: number;
  readonly source: string;
  readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
}

/** The dictionary of structures, in display order; with `type`, only the breaks of series that concern it. */
export async function listIndicateurs(db: Database, type?: TypeStructure): Promise<Indicateur[]> {
  const { rows } = await sql<Indicateur>`
    select i.code, i.libelle, i.libelle_court as "libelleCourt", i.definition, i.lecture, i.bruit, i.biais, i.comparaisons, i.unite, i.decimales, i.famille,
      i.seuil_reference as "seuilReference", i.source,
      coalesce((select json_agg(json_build_object('annee', r.annee, 'motif', r.motif) order by r.annee)
        from rupture_serie r where r.indicateur_code = i.code
          and (r.types is null or ${type ?? null}::text is null or ${type ?? null} = any(r.types))), '[]') as ruptures
    from indicateur i where i.objet = 'structure' order by i.ordre`.execute(db);
  return rows;
}

export interface ValeurAnnuelle {
  readonly id: number;
  readonly indicateur: string;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

/** Every current value of a structure that this person may read, oldest first. */
async function listValeurs(db: Database, lecteur: Lecteur, uai: string): Promise<ValeurAnnuelle[]> {
  const { valeur, statut } = readValeur(lecteur);
  const { rows } = await sql<ValeurAnnuelle>`
    select v.id, v.indicateur_code as indicateur, v.annee, ${valeur} as valeur, ${statut} as statut
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join indicateur on indicateur.code = v.indicateur_code
    ${withMasque}
    where v.uai = ${uai} and v.remplace_le is null and ${withinLecture(lecteur)}
    order by v.annee`.execute(db);
  return rows;
}

export interface Reference {
  readonly indicateur: string;
  readonly annee: number;
  readonly niveau: Niveau;
  readonly n: number;
  readonly moyenne: number;
  /** Mean of pupils; null when the indicator has no weight, or when it is unknown for every structure. */
  readonly moyennePonderee: number | null;
  readonly nPonderes: number;
  readonly mediane: number;
  readonly q1: number;
  readonly q3: number;
  readonly bornes: readonly number[];
  readonly effectifs: readonly number[];
}

export interface Pairs {
  readonly type: string;
  readonly secteur: string;
  /** Code of the territory at each level; absent where the structure belongs to none that is known. */
  readonly territoires: Readonly<Partial<Record<Niveau, string | null>>>;
}

/** References of the structures of one type and sector, for some (indicator, year) pairs and their territories. */
export async function listReferences(
  db: Database,
  lecteur: Lecteur,
  pairs: Pairs,
  annees: readonly { readonly indicateur: string; readonly annee: number }[],
): Promise<Reference[]> {
  const territoires = Object.entries(pairs.territoires).filter(
    (entry): entry is [string, string] => !!entry[1],
  );
  const { rows } = await sql<Reference>`
    select r.indicateur_code as indicateur, r.annee, r.niveau, r.n, r.moyenne, r.moyenne_ponderee as "moyennePonderee",
      r.n_ponderes as "nPonderes", r.deciles[5] as mediane, r.q1, r.q3, r.bornes, r.effectifs
    from unnest(${annees.map((a) => a.indicateur)}::text[], ${annees.map((a) => a.annee)}::smallint[]) as d (code, annee)
    cross join unnest(${territoires.map(([niveau]) => niveau)}::text[], ${territoires.map(([, code]) => code)}::text[]) as t (niveau, territoire)
    join reference_indicateur r on r.indicateur_code = d.code and r.annee = d.annee and r.type = ${pairs.type}
      and r.secteur = ${pairs.secteur} and r.niveau = t.niveau and r.territoire = t.territoire
    where ${withinReference(lecteur)}`.execute(db);
  return rows;
}

export interface LectureDemandee {
  readonly uai: string;
  readonly annee: number | undefined;
  readonly niveau: Niveau;
  readonly pairs: Pairs;
}

/** The cards of a structure: each known indicator with its value, its references, its distribution and its series. */
export async function listFichesIndicateurs(
  db: Database,
  lecteur: Lecteur,
  lecture: LectureDemandee,
): Promise<FicheIndicateur[]> {
  const [indicateurs, valeurs] = await Promise.all([
    listIndicateurs(db, lecture.pairs.type as TypeStructure),
    listValeurs(db, lecteur, lecture.uai),
  ]);
  const shown = indicateurs.flatMap((indicateur) => {
    const siennes = valeurs.filter((valeur) => valeur.indicateur === indicateur.code);
    const annee = choisirAnnee(
      siennes.map((valeur) => valeur.annee),
      lecture.annee,
    );
    const valeur = siennes.find((candidate) => candidate.annee === annee);
    return valeur ? [{ indicateur, siennes, valeur }] : [];
  });
  const pairs = shown.map(({ indicateur, valeur }) => ({ indicateur: indicateur.code, annee: valeur.annee }));
  const references = await listReferences(db, lecteur, lecture.pairs, pairs);
  return shown.map(({ indicateur, siennes, valeur }) => {
    const own = references.filter((reference) => reference.indicateur === indicateur.code);
    return {
      ...indicateur,
      annee: valeur.annee,
      valeur,
      references: (Object.keys(NIVEAUX) as Niveau[]).flatMap((niveau) => {
        const reference = own.find((candidate) => candidate.niveau === niveau);
        return reference ? [referenceLisible(reference, indicateur.seuilReference)] : [];
      }),
      repartition: repartitionOf(own, lecture.niveau, indicateur.seuilReference),
      series: couperSeries(
        siennes,
        indicateur.ruptures.map(({ annee }) => annee),
      ),
    };
  });
}

function repartitionOf(
  references: readonly Reference[],
  niveau: Niveau,
  seuil: number,
): Repartition | undefined {
  const reference = references.find((candidate) => candidate.niveau === niveau);
  if (!reference || reference.n < seuil) return undefined;
  const { n, bornes, effectifs, q1, mediane, q3 } = reference;
  return { n, bornes, effectifs, quartiles: [q1, mediane, q3] };
}
