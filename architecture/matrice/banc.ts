import { afterAll, beforeAll, vi } from "vitest";
import { type Answer, type Client, createTestApp } from "#tests/app.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import { dataUrl, urlOf } from "./adresses.ts";
import { type Case, cases, QUI, type Qui } from "./cas.ts";
import { type Objets, prepareObjets } from "./objets.ts";

/** People at once: what one waits for from the database, another uses to draw. Fewer than the connections of a test. */
const SIMULTANEOUS = 3;

export interface Banc {
  readonly database: TestDatabase;
  readonly objets: () => Objets;
  readonly urlOf: (the: Case) => string;
  readonly clientOf: (qui: Qui) => Client;
  /** The answer to a case, asked once by the first test that wants it; in the form that scripts ask for as well. */
  readonly documentOf: (the: Case) => Promise<Answer>;
  readonly dataOf: (the: Case) => Promise<Answer>;
}

/** The demonstration, with an object of each kind and everybody signed in, for the file that calls. */
export async function prepareBanc(): Promise<Banc> {
  const database = await createTestDatabase("demo");
  const app = createTestApp(database, { settings: { vitrine: true } });
  const clients = new Map<Qui, Client>();
  let objets: Objets;
  // Some three thousand requests.
  vi.setConfig({ testTimeout: 180_000 });
  beforeAll(async () => {
    for (const qui of QUI)
      clients.set(qui, qui === "personne" ? app.anonymous() : await app.as(qui, { renforcee: true }));
    objets = await prepareObjets(database);
  });
  afterAll(() => database.drop());
  const clientOf = (qui: Qui) => clients.get(qui) as Client;
  const address = (the: Case) => urlOf(objets, the);
  return {
    database,
    objets: () => objets,
    urlOf: address,
    clientOf,
    documentOf: once((the) => clientOf(the.qui).get(address(the))),
    dataOf: once((the) => clientOf(the.qui).get(dataUrl(address(the)))),
  };
}

function once(ask: (the: Case) => Promise<Answer>): (the: Case) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (the) => {
    const known = answers.get(where(the));
    if (known) return known;
    const answer = ask(the);
    answers.set(where(the), answer);
    return answer;
  };
}

const where = ({ entry, qui, objet }: Case) => `${entry.id} ${qui} ${objet}`;

/**
 * Lines of « what happened » that differ from « what should », in the order of the cases; an empty list reads well in a
 * failure. The client of a person is used by one case at a time.
 */
export async function differences(
  check: (the: Case) => Promise<string | undefined>,
  among: readonly Case[] = cases,
): Promise<string[]> {
  const found = new Map<Case, string>();
  const people = [...Map.groupBy(among, ({ qui }) => qui).values()];
  const follow = async () => {
    for (let own = people.shift(); own; own = people.shift()) {
      for (const the of own) {
        const problem = await check(the);
        if (problem !== undefined) found.set(the, `${where(the)}: ${problem}`);
      }
    }
  };
  await Promise.all(Array.from({ length: SIMULTANEOUS }, follow));
  return among.flatMap((the) => found.get(the) ?? []);
}
