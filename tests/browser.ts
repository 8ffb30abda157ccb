import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { createTaskList } from "#app/jobs.server.ts";
import { createPool } from "#app/platform/db/database.server.ts";
import type { Settings } from "#app/platform/env/settings.ts";
import { sessionCookieName } from "#app/platform/http/session-cookie.ts";
import { startWorker } from "#app/platform/jobs/worker.server.ts";
import { newUuid } from "#server/ids.ts";
import { createTestApp, type SessionOptions, type TestApp } from "./app.ts";
import { person } from "./cast.ts";
import { launchChromium } from "./chromium.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { createServiceDatabase } from "./service.ts";

export interface PageOptions extends SessionOptions {
  /** Signed in as this person of the cast; nobody by default. */
  readonly as?: Fonction;
  /** Signed in as this agent, of the cast or not. */
  readonly agentId?: string;
  readonly javaScript?: boolean;
  readonly width?: number;
  readonly dark?: boolean;
}

export interface StageOptions {
  /** A demonstration by default; otherwise a real service: no account of a click, second factors owed, messages due. */
  readonly demonstration?: boolean;
  readonly settings?: Partial<Settings>;
}

/** A message of the outbox, sent or not. */
export interface CourrielDepose {
  readonly gabarit: string;
  readonly objet: string;
  /** Null once the service has let go of it, after sending. */
  readonly texte: string | null;
}

export interface Stage {
  readonly origin: string;
  readonly database: TestDatabase;
  /** The application itself, for what a test does without a browser; its clock is the machine's. */
  readonly app: TestApp;
  open(options?: PageOptions): Promise<Page>;
  /** Messages deposited for an address, latest first. */
  courriels(destinataire: string): Promise<CourrielDepose[]>;
  /** What the browser complained about since the last call: CSP, script errors, failed requests. */
  complaints(): string[];
  close(): Promise<void>;
}

/**
 * The whole product on a database of its own: the built application behind a real server, its worker, and Chromium. The
 * clock is the machine's.
 *
 * @example
 * const stage = await openStage();
 * const page = await stage.open({ as: "ssa", width: 375 });
 * @example
 * const stage = await openStage({ demonstration: false });
 * const [invitation] = await stage.courriels("n.estran@ac-exemple.fr");
 */
export async function openStage({ demonstration = true, settings }: StageOptions = {}): Promise<Stage> {
  const database = demonstration ? await createTestDatabase("demo") : await createServiceDatabase();
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const app = createTestApp(database, {
    now: () => new Date(),
    // Not the sequence of the tests: the people of the cast have its first numbers.
    newId: newUuid,
    settings: { vitrine: demonstration, ...settings, urlPublique: origin },
  });
  server.on(
    "request",
    getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false }),
  );
  // Not the pool of the pages: the worker keeps two connections for itself.
  const pool = createPool(database.url, app.context.log, 5);
  const worker = await startWorker(pool, createTaskList(app.context), [], app.context.log);
  const browser = await launchChromium();
  const heard: string[] = [];
  return {
    origin,
    database,
    app,
    async open({ as, agentId, javaScript = true, width = 1280, dark = false, ...session } = {}) {
      const context = await browser.newContext({
        baseURL: origin,
        javaScriptEnabled: javaScript,
        viewport: { width, height: 800 },
        colorScheme: dark ? "dark" : "light",
        reducedMotion: "reduce",
        acceptDownloads: true,
        locale: "fr-FR",
      });
      context.setDefaultTimeout(15_000);
      const id = agentId ?? (as && person(as).id);
      if (id) {
        const name = sessionCookieName(origin);
        const value = (await app.signIn(id, session)).cookies.get(name) ?? "";
        await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: "Lax" }]);
      }
      // Of the context: a page that a journey opens beside is heard too.
      context.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") heard.push(message.text());
      });
      context.on("weberror", (error) => heard.push(String(error.error())));
      return context.newPage();
    },
    courriels: (destinataire) => listCourriels(database, destinataire),
    complaints: () => heard.splice(0),
    async close() {
      await browser.close();
      await worker.stop();
      await pool.end();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await database.drop();
    },
  };
}

function listCourriels({ db }: TestDatabase, destinataire: string): Promise<CourrielDepose[]> {
  return db
    .selectFrom("courriel")
    .select(["gabarit", "objet", "texte"])
    .where("destinataire", "=", destinataire)
    .orderBy("cree_le", "desc")
    .execute();
}

/** The small form of the same code: the browser compiles it again on every page. */
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** No rule of axe is broken by what the page shows now, best practices included. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  // Evaluated by the debugger: a script element would be refused by the content security policy, as it should.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const broken = await page.evaluate(async () => {
    const { violations } = await (window as unknown as { axe: typeof import("axe-core") }).axe.run(document, {
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary?.replace(/\s+/g, " ")}`),
    );
  });
  expect(broken, `${where} (${page.viewportSize()?.width} px)`).toEqual([]);
}

/** The page fits 320 px without being moved sideways (WCAG 1.4.10); a table may scroll within itself. */
export async function expectReflow(page: Page, where: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 800 });
  const overflow = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return [`${root.scrollWidth} px`, ...wide.slice(0, 4).map((element) => element.outerHTML.slice(0, 120))];
  });
  expect(overflow, `${where} at 320 px`).toEqual([]);
}
