import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DROITS, type Droit, type Fonction } from "#app/acces/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routeTable } from "#app/route-table.ts";
import { type Answer, type Client, createTestApp, type TestApp, textOf } from "#tests/app.ts";
import { FONCTIONS_JOUEES, LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, TEST_NOW } from "#tests/database.ts";

/**
 * Every line of the route table × every function of the cast, and nobody × an object of one's own, of another scope,
 * and that does not exist. What is expected is computed here from the rights table alone, without the code of the
 * guard nor of the scopes, and is written to matrice.attendue.txt: a change of rights shows in the diff.
 * To accept one: `vitest run architecture/matrice.test.ts -u`.
 */
type Qui = Fonction | "personne";
type Objet = "propre" | "autre" | "inexistant";
const OBJETS: readonly Objet[] = ["propre", "autre", "inexistant"];
const QUI: readonly Qui[] = ["personne", ...FONCTIONS_JOUEES];

const database = await createTestDatabase("demo");
const app: TestApp = createTestApp(database, { settings: { vitrine: true } });
const clients = new Map<Qui, Client>();
afterAll(() => database.drop());

interface Ids {
  readonly uai: string;
  readonly valeur: string;
  readonly import: string;
  readonly fichier: string;
}
const ids = {} as Record<Objet | "propre_ecole", Ids>;
/** A token is of one person: everybody has theirs, those who may not have one included. */
const jetons = new Map<Qui, string>();

beforeAll(async () => {
  for (const qui of QUI) clients.set(qui, qui === "personne" ? app.anonymous() : await app.as(qui));
  for (const qui of QUI) if (qui !== "personne") jetons.set(qui, await addJeton(person(qui).id));
  const depot = await database.db
    .selectFrom("import_fichier")
    .select(["id as fichier", "import_id as import"])
    .orderBy("rang")
    .executeTakeFirstOrThrow();
  const college = { uai: LIEUX.college, valeur: await anyValeur(LIEUX.college), ...depot };
  const autre = await otherCollege();
  ids.propre = college;
  ids.propre_ecole = { uai: LIEUX.ecole, valeur: await addValeur(LIEUX.ecole), ...depot };
  ids.autre = { uai: autre, valeur: await anyValeur(autre), ...depot };
  const nul = "00000000-0000-4000-8000-ffffffffffff";
  ids.inexistant = { uai: "9619999Z", valeur: "999999999", import: nul, fichier: nul };
});

async function addJeton(agentId: string): Promise<string> {
  const id = database.newId();
  const dates = { cree_le: new Date(TEST_NOW), expire_le: new Date(Date.parse(TEST_NOW) + 86_400_000) };
  await database.db
    .insertInto("jeton_api")
    .values({
      id,
      agent_id: agentId,
      libelle: "essai",
      empreinte: Buffer.from(id.slice(-32).padEnd(32)),
      ...dates,
    })
    .execute();
  return id;
}

async function otherCollege(): Promise<string> {
  const { uai } = await database.db
    .selectFrom("structure")
    .innerJoin("valeur_indicateur as v", "v.uai", "structure.uai")
    .select("structure.uai")
    .where("structure.uai", "not in", [LIEUX.college, LIEUX.ecole])
    .orderBy("structure.uai")
    .executeTakeFirstOrThrow();
  return uai;
}

async function anyValeur(uai: string): Promise<string> {
  const { id } = await database.db
    .selectFrom("valeur_indicateur")
    .select("id")
    .where("uai", "=", uai)
    .where("remplace_le", "is", null)
    .executeTakeFirstOrThrow();
  return String(id);
}

/** No file of the demonstration holds values of écoles: one line of a collège is given to the école of the cast. */
async function addValeur(uai: string): Promise<string> {
  const { rows } = await sql<{ id: number }>`
    insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select ${uai}, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le
    from valeur_indicateur where remplace_le is null order by id limit 1 returning id`.execute(database.db);
  return String(rows[0]?.id);
}

function urlOf({ id, path }: RouteEntry, qui: Qui, objet: Objet): string {
  const of = objet === "propre" && qui === "directeur_ecole" ? ids.propre_ecole : ids[objet];
  const url = path.replace("*", "adresse/inconnue").replace(/:(\w+)/g, (parameter, name: string) => {
    const value = name === "jeton" ? jetonOf(qui, objet) : of[name as keyof Ids];
    if (!value) throw new Error(`The matrix knows no object for ${parameter} of ${path}: add one above.`);
    return value;
  });
  return `/${url}${PARAMETRES[id] ?? ""}`;
}

function jetonOf(qui: Qui, objet: Objet): string | undefined {
  if (objet === "inexistant") return ids.inexistant.import;
  const owner = objet === "propre" && qui !== "personne" ? qui : qui === "ssa" ? "depp" : "ssa";
  return jetons.get(owner);
}

/** For programs: nobody is sent to sign in, everything is told by a status, and only GET exists. */
const isInterface = ({ path }: RouteEntry) => path.startsWith("api/");

/** A request of single fetch, by which scripts change page. */
const dataUrl = (url: string) => (url === "/" ? "/_.data" : url.replace(/(?=\?|$)/, ".data"));

/** What a page of its own answers to whoever may enter; 200 for all the others. */
const PARTICULAR: Readonly<Record<string, (qui: Qui) => number>> = {
  introuvable: () => 404,
  "acces.connexion": (qui) => (qui === "personne" ? 200 : 303),
  "acces.deconnexion": () => 303,
  "interface.introuvable": () => 404,
};

/** What a resource of the interface needs to be told before it answers. */
const PARAMETRES: Readonly<Record<string, string>> = {
  "interface.valeurs": "?indicateur=ips",
  "interface.references": "?indicateur=ips",
  "interface.territoires": "?niveau=departement",
  "interface.valeurs_territoires": "?niveau=commune",
};

/** The rights table read naively: permission, then object. */
function expectedStatus(entry: RouteEntry, qui: Qui, objet: Objet): number {
  const own = PARTICULAR[entry.id]?.(qui) ?? 200;
  if (entry.permission === "publique") return own;
  if (qui === "personne") return isInterface(entry) ? 401 : 303;
  if (entry.permission === "connecte") return own;
  const { fonctions }: Droit = DROITS[entry.permission as keyof typeof DROITS];
  const etendue = fonctions[qui];
  if (!etendue) return 403;
  if (objet === "inexistant") return 404;
  // A token is of its person alone, however far the right to have one goes.
  if (objet === "autre" && entry.objet === "jeton") return 404;
  // An import belongs to the reference as a whole: it has no scope.
  if (objet === "autre" && entry.objet === "structure" && etendue === "portee") return 404;
  return own;
}

const cases = routeTable.flatMap((entry) =>
  QUI.flatMap((qui) => (entry.objet ? OBJETS : OBJETS.slice(0, 1)).map((objet) => ({ entry, qui, objet }))),
);
type Case = (typeof cases)[number];
const clientOf = (qui: Qui) => clients.get(qui) as Client;
const where = ({ entry, qui, objet }: Case) => `${entry.id} ${qui} ${objet}`;

/** Answers are read once, by the first test that asks; the client of a person is used by one case at a time. */
const documents = new Map<string, Promise<Answer>>();
function documentOf(the: Case): Promise<Answer> {
  const known = documents.get(where(the));
  if (known) return known;
  const answer = clientOf(the.qui).get(urlOf(the.entry, the.qui, the.objet));
  documents.set(where(the), answer);
  return answer;
}

/** Lines of « what happened » that differ from « what should »; an empty list reads well in a failure. */
async function differences(
  check: (the: Case) => Promise<string | undefined>,
  among: readonly Case[] = cases,
) {
  const found: string[] = [];
  for (const the of among) {
    const problem = await check(the);
    if (problem !== undefined) found.push(`${where(the)}: ${problem}`);
  }
  return found;
}

describe("every page × every function × every kind of object", () => {
  test("answers a document as the rights table says", async () => {
    const wrong = await differences(async (the) => {
      const { status } = await documentOf(the);
      const expected = expectedStatus(the.entry, the.qui, the.objet);
      return status === expected ? undefined : `${status} instead of ${expected}`;
    });
    expect(wrong).toEqual([]);
  });

  test("answers the requests of scripts alike, a redirect being told as 202", async () => {
    const wrong = await differences(async (the) => {
      const { status } = await clientOf(the.qui).get(dataUrl(urlOf(the.entry, the.qui, the.objet)));
      const document = expectedStatus(the.entry, the.qui, the.objet);
      const expected = isInterface(the.entry) ? 404 : document === 303 ? 202 : document;
      return status === expected ? undefined : `${status} instead of ${expected}`;
    });
    expect(wrong).toEqual([]);
  });

  test("is the matrix that somebody read and committed", async () => {
    const width = Math.max(...routeTable.map(({ id }) => id.length));
    const lines = routeTable.flatMap((entry) =>
      QUI.map((qui) => {
        const objets = entry.objet ? OBJETS : OBJETS.slice(0, 1);
        const statuses = objets.map(
          (objet) => `${entry.objet ? `${objet} ` : ""}${expectedStatus(entry, qui, objet)}`,
        );
        return `${entry.id.padEnd(width)}  ${qui.padEnd(18)}  ${statuses.join("  ")}`;
      }),
    );
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("matrice.attendue.txt");
  });

  test("never tells an object of another scope from one that does not exist", async () => {
    const hidden = cases.filter(
      ({ entry, qui, objet }) => objet === "autre" && expectedStatus(entry, qui, "autre") === 404,
    );
    expect(hidden.length).toBeGreaterThan(3);
    const told = await differences(async ({ entry, qui }) => {
      for (const form of [(url: string) => url, dataUrl]) {
        const [other, absent] = await Promise.all(
          (["autre", "inexistant"] as const).map(async (objet) =>
            comparable(await clientOf(qui).get(form(urlOf(entry, qui, objet))), {
              ...ids[objet],
              jeton: jetonOf(qui, objet),
            }),
          ),
        );
        if (other !== absent) return `${other}\n≠\n${absent}`;
      }
      return undefined;
    }, hidden);
    expect(told).toEqual([]);
  });
});

/** An answer without what is drawn for each request, nor the ids that the request itself named. */
function comparable(
  { status, headers, body }: Answer,
  asked: Ids & { readonly jeton: string | undefined },
): string {
  let text = JSON.stringify([status, [...headers], body]);
  const drawn = [
    headers.get("X-Request-Id"),
    /nonce-([\w-]+)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1],
  ];
  for (const value of [
    ...drawn,
    asked.uai,
    asked.import,
    asked.fichier,
    asked.jeton,
    `valeurs/${asked.valeur}`,
  ])
    if (value) text = text.replaceAll(value, "…");
  return text;
}

describe("a write", () => {
  test("without an audit event in its line is not a method of the page, for whoever may enter", async () => {
    const readOnly = cases.filter(({ entry, objet }) => !entry.audit && objet === "propre");
    const wrong = await differences(async ({ entry, qui, objet }) => {
      const { status, headers } = await clientOf(qui).post(urlOf(entry, qui, objet));
      const entitled = ![303, 403].includes(expectedStatus({ ...entry, id: "" }, qui, objet));
      const expected = entitled || isInterface(entry) ? 405 : expectedStatus(entry, qui, objet);
      if (status !== expected) return `${status} instead of ${expected}`;
      return status === 405 && headers.get("Allow") !== "GET, HEAD" ? "no Allow header" : undefined;
    }, readOnly);
    expect(wrong).toEqual([]);
  });

  test("of a function without the right is refused, and leaves nothing", async () => {
    const before = await countWrites();
    const refused = cases.filter(
      ({ entry, qui, objet }) => entry.audit && expectedStatus(entry, qui, objet) === 403,
    );
    const wrong = await differences(async ({ entry, qui, objet }) => {
      const { status } = await clientOf(qui).post(urlOf(entry, qui, objet), { version: "1" });
      return status === 403 ? undefined : `${status} instead of 403`;
    }, refused);
    expect(wrong).toEqual([]);
    expect(refused.length).toBeGreaterThan(10);
    expect(await countWrites()).toEqual(before);
  });

  test("from another site is refused on every page, whoever is signed in", async () => {
    const origins: Record<string, string>[] = [
      { Origin: "https://ailleurs.exemple" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site" },
      {},
    ];
    const before = await countWrites();
    const wrong = await differences(
      async ({ entry, qui, objet }) => {
        for (const headers of origins) {
          const { status } = await clientOf(qui).send(urlOf(entry, qui, objet), { method: "POST", headers });
          // Nothing is written there by anybody: it says so before it looks at where the request comes from.
          const expected = isInterface(entry) ? 405 : 403;
          if (status !== expected) return `${status} with ${JSON.stringify(headers)}`;
        }
        return undefined;
      },
      cases.filter(({ qui, objet }) => qui === "ssa" && objet === "propre"),
    );
    expect(wrong).toEqual([]);
    expect(await countWrites()).toEqual(before);
  });
});

async function countWrites() {
  const { rows } = await sql<{ audit: number; imports: number; taches: number; ouvertes: number }>`
    select (select count(*)::int from audit_event) as audit, (select count(*)::int from import) as imports,
      (select count(*)::int from tache) as taches,
      (select count(*)::int from session where fermee_le is null) as ouvertes`.execute(database.db);
  return rows[0];
}

describe("every answer", () => {
  test("carries the security headers, with a nonce of its own", async () => {
    const nonces = new Set<string>();
    const wrong = await differences(async (the) => {
      const { headers } = await documentOf(the);
      const policy = headers.get("Content-Security-Policy") ?? "";
      const nonce = /script-src 'self' 'nonce-([\w-]{22})'/.exec(policy)?.[1];
      if (!nonce || nonces.has(nonce)) return `policy « ${policy} »`;
      nonces.add(nonce);
      if (/unsafe|\*|https?:/.test(policy)) return `lax policy « ${policy} »`;
      const missing = Object.entries(HEADERS).filter(([name, value]) => headers.get(name) !== value);
      return missing.length > 0 ? `headers ${JSON.stringify(missing)}` : undefined;
    });
    expect(wrong).toEqual([]);
  });

  test("is never kept by a cache when it is a page", async () => {
    const wrong = await differences(async (the) => {
      const { headers } = await documentOf(the);
      // A program keeps what it read, and asks by its tag whether it still holds.
      const rows = isInterface(the.entry) && headers.has("ETag");
      const expected = rows ? "private, no-cache" : "no-store";
      return headers.get("Cache-Control") === expected ? undefined : String(headers.get("Cache-Control"));
    });
    expect(wrong).toEqual([]);
  });

  test("in HTML has no inline style nor handler, and scripts of its nonce only", async () => {
    const wrong = await differences(async (the) => {
      const { headers, body } = await documentOf(the);
      if (!headers.get("Content-Type")?.startsWith("text/html")) return undefined;
      const markup = body.replace(/<script[^>]*>.*?<\/script>/gs, (script) => script.replace(/>.*</s, "><"));
      if (/\sstyle=/.test(markup)) return `style: ${/.{80}\sstyle=.{80}/s.exec(markup)?.[0]}`;
      if (/\son\w+=/.test(markup)) return "inline handler";
      if (/<style/.test(markup)) return "style element";
      const nonce = /nonce-([\w-]+)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1];
      const foreign = [...markup.matchAll(/<script[^>]*>/g)].filter(
        ([tag]) => !tag.includes(`nonce="${nonce}"`) && !tag.includes("src="),
      );
      return foreign.length > 0 ? `script without the nonce: ${foreign[0]?.[0]}` : undefined;
    });
    expect(wrong).toEqual([]);
  });

  test("in HTML has one h1, whose words are the title of the document", async () => {
    const wrong = await differences(async (the) => {
      const { headers, body, status } = await documentOf(the);
      if (!headers.get("Content-Type")?.startsWith("text/html")) return undefined;
      const titles = [...body.matchAll(/<title>(.*?)<\/title>/gs)].map(([, text]) => textOf(text));
      const headings = [...body.matchAll(/<h1[^>]*>(.*?)<\/h1>/gs)].map(([, text]) => textOf(text));
      if (status === 303) return undefined;
      return headings.length === 1 && titles.length === 1 && titles[0] === `${headings[0]} — Ancrage`
        ? undefined
        : `titles ${titles}, headings ${headings}`;
    });
    expect(wrong).toEqual([]);
  });

  test("of two pages never has the same title", async () => {
    const titles = new Map<string, string>();
    for (const entry of routeTable) {
      const page = await documentOf({ entry, qui: "ssa", objet: "propre" });
      if (page.status !== 200 || !page.h1) continue;
      expect(titles.get(page.h1), `${entry.id}: « ${page.h1} »`).toBeUndefined();
      titles.set(page.h1, entry.id);
    }
    expect(titles.size).toBeGreaterThan(8);
  });
});

const HEADERS: Readonly<Record<string, string>> = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};
