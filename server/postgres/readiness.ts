import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import type { Site } from "./site.ts";

export const serverUrl = (password: string, port: number | string) =>
  `postgres://ancrage:${password}@127.0.0.1:${port}/ancrage`;

interface Starting {
  readonly url: string;
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

const notYet = new Set(["ECONNREFUSED", "ECONNRESET", "57P03"]);

/** True once the database `ancrage` answers (created where missing), false when the server ended first. */
export async function untilReady(server: Starting, site: Site): Promise<boolean> {
  let running = true;
  void server.ended.then(() => {
    running = false;
  });
  const slow = setTimeout(
    () =>
      site.log(
        "PostgreSQL n'a pas encore répondu : après un arrêt brutal, il relit son journal, ce qui peut durer quelques minutes.",
      ),
    10_000,
  );
  try {
    while (running) {
      const failure = await connectOnce(server.url);
      if (failure === undefined) return true;
      if (failure.code === undefined || notYet.has(failure.code)) {
        await delay(25);
        continue;
      }
      const cause = failure.code === "3D000" ? await createDatabase(server.url) : failure;
      if (cause === undefined) continue;
      // A stranger may have answered on a port that ours failed to take: ours then ends within moments.
      await delay(200);
      if (!running) return false;
      if (cause.code !== "28P01") throw cause;
      throw new StartRefusal(
        `Le mot de passe de ${site.passwordFile} n'est plus celui de la base : remettez le fichier d'origine, puis redémarrez.`,
      );
    }
    return false;
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    clearTimeout(slow);
  }
}

const createDatabase = (url: string) =>
  connectOnce(url.replace(/ancrage$/, "postgres"), "create database ancrage");

async function connectOnce(
  url: string,
  statement?: string,
): Promise<(Error & { code?: string }) | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    if (statement) await client.query(statement);
    return undefined;
  } catch (error) {
    return error as Error;
  } finally {
    await client.end().catch(() => {});
  }
}
