import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isRefusal } from "../refusal.ts";
import { receiveFiles } from "./receive-files.server.ts";

const root = await mkdtemp(join(tmpdir(), "ancrage-depots-"));
afterAll(() => rm(root, { recursive: true }));
let folders = 0;
const newFolder = () => join(root, String(++folders));

const LIMITS = { maxFileBytes: 1_000, maxFiles: 3 };

function post(files: readonly (readonly [name: string, content: string | Buffer])[]): Request {
  const form = new FormData();
  form.append("commentaire", "bonjour");
  for (const [name, content] of files) form.append("fichiers", new Blob([content as string]), name);
  return new Request("http://127.0.0.1/imports", { method: "POST", body: form });
}

async function refusalOf(request: Request, folder: string): Promise<{ code: string; message: string }> {
  const error = await receiveFiles(request, folder, LIMITS).then(
    () => new Error("accepted"),
    (reason: unknown) => reason,
  );
  if (!isRefusal(error)) throw error;
  expect(existsSync(folder), "nothing stays on the disk").toBe(false);
  return { code: error.code, message: error.message };
}

describe("files that arrive", () => {
  test("are written as they are, with their size and hash, in their order", async () => {
    const bytes = Buffer.from(Array.from({ length: 700 }, (_, n) => n % 256));
    const folder = newFolder();
    const received = await receiveFiles(
      post([
        ["a é.csv", bytes],
        ["b.csv", "x;y\n"],
      ]),
      folder,
      LIMITS,
    );
    expect(received).toEqual([
      {
        nom: "a é.csv",
        taille: 700,
        empreinte: createHash("sha256").update(bytes).digest(),
        emplacement: join(folder, "1"),
      },
      {
        nom: "b.csv",
        taille: 4,
        empreinte: createHash("sha256").update("x;y\n").digest(),
        emplacement: join(folder, "2"),
      },
    ]);
    expect(await readFile(join(folder, "1"))).toEqual(bytes);
  });

  test.each([
    ["../../etc/passwd", "passwd"],
    ["C:\\Users\\Moi\\ips.csv", "ips.csv"],
    ["x".repeat(300), "x".repeat(255)],
  ])("named %j keep their last name only, and never choose where they land", async (name, nom) => {
    const folder = newFolder();
    const [received] = await receiveFiles(post([[name, "a"]]), folder, LIMITS);
    expect(received).toMatchObject({ nom, emplacement: join(folder, "1") });
  });

  test.each([
    [999, true],
    [1_000, true],
    [1_001, false],
    [500_000, false],
  ])("of %i bytes for 1000 at most are taken: %s", async (size, taken) => {
    const folder = newFolder();
    const request = post([
      ["petit.csv", "a"],
      ["gros.csv", "x".repeat(size)],
    ]);
    if (taken) expect((await receiveFiles(request, folder, LIMITS))[1]?.taille).toBe(size);
    else
      expect(await refusalOf(request, folder)).toMatchObject({
        code: "fichier_trop_gros",
        message: expect.stringContaining("« gros.csv » dépasse"),
      });
  });

  test.each([
    [2, true],
    [3, true],
    [4, false],
    [30, false],
  ])("to the number of %i for 3 at most are taken: %s", async (count, taken) => {
    const folder = newFolder();
    const request = post(Array.from({ length: count }, (_, n) => [`${n}.csv`, "a"] as const));
    if (taken) expect(await receiveFiles(request, folder, LIMITS)).toHaveLength(count);
    else expect(await refusalOf(request, folder)).toMatchObject({ code: "trop_de_fichiers" });
  });

  test("are refused when the field was left empty, or when it is no such form", async () => {
    const empty = post([["", ""]]);
    expect(await refusalOf(empty, newFolder())).toMatchObject({ code: "sans_fichier" });
    const other = new Request("http://127.0.0.1/", { method: "POST", body: new URLSearchParams({ a: "1" }) });
    expect(await refusalOf(other, newFolder())).toMatchObject({ code: "sans_fichier" });
    expect(await refusalOf(new Request("http://127.0.0.1/"), newFolder())).toMatchObject({
      code: "sans_fichier",
    });
  });

  test("may be empty when they have a name", async () => {
    const [received] = await receiveFiles(post([["vide.csv", ""]]), newFolder(), LIMITS);
    expect(received).toMatchObject({ nom: "vide.csv", taille: 0 });
  });

  test("cut on the way leave nothing, wherever the cut is", async () => {
    const whole = post([
      ["a.csv", "a".repeat(300)],
      ["b.csv", "b".repeat(300)],
    ]);
    const type = whole.headers.get("content-type") ?? "";
    const bytes = Buffer.from(await whole.arrayBuffer());
    for (const length of [10, 200, 400, 600, 800, bytes.length - 30]) {
      const request = new Request("http://127.0.0.1/", {
        method: "POST",
        headers: { "content-type": type },
        body: bytes.subarray(0, length),
      });
      expect(await refusalOf(request, newFolder())).toMatchObject({ code: "envoi_interrompu" });
    }
  });

  test("whose connection breaks leave nothing", async () => {
    const type = post([]).headers.get("content-type") ?? "";
    const boundary = type.split("boundary=")[1];
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="f"; filename="a.csv"\r\n\r\nabc`;
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(Buffer.from(head));
        setImmediate(() => controller.error(new Error("connection reset")));
      },
    });
    const request = new Request("http://127.0.0.1/", {
      method: "POST",
      headers: { "content-type": type },
      body,
      duplex: "half",
    } as RequestInit);
    expect(await refusalOf(request, newFolder())).toMatchObject({ code: "envoi_interrompu" });
  });
});
