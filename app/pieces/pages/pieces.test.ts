import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Permission } from "#app/acces/droits/rules.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { deposerPiece, pathOfPiece, withReceivedPiece } from "#app/platform/pieces/store.server.ts";
import { readPiece } from "#app/platform/pieces/text.server.ts";
import { createTestApp } from "#tests/app.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { pdf } from "#tests/pieces.ts";

const database = await createTestDatabase("demo");
const app = createTestApp(database);
const { context } = app;
afterAll(() => database.drop());

function multipart(nom: string, bytes: Uint8Array | string): Request {
  const body = new FormData();
  body.set("piece", new File([bytes as BlobPart], nom));
  return new Request("http://127.0.0.1/", { method: "POST", body });
}

interface Depot {
  readonly permission?: Permission;
  readonly porteeType?: string;
  readonly porteeCode?: string;
  readonly nom?: string;
  readonly bytes?: Uint8Array | string;
}

/** What the page of a feature does, the head of the cast acting. */
async function deposit({
  permission = "agent.lire",
  porteeType = "structure",
  porteeCode = LIEUX.college,
  nom = "arrêté n° 12.pdf",
  bytes = pdf("Delegation de signature"),
}: Depot = {}) {
  let id = "";
  const refus = await withReceivedPiece(multipart(nom, bytes), context, async (piece) => {
    id = await inTransaction(context.db, (tx) =>
      deposerPiece(tx, context, {
        ...{ piece, permission, porteeType, porteeCode },
        ...{ objetType: "delegation", objetId: "essai", agentId: person("chef_etablissement").id },
      }),
    );
  });
  return { id, refus: refus?.refus };
}

let id: string;
beforeAll(async () => {
  ({ id } = await deposit());
});

describe("a joined file", () => {
  test("is on the disk without its name, and served as an attachment under its own", async () => {
    expect(existsSync(pathOfPiece(database.folder, id))).toBe(true);
    const head = await app.as("chef_etablissement");
    const { status, headers, body } = await head.get(`/pieces/${id}/fichier`);
    expect(status).toBe(200);
    expect(headers.get("Content-Disposition")).toBe(
      "attachment; filename=\"arrete n 12.pdf\"; filename*=UTF-8''arr%C3%AAt%C3%A9%20n%C2%B0%2012.pdf",
    );
    expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(body.startsWith("%PDF-1.7")).toBe(true);
  });

  test("is told in words once they are read, and its deposit is in the journal without its name", async () => {
    const head = await app.as("chef_etablissement");
    expect((await head.get(`/pieces/${id}`)).text).toContain("en cours de lecture");
    await readPiece(context, { pieceId: id });
    expect((await head.get(`/pieces/${id}`)).text).toContain("Aperçu du texte Delegation de signature");
    const line = await context.db
      .selectFrom("audit_event")
      .select("faits")
      .where("evenement", "=", "piece.deposer")
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(line.faits)).not.toContain("arrêté");
  });

  test.each<[Fonction, number]>([
    ["chef_etablissement", 200],
    ["pilote_academique", 200],
    ["dasen", 200],
    ["administrateur", 200],
    // Holds the permission, within another scope.
    ["directeur_ecole", 404],
    ["ien", 404],
    // Within the scope, without the permission.
    ["equipe", 404],
    ["ssa", 404],
  ])("of a collège is answered to %s with %i, page and file alike", async (fonction, status) => {
    const client = await app.as(fonction);
    expect((await client.get(`/pieces/${id}`)).status).toBe(status);
    expect((await client.get(`/pieces/${id}/fichier`)).status).toBe(status);
  });

  test("that does not exist is as absent as one out of scope", async () => {
    const head = await app.as("chef_etablissement");
    for (const other of ["00000000-0000-4000-8000-ffffffffffff", "..%2F..%2Fcle", "1"])
      expect((await head.get(`/pieces/${other}/fichier`)).status, other).toBe(404);
  });

  test("is taken away by whoever joined it, and by nobody else", async () => {
    const { id: autre } = await deposit();
    const pilote = await app.as("pilote_academique");
    const refused = await pilote.post(`/pieces/${autre}`);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain("Seule la personne qui a joint ce fichier peut le retirer");
    const head = await app.as("chef_etablissement");
    expect((await head.post(`/pieces/${autre}`)).status).toBe(303);
    expect(existsSync(pathOfPiece(database.folder, autre))).toBe(false);
    expect((await head.get(`/pieces/${autre}`)).text).toContain("Ce fichier a été retiré le");
    expect((await head.get(`/pieces/${autre}/fichier`)).status).toBe(404);
    expect((await head.post(`/pieces/${autre}`)).text).toContain("déjà retiré");
  });

  test("that is refused leaves nothing behind, and says why", async () => {
    const before = await countPieces();
    const { refus } = await deposit({ nom: "page.pdf", bytes: "<html>" });
    expect(refus).toContain("« page.pdf » n’est pas d’un format accepté");
    expect(await countPieces()).toBe(before);
    expect(readdirSync(`${database.folder}/arrivees`)).toEqual([]);
  });

  test("whose act fails is not kept", async () => {
    const before = await countPieces();
    await expect(
      withReceivedPiece(multipart("a.pdf", pdf("x")), context, async (piece) => {
        await inTransaction(context.db, async (tx) => {
          await deposerPiece(tx, context, {
            ...{ piece, permission: "agent.lire", porteeType: "nation", porteeCode: "france" },
            ...{ objetType: "delegation", objetId: "essai", agentId: person("ssa").id },
          });
          throw new Error("the rest of the act fails");
        });
      }),
    ).rejects.toThrow("the rest of the act fails");
    expect(await countPieces()).toBe(before);
  });
});

async function countPieces(): Promise<number> {
  const { n } = await context.db
    .selectFrom("piece")
    .select((eb) => eb.fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return Number(n);
}
