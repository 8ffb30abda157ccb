import { createHash } from "node:crypto";
import { sql } from "kysely";
import { anchorAudit, readAncres } from "#app/platform/audit/anchors.server.ts";
import type { Ancre } from "#app/platform/audit/ancre.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { type SealReport, verifySeal } from "#app/platform/audit/seal.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { untilOthersEnd } from "./journal-scelle.ts";

/**
 * What a person with full rights over the database server could do to the journal, drawn at random: triggers and
 * foreign keys asleep, hashes recomputed with the true algorithm where that helps to hide. Each falsification is
 * verified in its own transaction, then undone: thousands play on one journal.
 */
export interface Falsification {
  readonly nature: Nature;
  /** First link whose content is no longer what was sealed. */
  readonly maillon: number;
  readonly rapport: SealReport;
  readonly localisee: boolean;
}

/** Runs of `npm run epreuves`; the test command plays a few hundred. */
export const FALSIFICATIONS_EPREUVE = 10_000;

const LIGNES = 60;
const PAR_ANCRE = 10;

/** Writes a journal of 60 lines, sealed, with an anchor every ten, the last at its head. */
export async function ecrireJournalAncre(context: Context): Promise<readonly Ancre[]> {
  for (let rang = 1; rang <= LIGNES; rang += 1) {
    await inTransaction(context.db, (tx) =>
      recordAudit(tx, context, {
        evenement: "essai.ecrire",
        objetType: "essai",
        objetId: String(rang),
        agentId: rang % 3 === 0 ? null : context.newId(),
        faits: { rang, mot: "éé" },
      }),
    );
    if (rang % PAR_ANCRE !== 0) continue;
    await untilOthersEnd(context.db);
    await anchorAudit(context);
  }
  return readAncres(context.settings.dataFolder);
}

/** Plays `essais` falsifications; the same seed plays the same ones. */
export async function falsifierJournal(
  context: Context,
  ancres: readonly Ancre[],
  { essais, graine }: { readonly essais: number; readonly graine: number },
): Promise<Falsification[]> {
  const draw = randomOf(graine);
  const natures = Object.keys(NATURES) as Nature[];
  const played: Falsification[] = [];
  for (let essai = 0; essai < essais; essai += 1) {
    const nature = natures[essai % natures.length] as Nature;
    played.push(await undone(context, (tx) => play(tx, { nature, ancres, draw })));
  }
  return played;
}

interface Jeu {
  readonly nature: Nature;
  readonly ancres: readonly Ancre[];
  readonly draw: (max: number) => number;
}

async function play(tx: Tx, { nature, ancres, draw }: Jeu): Promise<Falsification> {
  await sql`set local session_replication_role = replica`.execute(tx);
  const rang = 1 + draw(LIGNES - 1);
  const act: Acte = NATURES[nature];
  const { maillon, ligne } = await act(tx, rang, draw);
  const rapport = await verifySeal(tx, ancres);
  return { nature, maillon, rapport, localisee: isLocalisee(rapport, maillon, ligne) };
}

/** Located: the very line that was slipped in, or an interval that begins no later than the fault and ends at it. */
function isLocalisee(rapport: SealReport, maillon: number, ligne: number | undefined): boolean {
  if (rapport.ok) return false;
  if (ligne !== undefined) return rapport.auditEventId === ligne;
  const exact = rapport.numero === maillon;
  const between = rapport.depuis <= maillon && maillon <= rapport.numero && rapport.numero % PAR_ANCRE === 0;
  return exact || between;
}

interface Faite {
  readonly maillon: number;
  /** Id of a line that the chain does not know. */
  readonly ligne?: number;
}
type Acte = (tx: Tx, rang: number, draw: (max: number) => number) => Promise<Faite>;

/** The line that a link covers. */
const lineOf = (rang: number) => sql`(select audit_event_id from audit_maillon where numero = ${rang})`;

const EDITIONS = [
  sql`faits = faits || '{"rang": -1}'`,
  sql`survenu_le = survenu_le - interval '1 microsecond'`,
  sql`agent_id = '11111111-1111-4111-8111-111111111111'`,
  sql`objet_id = objet_id || 'x'`,
  sql`objet_type = 'autre'`,
  sql`evenement = 'essai.effacer'`,
  sql`request_id = 'autre'`,
];

const NATURES = {
  ligne_modifiee: async (tx, rang, draw) => {
    const edition = EDITIONS[draw(EDITIONS.length)] ?? sql`request_id = 'x'`;
    await sql`update audit_event set ${edition} where id = ${lineOf(rang)}`.execute(tx);
    return { maillon: rang };
  },
  ligne_effacee: async (tx, rang) => {
    await sql`delete from audit_event where id = ${lineOf(rang)}`.execute(tx);
    return { maillon: rang };
  },
  maillon_modifie: async (tx, rang, draw) => {
    await sql`update audit_maillon set empreinte = sha256(${`faux ${draw(1e9)}`}::bytea) where numero = ${rang}`.execute(
      tx,
    );
    return { maillon: rang };
  },
  maillon_efface: async (tx, rang) => {
    await sql`delete from audit_maillon where numero = ${rang}`.execute(tx);
    return { maillon: rang };
  },
  lignes_echangees: async (tx, rang, draw) => {
    const autre = other(rang, draw);
    await sql`update audit_event e set objet_id = o.objet_id, faits = o.faits, agent_id = o.agent_id
      from audit_event o where (e.id, o.id) in ((${lineOf(rang)}, ${lineOf(autre)}), (${lineOf(autre)}, ${lineOf(rang)}))`.execute(
      tx,
    );
    return { maillon: Math.min(rang, autre) };
  },
  maillons_echanges: async (tx, rang, draw) => {
    const autre = other(rang, draw);
    const [a, b] = [await idOf(tx, rang), await idOf(tx, autre)];
    await sql`update audit_maillon set audit_event_id = -1 where numero = ${rang}`.execute(tx);
    await sql`update audit_maillon set audit_event_id = ${a} where numero = ${autre}`.execute(tx);
    await sql`update audit_maillon set audit_event_id = ${b} where numero = ${rang}`.execute(tx);
    return { maillon: Math.min(rang, autre) };
  },
  ligne_glissee: async (tx, rang) => {
    const { rows } = await sql<{ id: number }>`
      insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits, transaction)
      select 'essai.glisser', objet_type, objet_id, request_id, survenu_le, faits, transaction
      from audit_event where id = ${lineOf(Math.min(rang, LIGNES - 1))} returning id`.execute(tx);
    return { maillon: rang, ligne: rows[0]?.id ?? 0 };
  },
  ligne_inseree_et_enchainee: async (tx, rang) => {
    await sql`update audit_maillon set numero = numero + 1000 where numero >= ${rang}`.execute(tx);
    await sql`update audit_maillon set numero = numero - 999 where numero > 1000`.execute(tx);
    await sql`with nouvelle as (
        insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits)
        values ('essai.inserer', 'essai', 'x', 'r', ${new Date(0)}, '{}') returning id)
      insert into audit_maillon select ${rang}, id, sha256('x'), ${new Date(0)} from nouvelle`.execute(tx);
    await rechain(tx, rang);
    return { maillon: rang };
  },
  queue_coupee: async (tx, rang) => {
    await sql`delete from audit_event where id in (select audit_event_id from audit_maillon where numero > ${rang})`.execute(
      tx,
    );
    await sql`delete from audit_maillon where numero > ${rang}`.execute(tx);
    return { maillon: rang + 1 };
  },
  chaine_reecrite: async (tx, rang) => {
    await sql`update audit_event set faits = '{"rang": "autre"}' where id = ${lineOf(rang)}`.execute(tx);
    await rechain(tx, rang);
    return { maillon: rang };
  },
  ligne_effacee_et_chaine_reecrite: async (tx, rang) => {
    const id = await idOf(tx, rang);
    await sql`delete from audit_maillon where numero = ${rang}`.execute(tx);
    await sql`delete from audit_event where id = ${id}`.execute(tx);
    await sql`update audit_maillon set numero = numero + 1000 where numero > ${rang}`.execute(tx);
    await sql`update audit_maillon set numero = numero - 1001 where numero > 1000`.execute(tx);
    await rechain(tx, rang);
    return { maillon: rang };
  },
} satisfies Record<string, Acte>;
type Nature = keyof typeof NATURES;

function other(rang: number, draw: (max: number) => number): number {
  const autre = 1 + draw(LIGNES);
  return autre === rang ? (rang % LIGNES) + 1 : autre;
}

async function idOf(tx: Tx, rang: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`select ${lineOf(rang)} as id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** Recomputes the hashes from a link on, as whoever knows the algorithm would: written here a second time on purpose. */
async function rechain(tx: Tx, from: number): Promise<void> {
  const { rows } = await sql<{ numero: number; empreinte: Buffer; texte: string }>`
    select m.numero, m.empreinte, jsonb_build_array(e.id, e.evenement, e.objet_type, e.objet_id, e.agent_id, e.request_id,
      (extract(epoch from e.survenu_le) * 1000000)::bigint, e.faits)::text as texte
    from audit_maillon m join audit_event e on e.id = m.audit_event_id where m.numero >= ${from} - 1 order by m.numero`.execute(
    tx,
  );
  let previous = rows[0]?.numero === from - 1 ? rows[0].empreinte : Buffer.alloc(32);
  for (const { numero, texte } of rows.filter((row) => row.numero >= from)) {
    previous = createHash("sha256").update(previous).update(texte, "utf8").digest();
    await sql`update audit_maillon set empreinte = ${previous} where numero = ${numero}`.execute(tx);
  }
}

class Undo<T> extends Error {
  readonly result: T;
  constructor(result: T) {
    super("undo");
    this.result = result;
  }
}

/** Gives the result of a transaction that leaves nothing behind. */
async function undone<T>(context: Context, act: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(context.db, async (tx) => {
      throw new Undo(await act(tx));
    });
  } catch (thrown) {
    if (thrown instanceof Undo) return thrown.result as T;
    throw thrown;
  }
}

/** Mulberry32: 32 bits of state, enough to draw cases and to play them again. */
function randomOf(seed: number): (max: number) => number {
  let state = seed >>> 0;
  return (max) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % max;
  };
}
