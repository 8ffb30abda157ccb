import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { isMasquee, type Lecteur, withinLecture, withMasque } from "../indicateurs/lecture/queries.server.ts";
import type { IndicateurCorrige } from "./rules.ts";

export interface CorrectionLue {
  readonly id: string;
  readonly uai: string;
  readonly structure: string;
  readonly indicateur: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly annee: number;
  /** Null when secrecy hides it from the reader, with its motive and its document. */
  readonly valeur: number | null;
  readonly motif: string | null;
  readonly piece: string | null;
  readonly officielle: number | null;
  readonly auteur: string;
  readonly enregistreLe: Date;
  readonly retireeLe: Date | null;
  readonly retraitMotif: string | null;
}

/** A local value is hidden where the official one is, and where it is itself a small count. */
function isCachee(lecteur: Lecteur): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${isMasquee(lecteur)} or not ${withinScope(lecteur.masques)} and indicateur.compte and c.valeur > 0
    and c.valeur < (select valeur from reglage where code = 'seuil_petit_effectif'))`;
}

function selection(lecteur: Lecteur): RawBuilder<unknown> {
  const hidden = isCachee(lecteur);
  const unless = (column: string) => sql`case when ${hidden} then null else ${sql.ref(column)} end`;
  return sql`c.id, c.uai, structure.nom as structure, c.indicateur_code as indicateur, indicateur.libelle, indicateur.unite, indicateur.decimales, c.annee,
      ${unless("c.valeur")} as valeur, ${unless("c.motif")} as motif, ${unless("c.piece")} as piece,
      case when ${isMasquee(lecteur)} then null else v.valeur end as officielle, g.prenom || ' ' || g.nom as auteur,
      c.enregistre_le as "enregistreLe", c.retiree_le as "retireeLe", ${unless("c.retrait_motif")} as "retraitMotif"
    from correction_locale c
    join structure on structure.uai = c.uai
    join indicateur on indicateur.code = c.indicateur_code
    join agent g on g.id = c.agent_id
    left join valeur_indicateur v on v.uai = c.uai and v.indicateur_code = c.indicateur_code and v.annee = c.annee and v.remplace_le is null
    ${withMasque}`;
}

/** Local values of a structure that hold today, by indicator and year: shown beside the official ones, never instead. */
export async function listCorrections(db: Database, lecteur: Lecteur, uai: string): Promise<CorrectionLue[]> {
  const { rows } = await sql<CorrectionLue>`select ${selection(lecteur)}
    where c.uai = ${uai} and c.retiree_le is null and ${withinLecture(lecteur)}
    order by indicateur.ordre, c.annee`.execute(db);
  return rows;
}

export interface PageCorrections {
  readonly limit: number;
  readonly offset: number;
}

/** Every local value within reach, latest first; withdrawn ones too when asked for. */
export async function listToutesCorrections(
  db: Database,
  lecteur: Lecteur,
  { retirees, limit, offset }: PageCorrections & { readonly retirees: boolean },
): Promise<{ lignes: CorrectionLue[]; total: number }> {
  const held = retirees ? sql<SqlBool>`true` : sql<SqlBool>`c.retiree_le is null`;
  const { rows } =
    await sql<CorrectionLue>`select ${selection(lecteur)} where ${held} and ${withinLecture(lecteur)}
    order by c.enregistre_le desc, c.id limit ${limit} offset ${offset}`.execute(db);
  const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from correction_locale c
    join structure on structure.uai = c.uai join indicateur on indicateur.code = c.indicateur_code
    where ${held} and ${withinLecture(lecteur)}`.execute(db);
  return { lignes: rows, total: counted[0]?.n ?? 0 };
}

/** History of the local values of one indicator and year, latest first. */
export async function listHistorique(
  db: Database,
  lecteur: Lecteur,
  { uai, indicateur, annee }: { readonly uai: string; readonly indicateur: string; readonly annee: number },
): Promise<CorrectionLue[]> {
  const { rows } = await sql<CorrectionLue>`select ${selection(lecteur)}
    where c.uai = ${uai} and c.indicateur_code = ${indicateur} and c.annee = ${annee} and ${withinLecture(lecteur)}
    order by c.enregistre_le desc, c.id`.execute(db);
  return rows;
}

/** One local value that a person may act on. Throws NotFound when out of scope. */
export async function getCorrection(
  db: Database,
  { scope, lecteur }: PorteeCorrection,
  { uai, id }: { readonly uai: string; readonly id: string },
): Promise<CorrectionLue> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<CorrectionLue>`select ${selection(lecteur)}
    where c.id = ${id}::uuid and c.uai = ${uai} and ${withinScope(scope)} and ${withinLecture(lecteur)}`.execute(
    db,
  );
  const correction = rows[0];
  if (!correction) throw new NotFound();
  return correction;
}

export interface PorteeCorrection {
  readonly scope: Scope;
  readonly lecteur: Lecteur;
}

export interface ACorriger {
  readonly structure: { readonly uai: string; readonly nom: string };
  readonly indicateur: IndicateurCorrige & { readonly code: string };
  readonly annee: number;
}

/** The value that a correction stands beside. Throws NotFound when out of scope. */
export async function getValeurACorriger(
  db: Database,
  { scope, lecteur }: PorteeCorrection,
  { uai, valeur }: { readonly uai: string; readonly valeur: string },
): Promise<ACorriger> {
  if (!/^\d{1,15}$/.test(valeur)) throw new NotFound();
  const { rows } = await sql<ACorriger>`
    select json_build_object('uai', structure.uai, 'nom', structure.nom) as structure, v.annee,
      json_build_object('code', indicateur.code, 'libelle', indicateur.libelle, 'unite', indicateur.unite, 'decimales', indicateur.decimales,
        'minimum', indicateur.minimum, 'maximum', indicateur.maximum, 'compte', indicateur.compte) as indicateur
    from valeur_indicateur v join structure on structure.uai = v.uai join indicateur on indicateur.code = v.indicateur_code
    where v.id = ${Number(valeur)} and v.uai = ${uai} and ${withinScope(scope)} and ${withinLecture(lecteur)}`.execute(
    db,
  );
  const found = rows[0];
  if (!found) throw new NotFound();
  return found;
}

export interface ChoixCorrection {
  readonly structure: { readonly uai: string; readonly nom: string };
  readonly indicateurs: readonly { readonly code: string; readonly libelle: string }[];
}

/** Indicators of which a structure may be told a local value. Throws NotFound when out of scope. */
export async function getChoixCorrection(
  db: Database,
  { scope, lecteur }: PorteeCorrection,
  uai: string,
): Promise<ChoixCorrection> {
  const { rows } = await sql<{ nom: string; code: string; libelle: string }>`
    select structure.nom, indicateur.code, indicateur.libelle from structure cross join indicateur
    where structure.uai = ${uai} and ${withinScope(scope)} and ${withinLecture(lecteur)}
      and indicateur.objet = 'structure' and indicateur.retire_le is null
      and (indicateur.academie_code is null or indicateur.academie_code = structure.academie_code)
    order by indicateur.ordre`.execute(db);
  const [first] = rows;
  if (!first) throw new NotFound();
  return { structure: { uai, nom: first.nom }, indicateurs: rows };
}
