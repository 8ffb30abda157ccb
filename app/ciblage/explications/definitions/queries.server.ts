import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { unpackFirst } from "#app/platform/files/packed-json-first.server.ts";
import { cleOf, listVariables } from "../../calculs/entree/rules.ts";
import type { EntreeCalcul, VariableGelee } from "../../calculs/rules.ts";
import type { FamilleAnalyse } from "../../rules.ts";
import type { DefinitionScenario } from "../../scenarios/rules.ts";
import { LICENCES } from "../rules.ts";

/** What a finished run did, without anything about one structure. The caller has read the run, or its published list. */
export interface DefinitionLue {
  readonly id: string;
  readonly numero: number;
  readonly scenario: string;
  readonly famille: FamilleAnalyse;
  readonly donneesAu: Date;
  readonly stabilite: EntreeCalcul["stabilite"];
  readonly population: number;
  readonly analysees: number;
  readonly retenues: number;
  /** With its years settled. */
  readonly definition: DefinitionScenario;
}

/** The definition of a run stands first in its frozen data, and holds in far less than this. */
export const DEBUT = 65_536;

export async function listDefinitions(db: Database, ids: readonly string[]): Promise<DefinitionLue[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Omit<DefinitionLue, "definition"> & { debut: Buffer }>`
    select c.id, c.numero, s.nom as scenario, s.famille, c.donnees_au as "donneesAu", c.definition->'stabilite' as stabilite,
      c.population, c.analysees, c.retenues, substring(c.entree from 1 for ${DEBUT}) as debut
    from calcul c join scenario s on s.id = c.scenario_id
    where c.id = any(${[...ids]}::uuid[]) and c.termine_le is not null order by s.famille, c.numero`.execute(
    db,
  );
  return rows.map(({ debut, ...row }) => ({
    ...row,
    definition: unpackFirst<DefinitionScenario>(debut, "definition"),
  }));
}

/** The latest finished run of each family of a campaign. */
export async function listDerniers(db: Database, campagneId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct on (s.famille) c.id
    from calcul c join scenario s on s.id = c.scenario_id
    where s.campagne_id = ${campagneId}::uuid and c.termine_le is not null
    order by s.famille, c.termine_le desc`.execute(db);
  return rows.map(({ id }) => id);
}

export interface VariableNommee extends VariableGelee {
  /** Whether a rule reads it, or only an analysis that describes. */
  readonly dansRegle: boolean;
}

/** The variables that runs read, with their sources; a weak one says why. */
export async function listVariablesDe(
  db: Database,
  definitions: readonly Pick<DefinitionLue, "definition">[],
): Promise<VariableNommee[]> {
  const chosen = new Map(
    definitions
      .flatMap(({ definition }) => listVariables(definition))
      .map(({ code, annee }) => [cleOf(code, Number(annee)), { code, annee: Number(annee) }]),
  );
  const known = [...chosen.values()].filter(({ annee }) => !Number.isNaN(annee));
  const { rows } = await sql<
    Omit<VariableGelee, "faiblesses"> & { bruit: string; biais: string; ruptures: string[] }
  >`
    select i.code || '@' || choisie.annee as cle, i.code, i.libelle, i.unite, i.decimales, choisie.annee, i.source, i.diffusion,
      i.bruit, i.biais, array(select 'Série changée à la rentrée ' || r.annee || ' : ' || r.motif from rupture_serie r
        where r.indicateur_code = i.code and r.annee > choisie.annee order by r.annee) as ruptures
    from unnest(${known.map(({ code }) => code)}::text[], ${known.map(({ annee }) => annee)}::int[])
      with ordinality as choisie (code, annee, place)
    join indicateur i on i.code = choisie.code order by choisie.place`.execute(db);
  const read = new Set(definitions.flatMap(({ definition }) => listClesRegle(definition)));
  return rows.map(({ bruit, biais, ruptures, ...row }) => ({
    ...row,
    source: `${row.source} (${LICENCES[row.diffusion]})`,
    faiblesses: [bruit, biais, ...ruptures].filter((text) => text !== ""),
    dansRegle: read.has(row.cle),
  }));
}

function listClesRegle({ regle }: DefinitionScenario): string[] {
  const criteres = regle.criteres.filter((critere) => critere.genre === "indicateur");
  return [...criteres, ...(regle.composite ?? [])].map(({ code, annee }) => cleOf(code, Number(annee)));
}
