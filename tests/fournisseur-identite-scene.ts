import type { QueryResult } from "pg";
import { expect } from "vitest";
import type { ProConnectSettings } from "#app/platform/env/settings.ts";
import type { Logger } from "#app/platform/log/logger.server.ts";
import { type Answer, type Client, createTestApp, type TestApp } from "./app.ts";
import type { TestDatabase } from "./database.ts";
import { type FournisseurIdentite, startFournisseur } from "./fournisseur-identite.ts";
import {
  type CasHostile,
  type FournisseurHostile,
  type Mensonges,
  startFournisseurHostile,
} from "./fournisseur-identite-hostile.ts";
import { cheminDe } from "./fournisseur-identite-visite.ts";
import { createServiceDatabase } from "./service.ts";

export const URL_PUBLIQUE = "http://127.0.0.1:3000";

/** One entry in front of a provider that lies. */
export interface Tentative {
  readonly cas: CasHostile;
  readonly app: TestApp;
  readonly client: Client;
  /** Leaves for the provider; gives the path of ours that it sends back to. */
  partir(depart?: string): Promise<string>;
  /** The whole entry. */
  entrer(depart?: string): Promise<Answer>;
}

export interface OptionsTentative {
  readonly proconnect?: Partial<ProConnectSettings>;
  readonly now?: () => Date;
  readonly log?: Logger;
}

export interface SceneHostile {
  readonly database: TestDatabase;
  readonly hostile: FournisseurHostile;
  tenter(mensonges?: Mensonges, options?: OptionsTentative): Tentative;
  /** Nobody entered: no session, no account, no cookie; the journal says why, the page says what to do. */
  expectRefus(tentative: Tentative, answer: Answer, motif: string): Promise<void>;
  close(): Promise<void>;
}

/** A real service and a provider that lies as each test asks. */
export async function openSceneHostile(): Promise<SceneHostile> {
  const database = await createServiceDatabase();
  const hostile = await startFournisseurHostile();
  return {
    database,
    hostile,
    tenter(mensonges, { proconnect, now = () => new Date(), log }: OptionsTentative = {}) {
      const cas = hostile.cas(mensonges, proconnect);
      const settings = { proconnect: cas.proconnect, urlPublique: URL_PUBLIQUE };
      const app = createTestApp(database, { now, settings, ...(log && { log }) });
      const client = app.anonymous();
      const partir = async (depart = "/connexion/proconnect") => {
        const { location } = await client.get(depart);
        if (!location) throw new Error(`${depart} leads nowhere`);
        return cheminDe(cas.repondre(location));
      };
      return { cas, app, client, partir, entrer: async (depart) => client.get(await partir(depart)) };
    },
    async expectRefus({ client, cas }, answer, motif) {
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).not.toBe(500);
      expect(client.cookies.has("ancrage")).toBe(false);
      const { rows } = await database.pool.query(
        "select objet_id, agent_id, faits from audit_event where evenement = 'connexion.refuser' order by id desc limit 1",
      );
      const faits = { mode: "proconnect", motif };
      expect(rows).toEqual([{ objet_id: answer.headers.get("X-Request-Id"), agent_id: null, faits }]);
      const { rows: entered } = await database.pool.query(
        "select (select count(*)::int from session s join identite i on i.id = s.identite_id where i.emetteur = $1) as sessions, (select count(*)::int from identite where emetteur = $1) as identites",
        [cas.proconnect.emetteur],
      );
      expect(entered).toEqual([{ sessions: 0, identites: 0 }]);
      // A way out, a reference, and nothing of the tokens.
      expect(answer.text).toContain(answer.headers.get("X-Request-Id") ?? "?");
      expect(answer.body).toContain('href="/connexion"');
      expect(answer.body).not.toMatch(/eyJ|acces-1|code-1/);
    },
    close: async () => {
      await hostile.close();
      await database.drop();
    },
  };
}

export interface SceneProConnect {
  readonly database: TestDatabase;
  readonly fournisseur: FournisseurIdentite;
  readonly app: TestApp;
  /** Milliseconds by which our clock is ahead. */
  readonly clock: { offset: number };
  rows(query: string, values?: unknown[]): Promise<QueryResult["rows"]>;
  close(): Promise<void>;
}

/** A real service, and the double of ProConnect that knows it. */
export async function openSceneProConnect(): Promise<SceneProConnect> {
  const database = await createServiceDatabase();
  const fournisseur = await startFournisseur();
  await fournisseur.declarer(URL_PUBLIQUE);
  const clock = { offset: 0 };
  const app = createTestApp(database, {
    now: () => new Date(Date.now() + clock.offset),
    settings: { proconnect: fournisseur.proconnect, urlPublique: URL_PUBLIQUE },
  });
  return {
    database,
    fournisseur,
    app,
    clock,
    rows: async (query, values = []) => (await database.pool.query(query, values)).rows,
    close: async () => {
      await fournisseur.close();
      await database.drop();
    },
  };
}
