import { request } from "node:http";

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A browser of few words: it opens the door with an account of the cast, then the list of structures. */
export async function visitDemonstration(url: string, publicUrl = url): Promise<string> {
  await expectHealthy(url);
  const door = await ask(url, "/connexion");
  expectStatus(door, 200, "GET /connexion");
  const buttons = door.body.match(/<button [^>]*name="agent"[^>]*>/g) ?? [];
  const accounts = buttons.flatMap((button) => /value="([^"]+)"/.exec(button)?.[1] ?? []);
  if (accounts.length < 2)
    throw new Error(`/connexion ne propose que ${accounts.length} compte de démonstration`);
  const form = new URLSearchParams({ agent: accounts[0] as string, suite: "/structures" });
  const entry = await ask(url, "/connexion", { form, headers: { Origin: new URL(publicUrl).origin } });
  expectStatus(entry, 303, "POST /connexion");
  const cookie = [entry.headers["set-cookie"] ?? []].flat()[0]?.split(";")[0];
  if (!cookie) throw new Error("POST /connexion ne donne pas de session");
  const list = await ask(url, "/structures", { headers: { Cookie: cookie } });
  expectStatus(list, 200, "GET /structures");
  if (!/<table/.test(list.body)) throw new Error("GET /structures ne montre pas de tableau");
  return `${accounts.length} comptes proposés`;
}

/** Where there is no demonstration, nobody may enter by a click: the first person is created by the printed link. */
export async function visitService(url: string, amorce: string): Promise<void> {
  await expectHealthy(url);
  const door = await ask(url, "/connexion");
  expectStatus(door, 200, "GET /connexion");
  if (/name="agent"/.test(door.body)) throw new Error("/connexion propose des comptes de démonstration");
  if (!door.body.includes('action="/connexion/lien"'))
    throw new Error("/connexion ne propose pas de lien par courriel");
  const first = await ask(url, amorce);
  expectStatus(first, 200, "GET /amorce");
  if (!first.body.includes('name="courriel"')) throw new Error("/amorce ne demande pas qui est la personne");
}

async function expectHealthy(url: string): Promise<void> {
  expectStatus(await ask(url, "/sante"), 200, "GET /sante");
}

function expectStatus({ status, body }: Answer, expected: number, what: string): void {
  if (status !== expected)
    throw new Error(`${what} répond ${status} et non ${expected} : ${body.slice(0, 200)}`);
}

/** Not `fetch`: it keeps its connections open, and a service that stops would wait for them. */
function ask(
  url: string,
  path: string,
  { form, headers }: { form?: URLSearchParams; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((settle, fail) => {
    const sent = request(
      new URL(path, url),
      {
        method: form ? "POST" : "GET",
        agent: false,
        timeout: 10_000,
        headers: { ...headers, ...(form ? { "Content-Type": "application/x-www-form-urlencoded" } : {}) },
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8").on("data", (text: string) => (body += text));
        response.once("end", () =>
          settle({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    sent.once("timeout", () => sent.destroy(new Error(`${path} ne répond pas en 10 s`)));
    sent.once("error", fail);
    sent.end(form?.toString());
  });
}
