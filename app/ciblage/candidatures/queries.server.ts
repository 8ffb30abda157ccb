import { type RawBuilder, sql } from "kysely";
import { DROITS, type Droit, type Permission } from "#app/acces/droits/rules.ts";
import { FONCTIONS, type Fonction } from "#app/acces/fonctions/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import type { Secteur, TypeStructure } from "#app/referentiel/rules.ts";
import {
  FAMILLES_ANALYSE,
  type FamilleAnalyse,
  MOTIFS_CIBLAGE,
  type MotifCiblage,
  type Ruralite,
  ruraliteOf,
} from "../rules.ts";
import { type ArgumentLu, listArguments } from "./motivations/queries.server.ts";
import { ETATS_DECIDES, type EtatCandidature, type OrigineCandidature } from "./rules.ts";

export interface DecisionLue {
  readonly qui: string;
  /** The function by which it was theirs that day; empty when it is no longer known. */
  readonly fonction: string;
  readonly motif: string;
  /** ISO instant. */
  readonly le: string;
}

/** A structure of a campaign and what was decided of it. */
export interface CandidatureDecidee {
  readonly id: string;
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly commune: string;
  /** Code. */
  readonly departement: string;
  readonly ruralite: Ruralite | null;
  /** Of the run that enlightens it, otherwise the first of the campaign that has its type; null for a type of none. */
  readonly famille: FamilleAnalyse | null;
  readonly etat: EtatCandidature;
  readonly origine: OrigineCandidature;
  readonly calculId: string | null;
  readonly motifs: readonly MotifCiblage[];
  /** Came forward by itself: told, never counted. */
  readonly proactive: boolean;
  /** ISO instant at which the unit accepted; null before. */
  readonly accordLe: string | null;
  /** Null until somebody decides. */
  readonly decision: DecisionLue | null;
}

export interface MouvementLu {
  readonly de: EtatCandidature | null;
  readonly vers: EtatCandidature;
  readonly motif: string;
  readonly qui: string;
  /** ISO instant. */
  readonly le: string;
}

/** Columns of a candidature, for a query that knows `c`, `structure`, `campagne_ciblage`, and left-joins `scenario` and `commune`. */
export const COLONNES_CANDIDATURE = sql`c.id, c.uai, structure.nom, structure.type, structure.secteur,
  structure.commune_nom as commune, structure.departement_code as departement, commune.typologie, c.etat, c.origine,
  c.calcul_id as "calculId", c.accord_le as "accordLe", scenario.famille as "familleCalcul",
  campagne_ciblage.familles, c.proactive,
  array(select distinct a.genre from candidature_argument a
    where a.candidature_id = c.id and a.retire_le is null and a.genre <> 'argument') as motifs,
  (select json_build_object('qui', concat(agent.prenom, ' ', agent.nom), 'motif', m.motif, 'le', m.survenu_le,
      'fonctions', array(${listFonctions()}))
    from candidature_mouvement m join agent on agent.id = m.agent_id
    where m.candidature_id = c.id and m.vers = c.etat and m.de is distinct from m.vers
      and c.etat = any(${[...ETATS_DECIDES]}::text[])
    order by m.survenu_le desc, m.id desc limit 1) as decision`;

/** Functions that the author of a move exercised that day, of their own or received. */
function listFonctions(): RawBuilder<unknown> {
  const jour = sql`(m.survenu_le at time zone 'Europe/Paris')::date`;
  return sql`select f.fonction from fonction_exercee f where (f.agent_id = m.agent_id or f.id in (
      select d.fonction_exercee_id from delegation d where d.delegataire_id = m.agent_id and d.debut <= ${jour} and ${jour} < d.fin
        and (d.revoquee_le is null or m.survenu_le < d.revoquee_le)))
    and f.debut <= ${jour} and (f.fin is null or ${jour} < f.fin) order by f.agent_id <> m.agent_id, f.debut, f.id`;
}

/** What these columns are read from, once `c` is known. */
export const TABLES_CANDIDATURE = sql`candidature c join structure on structure.uai = c.uai
  join campagne_ciblage on campagne_ciblage.id = c.campagne_id left join commune on commune.code = structure.commune_code
  left join calcul on calcul.id = c.calcul_id left join scenario on scenario.id = calcul.scenario_id`;

export interface RowCandidature {
  readonly id: string;
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly commune: string;
  readonly departement: string;
  readonly typologie: string | null;
  readonly etat: EtatCandidature;
  readonly origine: OrigineCandidature;
  readonly calculId: string | null;
  readonly accordLe: Date | null;
  readonly familleCalcul: FamilleAnalyse | null;
  readonly familles: readonly FamilleAnalyse[];
  readonly proactive: boolean;
  readonly motifs: readonly MotifCiblage[];
  readonly decision: (Omit<DecisionLue, "fonction"> & { readonly fonctions: readonly Fonction[] }) | null;
}

export function readCandidature(row: RowCandidature): CandidatureDecidee {
  const { id, uai, nom, type, secteur, commune, departement, etat, origine, calculId, proactive } = row;
  return {
    ...{ id, uai, nom, type, secteur, commune, departement, etat, origine, calculId, proactive },
    ruralite: ruraliteOf(row.typologie),
    famille: row.familleCalcul ?? familleOf(type, row.familles),
    motifs: (Object.keys(MOTIFS_CIBLAGE) as MotifCiblage[]).filter((motif) => row.motifs.includes(motif)),
    accordLe: row.accordLe?.toISOString() ?? null,
    decision: row.decision && {
      ...{ qui: row.decision.qui, motif: row.decision.motif },
      le: new Date(row.decision.le).toISOString(),
      fonction: fonctionOf(etat, row.decision.fonctions),
    },
  };
}

function familleOf(type: TypeStructure, familles: readonly FamilleAnalyse[]): FamilleAnalyse | null {
  const has = (famille: FamilleAnalyse) =>
    (FAMILLES_ANALYSE[famille].types as readonly TypeStructure[]).includes(type);
  const toutes = Object.keys(FAMILLES_ANALYSE) as FamilleAnalyse[];
  return familles.find(has) ?? toutes.find(has) ?? null;
}

/** Of several functions, the one that opens the act. */
function fonctionOf(etat: EtatCandidature, fonctions: readonly Fonction[]): string {
  const permissions: readonly Permission[] =
    etat === "a_decline" ? ["ciblage.declarer", "ciblage.proposer"] : ["ciblage.decider"];
  const opens = (fonction: Fonction) =>
    permissions.some((permission) => (DROITS[permission] as Droit).fonctions[fonction] !== undefined);
  const own = fonctions.find(opens) ?? fonctions[0];
  return own ? FONCTIONS[own] : "";
}

/** All the structures of a campaign, for what is published or printed of it; the caller has checked who reads. */
export async function listCandidaturesDe(
  db: Database | Tx,
  campagneId: string,
): Promise<CandidatureDecidee[]> {
  const { rows } = await sql<RowCandidature>`select ${COLONNES_CANDIDATURE} from ${TABLES_CANDIDATURE}
    where c.campagne_id = ${campagneId}::uuid order by c.uai`.execute(db);
  return rows.map(readCandidature);
}

export interface CandidatureEntiere extends CandidatureDecidee {
  /** Those that hold: what was withdrawn stays in the history only. */
  readonly arguments: readonly ArgumentLu[];
  /** Oldest first. */
  readonly mouvements: readonly MouvementLu[];
}

/** One structure of a campaign with what was said and done of it; the caller has checked who reads. */
export async function findCandidature(
  db: Database | Tx,
  campagneId: string,
  uai: string,
): Promise<CandidatureEntiere | undefined> {
  const { rows } = await sql<RowCandidature>`select ${COLONNES_CANDIDATURE} from ${TABLES_CANDIDATURE}
    where c.campagne_id = ${campagneId}::uuid and c.uai = ${uai}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const [motivations, mouvements] = await Promise.all([
    listArguments(db, row.id),
    listMouvements(db, row.id),
  ]);
  return {
    ...readCandidature(row),
    arguments: motivations.filter(({ retireLe }) => retireLe === null),
    mouvements,
  };
}

/** The life of a candidature, oldest first. */
export async function listMouvements(db: Database | Tx, candidatureId: string): Promise<MouvementLu[]> {
  const { rows } = await sql<Omit<MouvementLu, "le"> & { le: Date }>`
    select m.de, m.vers, m.motif, concat(agent.prenom, ' ', agent.nom) as qui, m.survenu_le as le
    from candidature_mouvement m join agent on agent.id = m.agent_id
    where m.candidature_id = ${candidatureId}::uuid order by m.survenu_le, m.id`.execute(db);
  return rows.map(({ le, ...row }) => ({ ...row, le: le.toISOString() }));
}
