import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Fonction, PorteeType } from "../../fonctions/rules.ts";
import { readLibellePortee, withinPortees } from "../../portees/queries.server.ts";
import type { Portee } from "../../portees/rules.ts";
import { type Actor, scopeOf } from "../../rules.ts";
import { listFonctionsAttribuables } from "../rules.ts";

export interface Tenue {
  readonly id: string;
  readonly agentId: string;
  readonly nomComplet: string;
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  readonly portee: string;
  readonly fin: string | null;
}

export interface DemandeTenues {
  /** The place whose people change. */
  readonly portee: Portee;
  readonly fonction: Fonction | undefined;
  /** The day of the change. */
  readonly jour: string;
}

/** As many as a form may hold: beyond, one chooses a smaller place or a single function. */
const TENUES_MAX = 100;

/** Within the place, and within what the actor may manage: the place is narrowed, never widened. */
function withinLieu(actor: Actor, { type, code }: Portee): RawBuilder<SqlBool> {
  const place = actor.fonctions.map((own) => ({ ...own, porteeType: type, porteeCode: code }));
  const narrowed = scopeOf({ ...actor, fonctions: place }, "agent.gerer");
  const own = scopeOf(actor, "agent.gerer");
  // The administrator reaches the nation whatever the place: the place then speaks for itself.
  const inPlace =
    type === "nation"
      ? sql<SqlBool>`true`
      : withinPortees({ ...narrowed, nation: false }, "f.portee_type", "f.portee_code");
  return sql<SqlBool>`(${inPlace} and ${withinPortees(own, "f.portee_type", "f.portee_code")})`;
}

/** Functions that the actor may end in a place and that hold on the eve of the day, with who holds them. */
export async function listTenues(
  db: Database,
  actor: Actor,
  { portee, fonction, jour }: DemandeTenues,
): Promise<{ lignes: Tenue[]; total: number }> {
  const fonctions = fonction ? [fonction] : listFonctionsAttribuables(actor);
  const allowed = fonctions.filter((code) => listFonctionsAttribuables(actor).includes(code));
  const where = sql`a.ferme_le is null and a.id <> ${actor.agentId}::uuid and f.fonction = any(${allowed}::text[])
    and f.debut < ${jour} and (f.fin is null or f.fin >= ${jour}) and ${withinLieu(actor, portee)}`;
  const { rows } = await sql<Tenue & { total: number }>`
    select f.id, f.agent_id as "agentId", a.prenom || ' ' || a.nom as "nomComplet", f.fonction, f.portee_type as "porteeType",
      f.portee_code as "porteeCode", ${readLibellePortee("f.portee_type", "f.portee_code")} as portee, f.fin,
      count(*) over ()::int as total
    from fonction_exercee f join agent a on a.id = f.agent_id where ${where}
    order by portee, f.fonction, a.nom, f.id limit ${TENUES_MAX}`.execute(db);
  return { lignes: rows.map(({ total: _, ...tenue }) => tenue), total: rows[0]?.total ?? 0 };
}
