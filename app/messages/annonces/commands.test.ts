import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { createTestDatabase, type TestContext, testContext } from "#tests/database.ts";
import { annoncerImportsArretes } from "./commands.server.ts";

const database = await createTestDatabase("demo");
afterAll(() => database.drop());
const id = (fonction: Fonction) => person(fonction).id;

let context: TestContext;
beforeEach(async () => {
  context = testContext(database);
  await database.pool.query(
    "truncate notification, courriel; delete from session; delete from delegation; delete from passation; delete from demande_acces; delete from fonction_exercee where debut = '2026-12-01'",
  );
});

/** What the command of a feature does: it writes its line in the journal, and the reactions follow. */
const act = (evenement: string, own: Partial<AuditEntry> = {}) =>
  inTransaction(context.db, (tx) =>
    recordAudit(tx, context, { evenement, objetType: "essai", objetId: "1", agentId: null, ...own }),
  );
const told = async () =>
  (
    await database.pool.query<{
      qui: string;
      genre: string;
      titre: string;
      texte: string;
      href: string;
      lue: boolean;
    }>(
      `select agent_id as qui, genre, titre, texte, href, lue_le is not null as lue from notification order by titre, qui`,
    )
  ).rows;

async function insert(table: string, row: Record<string, unknown>): Promise<string> {
  const key = context.newId();
  const names = ["id", ...Object.keys(row)];
  await database.pool.query(
    `insert into ${table} (${names.join(", ")}) values (${names.map((_, rank) => `$${rank + 1}`).join(", ")})`,
    [key, ...Object.values(row)],
  );
  return key;
}

const demander = (fonction: Fonction, porteeType: string, porteeCode: string) =>
  insert("demande_acces", {
    agent_id: id("equipe"),
    fonction,
    portee_type: porteeType,
    portee_code: porteeCode,
    message: "Je prends mon poste.",
    attributs_proposes: false,
    etat: "deposee",
    cree_le: context.now(),
    version: 1,
  });

describe("a request for access", () => {
  test("is told to those who may decide it, and to no administrator when there is one nearer", async () => {
    const demande = await demander("secretariat", "structure", LIEUX.college);
    await act("demande_acces.deposer", {
      objetType: "demande_acces",
      objetId: demande,
      agentId: id("equipe"),
    });
    const rows = await told();
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
    await act("demande_acces.deposer", { objetType: "demande_acces", objetId: demande });
    expect((await told()).map(({ qui }) => qui)).toEqual([id("administrateur")]);
  });

  test("once decided is told to who asked, and is no longer new for those who could decide", async () => {
    const demande = await demander("secretariat", "structure", LIEUX.college);
    await act("demande_acces.deposer", { objetType: "demande_acces", objetId: demande });
    await database.pool.query(
      "update demande_acces set etat = 'refusee', motif = 'Le poste est pris.', decidee_le = $2, decidee_par = $3 where id = $1",
      [demande, context.now(), id("dsden")],
    );
    await act("demande_acces.decider", {
      objetType: "demande_acces",
      objetId: demande,
      agentId: id("dsden"),
    });
    const rows = await told();
    expect(rows.filter(({ genre }) => genre === "acces.demande").every(({ lue }) => lue)).toBe(true);
    expect(rows.filter(({ genre }) => genre === "acces.decision")).toMatchObject([
      { qui: id("equipe"), titre: "Votre demande d’accès n’est pas retenue", href: "/demande-acces" },
    ]);
    expect(rows.find(({ genre }) => genre === "acces.decision")?.texte).toContain("« Le poste est pris. »");
  });

  test("once withdrawn awaits nobody", async () => {
    const demande = await demander("secretariat", "structure", LIEUX.college);
    await act("demande_acces.deposer", { objetType: "demande_acces", objetId: demande });
    await act("demande_acces.retirer", {
      objetType: "demande_acces",
      objetId: demande,
      agentId: id("equipe"),
    });
    expect((await told()).every(({ lue }) => lue)).toBe(true);
  });
});

describe("a function", () => {
  // The handovers of the demonstration may follow too.
  const fonctions = async () => (await told()).filter(({ genre }) => genre === "acces.fonction");
  const give = async (fonction: Fonction, own: Record<string, unknown> = {}) => {
    const exercee = await insert("fonction_exercee", {
      agent_id: id("equipe"),
      fonction,
      portee_type: "structure",
      portee_code: LIEUX.ecole,
      debut: "2026-12-01",
      fin: null,
      origine: "changement",
      cree_le: context.now(),
      ...own,
    });
    return exercee;
  };
  const enter = () =>
    database.pool.query(
      `insert into session (id, empreinte, agent_id, mode, facteurs, appareil, ouverte_le, vue_le, expire_le)
       values (gen_random_uuid(), decode(repeat('ab', 32), 'hex'), $1, 'demonstration', '{}', '', $2, $2, $2::timestamptz + interval '1 hour')`,
      [id("equipe"), context.now()],
    );

  test("is told to a person who already enters, and its mailbox hears who answers for the place", async () => {
    await enter();
    await database.pool.query("update structure set courriel = 'ce.ecole@ac-exemple.fr' where uai = $1", [
      LIEUX.ecole,
    ]);
    const exercee = await give("directeur_ecole");
    await act("fonction.attribuer", {
      objetType: "agent",
      objetId: id("equipe"),
      agentId: id("dsden"),
      faits: { fonctionExercee: exercee, origine: "changement" },
    });
    expect(await fonctions()).toMatchObject([
      {
        qui: id("equipe"),
        titre: "Une fonction vous est confiée : Directeur ou directrice d'école",
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
    await act("fonction.attribuer", {
      objetType: "agent",
      objetId: id("equipe"),
      faits: { fonctionExercee: exercee, origine: "invitation" },
    });
    await enter();
    await act("fonction.attribuer", {
      objetType: "agent",
      objetId: id("equipe"),
      faits: { fonctionExercee: exercee, origine: "demande" },
    });
    expect(await fonctions()).toEqual([]);
  });

  test("that ends is told with its last day", async () => {
    const exercee = await give("equipe", { fin: "2027-01-01" });
    await act("fonction.terminer", {
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

describe("a delegation", () => {
  const delegate = async (own: Record<string, unknown> = {}) => {
    const { rows } = await database.pool.query("select id from fonction_exercee where agent_id = $1", [
      id("chef_etablissement"),
    ]);
    return insert("delegation", {
      fonction_exercee_id: rows[0].id,
      delegant_id: id("chef_etablissement"),
      delegataire_id: id("adjoint"),
      nature: "saisie",
      debut: "2026-12-01",
      fin: "2027-07-01",
      acte: "Décision du 20 novembre 2026",
      creee_le: context.now(),
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
    await act(`delegation.${verbe}`, { objetType: "delegation", objetId: delegation, agentId });
    expect(await told()).toMatchObject([
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
    await act("delegation.revoquer", { objetType: "delegation", objetId: delegation, agentId: id("dsden") });
    expect((await told()).map(({ qui }) => qui).sort()).toEqual(
      [id("chef_etablissement"), id("adjoint")].sort(),
    );
  });
});

describe("a handover", () => {
  const handOver = (entrant: string | null, mot = "") =>
    insert("passation", {
      fonction: "chef_etablissement",
      portee_type: "structure",
      portee_code: LIEUX.college,
      sortant_id: id("chef_etablissement"),
      entrant_id: entrant,
      depart: "2027-01-01",
      mot,
      cree_le: context.now(),
      version: 1,
    });
  test("is told to who leaves, and to who arrives once known; each thing once", async () => {
    const passation = await handOver(null);
    await act("passation.ouvrir", { objetType: "passation", objetId: passation });
    expect((await told()).map(({ qui, titre }) => [qui, titre])).toEqual([
      [id("chef_etablissement"), "Préparez votre passation"],
    ]);
    await database.pool.query("update passation set entrant_id = $2 where id = $1", [
      passation,
      id("adjoint"),
    ]);
    await act("passation.ouvrir", { objetType: "passation", objetId: passation });
    expect((await told()).map(({ qui, titre }) => [qui, titre])).toEqual([
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
    await act(`passation.${verbe}`, { objetType: "passation", objetId: passation, agentId: id(par) });
    expect(await told()).toMatchObject([{ qui: id(qui), titre, href: `/passations/${passation}` }]);
  });

  test("that a changed departure closes is told to nobody", async () => {
    const passation = await handOver(id("adjoint"));
    await act("passation.clore", {
      objetType: "passation",
      objetId: passation,
      faits: { departAnnule: true },
    });
    expect(await told()).toEqual([]);
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
    const assistance = await insert("assistance", {
      agent_id: id("chef_etablissement"),
      assistant_id: id("assistance"),
      motif: "Vous aider à lire une page.",
      demandee_le: context.now(),
      expire_le: context.now(),
    });
    const agentId = qui === "assistance" ? id("chef_etablissement") : id("assistance");
    await act(`assistance.${verbe}`, { objetType: "assistance", objetId: assistance, agentId });
    expect(await told()).toMatchObject([{ qui: id(qui), genre: "acces.assistance", titre }]);
  });
});

describe("an import", () => {
  test("that is applied is told to who deposited it and to who applied it", async () => {
    const depot = await insert("import", {
      etat: "previsualise",
      origine: "interface",
      depose_par: id("ssa"),
      depose_le: context.now(),
      version: 1,
    });
    await act("import.appliquer", { objetType: "import", objetId: depot, agentId: id("administrateur") });
    expect((await told()).map(({ qui, href }) => [qui, href]).sort()).toEqual(
      [id("ssa"), id("administrateur")].map((qui) => [qui, `/imports/${depot}`]).sort(),
    );
  });

  test("that stopped is told once to who asked for it, with its sentence", async () => {
    const tache = {
      genre: "import.appliquer",
      objet_type: "import",
      objet_id: "depot",
      etat: "echouee",
      avancement: 0,
      etape: "Arrêté",
      demandee_par: id("ssa"),
      demandee_le: context.now(),
      terminee_le: context.now(),
      erreur: "Le fichier ne se lit pas.",
      request_id: "r",
    };
    await insert("tache", tache);
    await insert("tache", { ...tache, demandee_par: null });
    await insert("tache", { ...tache, etat: "annulee" });
    await insert("tache", { ...tache, terminee_le: new Date(context.now().getTime() - 25 * 3_600_000) });
    await annoncerImportsArretes(context);
    await annoncerImportsArretes(context);
    expect(await told()).toMatchObject([
      {
        qui: id("ssa"),
        titre: "L’import que vous suivez s’est arrêté",
        texte: "Le fichier ne se lit pas.",
        href: "/imports/depot",
      },
    ]);
  });
});

describe("an act on something that is gone", () => {
  test.each([
    "demande_acces.deposer",
    "demande_acces.decider",
    "delegation.donner",
    "passation.ouvrir",
    "assistance.demander",
  ])("%s tells nobody and does not fail", async (evenement) => {
    await act(evenement, { objetId: "00000000-0000-4000-8000-ffffffffffff" });
    expect(await told()).toEqual([]);
  });
});
