import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getCampagneLuePour } from "../campagnes/queries.server.ts";
import type { Campagne } from "../campagnes/rules.ts";
import type { Concertation, GenreConcertation, PositionOrganisation } from "./rules.ts";

/** Whether a social dialogue is recorded in the campaign, without which nothing is presented to the bodies. */
export async function hasDialogueSocial(db: Database | Tx, campagneId: string): Promise<boolean> {
  const row = await db
    .selectFrom("concertation")
    .select("id")
    .where("campagne_id", "=", campagneId)
    .where("genre", "=", "dialogue_social")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function selectConcertations(db: Database | Tx) {
  return db
    .selectFrom("concertation")
    .select(["id", "campagne_id", "genre", "instance", "tenue_le", "participants", "compte_rendu", "version"])
    .select(
      sql<PositionOrganisation[]>`coalesce((select jsonb_agg(jsonb_build_object(
        'organisation', organisation, 'position', position, 'texte', texte) order by rang, organisation)
        from position_organisation where concertation_id = concertation.id), '[]')`.as("positions"),
    );
}

type Row = Awaited<ReturnType<ReturnType<typeof selectConcertations>["execute"]>>[number];

const toConcertation = (row: Row): Concertation => ({
  id: row.id,
  campagneId: row.campagne_id,
  genre: row.genre as GenreConcertation,
  instance: row.instance,
  tenueLe: row.tenue_le,
  participants: row.participants,
  compteRendu: row.compte_rendu,
  version: row.version,
  positions: row.positions,
});

/** Meetings of a campaign, oldest first, with their positions. The caller has checked who reads the campaign. */
export async function listConcertations(db: Database | Tx, campagneId: string): Promise<Concertation[]> {
  const rows = await selectConcertations(db)
    .where("campagne_id", "=", campagneId)
    .orderBy("tenue_le")
    .orderBy("enregistree_le")
    .orderBy("id")
    .execute();
  return rows.map(toConcertation);
}

/** One meeting of this campaign; `NotFound` otherwise. The caller has checked who reads the campaign. */
export async function getConcertation(
  db: Database | Tx,
  { campagneId, id }: { readonly campagneId: string; readonly id: string },
): Promise<Concertation> {
  if (!isUuid(id)) throw new NotFound();
  const row = await selectConcertations(db)
    .where("campagne_id", "=", campagneId)
    .where("id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return toConcertation(row);
}

/** A campaign that the person reads and where they record what was said; `NotFound` otherwise. */
export function getCampagneConsignee(db: Database | Tx, actor: Actor, id: string): Promise<Campagne> {
  return getCampagneLuePour(db, actor, "ciblage.consigner", id);
}
