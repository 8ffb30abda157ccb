import { expect } from "vitest";
import { jobs } from "#app/referentiel/imports/jobs.server.ts";
import type { Answer, Client, TestApp } from "./app.ts";
import type { TestDatabase } from "./database.ts";

/** Files that somebody deposits through the pages, with the jobs that preview them played at once. */
export interface Depots {
  /** Deposits one file and previews it; gives the address of the deposit and of its file. */
  deposit(nom: string, content: string): Promise<{ depot: string; fichier: string; id: string }>;
  runJobs(): Promise<void>;
}

export function depotsOf(app: TestApp, { pool }: TestDatabase, client: Client): Depots {
  const depots: Depots = {
    async deposit(nom, content) {
      const form = new FormData();
      form.append("fichiers", new File([content], nom));
      const answer = await client.post("/imports/depot", form);
      expect(answer.status, answer.text).toBe(303);
      await depots.runJobs();
      const depot = answer.location ?? "";
      const { rows } = await pool.query("select id from import_fichier where import_id = $1", [
        depot.split("/").at(-1),
      ]);
      return { depot, fichier: `${depot}/fichiers/${rows[0].id}`, id: rows[0].id };
    },
    async runJobs() {
      const { rows } = await pool.query(
        "select id, genre from tache where terminee_le is null order by demandee_le, id",
      );
      for (const { id, genre } of rows) await jobs[genre as keyof typeof jobs](app.context, { tacheId: id });
    },
  };
  return depots;
}

/** What a browser would send of the form of a page: hidden and typed fields, boxes, chosen options. */
export function typedOf(
  { body }: Answer,
  change: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const form = /<main.*?<form[^>]*method="post"[^>]*>(.*?)<\/form>/s.exec(body)?.[1] ?? "";
  const fields: Record<string, string> = {};
  for (const [, tag = ""] of form.matchAll(/<input([^>]*)>/g)) {
    const attribute = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
    const name = attribute("name");
    const ticked = !/type="(radio|checkbox)"/.test(tag) || /\bchecked\b/.test(tag);
    if (name && ticked) fields[name] = unescapeHtml(attribute("value") ?? "");
  }
  for (const [, attributes = "", options = ""] of form.matchAll(/<select([^>]*)>(.*?)<\/select>/gs)) {
    const name = /\bname="([^"]*)"/.exec(attributes)?.[1];
    const chosen =
      /<option[^>]*value="([^"]*)"[^>]*\bselected\b/.exec(options) ??
      /<option[^>]*\bselected\b[^>]*value="([^"]*)"/.exec(options);
    if (name) fields[name] = chosen?.[1] ?? "";
  }
  return { ...fields, ...change };
}

const unescapeHtml = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");

/** The name of the select whose label begins so. */
export function fieldNamed({ body }: Answer, label: string): string {
  const id = new RegExp(`<label[^>]*for="([^"]*)"[^>]*>${label}`).exec(body)?.[1];
  const name = new RegExp(`id="${id}"[^>]*name="([^"]*)"|name="([^"]*)"[^>]*id="${id}"`).exec(body);
  if (!name) throw new Error(`no field is called ${label}`);
  return name[1] ?? name[2] ?? "";
}
