import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { createScene, type Scene } from "#tests/annonces.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase } from "#tests/database.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const id = (fonction: Fonction) => person(fonction).id;

let scene: Scene;
beforeEach(async () => {
  scene = await createScene(database);
});

describe("a delegation", () => {
  const delegate = async (own: Record<string, unknown> = {}) => {
    const { rows } = await database.pool.query("select id from fonction_exercee where agent_id = $1", [
      id("chef_etablissement"),
    ]);
    return scene.insert("delegation", {
      fonction_exercee_id: rows[0].id,
      delegant_id: id("chef_etablissement"),
      delegataire_id: id("adjoint"),
      nature: "saisie",
      debut: "2026-12-01",
      fin: "2027-07-01",
      acte: "Décision du 20 novembre 2026",
      creee_le: scene.context.now(),
      ...own,
    });
  };
  test.each([
    ["donner", "adjoint", "Nadia Estran vous confie une délégation", /au 30 juin 2027 inclus/],
    ["renouveler", "adjoint", "Nadia Estran renouvelle votre délégation", /au 30 juin 2027 inclus/],
    ["revoquer", "adjoint", "La délégation de Nadia Estran à Sarah Hauban est révoquée", /ne vaut plus/],
    ["prevenir", "chef_etablissement", "La délégation à Sarah Hauban finit le 30 juin 2027", /Renouvelez-la/],
  ] as const)("%s is told to whom it concerns", async (verbe, qui, titre, texte) => {
    const delegation = await delegate();
    const agentId = verbe === "prevenir" ? null : id("chef_etablissement");
    await scene.act(`delegation.${verbe}`, { objetType: "delegation", objetId: delegation, agentId });
    expect(await scene.told()).toMatchObject([
      {
        qui: id(qui),
        genre: "acces.delegation",
        titre,
        texte: expect.stringMatching(texte),
        href: `/delegations/${delegation}`,
      },
    ]);
  });

  test("revoked by somebody who keeps the rights is told to both", async () => {
    const delegation = await delegate();
    await scene.act("delegation.revoquer", {
      objetType: "delegation",
      objetId: delegation,
      agentId: id("dsden"),
    });
    expect((await scene.told()).map(({ qui }) => qui).sort()).toEqual(
      [id("chef_etablissement"), id("adjoint")].sort(),
    );
  });
});

describe("a handover", () => {
  const handOver = (entrant: string | null, mot = "") =>
    scene.insert("passation", {
      fonction: "chef_etablissement",
      portee_type: "structure",
      portee_code: LIEUX.college,
      sortant_id: id("chef_etablissement"),
      entrant_id: entrant,
      depart: "2027-01-01",
      mot,
      cree_le: scene.context.now(),
      version: 1,
    });
  test("is told to who leaves, and to who arrives once known; each thing once", async () => {
    const passation = await handOver(null);
    await scene.act("passation.ouvrir", { objetType: "passation", objetId: passation });
    expect((await scene.told()).map(({ qui, titre }) => [qui, titre])).toEqual([
      [id("chef_etablissement"), "Préparez votre passation"],
    ]);
    await database.pool.query("update passation set entrant_id = $2 where id = $1", [
      passation,
      id("adjoint"),
    ]);
    await scene.act("passation.ouvrir", { objetType: "passation", objetId: passation });
    expect((await scene.told()).map(({ qui, titre }) => [qui, titre])).toEqual([
      [id("adjoint"), "Nadia Estran vous transmet une fonction"],
      [id("chef_etablissement"), "Préparez votre passation"],
    ]);
  });

  test.each([
    ["ecrire", "chef_etablissement", "adjoint", "Nadia Estran vous a écrit un mot de passation"],
    ["lire", "adjoint", "chef_etablissement", "Sarah Hauban a ouvert votre passation"],
    ["clore", "adjoint", "chef_etablissement", "Votre passation est close"],
  ] as const)("%s is told to the other", async (verbe, par, qui, titre) => {
    const passation = await handOver(id("adjoint"), "Bon courage.");
    await scene.act(`passation.${verbe}`, { objetType: "passation", objetId: passation, agentId: id(par) });
    expect(await scene.told()).toMatchObject([{ qui: id(qui), titre, href: `/passations/${passation}` }]);
  });

  test("that a changed departure closes is told to nobody", async () => {
    const passation = await handOver(id("adjoint"));
    await scene.act("passation.clore", {
      objetType: "passation",
      objetId: passation,
      faits: { departAnnule: true },
    });
    expect(await scene.told()).toEqual([]);
  });
});

describe("a view of assistance", () => {
  test.each([
    ["demander", "chef_etablissement", "Rose Amer demande à voir le service comme vous"],
    ["consentir", "assistance", "Nadia Estran accepte votre aide"],
    ["refuser", "assistance", "Nadia Estran préfère être aidé·e autrement"],
    ["voir", "chef_etablissement", "Rose Amer voit le service comme vous"],
    ["terminer", "chef_etablissement", "La vue d’assistance est terminée"],
  ] as const)("%s is told to who did not do it", async (verbe, qui, titre) => {
    const assistance = await scene.insert("assistance", {
      agent_id: id("chef_etablissement"),
      assistant_id: id("assistance"),
      motif: "Vous aider à lire une page.",
      demandee_le: scene.context.now(),
      expire_le: scene.context.now(),
    });
    const agentId = qui === "assistance" ? id("chef_etablissement") : id("assistance");
    await scene.act(`assistance.${verbe}`, { objetType: "assistance", objetId: assistance, agentId });
    expect(await scene.told()).toMatchObject([{ qui: id(qui), genre: "acces.assistance", titre }]);
  });
});
