import { afterAll, describe, expect, test, vi } from "vitest";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routeTable } from "#app/route-table.ts";
import { type Answer, type Client, createTestApp } from "#tests/app.ts";
import { LIEUX } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

/**
 * What nobody types but anybody may send, to every line of the route table: other methods, addresses and bodies made
 * to break. Always a status that says whose fault it is, the headers of every answer, and not a word of the machinery.
 */
vi.setConfig({ testTimeout: 240_000 });
const database = await createTestDatabase("demo");
const app = createTestApp(database, { settings: { vitrine: true } });
const anonymous = app.anonymous();
afterAll(() => database.drop());

const NUL_ID = "00000000-0000-4000-8000-ffffffffffff";
const PARAMETERS: Readonly<Record<string, string>> = {
  uai: LIEUX.college,
  indicateur: "ips",
  niveau: "academie",
  territoire: "96",
  code: "96",
  annee: "2023",
  jeu: "ips_colleges",
  circonscription: LIEUX.circonscription,
  valeur: "1",
};
const urlOf = ({ path }: RouteEntry) =>
  `/${path.replace("*", "adresse/inconnue").replace(/:(\w+)/g, (_, name: string) => PARAMETERS[name] ?? NUL_ID)}`;
const isInterface = ({ path }: RouteEntry) => path.startsWith("api/");

const LEAK =
  /node_modules|at async|\.server\.ts|build\/server|postgres:|syntax error|relation "|ECONN[A-Z]|Unexpected Server Error|SQLSTATE/;
const REQUIRED: Readonly<Record<string, RegExp>> = {
  "Content-Security-Policy": /default-src 'none'.*object-src 'none'.*frame-ancestors 'none'/,
  "X-Content-Type-Options": /^nosniff$/,
  "Referrer-Policy": /^same-origin$/,
  "Cross-Origin-Opener-Policy": /^same-origin$/,
  "Cross-Origin-Resource-Policy": /^same-origin$/,
  "Permissions-Policy": /camera=\(\)/,
  "X-Request-Id": /^[\w-]{8,}$/,
};

/** What is wrong with an answer, whoever asked what. */
function faultOf({ status, headers, body }: Answer): string | undefined {
  if (status >= 500) return `status ${status}`;
  const missing = Object.entries(REQUIRED).find(([name, value]) => !value.test(headers.get(name) ?? ""));
  if (missing) return `${missing[0]}: ${headers.get(missing[0])}`;
  if (!headers.has("Cache-Control")) return "no Cache-Control";
  if (headers.has("Server") || headers.has("X-Powered-By")) return "names its server";
  const told = LEAK.exec(body);
  return told ? `tells « ${told[0]} »` : undefined;
}

/** Lines « who what: fault »; a new session for each, since some requests close theirs. */
async function faults(
  ask: (client: Client, entry: RouteEntry) => Promise<Answer | undefined>,
  among: readonly RouteEntry[] = routeTable,
  expected: (answer: Answer, entry: RouteEntry, signed: boolean) => string | undefined = () => undefined,
): Promise<string[]> {
  const found: string[] = [];
  for (const entry of among) {
    for (const signed of [false, true]) {
      const answer = await ask(signed ? await app.as("administrateur") : anonymous, entry);
      const fault = answer && (faultOf(answer) ?? expected(answer, entry, signed));
      if (fault) found.push(`${signed ? "administrateur" : "personne"} ${entry.id}: ${fault}`);
    }
  }
  return found;
}

const origin = new URL(app.context.settings.urlPublique).origin;

describe("every route", () => {
  test("answers HEAD as GET, without a body", async () => {
    const found = await faults(async (client, entry) => {
      const [get, head] = [
        await client.get(urlOf(entry)),
        await client.send(urlOf(entry), { method: "HEAD" }),
      ];
      if (head.body !== "") throw new Error(`${entry.id}: a body of ${head.body.length} bytes`);
      if (head.status !== get.status) throw new Error(`${entry.id}: HEAD ${head.status}, GET ${get.status}`);
      return head;
    });
    expect(found).toEqual([]);
  });

  test.each(["PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "QUERY", "FOO"])(
    "refuses the method %s",
    async (method) => {
      const found = await faults(
        (client, entry) => client.send(urlOf(entry), { method, headers: { Origin: origin } }),
        routeTable,
        ({ status }) =>
          [303, 400, 401, 403, 404, 405, 501].includes(status)
            ? undefined
            : `${method} is answered ${status}`,
      );
      expect(found).toEqual([]);
    },
  );

  test("refuses a write from elsewhere, also as scripts ask it, and whatever the method", async () => {
    const before = await writes();
    const found: string[] = [];
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      for (const suffix of ["", ".data"]) {
        found.push(
          ...(await faults(
            (client, entry) =>
              client.send(`${urlOf(entry).replace(/^\/$/, suffix ? "/_" : "/")}${suffix}`, {
                method,
                headers: { Origin: "https://ailleurs.exemple", "Sec-Fetch-Site": "cross-site" },
              }),
            routeTable,
            ({ status }, entry) =>
              status === (isInterface(entry) || method !== "POST" ? 405 : 403)
                ? undefined
                : `${method}${suffix} ${status}`,
          )),
        );
      }
    }
    expect(found).toEqual([]);
    expect(await writes()).toEqual(before);
  });
});

async function writes(): Promise<unknown> {
  const { rows } = await database.pool.query(
    "select (select count(*)::int from audit_event where evenement <> 'acces.refuser') as audit, (select count(*)::int from tache) as taches",
  );
  return rows[0];
}

const post = (body: BodyInit, type?: string) => (client: Client, entry: RouteEntry) =>
  client.send(urlOf(entry), {
    method: "POST",
    body,
    headers: { Origin: origin, ...(type === undefined ? {} : { "Content-Type": type }) },
  });
const FORM = "application/x-www-form-urlencoded";
const forms = routeTable.filter(({ audit }) => audit !== undefined);

describe("a form", () => {
  test.each([
    [
      "fields named to reach a prototype",
      "__proto__[admin]=1&constructor.prototype.admin=1&a[__proto__][b]=1&__proto__=x&toString=1&hasOwnProperty=1",
      FORM,
    ],
    [
      "a NUL in a value and in a name",
      "version=1&motif=a%00b&agent=%00&suite=%2F%00&description=%00&a%00b=1",
      FORM,
    ],
    ["half a surrogate and control characters", "motif=%ED%A0%80&nom=%01%02%1B%5B31m&version=%FF%FE", FORM],
    ["numbers beyond bounds", "version=99999999999999999999&annee=-1&valeur=1e999&page=NaN", FORM],
    [
      "a thousand fields of one name",
      Array.from({ length: 1000 }, (_, rank) => `motif=${rank}`).join("&"),
      FORM,
    ],
    ["a name nested five hundred deep", `a${"[b]".repeat(500)}=1`, FORM],
    ["one megabyte in a field", `motif=${"x".repeat(1_048_576)}`, FORM],
    ["nothing", "", FORM],
    ["JSON", '{"__proto__":{"admin":true},"version":1}', "application/json"],
    [
      "XML with an entity",
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      "application/xml",
    ],
    ["a multipart without its boundary", "--x\r\n\r\n", "multipart/form-data"],
    [
      "a multipart cut short",
      '--x\r\nContent-Disposition: form-data; name="motif"\r\n\r\nabc',
      "multipart/form-data; boundary=x",
    ],
    ["a type of its own", "motif=1", "text/plain; charset=utf-7"],
  ])("with %s is never a fault of ours", async (_what, body, type) => {
    expect(await faults(post(body, type), forms)).toEqual([]);
    expect(({} as Record<string, unknown>).admin, "Object.prototype").toBeUndefined();
  });
});

describe("an address", () => {
  const ADDRESSES = [
    "/%",
    "/%zz",
    "/%C0%AE%C0%AE/etc/passwd",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/assets/..%2f..%2fserver%2findex.js",
    "/assets/%2e%2e/%2e%2e/package.json",
    "/assets/..%5c..%5cpackage.json",
    "//ailleurs.exemple/structures",
    "/structures//",
    "/structures/%00",
    "/structures/9990001A%00.csv",
    "/STRUCTURES",
    "/structures;jsessionid=1",
    "/structures/%F0%9F%98%80",
    "/structures/__proto__",
    "/structures/constructor/vie",
    "/.git/config",
    "/.env",
    "/api/..%2fstructures",
    "/_.data",
    "/.data",
    "/__manifest?p=%2Fstructures",
    "/__manifest",
    `/${"a/".repeat(800)}`,
    `/structures?q=${"é".repeat(20_000)}`,
    `/structures?${Array.from({ length: 3_000 }, (_, rank) => `a${rank}=1`).join("&")}`,
    "/structures?q=%00",
    "/structures?q=%ED%A0%80&page=-1&tri=__proto__&taille=1e9",
    "/structures?page=99999999999999999999&q[]=1&q[a]=2",
    "/structures?__proto__[a]=1&constructor=2",
    "/structures?q=%25%27%20or%201%3D1--",
    "/connexion?suite=//ailleurs.exemple",
    "/connexion?suite=https:%2f%2failleurs.exemple",
    "/connexion?suite=/%5Cailleurs.exemple",
  ];

  test.each([["personne"], ["administrateur"]] as const)(
    "made to break is never a fault of ours, for %s",
    async (qui) => {
      const client = qui === "personne" ? anonymous : await app.as(qui);
      const found: string[] = [];
      for (const address of ADDRESSES) {
        const answer = await client.get(address);
        const fault = faultOf(answer);
        if (fault) found.push(`${address.slice(0, 60)}: ${fault}`);
        if (/root:.*:0:0|"private": true|\[core\]/.test(answer.body))
          found.push(`${address}: gives a file of ours`);
        if (answer.location?.includes("ailleurs.exemple") && !answer.location.startsWith("/"))
          found.push(`${address}: leads elsewhere`);
      }
      expect(found).toEqual([]);
    },
  );

  test("of every list bears parameters that mean nothing", async () => {
    const strange =
      "?page=-1&tri=__proto__&sens=x&q=%27%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&annee=abc&academie=%F0%9F%98%80&format=exe";
    const found = await faults(
      (client, entry) => client.get(urlOf(entry) + strange),
      routeTable,
      ({ body, headers }) =>
        headers.get("Content-Type")?.startsWith("text/html") && body.includes("<script>alert(1)")
          ? "writes it unescaped"
          : undefined,
    );
    expect(found).toEqual([]);
  });
});
