import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { person } from "#tests/cast.ts";
import { type FournisseurIdentite, startFournisseur } from "#tests/fournisseur-identite.ts";
import { openSceneHostile, type SceneHostile, URL_PUBLIQUE } from "#tests/fournisseur-identite-scene.ts";
import { cheminDe, openVisite } from "#tests/fournisseur-identite-visite.ts";

let scene: SceneHostile;
let fournisseur: FournisseurIdentite;
beforeAll(async () => {
  scene = await openSceneHostile();
  fournisseur = await startFournisseur();
  await fournisseur.declarer(URL_PUBLIQUE);
});
afterAll(async () => {
  await fournisseur.close();
  await scene.close();
});

describe("a code", () => {
  const settings = () => ({ proconnect: fournisseur.proconnect, urlPublique: URL_PUBLIQUE });

  test("stolen from another browser's entry does not pass the challenge (PKCE)", async () => {
    const { email } = fournisseur.inscrire({ email: "vole@ac-exemple.fr" });
    const app = createTestApp(scene.database, {
      now: () => new Date(),
      settings: settings(),
    });
    const [thief, owner] = [app.anonymous(), app.anonymous()];
    const stolen = new URL(
      await openVisite(URL_PUBLIQUE).identifier(
        (await owner.get("/connexion/proconnect")).location ?? "",
        email,
      ),
    );
    const own = new URL((await thief.get("/connexion/proconnect")).location ?? "");
    stolen.searchParams.set("state", own.searchParams.get("state") ?? "");
    const answer = await thief.get(stolen.pathname + stolen.search);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("a pris trop de temps ou a déjà servi");
    expect(thief.cookies.has("ancrage")).toBe(false);
  });

  test("used already at the provider is refused by it", async () => {
    const { email } = fournisseur.inscrire({ email: "deja@ac-exemple.fr" });
    const app = createTestApp(scene.database, {
      now: () => new Date(),
      settings: settings(),
    });
    const client = app.anonymous();
    const retour = cheminDe(
      await openVisite(URL_PUBLIQUE).identifier(
        (await client.get("/connexion/proconnect")).location ?? "",
        email,
      ),
    );
    const jeton = client.cookies.get("ancrage-entree") ?? "";
    // As if our own single use had failed.
    const spare = await scene.database.pool.query(
      "select * from entree_en_cours order by cree_le desc limit 1",
    );
    expect((await client.get(retour)).status).toBe(303);
    await scene.database.pool.query("update entree_en_cours set utilisee_le = null where empreinte = $1", [
      spare.rows[0].empreinte,
    ]);
    const again = app.anonymous();
    again.cookies.set("ancrage-entree", jeton);
    const answer = await again.get(retour);
    expect(answer.status).toBe(403);
    expect(again.cookies.has("ancrage")).toBe(false);
  });

  test("is not asked for by somebody who gives up: they read why and where to go", async () => {
    const app = createTestApp(scene.database, {
      now: () => new Date(),
      settings: settings(),
    });
    const client = app.anonymous();
    const depart = (await client.get("/connexion/proconnect")).location ?? "";
    const answer = await client.get(cheminDe(await openVisite(URL_PUBLIQUE).identifier(depart, null)));
    expect(answer.status).toBe(403);
    expect(answer.h1).toBe("La connexion par ProConnect n’a pas abouti");
    expect(answer.text).toContain("Vous n’êtes pas allé au bout de la connexion");
  });
});

describe("a session", () => {
  test("is never the one that a cookie named beforehand (fixation)", async () => {
    const planted = randomBytes(32).toString("base64url");
    const tentative = scene.tenter({ userinfo: (claims) => ({ ...claims, email: "fixee@ac-exemple.fr" }) });
    tentative.client.cookies.set("ancrage", planted);
    expect((await tentative.entrer()).status).toBe(303);
    expect(tentative.client.cookies.get("ancrage")).not.toBe(planted);
    const thief = tentative.app.anonymous();
    thief.cookies.set("ancrage", planted);
    expect((await thief.get("/droits")).status).toBe(303);
  });

  test("that the browser held is closed by the next", async () => {
    const tentative = scene.tenter({
      userinfo: (claims) => ({ ...claims, email: "suivante@ac-exemple.fr" }),
    });
    const retour = await tentative.partir();
    const before = (await tentative.app.signIn(person("ssa").id)).cookies.get("ancrage") ?? "";
    tentative.client.cookies.set("ancrage", before);
    expect((await tentative.client.get(retour)).status).toBe(303);
    const former = tentative.app.anonymous();
    former.cookies.set("ancrage", before);
    expect((await former.get("/droits")).status).toBe(303);
  });

  test("does not open for a closed account, whose identity is known", async () => {
    const lies = { userinfo: (claims: object) => ({ ...claims, email: "fermee@ac-exemple.fr" }) };
    const tentative = scene.tenter(lies);
    await tentative.entrer();
    await scene.database.pool.query(
      "update agent set ferme_le = now() where courriel = 'fermee@ac-exemple.fr'",
    );
    tentative.client.cookies.clear();
    const answer = await tentative.entrer();
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("Votre compte sur ce service est fermé");
    expect(tentative.client.cookies.has("ancrage")).toBe(false);
    const other = scene.tenter(lies);
    await scene.expectRefus(other, await other.entrer(), "compte_ferme");
  });

  test("is not confirmed by a sign-in made before it was asked", async () => {
    const tentative = scene.tenter({
      claims: (claims) => ({ ...claims, auth_time: Number(claims.iat) - 600 }),
      userinfo: (claims) => ({ ...claims, email: "ancienne@ac-exemple.fr" }),
    });
    expect((await tentative.entrer()).status).toBe(303);
    const before = tentative.client.cookies.get("ancrage");
    const answer = await tentative.entrer("/connexion/proconnect?renforcement=1&suite=%2Fdroits");
    expect(answer.status).toBe(403);
    expect(answer.text).toContain("il faut vous identifier de nouveau");
    expect(tentative.client.cookies.get("ancrage")).toBe(before);
  });
});
