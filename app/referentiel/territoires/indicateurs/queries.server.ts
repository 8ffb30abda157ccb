import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { type Lecteur, withinReference } from "../../indicateurs/lecture/queries.server.ts";
import { type Indicateur, listIndicateurs } from "../../indicateurs/queries.server.ts";
import type { Niveau } from "../../indicateurs/rules.ts";
import { TYPES, type TypeStructure } from "../../rules.ts";
import type { TerritoireSitue } from "../rules.ts";
import {
  type LigneSynthese,
  type PartieResumee,
  type ReferenceBrute,
  resumer,
  type SecteurResume,
} from "./rules.ts";

const COLONNES = sql`r.n, r.moyenne, r.moyenne_ponderee as "moyennePonderee", r.n_ponderes as "nPonderes", r.deciles, r.q1, r.q3,
  r.bornes, r.effectifs`;

/** Years of some reference, latest first. */
export async function listAnnees(db: Database): Promise<number[]> {
  const { rows } = await sql<{ annee: number }>`
    select annee from reference_indicateur where niveau = 'nation' group by annee order by annee desc`.execute(
    db,
  );
  return rows.map(({ annee }) => annee);
}

/**
 * Indicators whose summaries this person reads in a territory. Those published openly are for everybody who reads
 * territories; those of an académie for whoever reads all of them there.
 */
export async function listIndicateursLisibles(
  db: Database,
  lecteur: Lecteur,
  territoire: Pick<TerritoireSitue, "academieCode" | "departementCode">,
  type?: TypeStructure,
): Promise<Indicateur[]> {
  const [indicateurs, { rows }] = await Promise.all([
    listIndicateurs(db, type),
    sql<{ code: string; diffusion: "ouverte" | "interne" | "rh" }>`
      select code, diffusion from indicateur where retire_le is null`.execute(db),
  ]);
  const diffusions = new Map(rows.map(({ code, diffusion }) => [code, diffusion]));
  return indicateurs.filter(({ code }) => {
    const diffusion = diffusions.get(code);
    if (diffusion === undefined || diffusion === "ouverte") return diffusion === "ouverte";
    return reads(diffusion === "interne" ? lecteur.interne : lecteur.rh, territoire);
  });
}

function reads(
  scope: Scope,
  { academieCode, departementCode }: Pick<TerritoireSitue, "academieCode" | "departementCode">,
): boolean {
  return (
    scope.nation ||
    (academieCode !== null && scope.academies.includes(academieCode)) ||
    (departementCode !== null && scope.departements.includes(departementCode))
  );
}

/** Summaries of one indicator and one year in a territory, for each type and sector that has some. */
export async function listSynthese(
  db: Database,
  lecteur: Lecteur,
  territoire: { readonly niveau: Niveau; readonly code: string },
  {
    indicateur,
    annee,
    seuil,
  }: { readonly indicateur: string; readonly annee: number; readonly seuil: number },
): Promise<LigneSynthese[]> {
  const { rows } = await sql<ReferenceBrute & { type: TypeStructure; secteur: SecteurResume }>`
    select r.type, r.secteur, ${COLONNES} from unnest(${Object.keys(TYPES)}::text[]) as t (type)
    join reference_indicateur r on r.indicateur_code = ${indicateur} and r.annee = ${annee} and r.type = t.type
      and r.niveau = ${territoire.niveau} and r.territoire = ${territoire.code}
    where ${withinReference(lecteur)}`.execute(db);
  return rows.map((row) => ({
    type: row.type,
    secteur: row.secteur,
    n: row.n,
    resume: resumer(row, seuil) ?? null,
  }));
}

export interface ChoixPartie {
  readonly indicateur: string;
  readonly annee: number;
  readonly type: TypeStructure;
  readonly secteur: SecteurResume;
  readonly seuil: number;
}

/** The same indicator in each of these parts, in the order given: never ranked. */
export async function listPartiesResumees(
  db: Database,
  lecteur: Lecteur,
  niveau: Niveau,
  parties: readonly { readonly code: string; readonly nom: string }[],
  { indicateur, annee, type, secteur, seuil }: ChoixPartie,
): Promise<PartieResumee[]> {
  const { rows } = await sql<ReferenceBrute & { territoire: string }>`
    select r.territoire, ${COLONNES} from unnest(${parties.map(({ code }) => code)}::text[]) as p (code)
    join reference_indicateur r on r.indicateur_code = ${indicateur} and r.annee = ${annee} and r.type = ${type}
      and r.secteur = ${secteur} and r.niveau = ${niveau} and r.territoire = p.code
    where ${withinReference(lecteur)}`.execute(db);
  const known = new Map(rows.map((row) => [row.territoire, row]));
  return parties.map(({ code, nom }) => {
    const row = known.get(code);
    return { code, nom, n: row?.n ?? 0, resume: (row && resumer(row, seuil)) ?? null };
  });
}

export interface AnneeResumee {
  readonly annee: number;
  readonly n: number;
  readonly resume: ReturnType<typeof resumer> | null;
}

/** One indicator year by year in one territory, oldest first; years that nobody published are absent. */
export async function listEvolution(
  db: Database,
  lecteur: Lecteur,
  territoire: { readonly niveau: Niveau; readonly code: string },
  { indicateur, type, secteur, seuil }: Omit<ChoixPartie, "annee">,
  annees: readonly number[],
): Promise<AnneeResumee[]> {
  const { rows } = await sql<ReferenceBrute & { annee: number }>`
    select r.annee, ${COLONNES} from unnest(${[...annees]}::smallint[]) as a (annee)
    join reference_indicateur r on r.indicateur_code = ${indicateur} and r.annee = a.annee and r.type = ${type}
      and r.secteur = ${secteur} and r.niveau = ${territoire.niveau} and r.territoire = ${territoire.code}
    where ${withinReference(lecteur)} order by r.annee`.execute(db);
  return rows.map((row) => ({ annee: row.annee, n: row.n, resume: resumer(row, seuil) ?? null }));
}

export interface EffectifTerritoire {
  readonly indicateur: string;
  readonly libelle: string;
  readonly annee: number;
  readonly eleves: number;
  /** Structures counted in: those whose number of pupils is published and may be shown to this person. */
  readonly structures: number;
  /** Types left out, since too few of their structures would be behind the number. */
  readonly ecartes: readonly TypeStructure[];
}

const EFFECTIFS = ["effectif_ecole", "effectif_college", "effectif_lycee_gt", "effectif_lycee_pro"];

/**
 * Pupils of a territory, level by level, for the latest year of each: the mean of a reference times its structures,
 * which is their sum. A person who may not read masked values is answered from the base that leaves them out.
 */
export async function listEffectifs(
  db: Database,
  lecteur: Lecteur,
  territoire: { readonly niveau: Niveau; readonly code: string },
  annees: readonly number[],
): Promise<EffectifTerritoire[]> {
  const { rows } = await sql<EffectifTerritoire>`
    select distinct on (i.ordre) i.code as indicateur, i.libelle, t.annee, t.eleves, t.structures, t.ecartes
    from indicateur i
    cross join lateral (
      select r.annee,
        coalesce(round(sum(r.moyenne * r.n) filter (where r.n >= i.seuil_reference)), 0)::int as eleves,
        coalesce(sum(r.n) filter (where r.n >= i.seuil_reference), 0)::int as structures,
        coalesce(array_agg(r.type) filter (where r.n < i.seuil_reference), '{}') as ecartes
      from unnest(${[...annees]}::smallint[]) as a (annee)
      cross join unnest(${Object.keys(TYPES)}::text[]) as y (type)
      join reference_indicateur r on r.indicateur_code = i.code and r.annee = a.annee and r.type = y.type and r.secteur = 'tous'
        and r.niveau = ${territoire.niveau} and r.territoire = ${territoire.code}
      where ${withinReference(lecteur)}
      group by r.annee
    ) t
    where i.code = any(${EFFECTIFS}) and t.structures > 0
    order by i.ordre, t.annee desc`.execute(db);
  return rows;
}
