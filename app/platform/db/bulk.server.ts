import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Kysely, PostgresDialect } from "kysely";
import { from as copyFrom } from "pg-copy-streams";
import type { Context } from "../context.ts";
import type { DB, Tx } from "./database.server.ts";

export type Cell = string | number | null | undefined;

export interface BulkTransaction {
  readonly tx: Tx;
  /**
   * Streams rows into a table by COPY, in the same transaction.
   *
   * @param target `table (column, …)`, written by us, never by a person.
   */
  copy(target: string, rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>): Promise<void>;
}

/** Thrown inside to give everything back: the transaction is undone and the value returned. */
class Undo<T> {
  readonly value: T;
  constructor(value: T) {
    this.value = value;
  }
}

/**
 * One transaction on one connection that knows COPY besides queries. `act` returns its result and whether to keep
 * what was written: a preview is the real work, undone.
 */
export async function inBulkTransaction<T>(
  context: Context,
  act: (bulk: BulkTransaction) => Promise<{ readonly keep: boolean; readonly result: T }>,
): Promise<T> {
  const client = await context.pool.connect();
  // Kysely gives its connection back when the transaction ends; ours is given back below, once we know how it went.
  const lent = new Proxy(client, {
    get(target, name) {
      if (name === "release") return () => {};
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool: { connect: async () => lent, end: async () => {}, options: {} } }),
  });
  let broken: unknown;
  try {
    return await db.transaction().execute(async (tx) => {
      const copy = (target: string, rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>) =>
        pipeline(Readable.from(encodeRows(rows)), client.query(copyFrom(`copy ${target} from stdin`)));
      const { keep, result } = await act({ tx, copy });
      if (!keep) throw new Undo(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Undo) return error.value as T;
    broken = error;
    throw error;
  } finally {
    // A connection whose transaction failed in the middle of a COPY is not given to anybody else.
    client.release(broken !== undefined);
  }
}

const CHUNK_CHARACTERS = 64 * 1024;

/** Rows in PostgreSQL's text format, in blocks large enough that the stream costs nothing. */
async function* encodeRows(
  rows: Iterable<readonly Cell[]> | AsyncIterable<readonly Cell[]>,
): AsyncGenerator<string> {
  let block = "";
  for await (const row of rows) {
    block += `${row.map(encodeCell).join("\t")}\n`;
    if (block.length < CHUNK_CHARACTERS) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}

const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function encodeCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "\\N";
  return typeof cell === "number"
    ? String(cell)
    : cell.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? "");
}
