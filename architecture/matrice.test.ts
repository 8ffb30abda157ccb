import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { DROITS, type Droit } from "#app/acces/droits/rules.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { pathOfPiece } from "#app/platform/pieces/store.server.ts";
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
  readonly circonscription: string;
  readonly anomalie: string;
  readonly correction: string;
  readonly indicateur: string;
  readonly niveau: string;
  readonly territoire: string;
  readonly annee: string;
  readonly jeu: string;
  readonly valeurTerritoire: string;
  readonly agent: string;
  readonly fonction: string;
  readonly demande: string;
  readonly courriel: string;
  readonly publication: string;
  /** A line of the journal, and a bordereau of archives. */
  readonly evenement: string;
  readonly elimination: string;
}
const ids = {} as Record<Objet | "propre_ecole", Ids>;
/** A token is of one person: everybody has theirs, those who may not have one included. */
const jetons = new Map<Qui, string>();
const listes = new Map<Qui, string>();
/** A session of one's own, in another browser than the one that asks. */
const sessions = new Map<Qui, string>();
/** So is what it was told. */
const notifications = new Map<Qui, string>();

/** So are a delegation that was received, a function to hand over, a request of the help desk. */
const delegations = new Map<Qui, string>();
const passations = new Map<Qui, string>();
const assistances = new Map<Qui, string>();
/** So is a file that nobody else may read. */
const pieces = new Map<Qui, string>();

beforeAll(async () => {
  // The matrix is that of functions alone: what the demonstration delegates is put aside.
  await database.db
    .updateTable("delegation")
    .set({ revoquee_le: new Date(TEST_NOW) })
    .execute();
  for (const qui of QUI)
    clients.set(qui, qui === "personne" ? app.anonymous() : await app.as(qui, { renforcee: true }));
  for (const qui of QUI) if (qui !== "personne") jetons.set(qui, await addJeton(person(qui).id));
  for (const qui of QUI) if (qui !== "personne") listes.set(qui, await addListe(person(qui).id));
  for (const qui of QUI) if (qui !== "personne") sessions.set(qui, await addSession(person(qui).id));
  for (const qui of QUI)
    if (qui !== "personne") notifications.set(qui, await addNotification(person(qui).id));
  for (const qui of QUI) if (qui !== "personne") pieces.set(qui, await addPiece(person(qui).id));
  await database.db
    .updateTable("publication")
    .set({ genre: "actualite", adresse: "essai" })
    .where("id", "=", await addPublication())
    .execute();
  const depot = await database.db
    .selectFrom("import_fichier")
    .select(["id as fichier", "import_id as import"])
    .orderBy("rang")
    .executeTakeFirstOrThrow();
  const { rows } = await sql<{ id: number }>`select id from valeur_territoire
    where niveau = 'academie' and territoire = '96' and remplace_le is null order by id limit 1`.execute(
    database.db,
  );
  const commun = {
    courriel: await addCourriel(),
    publication: await addPublication(),
    elimination: await addElimination(),
    valeurTerritoire: String(rows[0]?.id),
    ...depot,
    indicateur: "ips",
    niveau: "academie",
    territoire: "96",
    annee: "2023",
    jeu: "ips_colleges",
  };
  ids.propre = {
    ...commun,
    uai: LIEUX.college,
    valeur: await anyValeur(LIEUX.college),
    circonscription: LIEUX.circonscription,
    anomalie: await addAnomalie("96", LIEUX.college),
    correction: await addCorrection(LIEUX.college),
    evenement: await addEvenement(LIEUX.college),
    ...(await addPersonne(LIEUX.college)),
  };
  ids.propre_ecole = {
    ...ids.propre,
    uai: LIEUX.ecole,
    valeur: await anyValeur(LIEUX.ecole),
    anomalie: await addAnomalie("96", LIEUX.ecole),
    correction: await addCorrection(LIEUX.ecole),
    evenement: await addEvenement(LIEUX.ecole),
    ...(await addPersonne(LIEUX.ecole)),
  };
  const ailleurs = await addAilleurs();
  ids.autre = {
    ...commun,
    ...ailleurs,
    anomalie: await addAnomalie("17", ailleurs.uai),
    correction: await addCorrection(ailleurs.uai),
    evenement: await addEvenement(ailleurs.uai),
    ...(await addPersonne(ailleurs.uai)),
  };
  for (const qui of QUI) if (qui !== "personne") await addActes(qui, ids.autre);
  const nul = "00000000-0000-4000-8000-ffffffffffff";
  ids.inexistant = {
    ...{
      uai: "9619999Z",
      valeur: "999999999",
      import: nul,
      fichier: nul,
      anomalie: nul,
      correction: nul,
      courriel: nul,
      publication: nul,
      ...{ evenement: "999999999", elimination: nul },
      ...{ agent: nul, fonction: nul, demande: nul },
    },
    ...{
      circonscription: "sans-objet",
      indicateur: "inconnu_ici",
      niveau: "academie",
      territoire: "97",
      annee: "2023",
      jeu: "inconnu_ici",
      valeurTerritoire: "999999999",
    },
  };
});

/** A collège of Sarthe, with a value and a circonscription: outside of the académie of the cast. */
async function addAilleurs(): Promise<Pick<Ids, "uai" | "valeur" | "circonscription">> {
  const uai = "0720902P";
  await sql`insert into circonscription (code, nom, departement_code) values ('0720075K', 'Le Mans Ouest', '72')`.execute(
    database.db,
  );
  await sql`insert into structure select (jsonb_populate_record(s, ${JSON.stringify({
    uai,
    departement_code: "72",
    academie_code: "17",
    circonscription_code: "0720075K",
    commune_code: null,
    bassin_code: null,
  })}::jsonb)).* from structure s where s.uai = ${LIEUX.college}`.execute(database.db);
  return { uai, valeur: await addValeur(uai), circonscription: "0720075K" };
}

async function addAnomalie(academie: string, uai: string): Promise<string> {
  const id = database.newId();
  await sql`insert into anomalie (id, cle, genre, uai, academie_code, constat, conseil, etat, detectee_le, revue_le, version)
    values (${id}, ${`essai ${uai}`}, 'doublon', ${uai}, ${academie}, 'Constat.', 'Conseil.', 'ouverte', ${TEST_NOW}, ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  return id;
}

/** Somebody of a team, and a request of theirs for another place in it. */
async function addPersonne(uai: string): Promise<Pick<Ids, "agent" | "fonction" | "demande">> {
  const [agent, fonction, demande] = [randomUUID(), randomUUID(), randomUUID()];
  await sql`insert into agent (id, nom, prenom, courriel, demonstration, cree_le)
    values (${agent}, 'Nom', 'Prénom', ${`${uai}@port-amarre.exemple`}, false, ${TEST_NOW})`.execute(
    database.db,
  );
  await sql`insert into fonction_exercee (id, agent_id, fonction, portee_type, portee_code, debut, origine, cree_le)
    values (${fonction}, ${agent}, 'equipe', 'structure', ${uai}, '2024-09-01', 'demonstration', ${TEST_NOW})`.execute(
    database.db,
  );
  await sql`insert into demande_acces (id, agent_id, fonction, portee_type, portee_code, message, attributs_proposes, etat, cree_le, version)
    values (${demande}, ${agent}, 'secretariat', 'structure', ${uai}, '', false, 'deposee', ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  return { agent, fonction, demande };
}

/** An act of the service on a school: its line is of the académie where the school is. */
async function addEvenement(uai: string): Promise<string> {
  const { rows } = await sql<{ id: number }>`
    insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits)
    values ('structure.saisir_fait', 'structure', ${uai}, 'essai', ${TEST_NOW}, '{}') returning id`.execute(
    database.db,
  );
  return String(rows[0]?.id);
}

async function addElimination(): Promise<string> {
  const id = database.newId();
  await sql`insert into elimination (id, numero, serie, jusqu_au, lignes, empreinte, articles, preparee_par, preparee_le)
    values (${id}, 1, 'courriels', '2026-01-01', 1, sha256('x'), '[]', ${person("administrateur").id}, ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

async function addListe(agentId: string): Promise<string> {
  const id = database.newId();
  await sql`insert into liste_personnes (id, deposee_par, fichier_nom, empreinte, message, lignes, nombre, etat, cree_le, version)
    values (${id}, ${agentId}, 'liste.csv', decode(repeat('00', 32), 'hex'), '', '[]', 1, 'deposee', ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  return id;
}

async function addCorrection(uai: string): Promise<string> {
  const id = database.newId();
  await sql`insert into correction_locale (id, uai, indicateur_code, annee, valeur, motif, piece, agent_id, enregistre_le)
    values (${id}, ${uai}, 'ips', 2022, 100, 'Motif', 'Pièce', ${person("ssa").id}, ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

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

async function addNotification(agentId: string): Promise<string> {
  const id = database.newId();
  await sql`insert into notification (id, agent_id, genre, titre, texte, href, objet_type, objet_id, cle, mode, cree_le)
    values (${id}, ${agentId}, 'acces.fonction', 'Titre', '', '/droits', 'essai', '1', ${id}, 'aucun', ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

/** Kept by the demonstration: the administrator follows it, and its mailbox shows it to all. */
async function addCourriel(): Promise<string> {
  const id = database.newId();
  await sql`insert into courriel (id, gabarit, destinataire, copies, objet, texte, html, objet_type, objet_id, etat, essais, cree_le, request_id, remis)
    values (${id}, 'essai.message', 'a@port-amarre.exemple', '{}', 'Objet', 'Texte', '<p>Texte</p>', 'essai', '1', 'retenu', 0, ${TEST_NOW}, 'essai', '{}')`.execute(
    database.db,
  );
  return id;
}

async function addPublication(): Promise<string> {
  const id = database.newId();
  await sql`insert into publication (id, adresse, genre, titre, chapeau, contenu, liens, rang, publiee_le, cree_le, modifiee_le, version)
    values (${id}, ${`essai-${id}`}, 'presentation', ${`Essai ${id}`}, '', '', '[]', 0, '2026-11-20', ${TEST_NOW}, ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  return id;
}

/** Under a permission that does not exist, so that whoever joined it is alone to read it. */
async function addPiece(agentId: string): Promise<string> {
  const id = database.newId();
  await mkdir(join(database.folder, "pieces"), { recursive: true });
  await writeFile(pathOfPiece(database.folder, id), "essai");
  await sql`insert into piece (id, nom, format, taille, empreinte, objet_type, objet_id, permission, portee_type, portee_code, deposee_par, deposee_le)
    values (${id}, ${`essai ${id}.txt`}, 'txt', 5, sha256('essai'), 'essai', '1', 'essai.lire', 'nation', 'france', ${agentId}, ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

async function addSession(agentId: string): Promise<string> {
  const id = database.newId();
  const [now, end] = [new Date(TEST_NOW), new Date(Date.parse(TEST_NOW) + 3_600_000)];
  await database.db
    .insertInto("session")
    .values({
      id,
      agent_id: agentId,
      empreinte: Buffer.from(id.slice(-32).padEnd(32)),
      mode: "demonstration",
      facteurs: [],
      appareil: "",
      ...{ ouverte_le: now, vue_le: now, expire_le: end },
    })
    .execute();
  return id;
}

/** Acts between this person and somebody of elsewhere; whoever may ask for a view has asked, the others were asked. */
async function addActes(qui: Fonction, { agent, fonction }: Pick<Ids, "agent" | "fonction">): Promise<void> {
  const [delegation, passation, assistance] = [database.newId(), database.newId(), database.newId()];
  const { id, fonctions } = person(qui);
  const [own] = fonctions;
  await sql`insert into delegation (id, fonction_exercee_id, delegant_id, delegataire_id, nature, debut, fin, acte, creee_le)
    values (${delegation}, ${fonction}, ${agent}, ${id}, 'saisie', '2026-11-22', '2027-09-01', 'Décision', ${TEST_NOW})`.execute(
    database.db,
  );
  await sql`insert into passation (id, fonction, portee_type, portee_code, sortant_id, depart, mot, cree_le, version)
    values (${passation}, ${qui}, ${own?.porteeType}, ${own?.porteeCode}, ${id}, '2027-01-10', '', ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  const asks = qui in DROITS["assistance.demander"].fonctions;
  await sql`insert into assistance (id, agent_id, assistant_id, motif, demandee_le, expire_le, consentie_le)
    values (${assistance}, ${asks ? agent : id}, ${asks ? id : agent}, 'Motif', ${TEST_NOW}, ${new Date(Date.parse(TEST_NOW) + 3_600_000)}, ${TEST_NOW})`.execute(
    database.db,
  );
  delegations.set(qui, delegation);
  passations.set(qui, passation);
  assistances.set(qui, assistance);
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

/** An IPS of the collège of the cast is given to a structure that no file of the demonstration knows. */
async function addValeur(uai: string): Promise<string> {
  const { rows } = await sql<{ id: number }>`
    insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select ${uai}, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le
    from valeur_indicateur where uai = ${LIEUX.college} and indicateur_code = 'ips' and annee = 2023 and remplace_le is null
    returning id`.execute(database.db);
  return String(rows[0]?.id);
}

function urlOf({ id, path }: RouteEntry, qui: Qui, objet: Objet): string {
  const ecole = qui === "directeur_ecole" || qui === "ien";
  const of = objet === "propre" && ecole ? ids.propre_ecole : ids[objet];
  const url = path.replace("*", "adresse/inconnue").replace(/:(\w+)/g, (parameter, name: string) => {
    const value =
      name in PERSONNELS
        ? personalOf(name, qui, objet)
        : (PARTICULIERS[id]?.(of)[name] ?? of[name as keyof Ids]);
    if (!value) throw new Error(`The matrix knows no object for ${parameter} of ${path}: add one above.`);
    return value;
  });
  return `/${url}${PARAMETRES[id] ?? ""}`;
}

/** Parameters that mean something else on one page than on the others. */
const PARTICULIERS: Readonly<Record<string, (of: Ids) => Readonly<Record<string, string>>>> = {
  "donnees.territoire": (of) => ({ code: of.territoire, valeur: of.valeurTerritoire }),
  "vitrine.courriel": () => ({ rang: "0" }),
  "publications.page": () => ({ page: "le-dispositif" }),
  "publications.actualite": () => ({ actualite: "essai" }),
  "aide.guide": () => ({ guide: "premiers-pas" }),
  "comparables.attendu": () => ({ indicateur: "ivac_reussite_g", annee: "2023" }),
};

/** Objects of one person alone, by the name of their parameter: somebody else's is as good as none. */
const PERSONNELS: Readonly<Record<string, ReadonlyMap<Qui, string>>> = {
  jeton: jetons,
  session: sessions,
  liste: listes,
  delegation: delegations,
  passation: passations,
  assistance: assistances,
  notification: notifications,
  piece: pieces,
};

function personalOf(name: string, qui: Qui, objet: Objet): string | undefined {
  if (objet === "inexistant") return ids.inexistant.import;
  const owner = objet === "propre" && qui !== "personne" ? qui : qui === "ssa" ? "depp" : "ssa";
  return PERSONNELS[name]?.get(owner);
}

/** For programs: nobody is sent to sign in, everything is told by a status, and only GET exists. */
const isInterface = ({ path }: RouteEntry) => path.startsWith("api/");

/** A request of single fetch, by which scripts change page. */
const dataUrl = (url: string) => (url === "/" ? "/_.data" : url.replace(/(?=\?|$)/, ".data"));

/** What a page of its own answers to whoever may enter; 200 for all the others. */
const PARTICULAR: Readonly<Record<string, (qui: Qui) => number>> = {
  "messages.notification": () => 303,
  introuvable: () => 404,
  "acces.connexion": (qui) => (qui === "personne" ? 200 : 303),
  "acces.deconnexion": () => 303,
  // No word of the matrix is a link that holds.
  "acces.lien": () => 404,
  "acces.invitation": () => 404,
  "acces.amorce": () => 404,
  // ProConnect is closed in a demonstration, which holds no real person.
  "acces.proconnect": () => 404,
  "acces.proconnect.retour": () => 404,
  "acces.proconnect.attente": () => 404,
  "acces.proconnect.depart": () => 404,
  "acces.proconnect.sortie": () => 404,
  "acces.rattachement": () => 404,
  // Nobody of the matrix owes a second factor, and everybody has just proven who they are.
  "acces.second_facteur.code": () => 303,
  "acces.confirmation": () => 303,
  // No act of a delegation was joined.
  "delegations.fichier": () => 404,
  "interface.introuvable": () => 404,
  // Whoever may not compare by name is led to the comparison without names.
  "comparables.cote_a_cote": (qui) => (mayCompare(qui) ? 200 : 303),
  // A collège belongs to no circonscription: nobody there has one. That of the cast is in the other département.
  "circonscriptions.page": (qui) =>
    ["chef_etablissement", "secretariat", "adjoint", "collectivite"].includes(qui) ? 404 : 200,
  "circonscriptions.contact": (qui) => (qui === "dsden" ? 404 : 200),
};

function mayCompare(qui: Qui): boolean {
  const { fonctions }: Droit = DROITS["indicateur.comparer"];
  return qui !== "personne" && fonctions[qui] !== undefined;
}

/** What a resource of the interface needs to be told before it answers. */
const PARAMETRES: Readonly<Record<string, string>> = {
  "interface.valeurs": "?indicateur=ips",
  "interface.references": "?indicateur=ips",
  "interface.territoires": "?niveau=departement",
  "interface.valeurs_territoires": "?niveau=commune",
  "donnees.reference": "?indicateur=ips&annee=2023&niveau=academie&territoire=96&type=college&secteur=public",
  "comparables.cote_a_cote_export": `?uai=${LIEUX.college}`,
  "territoires.nation_export": "?indicateur=ips",
};

/** Objects that belong to the reference as a whole. */
const SANS_PORTEE = new Set(["import", "indicateur", "territoire", "courriel", "publication"]);

/** The rights table read naively: permission, then object. */
function expectedStatus(entry: RouteEntry, qui: Qui, objet: Objet): number {
  const own = PARTICULAR[entry.id]?.(qui) ?? 200;
  if (entry.permission === "publique") return own;
  if (qui === "personne") return isInterface(entry) ? 401 : 303;
  // People of everywhere are the administrator's to read, and so are their delegations.
  const isOpenToAll = entry.permission === "connecte";
  if (isOpenToAll && entry.objet === "delegation" && qui === "administrateur" && objet === "autre")
    return own;
  if (isOpenToAll) return objet !== "propre" && PERSONNELS[entry.objet ?? ""] ? 404 : own;
  const { fonctions }: Droit = DROITS[entry.permission as keyof typeof DROITS];
  const etendue = fonctions[qui];
  if (!etendue) return 403;
  if (objet === "inexistant") return 404;
  // A token is of its person alone, however far the right to have one goes.
  if (
    objet === "autre" &&
    (entry.objet === "jeton" || entry.objet === "liste_personnes" || entry.objet === "assistance")
  )
    return 404;
  if (objet === "autre" && SANS_PORTEE.has(entry.objet ?? "")) return own;
  if (objet === "autre" && etendue === "portee" && !isNational(qui)) return 404;
  return own;
}

/** Whose own scope is the nation reaches everything, however narrowly the line is read. */
const isNational = (qui: Fonction) => person(qui).fonctions.some(({ porteeType }) => porteeType === "nation");

/** Some three thousand requests, one after the other. */
vi.setConfig({ testTimeout: 180_000 });

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
            comparable(await clientOf(qui).get(form(urlOf(entry, qui, objet))), [
              // The frame links to the help of the page: its address is there once more.
              urlOf(entry, qui, objet).replace(/\?.*/, ""),
              ...Object.values(ids[objet]),
              ...Object.keys(PERSONNELS).map((name) => personalOf(name, qui, objet)),
            ]),
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
