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

const demander = (fonction: Fonction, porteeType: string, porteeCode: string) =>
  scene.insert("demande_acces", {
    agent_id: id("equipe"),
    fonction,
    portee_type: porteeType,
    portee_code: porteeCode,
    message: "Je prends mon poste.",
    attributs_proposes: false,
    etat: "deposee",
    cree_le: scene.context.now(),
    version: 1,
  });

describe("a request for access", () => {
  test("is told to those who may decide it, and to no administrator when there is one nearer", async () => {
    const demande = await demander("secretariat", "structure", LIEUX.college);
    await scene.act("demande_acces.deposer", {
      objetType: "demande_acces",
      objetId: demande,
      agentId: id("equipe"),
    });
    const rows = await scene.told();
    expect(rows.map(({ qui }) => qui).sort()).toEqual(
      [id("chef_etablissement"), id("dsden"), id("pilote_academique")].sort(),
    );
    expect(rows[0]).toMatchObject({
      genre: "acces.demande",
      titre: "Inès Ressac demande un accès",
      href: `/demandes-acces/${demande}`,
    });
    expect(rows[0]?.texte).toMatch(/^Fonction demandée : Secrétariat.*« Je prends mon poste\. »$/);
  });

  test("of a national function is told to the administrator, who alone may give it", async () => {
    const demande = await demander("depp", "nation", "france");
    await scene.act("demande_acces.deposer", { objetType: "demande_acces", objetId: demande });
    expect((await scene.told()).map(({ qui }) => qui)).toEqual([id("administrateur")]);
  });

  test("once decided is told to who asked, and is no longer new for those who could decide", async () => {
    const demande = await demander("secretariat", "structure", LIEUX.college);
    await scene.act("demande_acces.deposer", { objetType: "demande_acces", objetId: demande });
    await database.pool.query(
      "update demande_acces set etat = 'refusee', motif = 'Le poste est pris.', decidee_le = $2, decidee_par = $3 where id = $1",
      [demande, scene.context.now(), id("dsden")],
    );
    await scene.act("demande_acces.decider", {
      objetType: "demande_acces",
      objetId: demande,
      agentId: id("dsden"),
    });
    const rows = await scene.told();
    expect(rows.filter(({ genre }) => genre === "acces.demande").every(({ lue }) => lue)).toBe(true);
    expect(rows.filter(({ genre }) => genre === "acces.decision")).toMatchObject([
      { qui: id("equipe"), titre: "Votre demande d’accès n’est pas retenue", href: "/demande-acces" },
    ]);
    expect(rows.find(({ genre }) => genre === "acces.decision")?.texte).toContain("« Le poste est pris. »");
  });

  test("once withdrawn awaits nobody", async () => {
    const demande = await demander("secretariat", "structure", LIEUX.college);
    await scene.act("demande_acces.deposer", { objetType: "demande_acces", objetId: demande });
    await scene.act("demande_acces.retirer", {
      objetType: "demande_acces",
      objetId: demande,
      agentId: id("equipe"),
    });
    expect((await scene.told()).every(({ lue }) => lue)).toBe(true);
  });
});

describe("a function", () => {
  // The handovers of the demonstration may follow too.
  const fonctions = async () => (await scene.told()).filter(({ genre }) => genre === "acces.fonction");
  const give = async (fonction: Fonction, own: Record<string, unknown> = {}) => {
    const exercee = await scene.insert("fonction_exercee", {
      agent_id: id("equipe"),
      fonction,
      portee_type: "structure",
      portee_code: LIEUX.ecole,
      debut: "2026-12-01",
      fin: null,
      origine: "changement",
      cree_le: scene.context.now(),
      ...own,
    });
    return exercee;
  };
  const enter = () =>
    database.pool.query(
      `insert into session (id, empreinte, agent_id, mode, facteurs, appareil, ouverte_le, vue_le, expire_le)
       values (gen_random_uuid(), decode(repeat('ab', 32), 'hex'), $1, 'demonstration', '{}', '', $2, $2, $2::timestamptz + interval '1 hour')`,
      [id("equipe"), scene.context.now()],
    );

  test("is told to a person who already enters, and its mailbox hears who answers for the place", async () => {
    await enter();
    await database.pool.query("update structure set courriel = 'ce.ecole@ac-exemple.fr' where uai = $1", [
      LIEUX.ecole,
    ]);
    const exercee = await give("directeur_ecole");
    await scene.act("fonction.attribuer", {
      objetType: "agent",
      objetId: id("equipe"),
      agentId: id("dsden"),
      faits: { fonctionExercee: exercee, origine: "changement" },
    });
    expect(await fonctions()).toMatchObject([
      {
        qui: id("equipe"),
        titre: "Une fonction vous est confiée : Directeur ou directrice d’école",
        texte: expect.stringContaining("À partir du 1er décembre 2026."),
      },
    ]);
    const { rows } = await database.pool.query(
      "select destinataire, objet from courriel where gabarit = 'messages.fonction_lieu'",
    );
    expect(rows).toMatchObject([
      {
        destinataire: "ce.ecole@ac-exemple.fr",
        objet: expect.stringContaining("Inès Ressac vous représente dans Ancrage"),
      },
    ]);
  });

  test("is told by the invitation alone to somebody new, and by the decision to who asked for it", async () => {
    const exercee = await give("equipe");
    await scene.act("fonction.attribuer", {
      objetType: "agent",
      objetId: id("equipe"),
      faits: { fonctionExercee: exercee, origine: "invitation" },
    });
    await enter();
    await scene.act("fonction.attribuer", {
      objetType: "agent",
      objetId: id("equipe"),
      faits: { fonctionExercee: exercee, origine: "demande" },
    });
    expect(await fonctions()).toEqual([]);
  });

  test("that ends is told with its last day", async () => {
    const exercee = await give("equipe", { fin: "2027-01-01" });
    await scene.act("fonction.terminer", {
      objetType: "agent",
      objetId: id("equipe"),
      agentId: id("dsden"),
      faits: { fonctionExercee: exercee },
    });
    expect(await fonctions()).toMatchObject([
      { texte: expect.stringContaining("Dernier jour : le 31 décembre 2026.") },
    ]);
  });
});
