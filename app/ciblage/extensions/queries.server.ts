import { type RawBuilder, type SqlBool, sql } from "kysely";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { getSeuilPetitEffectif } from "#app/referentiel/secret/queries.server.ts";
import type { Choix } from "../campagnes/queries.server.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";
import type { EtatCandidature } from "../candidatures/rules.ts";
import type { FamilleAnalyse } from "../rules.ts";
import { type CompteMontre, type ComptesEtats, montrerCompte } from "./rules.ts";
import type { FiltresAvancement } from "./schema.ts";

/** Where a campaign stands, in counts only: no structure, no name of its own. */
export interface Avancement {
  /** Place in the follow-up, from 1: the campaign itself stays unnamed. */
  readonly rang: number;
  readonly academieNom: string;
  readonly dispositifNom: string;
  readonly annee: number;
  readonly familles: readonly FamilleAnalyse[];
  readonly etat: EtatCampagne;
  /** Eligible structures, as the last run of each family counted them; null before any run. */
  readonly eligibles: CompteMontre | null;
  readonly etats: ComptesEtats;
  /** The last published version. */
  readonly publieeLe: Date | null;
  readonly version: number | null;
  readonly publiees: CompteMontre | null;
}

interface Row extends Omit<Avancement, "eligibles" | "etats" | "publiees"> {
  readonly academie: string;
  readonly eligibles: number | null;
  readonly publiees: number | null;
  readonly etats: Partial<Record<EtatCandidature, number>> | null;
  readonly total: number;
}

/** A follow-up goes by whole académies: a département of one opens nothing here. */
function withinAcademies(column: string, { nation, academies }: Scope): RawBuilder<SqlBool> {
  return nation ? sql<SqlBool>`true` : sql<SqlBool>`${sql.ref(column)} = any(${[...academies]}::text[])`;
}

const readEligibles = sql`(select sum(p.population)::int from (
    select distinct on (scenario.famille) calcul.population from calcul join scenario on scenario.id = calcul.scenario_id
    where scenario.campagne_id = c.id and scenario.archive_le is null and calcul.termine_le is not null
    order by scenario.famille, calcul.termine_le desc, calcul.id) p)`;

const readEtats = sql`(select json_object_agg(e.etat, e.n) from (
    select etat, count(*)::int as n from candidature where campagne_id = c.id group by etat) e)`;

export interface PageAvancement extends FiltresAvancement {
  readonly limit: number;
  readonly offset: number;
}

/**
 * Progress from eligibility to decision, by académie in alphabetical order. A campaign in preparation is only told to
 * exist. Small counts are hidden from whoever does not read the campaigns of the whole académie.
 */
export async function listAvancements(
  db: Database,
  actor: Actor,
  { dispositif, annee, limit, offset }: PageAvancement,
): Promise<{ readonly lignes: Avancement[]; readonly total: number; readonly seuil: number }> {
  const seuil = await getSeuilPetitEffectif(db);
  const lire = scopeOf(actor, "ciblage.lire");
  const { rows } = await sql<Row>`
    select row_number() over (order by academie.nom, dispositif.ordre, c.annee desc, c.cree_le, c.id)::int as rang,
      c.academie_code as academie, academie.nom as "academieNom", dispositif.libelle as "dispositifNom", c.annee,
      c.familles, c.etat, l.publiee_le as "publieeLe", l.numero as version,
      (select count(*)::int from jsonb_array_elements(l.contenu -> 'lignes') ligne where ligne ->> 'etat' = 'retenu') as publiees,
      case when c.etat <> 'preparation' then ${readEligibles} end as eligibles,
      case when c.etat <> 'preparation' then ${readEtats} end as etats, count(*) over ()::int as total
    from campagne_ciblage c join academie on academie.code = c.academie_code
    join dispositif on dispositif.code = c.dispositif_code
    left join lateral (select publiee_le, numero, contenu from liste_publiee where campagne_id = c.id
      order by numero desc limit 1) l on true
    where ${withinAcademies("c.academie_code", scopeOf(actor, "ciblage.suivre"))}
      and (${dispositif}::text is null or c.dispositif_code = ${dispositif}::text)
      and (${annee}::int is null or c.annee = ${annee}::int)
    order by rang limit ${limit} offset ${offset}`.execute(db);
  return {
    lignes: rows.map((row) => toAvancement(row, seuil, lire.nation || lire.academies.includes(row.academie))),
    total: rows[0]?.total ?? 0,
    seuil,
  };
}

function toAvancement({ academie: _, total: __, ...row }: Row, seuil: number, entitled: boolean): Avancement {
  const shown = (n: number) => montrerCompte(n, seuil, entitled);
  const etats = Object.entries(row.etats ?? {}).map(([etat, n]) => [etat, shown(n)]);
  return {
    ...row,
    eligibles: row.eligibles === null ? null : shown(row.eligibles),
    etats: Object.fromEntries(etats) as ComptesEtats,
    publiees: row.publieeLe && row.publiees !== null ? shown(row.publiees) : null,
  };
}

export interface ExtensionLue {
  readonly id: string;
  readonly dispositifNom: string;
  readonly academieNom: string;
  readonly annee: number;
  readonly preuves: string;
  readonly qui: string;
  readonly decideeLe: Date;
  /** Campaigns of the scheme there since, those in preparation left out. */
  readonly campagnes: number;
}

/** Decisions that opened a scheme to an académie, in alphabetical order of académies. */
export async function listExtensions(db: Database, actor: Actor): Promise<ExtensionLue[]> {
  const { rows } = await sql<ExtensionLue>`
    select e.id, dispositif.libelle as "dispositifNom", academie.nom as "academieNom", e.annee, e.preuves,
      concat(agent.prenom, ' ', agent.nom) as qui, e.decidee_le as "decideeLe",
      (select count(*)::int from campagne_ciblage c where c.academie_code = e.academie_code
        and c.dispositif_code = e.dispositif_code and c.etat <> 'preparation' and c.annee >= e.annee) as campagnes
    from extension_dispositif e join dispositif on dispositif.code = e.dispositif_code
    join academie on academie.code = e.academie_code join agent on agent.id = e.agent_id
    where ${withinAcademies("e.academie_code", scopeOf(actor, "ciblage.suivre"))}
    order by academie.nom, dispositif.ordre`.execute(db);
  return rows;
}

/** What the follow-up may be filtered by, among what the person follows. */
export async function listFiltres(
  db: Database,
  actor: Actor,
): Promise<{ readonly dispositifs: readonly Choix[]; readonly annees: readonly number[] }> {
  const within = withinAcademies("c.academie_code", scopeOf(actor, "ciblage.suivre"));
  const { rows: dispositifs } = await sql<Choix>`
    select code, libelle as nom from dispositif
    where code in (select c.dispositif_code from campagne_ciblage c where ${within}) order by ordre`.execute(
    db,
  );
  const { rows: annees } = await sql<{ annee: number }>`
    select distinct c.annee from campagne_ciblage c where ${within} order by c.annee desc`.execute(db);
  return { dispositifs, annees: annees.map(({ annee }) => annee) };
}

/**
 * True when a scheme was opened to other académies by decision, and not to this one: the evidence is still to be
 * written. A scheme without any decision goes where it went before such decisions were recorded.
 */
export async function isExtensionAttendue(
  db: Database | Tx,
  { academie, dispositif }: { readonly academie: string; readonly dispositif: string },
): Promise<boolean> {
  const { rows } = await sql<{ attendue: boolean }>`
    select count(*) > 0 and not coalesce(bool_or(academie_code = ${academie}), false) as attendue
    from extension_dispositif where dispositif_code = ${dispositif}`.execute(db);
  return rows[0]?.attendue ?? false;
}
