import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmdirSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { JEUX_DU_PORTAIL } from "#app/referentiel/imports/datasets/portail.ts";
import { coupe, type JeuSimule, type PortailLocal, setait, startPortail, statut } from "#tests/portail.ts";
import { Echec, echecFrom } from "./echec.ts";
import { telechargerJeux } from "./telechargement.ts";

const ID = "fr-en-ips-colleges-ap2023";
const NOM = `${ID}_2026-09-30.csv`;
const IPS: JeuSimule = {
  id: ID,
  champs: ["uai", "ips"].map((name) => ({ name, label: name, type: "text" })),
  lignes: Array.from({ length: 2_000 }, (_, index) => ({ uai: `${index}`, ips: `${100 + (index % 7)}` })),
  donneesLe: "2026-09-30T08:00:00+00:00",
};
const ENTIER = `uai;ips\r\n${IPS.lignes.map(({ uai, ips }) => `${uai};${ips}\r\n`).join("")}`;

let dossier: string;
let portail: PortailLocal;
let pauses: number[];
beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), "ancrage-telecharger-"));
  portail = await startPortail(IPS);
  pauses = [];
});
afterEach(async () => {
  await portail.close();
  await rm(dossier, { recursive: true, force: true });
});

async function telecharger({ ids = [ID], origin = portail.origin, into = dossier, idleMs = 5_000 } = {}) {
  const host = new URL(origin).host;
  const transport = { origin, host, now: () => new Date("2026-11-22T08:00:00Z"), idleMs };
  const wait = async (ms: number) => {
    pauses.push(ms);
  };
  const choix = { perimetre: undefined, format: undefined, libelles: false };
  const jeux = JEUX_DU_PORTAIL.filter(({ id }) => ids.includes(id));
  return telechargerJeux({ transport, dossier: into, wait }, jeux, choix);
}

const ranges = () =>
  portail.recues.filter(({ chemin }) => chemin.includes("/exports/")).map(({ range }) => range);
const whole = { etat: "telecharge", source: { lignes: 2_000 } };

async function expectWhole(): Promise<void> {
  expect(await readFile(join(dossier, NOM), "utf8")).toBe(ENTIER);
  expect((await readdir(dossier)).sort()).toEqual([NOM, `${NOM}.source.json`]);
}

describe("a transfer cut in its middle", () => {
  test.each(["etag", "date"] as const)(
    "goes on from there when the server proves it by %s",
    async (validateur) => {
      portail.publier({ ...IPS, validateur, reprise: true });
      portail.repondre("/exports/", coupe(5_000));
      expect(await telecharger()).toMatchObject([whole]);
      expect(ranges()).toEqual([undefined, "bytes=5000-"]);
      await expectWhole();
    },
  );

  test.each([
    ["does not honour Range", { validateur: "etag", reprise: false }, "bytes=5000-"],
    ["gives nothing to recognise the file", { validateur: "aucun", reprise: true }, undefined],
    ["only gives a weak ETag", { validateur: "etag_faible", reprise: true }, undefined],
  ] as const)("starts again when the server %s", async (_what, server, range) => {
    portail.publier({ ...IPS, ...server });
    portail.repondre("/exports/", coupe(5_000));
    expect(await telecharger()).toMatchObject([whole]);
    expect(ranges()).toEqual([undefined, range]);
    await expectWhole();
  });

  test("starts again when the file is another one since, even for a server that ignores If-Range", async () => {
    portail.publier({ ...IPS, validateur: "etag", reprise: true });
    portail.repondre("/exports/", coupe(5_000), (response, body, headers) => {
      const rest = body.subarray(5_000);
      response.writeHead(206, {
        ...headers,
        etag: '"autre"',
        "content-range": `bytes 5000-${body.length - 1}/${body.length}`,
      });
      response.end(rest);
    });
    expect(await telecharger()).toMatchObject([whole]);
    expect(ranges()).toEqual([undefined, "bytes=5000-", undefined]);
    await expectWhole();
  });

  test("starts again when the rest does not begin where it stopped", async () => {
    portail.publier({ ...IPS, validateur: "etag", reprise: true });
    portail.repondre("/exports/", coupe(5_000), (response, body, headers) => {
      response.writeHead(206, {
        ...headers,
        "content-range": `bytes 4000-${body.length - 1}/${body.length}`,
      });
      response.end(body.subarray(4_000));
    });
    expect(await telecharger()).toMatchObject([whole]);
    await expectWhole();
  });

  test("goes on in another run, and leaves meanwhile nothing under a final name", async () => {
    portail.publier({ ...IPS, validateur: "etag", reprise: true });
    portail.repondre("/exports/", ...[1, 2, 3, 4, 5].map(() => coupe(5_000)));
    const [first] = await telecharger();
    expect(first).toMatchObject({
      etat: "echec",
      motif: expect.stringMatching(/coupée en chemin.*reprendra/),
    });
    expect((await readdir(dossier)).sort()).toEqual([`${NOM}.partiel`, `${NOM}.partiel.source.json`]);
    expect(await telecharger()).toMatchObject([whole]);
    expect(ranges().at(-1)).toBe("bytes=5000-");
    await expectWhole();
  });

  test("is forgotten once the portal has other data", async () => {
    portail.publier({ ...IPS, validateur: "etag", reprise: true });
    portail.repondre("/exports/", ...[1, 2, 3, 4, 5].map(() => coupe(5_000)));
    await telecharger();
    portail.publier({ ...IPS, validateur: "etag", reprise: true, donneesLe: "2026-10-02T08:00:00+00:00" });
    expect(await telecharger()).toMatchObject([whole]);
    expect(ranges().at(-1)).toBeUndefined();
    const nom = `${ID}_2026-10-02.csv`;
    expect((await readdir(dossier)).sort()).toEqual([nom, `${nom}.source.json`]);
  });

  test("after the last byte only lacks its name", async () => {
    portail.publier({ ...IPS, validateur: "etag", reprise: true });
    await telecharger();
    const { url } = JSON.parse(await readFile(join(dossier, `${NOM}.source.json`), "utf8")) as {
      url: string;
    };
    const { headers } = await fetch(url);
    await rm(join(dossier, NOM));
    await writeFile(join(dossier, `${NOM}.partiel`), ENTIER);
    const etat = { url, version: IPS.donneesLe, etag: headers.get("etag") };
    await writeFile(join(dossier, `${NOM}.partiel.source.json`), JSON.stringify(etat));
    expect(await telecharger()).toMatchObject([whole]);
    expect(ranges().at(-1)).toBe(`bytes=${ENTIER.length}-`);
    await expectWhole();
  });
});

describe("a server in trouble", () => {
  test.each([
    ["429 for some seconds", statut(429, { "retry-after": "7" }), 7_000],
    ["429 until a date", statut(429, { "retry-after": "Sun, 22 Nov 2026 08:01:30 GMT" }), 90_000],
    ["500", statut(500), 1_000],
    ["503 for some seconds", statut(503, { "retry-after": "30" }), 30_000],
  ])("is asked again: %s", async (_what, reponse, pause) => {
    portail.repondre("/exports/", reponse);
    expect(await telecharger()).toMatchObject([whole]);
    expect(pauses).toEqual([pause]);
  });

  test("is left in peace after five tries, spaced more and more, and the other datasets are asked for", async () => {
    const other = "fr-en-ips-ecoles-ap2022";
    portail.publier({ ...IPS, id: other });
    portail.repondre(`${ID}/exports/`, ...[1, 2, 3, 4, 5].map(() => statut(500)));
    expect(await telecharger({ ids: [ID, other] })).toMatchObject([
      { id: other, etat: "telecharge" },
      { id: ID, etat: "echec", motif: expect.stringMatching(/en panne ou en maintenance \(500\)/) },
    ]);
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000]);
  });

  test("that asks to wait for long is not waited for", async () => {
    portail.repondre(`datasets/${ID}`, statut(429, { "retry-after": "3600" }));
    expect(await telecharger()).toMatchObject([
      { etat: "echec", motif: expect.stringMatching(/trop de demandes.*Attendez 60 min/) },
    ]);
    expect(pauses).toEqual([]);
  });

  test("that falls silent in the middle is given up, then asked again", async () => {
    portail.publier({ ...IPS, validateur: "etag", reprise: true });
    portail.repondre("/exports/", setait(5_000));
    expect(await telecharger({ idleMs: 200 })).toMatchObject([whole]);
    expect(ranges()).toEqual([undefined, "bytes=5000-"]);
    await expectWhole();
  });

  test("that never answers is given up with a sentence", async () => {
    portail.repondre(`datasets/${ID}`, ...[1, 2, 3, 4, 5].map(() => () => {}));
    expect(await telecharger({ idleMs: 100 })).toMatchObject([
      { etat: "echec", motif: expect.stringMatching(/n'envoie plus rien depuis 1 s/) },
    ]);
  });

  test.each([
    ["a page instead of the file", { "content-type": "text/html" }, "<!doctype html><p>Connexion</p>"],
    ["a page that calls itself CSV", { "content-type": "text/csv" }, "<!doctype html>\n<p>Connexion</p>\n"],
    ["a table of something else", { "content-type": "text/csv" }, "nom;prix\r\npomme;3\r\n"],
    ["a compressed file", { "content-type": "text/csv", "content-encoding": "gzip" }, "\u001f\u008b"],
    ["an archive", { "content-type": "application/zip" }, "PK\u0003\u0004"],
  ])("that gives %s is told, and nothing of it stays", async (_what, headers, body) => {
    portail.repondre("/exports/", statut(200, headers, body));
    expect(await telecharger()).toMatchObject([
      { etat: "echec", motif: expect.stringMatching(/a répondu autre chose que le jeu/) },
    ]);
    expect(await readdir(dossier)).toEqual([]);
    expect(pauses).toEqual([]);
  });

  test("that gives a page for the catalogue is told", async () => {
    portail.repondre(`datasets/${ID}`, statut(200, { "content-type": "text/html" }, "<p>Connexion</p>"));
    portail.publier({ ...IPS, id: "fr-en-ips-ecoles-ap2022" });
    const [, failed] = await telecharger({ ids: [ID, "fr-en-ips-ecoles-ap2022"] });
    expect(failed).toMatchObject({ etat: "echec", motif: expect.stringMatching(/a répondu autre chose/) });
  });

  test("that ends too early without a word is asked again", async () => {
    portail.repondre("/exports/", statut(200, { "content-type": "text/csv" }, 'uai;ips\r\n1;"10'));
    expect(await telecharger()).toMatchObject([whole]);
    expect(pauses).toEqual([1_000]);
    await expectWhole();
  });

  test("that refuses is not asked again", async () => {
    portail.repondre("/exports/", statut(403));
    expect(await telecharger()).toMatchObject([
      { etat: "echec", motif: expect.stringMatching(/refuse de donner le jeu .* \(403\)/) },
    ]);
    expect(pauses).toEqual([]);
  });
});

describe("an address", () => {
  test("of the same origin is followed", async () => {
    const location = `/api/explore/v2.1/catalog/datasets/${ID}/exports/csv`;
    portail.repondre("/exports/", statut(302, { location }));
    expect(await telecharger()).toMatchObject([whole]);
  });

  test.each(["http://127.0.0.1:9/", "https://exemple.fr/", "//localhost/x", "file:///etc/passwd"])(
    "elsewhere (%s) is not followed, and the other datasets are not asked for",
    async (location) => {
      const ids = [ID, "fr-en-ips-lycees-ap2022"];
      portail.repondre("/exports/", statut(302, { location }));
      expect(await telecharger({ ids })).toMatchObject([
        { id: ID, etat: "echec", motif: expect.stringMatching(/renvoie vers une autre adresse/) },
        { etat: "non_tente" },
      ]);
      expect(portail.recues).toHaveLength(2);
    },
  );

  test("that turns in circles is left", async () => {
    const location = `/api/explore/v2.1/catalog/datasets/${ID}/exports/csv`;
    portail.repondre("/exports/", ...Array.from({ length: 7 }, () => statut(302, { location })));
    expect(await telecharger()).toMatchObject([{ motif: expect.stringMatching(/renvoie sans fin/) }]);
  });
});

describe("this machine", () => {
  const ids = [ID, "fr-en-ips-lycees-ap2022"];

  test("that reaches nobody stops at the first dataset", async () => {
    await portail.close();
    expect(await telecharger({ ids })).toMatchObject([
      {
        etat: "echec",
        motif: expect.stringMatching(/n'est pas joignable d'ici \(ECONNREFUSED\).*HTTPS_PROXY/),
      },
      { etat: "non_tente" },
    ]);
    portail = await startPortail();
  });

  test("that cannot agree on TLS says so", async () => {
    const plain = createServer().listen(0, "127.0.0.1");
    await once(plain, "listening");
    const origin = `https://127.0.0.1:${(plain.address() as AddressInfo).port}`;
    expect(await telecharger({ ids, origin })).toMatchObject([
      {
        etat: "echec",
        motif: expect.stringMatching(/connexion chiffrée .* est refusée \(.*NODE_EXTRA_CA_CERTS/),
      },
      { etat: "non_tente" },
    ]);
    plain.close();
  });

  test.runIf(canMount())(
    "whose disk is full keeps no final name, says so, and goes on once there is room",
    async () => {
      const small = join(dossier, "petit");
      await mkdir(small);
      portail.publier({ ...IPS, validateur: "etag", reprise: true });
      spawnSync("mount", ["-t", "tmpfs", "-o", "size=8k", "tmpfs", small]);
      try {
        expect(await telecharger({ ids, into: small })).toMatchObject([
          { etat: "echec", motif: expect.stringMatching(/disque est plein.*Libérez de la place/) },
          { etat: "non_tente" },
        ]);
        expect((await readdir(small)).filter((name) => !name.includes(".partiel"))).toEqual([]);
        spawnSync("mount", ["-o", "remount,size=4m", small]);
        expect(await telecharger({ into: small })).toMatchObject([whole]);
        expect(await readFile(join(small, NOM), "utf8")).toBe(ENTIER);
      } finally {
        spawnSync("umount", [small]);
      }
    },
  );

  test.each([
    ["ENOTFOUND", "nom_introuvable", /Le nom h est introuvable/],
    ["EAI_AGAIN", "nom_introuvable", /\(DNS\) ne répond pas/],
    ["ENETUNREACH", "reseau", /n'est pas joignable/],
    ["CERT_HAS_EXPIRED", "certificat", /certificat/],
    ["SELF_SIGNED_CERT_IN_CHAIN", "certificat", /NODE_EXTRA_CA_CERTS/],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificat", /certificat/],
    ["ENOSPC", "disque_plein", /Libérez de la place/],
    ["EDQUOT", "disque_plein", /quota/],
    ["EROFS", "ecriture", /--dans/],
    ["EACCES", "ecriture", /--dans/],
  ])("says what %s means, for all the datasets", (code, expected, sentence) => {
    const echec = echecFrom(Object.assign(new Error(code), { code }), "h") as Echec;
    expect(echec).toBeInstanceOf(Echec);
    expect(echec).toMatchObject({ code: expected, general: true, message: expect.stringMatching(sentence) });
  });

  test("never hides a fault of ours under a sentence", () => {
    const fault = new TypeError("undefined is not a function");
    expect(echecFrom(fault, "h")).toBe(fault);
  });
});

/** A small disk needs the right to mount one. */
function canMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), "ancrage-disque-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "tmpfs", folder]).status === 0;
  if (mounted) spawnSync("umount", [folder]);
  rmdirSync(folder);
  return mounted;
}
