import { afterAll, describe, expect, test } from "vitest";
import { FONCTIONS } from "#app/acces/fonctions/rules.ts";
import { ACADEMIE_DEMONSTRATION } from "#server/demonstration/academie.ts";
import { readAcademie } from "#server/demonstration/relecture.ts";
import { type Answer, createTestApp, textOf } from "#tests/app.ts";
import { FONCTIONS_JOUEES, LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";
import { OUVERTURES } from "../ouvertures/rules.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const app = createTestApp(database);
/** What the demonstration deposited, read apart from the product. */
const adresses = readAcademie(ACADEMIE_DEMONSTRATION).lignes(
  "fr-en-adresse-et-geolocalisation-etablissements-premier-et-second-degre.csv",
);

const navigation = (body: string) =>
  [...(/<nav class="anc-nav".*?<\/nav>/s.exec(body)?.[0] ?? "").matchAll(/href="([^"]+)"/g)].map(
    ([, href]) => href,
  );

function offered({ body }: Answer): string[] {
  const main = /<main.*<\/main>/s.exec(body)?.[0] ?? "";
  const links = [...main.matchAll(/<a href="(\/[^"]*)"/g)].map(([, href]) => href ?? "");
  return [...new Set([...navigation(body), ...links])].map((href) => (href ?? "").replaceAll("&amp;", "&"));
}

describe.each(FONCTIONS_JOUEES)("the home of %s", (fonction) => {
  test("opens with its own words, and leads only where it opens", async () => {
    const client = await app.as(fonction);
    const home = await client.get("/");
    const { prenom, nom } = person(fonction);
    expect(home.status).toBe(200);
    expect(home.text).toContain(`Bonjour ${prenom} ${nom}. ${OUVERTURES[fonction].mots}`);
    expect(textOf(home.body)).toContain(textOf(FONCTIONS[fonction]));
    expect(home.body.match(/<h1/g)).toHaveLength(1);
    const hrefs = offered(home);
    expect(hrefs).toContain("/droits");
    const statuses = await Promise.all(hrefs.map(async (href) => [href, (await client.get(href)).status]));
    expect(statuses).toEqual(hrefs.map((href) => [href, 200]));
  });
});

describe("what awaits", () => {
  test("is said honestly when it is nothing", async () => {
    const home = await (await app.as("equipe")).get("/");
    expect(home.text).toContain("Rien ne vous attend pour l’instant");
    expect(navigation(home.body)).toEqual(["/"]);
  });

  test("leads the statistical service to the anomalies of its académie, as many as the list", async () => {
    const ssa = await app.as("ssa");
    const home = await ssa.get("/");
    const [, n] = /(\d+) anomalies des données à examiner/.exec(home.text) ?? [];
    expect(Number(n)).toBeGreaterThan(0);
    expect((await ssa.get("/anomalies")).text).toContain(`${n} anomalies`);
  });

  test("is a second factor of one’s own, for a sensitive function that has none on a real service", async () => {
    const real = createTestApp(database, { settings: { demonstration: false } });
    const recteur = await (await real.as("recteur")).get("/");
    expect(recteur.text).toContain("Enregistrer votre second facteur");
    expect(recteur.body).toContain('href="/second-facteur"');
    expect((await (await real.as("chef_etablissement")).get("/")).text).not.toContain("second facteur");
    expect((await (await app.as("recteur")).get("/")).text).not.toContain("second facteur");
  });

  test("tells of one’s own function that ends, late things first", async () => {
    const own = await createTestDatabase("demo");
    try {
      const other = createTestApp(own);
      await own.pool.query("update fonction_exercee set fin = '2026-12-10' where agent_id = $1", [
        person("pilote_academique").id,
      ]);
      await own.pool.query(
        `insert into demande_acces (id, agent_id, fonction, portee_type, portee_code, message, attributs_proposes, etat, cree_le, version)
         values (gen_random_uuid(), $1, 'daf', 'academie', $2, '', false, 'deposee', '2026-11-01T09:00:00Z', 1)`,
        [person("membre_comite").id, LIEUX.academie],
      );
      const { text } = await (await other.as("pilote_academique")).get("/");
      const late = text.search(/\d+ demandes? d’accès à décider/);
      const end = text.indexOf("Votre fonction prend bientôt fin : Pilote académique");
      expect(late).toBeGreaterThan(0);
      expect(end).toBeGreaterThan(late);
      expect(text).toContain("En retard de 14 jours");
      expect(text).toContain("Pour le 10 décembre 2026");
      const { text: asked } = await (await other.as("membre_comite")).get("/");
      expect(asked).toContain("Entre les mains d’autres personnes");
      expect(asked).toContain("Votre demande d’accès est à l’étude");
    } finally {
      await own.drop();
    }
  });
});

describe("the rest of the home page", () => {
  test("counts the structures of one's scope, by type, each leading to its list", async () => {
    const ssa = await (await app.as("ssa")).get("/");
    expect(ssa.text).toContain(`${adresses.length} structures suivies par votre fonction.`);
    expect(ssa.text).toContain("Dernier import appliqué le 20 novembre 2026 à 09:00.");
    const counted = (nature: string) => adresses.filter(({ nature_uai }) => nature_uai === nature).length;
    const lines = [...ssa.body.matchAll(/<dt><a href="([^"]+)">(.*?)<\/dd>/gs)].map(([, href, line]) => [
      href,
      textOf(line),
    ]);
    expect(lines).toContainEqual(["/structures?type=college", `Collège ${counted("340")}`]);
    expect(lines).toContainEqual(["/structures?type=maternelle", `École maternelle ${counted("101")}`]);
    const sum = lines.reduce((total, [, line]) => total + Number(/\d+$/.exec(line ?? "")?.[0]), 0);
    expect(sum).toBe(adresses.length);
    const head = await (await app.as("chef_etablissement")).get("/");
    expect(head.text).toContain("1 structure suivie par votre fonction.");
  });

  test("counts for an inspector the écoles of the circonscription, and leads to it", async () => {
    const { rows } = await database.pool.query(
      "select count(*)::int as n from structure where circonscription_code = $1",
      [LIEUX.circonscription],
    );
    const ien = await (await app.as("ien")).get("/");
    expect(ien.text).toContain(`${rows[0].n} structures suivies par votre fonction.`);
    expect(ien.body).toContain(`href="/circonscriptions/${LIEUX.circonscription}"`);
  });

  test("leads a head to their own school first, by its name", async () => {
    const { rows } = await database.pool.query("select nom from structure where uai = $1", [LIEUX.college]);
    const head = await (await app.as("chef_etablissement")).get("/");
    const [first] = [...head.body.matchAll(/<ul class="anc-suites"><li><a href="([^"]+)">(.*?)<\/a>/gs)];
    expect(first?.[1]).toBe(`/structures/${LIEUX.college}`);
    expect(textOf(first?.[2])).toContain(rows[0].nom);
  });
});

describe("the header", () => {
  test("leads to messages, with how many wait, to one’s account and to the search", async () => {
    const own = await createTestDatabase("demo");
    try {
      const other = createTestApp(own);
      const messages = async () =>
        textOf(
          /<a href="\/messages">.*?<\/a>/s.exec((await (await other.as("ssa")).get("/droits")).body)?.[0],
        );
      await own.pool.query("update notification set lue_le = now()");
      expect(await messages()).toBe("Messages");
      for (const n of [1, 2])
        await own.pool.query(
          `insert into notification (id, agent_id, genre, titre, texte, href, objet_type, objet_id, cle, mode, cree_le)
           values (gen_random_uuid(), $1, 'acces.fonction', 'Titre', '', '/', 'agent', '1', $2, 'immediat', now())`,
          [person("ssa").id, `cle ${n}`],
        );
      expect(await messages()).toBe("Messages 2 non lus");
      const { body } = await (await other.as("ssa")).get("/droits");
      expect(body).toContain('href="/mon-compte"');
      expect(body).toMatch(/<form action="\/recherche" method="get"/);
    } finally {
      await own.drop();
    }
  });

  test("names the person and the function on every page, and says that all is fictitious", async () => {
    const { body } = await (await app.as("chef_etablissement")).get("/accessibilite");
    expect(body).toContain("Nadia Estran");
    expect(body).toContain("Chef d’établissement");
    expect(body).toContain("Les données et les personnes sont fictives");
  });

  test("offers nothing to search nor to read to somebody who is not signed in", async () => {
    const { body } = await app.anonymous().get("/accessibilite");
    expect(body).not.toContain('action="/recherche"');
    expect(body).not.toContain('href="/messages"');
  });
});
