import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "#app/platform/context.ts";
import { type Answer, type Client, createTestApp, type TestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { jobs } from "../jobs.server.ts";

const database: TestDatabase = await createTestDatabase("demo");
afterAll(() => database.drop());
const app: TestApp = createTestApp(database);
const ssa: Client = await app.as("ssa");
const pilote: Client = await app.as("pilote_academique");

// Imports of one test are not those of another: the clock moves, and « the latest » has a meaning.
beforeEach(() => app.context.clock.advance(60_000));

/** 46 lines of what the demonstration knows of the IPS of 2021, to be changed at will. */
const { rows: known } = await database.pool.query<{ uai: string; departement: string; ips: number }>(
  `select v.uai, s.departement_code as departement, v.valeur as ips from valeur_indicateur v join structure s using (uai)
   where v.indicateur_code = 'ips' and v.annee = 2021 and v.remplace_le is null and v.statut = 'ok' and s.type = 'college'
   order by v.uai limit 46`,
);
const IPS = [
  "rentree_scolaire,code_du_departement,uai,nom_de_l_etablissment,secteur,ips",
  ...known.map(({ uai, departement, ips }) => `2021-2022,${departement},${uai},COLLEGE ${uai},public,${ips}`),
  "",
].join("\n");
const CHANGED = known[0] as (typeof known)[number];
/** One value changed, one index out of bounds, one UAI whose letter is wrong: no code ends by I. */
const ALTERED = IPS.replace(`public,${CHANGED.ips}\n`, `public,${CHANGED.ips + 0.5}\n`)
  .replace(/,[\d.]+\n(?=[^\n]*\n$)/, ",999.9\n")
  .replace(/,(\d{7})[A-Z](,[^\n]*\n)$/, ",$1I$2");

function formOf(files: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, content] of Object.entries(files)) form.append("fichiers", new File([content], name));
  return form;
}

async function deposit(files: Readonly<Record<string, string>>, client = ssa): Promise<string> {
  const answer = await client.post("/imports/depot", formOf(files));
  expect(answer.status, answer.text).toBe(303);
  return answer.location ?? "";
}

/** No worker runs here: what was asked for is done when the test says so. */
async function runJobs(context: Context = app.context): Promise<number> {
  const { rows } = await database.pool.query<{ id: string; genre: keyof typeof jobs }>(
    "select id, genre from tache where terminee_le is null order by demandee_le, id",
  );
  for (const { id, genre } of rows) await jobs[genre](context, { tacheId: id });
  return rows.length;
}

async function previewed(files: Readonly<Record<string, string>>): Promise<string> {
  const address = await deposit(files);
  await runJobs();
  return address;
}

/** The version that the page of a decision was printed with: what a browser sends back. */
async function versionOn(page: string): Promise<string> {
  return /name="version" value="(\d+)"/.exec((await ssa.get(page)).body)?.[1] ?? "";
}

async function decide(address: string, act: "application" | "abandon", client = ssa): Promise<Answer> {
  return client.post(`${address}/${act}`, { version: await versionOn(`${address}/${act}`) });
}

async function stateOf(address: string): Promise<{ etat: string; taches: number; actes: string[] }> {
  const id = address.split("/").at(-1);
  const { rows } = await database.pool.query(
    `select i.etat, (select count(*)::int from tache where objet_id = i.id::text) as taches,
       (select coalesce(array_agg(evenement order by id), '{}') from audit_event where objet_id = i.id::text) as actes
     from import i where id = $1`,
    [id],
  );
  return rows[0];
}

async function filesOf(owner: TestDatabase): Promise<string[]> {
  const entries = await readdir(join(owner.folder, "depots"), { recursive: true }).catch(() => []);
  return entries;
}

const countImports = async () =>
  (await database.pool.query("select count(*)::int as n from import")).rows[0].n as number;

describe("a deposit", () => {
  test("is recorded with who brought it, and leads to its own page while the preview waits", async () => {
    const address = await deposit({ "fr-en-ips_colleges.csv": ALTERED });
    expect(address).toMatch(/^\/imports\/[0-9a-f-]{36}$/);
    const page = await ssa.get(address);
    expect(page.text).toContain("Déposé par : Solène Amarin");
    expect(page.text).toContain("Prévisualisation En attente");
    expect(page.body).toMatch(/<noscript><meta[^>]*http-equiv="refresh" content="3"/i);
    await runJobs();
  });

  test("tells before anything is written what would be created, changed, left alone and refused", async () => {
    const before = await valueOf2021();
    const page = await ssa.get(await previewed({ "fr-en-ips_colleges.csv": ALTERED }));
    expect(page.text).toContain("Prévisualisation prête");
    expect(page.text).toContain("Ce qui serait fait");
    expect(page.text).toContain("Lues 46 Créées 0 Modifiées 1 Inchangées 43 Refusées 2");
    expect(page.text).toContain("La lettre de contrôle de");
    expect(await valueOf2021()).toBe(before);
    expect(page.body).not.toContain('http-equiv="refresh"');
  });

  test("names the files that are not recognised, leaves them aside, and cannot be applied with nothing else", async () => {
    const address = await previewed({ "notes.txt": "bonjour\n", "liste.csv": "a;b\n1;2\n" });
    const page = await ssa.get(address);
    expect(page.text.match(/Laissé de côté/g)).toHaveLength(2);
    expect(page.body).not.toContain(`href="${address}/application"`);
    const refused = await decide(address, "application");
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Aucun fichier de ce dépôt n'est reconnu : il n'y a rien à appliquer.");
  });

  test("keeps no folder of the name that the browser sends", async () => {
    const address = await deposit({ "../../../etc/passwd": "x", "C:\\secret\\b.csv": "x" });
    await runJobs();
    const { rows } = await database.pool.query(
      "select nom, emplacement from import_fichier where import_id = $1 order by rang",
      [address.split("/").at(-1)],
    );
    expect(rows.map(({ nom }) => nom)).toEqual(["passwd", "b.csv"]);
    for (const { emplacement } of rows)
      expect(emplacement.startsWith(join(database.folder, "depots"))).toBe(true);
  });

  test("prints the name of a file as text", async () => {
    const page = await ssa.get(await previewed({ "<img src=x onerror=alert(1)>.csv": "a;b\n" }));
    expect(page.body).not.toContain("<img");
    expect(page.text).toContain("<img src=x onerror=alert(1)>.csv Laissé de côté");
  });
});

async function valueOf2021(): Promise<number> {
  const { rows } = await database.pool.query(
    `select valeur from valeur_indicateur where uai = '${CHANGED.uai}' and indicateur_code = 'ips' and annee = 2021 and remplace_le is null`,
  );
  return rows[0].valeur;
}

describe("a deposit that is not whole leaves nothing, in the database nor on the disk", () => {
  test("an empty form", async () => {
    const [imports, files] = [await countImports(), await filesOf(database)];
    const nothing = new FormData();
    nothing.append("fichiers", new File([], ""));
    nothing.append("dossier", new File([], ""));
    const answers = [
      await ssa.post("/imports/depot", nothing),
      await ssa.post("/imports/depot", {}),
      await ssa.send("/imports/depot", {
        method: "POST",
        headers: { Origin: "http://127.0.0.1:3000", "Content-Type": "multipart/form-data" },
        body: "sans frontière",
      }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([422, 422, 422]);
    expect(answers[0]?.text).toContain("Aucun fichier n'est arrivé. Choisissez au moins un fichier");
    expect(answers[1]?.text).toContain("Aucun fichier n'est arrivé.");
    expect([await countImports(), await filesOf(database)]).toEqual([imports, files]);
  });

  test("a file above the limit, even when the others are small", async () => {
    const [imports, files] = [await countImports(), await filesOf(database)];
    const small = createTestApp(database, { settings: { maxFileBytes: 1_000 } });
    const client = await small.as("ssa");
    const big = await client.post(
      "/imports/depot",
      formOf({ "petit.csv": "a;b\n", "gros.csv": "x".repeat(1_001), "autre.csv": "c;d\n" }),
    );
    expect(big.status).toBe(422);
    expect(big.text).toMatch(/« gros\.csv » dépasse .*, la taille acceptée : rien n'a été gardé\./);
    expect([await countImports(), await filesOf(database)]).toEqual([imports, files]);
    const exact = await client.post("/imports/depot", formOf({ "juste.csv": "x".repeat(1_000) }));
    expect(exact.status).toBe(303);
    await runJobs();
  });

  test("more files than one deposit takes", async () => {
    const [imports, files] = [await countImports(), await filesOf(database)];
    const many = Object.fromEntries(Array.from({ length: 61 }, (_, rank) => [`f${rank}.csv`, "a;b\n"]));
    const answer = await ssa.post("/imports/depot", formOf(many));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("plus de 60 fichiers");
    expect([await countImports(), await filesOf(database)]).toEqual([imports, files]);
  });

  test("a connection that is cut in the middle of a file", async () => {
    const [imports, files] = [await countImports(), await filesOf(database)];
    const open = await readdir("/proc/self/fd").then((all) => all.length);
    const start = `--frontiere\r\nContent-Disposition: form-data; name="fichiers"; filename="coupe.csv"\r\n\r\n`;
    const endings = [
      (controller: ReadableStreamDefaultController<Uint8Array>) => controller.error(new Error("cut")),
      (controller: ReadableStreamDefaultController<Uint8Array>) => controller.close(),
    ];
    for (const end of endings) {
      const chunks = [start, "a;b\n".repeat(50_000)];
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          const chunk = chunks.shift();
          if (chunk === undefined) end(controller);
          else controller.enqueue(Buffer.from(chunk));
        },
      });
      const answer = await ssa.send("/imports/depot", {
        method: "POST",
        headers: {
          Origin: "http://127.0.0.1:3000",
          "Content-Type": "multipart/form-data; boundary=frontiere",
        },
        body,
        duplex: "half",
      } as RequestInit);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain("L'envoi s'est interrompu avant la fin : rien n'a été gardé.");
    }
    expect([await countImports(), await filesOf(database)]).toEqual([imports, files]);
    await expect.poll(() => readdir("/proc/self/fd").then((all) => all.length)).toBeLessThanOrEqual(open + 1);
  });
});

describe("applying", () => {
  test("writes what was announced, once, says so, and names the person in the journal", async () => {
    const address = await previewed({ "fr-en-ips_colleges.csv": ALTERED });
    expect((await ssa.get(address)).body).toContain(`href="${address}/application"`);
    const asked = await decide(address, "application");
    expect(asked).toMatchObject({ status: 303, location: address });
    expect(await valueOf2021()).toBe(CHANGED.ips);
    await runJobs();
    expect(await valueOf2021()).toBe(CHANGED.ips + 0.5);
    const page = await ssa.get(address);
    expect(page.text).toContain("Import appliqué");
    expect(page.text).toContain("Compte rendu");
    expect(page.text).toContain("Lues 46 Créées 0 Modifiées 1 Inchangées 43 Refusées 2");
    expect(page.body).not.toContain(`${address}/abandon`);
    expect(await stateOf(address)).toEqual({
      etat: "applique",
      taches: 2,
      actes: ["import.deposer", "import.demander_application", "import.appliquer"],
    });
  });

  test("asked twice is done once: the second form is told that work is going on, then that it is done", async () => {
    const address = await previewed({ "fr-en-ips_colleges.csv": IPS });
    const version = await versionOn(`${address}/application`);
    const act = () => ssa.post(`${address}/application`, { version });
    const [first, second] = await Promise.all([act(), act()]);
    expect([first.status, second.status].sort()).toEqual([303, 422]);
    const refused = first.status === 422 ? first : second;
    expect(refused.text).toContain("Un travail est en cours sur ce dépôt");
    await runJobs();
    expect((await act()).status).toBe(409);
    const late = await decide(address, "application");
    expect(late.status).toBe(422);
    expect(late.text).toContain("Ces fichiers sont déjà appliqués");
    expect((await stateOf(address)).taches).toBe(2);
  });

  test("what somebody else has decided upon meanwhile is refused as out of date", async () => {
    const address = await previewed({ "fr-en-ips_colleges.csv": IPS });
    const version = await versionOn(`${address}/application`);
    const administrateur = await app.as("administrateur");
    expect((await decide(address, "abandon", administrateur)).status).toBe(303);
    for (const act of ["application", "abandon"]) {
      const answer = await ssa.post(`${address}/${act}`, { version });
      expect(answer.status, act).toBe(409);
      expect(answer.text, act).toContain("Quelqu'un d'autre a agi sur ce dépôt pendant que vous le lisiez.");
    }
    expect((await stateOf(address)).etat).toBe("abandonne");
  });

  test("without a version is out of date, with one that is no number is a malformed form", async () => {
    const address = await previewed({ "fr-en-ips_colleges.csv": IPS });
    for (const [fields, status] of [
      [{}, 409],
      [{ version: "" }, 409],
      [{ version: "0" }, 409],
      [{ version: "1; drop" }, 422],
      [{ version: "-1" }, 422],
    ] as const) {
      expect((await ssa.post(`${address}/application`, fields)).status, JSON.stringify(fields)).toBe(status);
    }
    expect((await stateOf(address)).taches).toBe(1);
  });

  test("is not for whoever may only read: no button, and a refusal", async () => {
    const address = await previewed({ "fr-en-ips_colleges.csv": IPS });
    const page = await pilote.get(address);
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/\/(application|abandon|previsualisation)"/);
    for (const act of ["application", "abandon", "previsualisation", "arret"]) {
      expect((await pilote.get(`${address}/${act}`)).status, act).toBe(403);
      expect((await pilote.post(`${address}/${act}`, { version: "2" })).status, act).toBe(403);
    }
    expect((await pilote.post("/imports/depot", formOf({ "a.csv": "a" }))).status).toBe(403);
    expect(await stateOf(address)).toMatchObject({ etat: "previsualise", taches: 1 });
  });
});

describe("work that is going on", () => {
  test("may be stopped before it starts, which leaves the deposit to be previewed again", async () => {
    const address = await deposit({ "fr-en-ips_colleges.csv": IPS });
    expect(await ssa.post(`${address}/arret`)).toMatchObject({ status: 303, location: address });
    expect((await ssa.get(address)).text).toContain("Annulation demandée…");
    await runJobs();
    const page = await ssa.get(address);
    expect(page.text).toContain("Annulé à votre demande : rien n’a été enregistré.");
    expect(page.body).toContain(`href="${address}/previsualisation"`);
    const again = await ssa.post(`${address}/arret`);
    expect(again.status).toBe(422);
    expect(again.text).toContain("Aucun travail n'est en cours sur ce dépôt");
    app.context.clock.advance(1_000);
    expect((await ssa.post(`${address}/previsualisation`)).location).toBe(address);
    await runJobs();
    expect((await ssa.get(address)).text).toContain("Prévisualisation prête");
  });

  test("cannot be asked for on a deposit that is settled", async () => {
    const address = await previewed({ "fr-en-ips_colleges.csv": IPS });
    await decide(address, "abandon");
    const answer = await ssa.post(`${address}/previsualisation`);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain("Ce dépôt est clos : déposez les fichiers à nouveau.");
    expect((await ssa.get(address)).text).toContain("Abandonné");
  });
});

describe("refused lines", () => {
  test("are downloaded as a file, each with its line, its column, what was read and why", async () => {
    const address = await previewed({ "fr-en-ips_colleges.csv": ALTERED });
    const href = /href="([^"]*\/rejets)"/.exec((await ssa.get(address)).body)?.[1] ?? "";
    const { headers, body } = await pilote.get(href);
    expect(headers.get("Content-Disposition")).toBe('attachment; filename="lignes-refusees.csv"');
    const [header, ...lines] = body.trimEnd().split("\r\n");
    expect(header).toBe("\uFEFFLigne;Colonne;Valeur lue;Raison");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^46;.*999\.9;/);
    expect(lines[1]).toMatch(/^47;uai;\d{7}I;.*lettre de contrôle/);
  });

  test("of a file are not reached through another deposit", async () => {
    const [one, other] = [await previewed({ "a.csv": ALTERED }), await previewed({ "b.csv": ALTERED })];
    const file = /fichiers\/([0-9a-f-]{36})\/rejets/.exec((await ssa.get(one)).body)?.[1];
    expect((await ssa.get(`${one}/fichiers/${file}/rejets`)).status).toBe(200);
    expect((await ssa.get(`${other}/fichiers/${file}/rejets`)).status).toBe(404);
  });
});

describe("the list of imports", () => {
  test("shows the latest first, with who brought it and what it did", async () => {
    await previewed({ "fr-en-ips_colleges.csv": ALTERED });
    const { text, body } = await pilote.get("/imports");
    const [latest = ""] = /<tbody>.*?<\/tr>/s.exec(body) ?? [];
    expect(latest).toContain("Prévisualisé");
    expect(latest).toContain("Solène Amarin");
    expect(text).toContain("Académie de démonstration");
    expect(body).not.toContain('href="/imports/depot"');
    expect((await ssa.get("/imports")).body).toContain('href="/imports/depot"');
  });

  test("of an address that holds no import is absent", async () => {
    for (const id of ["x", "00000000-0000-4000-8000-ffffffffffff", "%27", "depots"]) {
      expect((await ssa.get(`/imports/${id}`)).status, id).toBe(404);
      expect((await ssa.post(`/imports/${id}/application`, { version: "1" })).status, id).toBe(404);
    }
  });
});
