import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { routeTable } from "#app/route-table.ts";
import { type Answer, textOf } from "#tests/app.ts";
import { idsOf } from "./matrice/adresses.ts";
import { expectedStatus } from "./matrice/attendu.ts";
import { differences, prepareBanc } from "./matrice/banc.ts";
import { cases, isInterface, OBJETS, QUI } from "./matrice/cas.ts";

/**
 * Every line of the route table × every function of the cast, and nobody × an object of one's own, of another scope,
 * and that does not exist. What is expected is computed here from the rights table alone, without the code of the
 * guard nor of the scopes, and is written to matrice.attendue.txt: a change of rights shows in the diff.
 * To accept one: `vitest run architecture/matrice.test.ts -u`.
 */
const { database, objets, urlOf, clientOf, documentOf, dataOf } = await prepareBanc();

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
      const { status } = await dataOf(the);
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
    const told = await differences(async (the) => {
      for (const ask of [documentOf, dataOf]) {
        const [other, absent] = await Promise.all(
          (["autre", "inexistant"] as const).map(async (objet) => {
            const asked = { ...the, objet };
            // The frame links to the help of the page: its address is there once more.
            const address = urlOf(asked).replace(/\?.*/, "");
            return comparable(await ask(asked), [address, ...idsOf(objets(), asked)]);
          }),
        );
        if (other !== absent) return `${other}\n≠\n${absent}`;
      }
      return undefined;
    }, hidden);
    expect(told).toEqual([]);
  });
});

/** An answer without what is drawn for each request, nor the ids that the request itself named. */
function comparable({ status, headers, body }: Answer, asked: readonly (string | undefined)[]): string {
  let text = JSON.stringify([status, [...headers], body]);
  const drawn = [
    headers.get("X-Request-Id"),
    /nonce-([\w-]+)/.exec(headers.get("Content-Security-Policy") ?? "")?.[1],
  ];
  // Numbers mean something else elsewhere in the page: they are taken out of the address only.
  const named = asked.map((id) => (id && /^\d+$/.test(id) ? `/${id}` : id));
  for (const value of [...drawn, ...named])
    if (value && value.length > 5)
      text = text.replaceAll(value, "…").replaceAll(encodeURIComponent(value), "…");
  return text;
}

describe("a write", () => {
  test("without an audit event in its line is not a method of the page, for whoever may enter", async () => {
    const readOnly = cases.filter(({ entry, objet }) => !entry.audit && objet === "propre");
    const wrong = await differences(async ({ entry, qui, objet }) => {
      const { status, headers } = await clientOf(qui).post(urlOf({ entry, qui, objet }));
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
      const { status } = await clientOf(qui).post(urlOf({ entry, qui, objet }), { version: "1" });
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
          const { status } = await clientOf(qui).send(urlOf({ entry, qui, objet }), {
            method: "POST",
            headers,
          });
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

/** Pages that show a letter as it is received. */
const LETTRES = new Set(["vitrine.courriel", "boite.html"]);

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
      // A program keeps what it read, and asks by its tag whether it still holds; so does the map for its points.
      const rows = headers.has("ETag");
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
      // Pictures have titles of their own, in the body.
      const head = body.slice(0, body.indexOf("</head>"));
      const titles = [...head.matchAll(/<title>(.*?)<\/title>/gs)].map(([, text]) => textOf(text));
      const headings = [...body.matchAll(/<h1[^>]*>(.*?)<\/h1>/gs)].map(([, text]) => textOf(text));
      // A letter is shown as it is received, without our frame.
      if (status === 303 || LETTRES.has(the.entry.id)) return undefined;
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
