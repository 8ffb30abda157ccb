import { sql } from "kysely";
import { sealAudit, verifySeal } from "#app/platform/audit/seal.server.ts";
import { type Figure, seconds } from "./figure.ts";
import type { World } from "./world.ts";

/** Lines of the journal that the product must hold. */
const LINES = 1_000_000;

/**
 * Verifying the sealed chain of a long journal, beside PostgreSQL reading and hashing the same lines by itself, which
 * nothing that recomputes them from the database can beat.
 */
export async function measureJournal({ context }: Pick<World, "context">): Promise<Figure[]> {
  await writeLines(context);
  const sealing = performance.now();
  await sealAudit(context);
  const sealed = (performance.now() - sealing) / 1000;
  await context.pool.query("vacuum analyze audit_event, audit_maillon");
  const reading = performance.now();
  await sql`select count(sha256(convert_to(jsonb_build_array(e.id, e.evenement, e.objet_type, e.objet_id, e.agent_id, e.request_id,
    (extract(epoch from e.survenu_le) * 1000000)::bigint, e.faits)::text, 'UTF8'))) from audit_event e
    join audit_maillon m on m.audit_event_id = e.id`.execute(context.db);
  const read = (performance.now() - reading) / 1000;
  const before = process.memoryUsage().rss;
  const verifying = performance.now();
  const report = await verifySeal(context.db);
  const verified = (performance.now() - verifying) / 1000;
  const memory = Math.max(process.memoryUsage().rss - before, 0);
  if (!report.ok) throw new Error(`the generated journal does not hold: ${report.raison}`);
  return [
    {
      quoi: `vérification du journal scellé, ${report.verifies} lignes`,
      reference: `PostgreSQL seul, qui lit et hache les mêmes lignes : ${seconds(read)}`,
      mesure: `${seconds(verified)}, soit ${(verified / read).toFixed(1)} × ; mémoire + ${Math.round(memory / 1e6)} Mo ; sceller : ${seconds(sealed)}`,
      but: "≤ 10 s",
    },
  ];
}

/**
 * Lines like those of the product, committed in several transactions so that sealing takes them as it does. The trigger
 * that places each line in an académie is left out: it costs minutes, and nothing here reads what it writes.
 */
async function writeLines({ db, now }: World["context"]): Promise<void> {
  const lots = 20;
  for (let lot = 0; lot < lots; lot++) {
    await db.transaction().execute(async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx);
      await sql`insert into audit_event (evenement, objet_type, objet_id, agent_id, request_id, survenu_le, faits)
        select 'structure.saisir_fait', 'structure', '999' || lpad((n % 10000)::text, 4, '0') || 'A', null,
          'mesure-' || n, ${now()}::timestamptz + n * interval '1 millisecond',
          jsonb_build_object('champ', 'courriel', 'rang', n, 'accent', 'élève', 'fonctionExercee', md5(n::text))
        from generate_series(1, ${LINES / lots}::int) n`.execute(tx);
    });
  }
}
