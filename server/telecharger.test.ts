import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type JeuSimule, type PortailLocal, setait, startPortail, statut } from "#tests/portail.ts";
import { listFiles } from "./import-files.ts";

const ID = "fr-en-ips-colleges-ap2023";
const NOM = `${ID}_2026-09-30.csv`;
const IPS: JeuSimule = {
  id: ID,
  champs: ["uai", "code_academie", "ips"].map((name) => ({ name, label: name, type: "text" })),
  lignes: Array.from({ length: 500 }, (_, index) => ({ uai: `${index}`, code_academie: "17", ips: "100" })),
  donneesLe: "2026-09-30T08:00:00+00:00",
  validateur: "etag",
  reprise: true,
};

let dossier: string;
let portail: PortailLocal;
beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), "ancrage-telecharger-"));
  portail = await startPortail(IPS);
});
afterEach(async () => {
  await portail.close();
  await rm(dossier, { recursive: true, force: true });
});

function start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, "telecharger.ts"), ...args], {
    env: { PATH: process.env.PATH, ANCRAGE_PORTAIL: portail.origin, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const child = start(args, environment);
  let [stdout, stderr] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status] = (await once(child, "close")) as [number | null];
  return { status, stdout, stderr };
}

describe("npm run telecharger", () => {
  test("brings what is asked for, says where and under which licence, and ends 0", async () => {
    const first = await run(["--dans", dossier, "--jeu", ID]);
    expect(first.status).toBe(0);
    expect(first.stdout).toContain(`${ID} : 500\u00a0lignes`);
    expect(first.stdout).toContain(`données du 30 septembre 2026 (${NOM})`);
    expect(first.stdout).toContain(`npm run importer -- ${dossier}`);

    const again = await run(["--dans", dossier, "--jeu", ID, "--json"]);
    expect(again).toMatchObject({ status: 0, stderr: "" });
    expect(JSON.parse(again.stdout)).toMatchObject({
      dossier,
      resultats: [{ id: ID, etat: "inchange", fichier: join(dossier, NOM), source: { lignes: 500 } }],
    });
  });

  test("puts files in the data folder unless told otherwise, for one académie when asked", async () => {
    const args = ["--jeu", "ips_colleges,annuaire", "--academie", "17", "--json"];
    const { status, stdout } = await run(args, { ANCRAGE_DONNEES: dossier });
    expect(status).toBe(1);
    const { resultats } = JSON.parse(stdout) as { resultats: { id: string; etat: string }[] };
    expect(resultats.map(({ id, etat }) => [id, etat])).toEqual([
      ["fr-en-annuaire-education", "echec"],
      ["fr-en-ips-colleges-ap2022", "echec"],
      [ID, "telecharge"],
    ]);
    expect(await readdir(join(dossier, "ouvertes"))).toContain(`${ID}_academie-17_2026-09-30.csv`);
  });

  test("killed in the middle of a file, completes it the next time", async () => {
    portail.repondre("/exports/", setait(3_000));
    const child = start(["--dans", dossier, "--jeu", ID]);
    const ended = once(child, "close");
    const part = join(dossier, `${NOM}.partiel`);
    await expect
      .poll(async () => (await stat(part).catch(() => undefined))?.size, { timeout: 10_000, interval: 20 })
      .toBe(3_000);
    const second = await run(["--dans", dossier, "--jeu", ID]);
    expect(second).toMatchObject({ status: 2, stdout: "" });
    expect(second.stderr).toMatch(/^Un autre téléchargement est en cours dans .*--dans\.\n$/);
    child.kill("SIGKILL");
    await ended;
    expect((await readdir(dossier)).filter((name) => name.endsWith(".csv"))).toEqual([]);

    expect(await run(["--dans", dossier, "--jeu", ID])).toMatchObject({ status: 0 });
    expect(portail.recues.at(-1)).toMatchObject({ range: "bytes=3000-" });
    expect((await readFile(join(dossier, NOM), "utf8")).trim().split("\r\n")).toHaveLength(501);
  });

  test("says on standard error that it tries again", async () => {
    portail.repondre("/exports/", statut(503, { "retry-after": "0" }));
    const { status, stderr } = await run(["--dans", dossier, "--jeu", ID]);
    expect(status).toBe(0);
    expect(stderr).toMatch(/est en panne ou en maintenance \(503\)\. Nouvel essai dans 0 s\./);
  });

  test("leaves a folder of which the import reads the data files alone", async () => {
    await run(["--dans", dossier, "--jeu", ID]);
    await writeFile(join(dossier, `${ID}_2026-10-30.csv.partiel`), "uai");
    await writeFile(join(dossier, `${ID}_2026-10-30.csv.partiel.source.json`), "{}");
    expect((await listFiles(dossier)).map((path) => basename(path))).toEqual([NOM]);
  });

  test("goes through the proxy that the usual variable names", async () => {
    const passed: string[] = [];
    const proxy = createServer((incoming, outgoing) => {
      passed.push(incoming.url ?? "");
      request(incoming.url ?? "", { headers: incoming.headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      }).end();
    }).listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const HTTP_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    expect(await run(["--dans", dossier, "--jeu", ID], { HTTP_PROXY })).toMatchObject({ status: 0 });
    expect(passed).toHaveLength(2);
    proxy.close();
  });

  test("lists the datasets without a network", async () => {
    const { status, stdout } = await run(["--liste", "--json"], { ANCRAGE_PORTAIL: "" });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toHaveLength(21);
    expect((await run(["--liste"])).stdout).toMatch(/ips_colleges +fr-en-ips-colleges-ap2023\n/);
    expect(portail.recues).toEqual([]);
  });

  test.each([
    ["an unknown option", ["--tout"], {}, /^« --tout » n'est pas compris\. Usage : npm run telecharger/],
    ["an argument too many", ["dossier"], {}, /^« dossier » n'est pas compris/],
    ["an option without its value", ["--dans"], {}, /n'est pas compris/],
    ["an unknown dataset", ["--jeu", "notes"], {}, /^Le jeu « notes » n'est pas connu/],
    ["an unknown format", ["--format", "xlsx"], {}, /^Le format « xlsx » n'est pas proposé/],
    ["plain headers in JSON", ["--format", "json", "--libelles"], {}, /n'existent qu'en CSV/],
    ["an unknown académie", ["--academie", "99"], {}, /^L'académie « 99 » n'existe pas/],
    ["an unknown département", ["--departement", "96"], {}, /^Le département « 96 » n'existe pas/],
    ["two territories", ["--academie", "17", "--departement", "72"], {}, /pas les deux/],
    ["a portal in the clear", [], { ANCRAGE_PORTAIL: "http://exemple.fr" }, /^La variable ANCRAGE_PORTAIL/],
  ])("ends 2 on %s, in one sentence", async (_what, args, environment, sentence) => {
    const { status, stdout, stderr } = await run(args, {
      ANCRAGE_DONNEES: dossier,
      ...(environment as Record<string, string>),
    });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr.trim().split("\n")).toHaveLength(1);
  });

  test("ends 1 when the folder cannot be written, in one sentence", async () => {
    await writeFile(join(dossier, "fichier"), "");
    const { status, stderr } = await run(["--dans", join(dossier, "fichier")]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Le dossier .*ne se laisse pas écrire.*--dans\.\n$/);
  });
});
