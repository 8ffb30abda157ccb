import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { DROITS } from "#app/acces/droits/rules.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { pathOfPiece } from "#app/platform/pieces/store.server.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { TEST_NOW, type TestDatabase } from "#tests/database.ts";
import type { Ids } from "./cas.ts";

/** The CAEC follows the private structures of its académie that are under contract. */
export async function anyPrivee(database: TestDatabase): Promise<string> {
  const { uai } = await database.db
    .selectFrom("structure")
    .select("uai")
    .where("secteur", "=", "prive_sous_contrat")
    .where("etat", "=", "ouvert")
    .where("academie_code", "=", LIEUX.academie)
    .orderBy("uai")
    .executeTakeFirstOrThrow();
  return uai;
}

/** A collège of Sarthe, with a value and a circonscription: outside of the académie of the cast. */
export async function addAilleurs(
  database: TestDatabase,
): Promise<Pick<Ids, "uai" | "valeur" | "circonscription">> {
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
  return { uai, valeur: await addValeur(database, uai), circonscription: "0720075K" };
}

export async function addAnomalie(database: TestDatabase, academie: string, uai: string): Promise<string> {
  const id = database.newId();
  await sql`insert into anomalie (id, cle, genre, uai, academie_code, constat, conseil, etat, detectee_le, revue_le, version)
    values (${id}, ${`essai ${uai}`}, 'doublon', ${uai}, ${academie}, 'Constat.', 'Conseil.', 'ouverte', ${TEST_NOW}, ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  return id;
}

/** Somebody of a team, and a request of theirs for another place in it. */
export async function addPersonne(
  database: TestDatabase,
  uai: string,
): Promise<Pick<Ids, "agent" | "fonction" | "demande">> {
  const [agent, fonction, demande] = [randomUUID(), randomUUID(), randomUUID()];
  await sql`insert into agent (id, nom, prenom, courriel, demonstration, cree_le)
    values (${agent}, 'Nom', 'Prénom', ${`${uai.toLowerCase()}@port-amarre.exemple`}, false, ${TEST_NOW})`.execute(
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
export async function addEvenement(database: TestDatabase, uai: string): Promise<string> {
  const { rows } = await sql<{ id: number }>`
    insert into audit_event (evenement, objet_type, objet_id, request_id, survenu_le, faits)
    values ('structure.saisir_fait', 'structure', ${uai}, 'essai', ${TEST_NOW}, '{}') returning id`.execute(
    database.db,
  );
  return String(rows[0]?.id);
}

export async function addElimination(database: TestDatabase): Promise<string> {
  const id = database.newId();
  await sql`insert into elimination (id, numero, serie, jusqu_au, lignes, empreinte, articles, preparee_par, preparee_le)
    values (${id}, 1, 'courriels', '2026-01-01', 1, sha256('x'), '[]', ${person("administrateur").id}, ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

export async function addListe(database: TestDatabase, agentId: string): Promise<string> {
  const id = database.newId();
  await sql`insert into liste_personnes (id, deposee_par, fichier_nom, empreinte, message, lignes, nombre, etat, cree_le, version)
    values (${id}, ${agentId}, 'liste.csv', decode(repeat('00', 32), 'hex'), '', '[]', 1, 'deposee', ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  return id;
}

export async function addCorrection(database: TestDatabase, uai: string): Promise<string> {
  const id = database.newId();
  await sql`insert into correction_locale (id, uai, indicateur_code, annee, valeur, motif, piece, agent_id, enregistre_le)
    values (${id}, ${uai}, 'ips', 2022, 100, 'Motif', 'Pièce', ${person("ssa").id}, ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

export async function addJeton(database: TestDatabase, agentId: string): Promise<string> {
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

export async function addNotification(database: TestDatabase, agentId: string): Promise<string> {
  const id = database.newId();
  await sql`insert into notification (id, agent_id, genre, titre, texte, href, objet_type, objet_id, cle, mode, cree_le)
    values (${id}, ${agentId}, 'acces.fonction', 'Titre', '', '/droits', 'essai', '1', ${id}, 'aucun', ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

/** Kept by the demonstration: the administrator follows it, and its mailbox shows it to all. */
export async function addCourriel(database: TestDatabase): Promise<string> {
  const id = database.newId();
  await sql`insert into courriel (id, gabarit, destinataire, copies, objet, texte, html, objet_type, objet_id, etat, essais, cree_le, request_id, remis)
    values (${id}, 'essai.message', 'a@port-amarre.exemple', '{}', 'Objet', 'Texte', '<p>Texte</p>', 'essai', '1', 'retenu', 0, ${TEST_NOW}, 'essai', '{}')`.execute(
    database.db,
  );
  return id;
}

export async function addPublication(database: TestDatabase): Promise<string> {
  const id = database.newId();
  await sql`insert into publication (id, adresse, genre, titre, chapeau, contenu, liens, rang, publiee_le, cree_le, modifiee_le, version)
    values (${id}, ${`essai-${id}`}, 'presentation', ${`Essai ${id}`}, '', '', '[]', 0, '2026-11-20', ${TEST_NOW}, ${TEST_NOW}, 1)`.execute(
    database.db,
  );
  return id;
}

/** Under a permission that does not exist, so that whoever joined it is alone to read it. */
export async function addPiece(database: TestDatabase, agentId: string): Promise<string> {
  const id = database.newId();
  await mkdir(join(database.folder, "pieces"), { recursive: true });
  await writeFile(pathOfPiece(database.folder, id), "essai");
  await sql`insert into piece (id, nom, format, taille, empreinte, objet_type, objet_id, permission, portee_type, portee_code, deposee_par, deposee_le)
    values (${id}, ${`essai ${id}.txt`}, 'txt', 5, sha256('essai'), 'essai', '1', 'essai.lire', 'nation', 'france', ${agentId}, ${TEST_NOW})`.execute(
    database.db,
  );
  return id;
}

export async function addSession(database: TestDatabase, agentId: string): Promise<string> {
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
export async function addActes(
  database: TestDatabase,
  qui: Fonction,
  { agent, fonction }: Pick<Ids, "agent" | "fonction">,
): Promise<Record<"delegation" | "passation" | "assistance", string>> {
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
  return { delegation, passation, assistance };
}

export async function anyValeur(database: TestDatabase, uai: string): Promise<string> {
  const { id } = await database.db
    .selectFrom("valeur_indicateur")
    .select("id")
    .where("uai", "=", uai)
    .where("remplace_le", "is", null)
    .executeTakeFirstOrThrow();
  return String(id);
}

/** An IPS of the collège of the cast is given to a structure that no file of the demonstration knows. */
async function addValeur(database: TestDatabase, uai: string): Promise<string> {
  const { rows } = await sql<{ id: number }>`
    insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select ${uai}, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le
    from valeur_indicateur where uai = ${LIEUX.college} and indicateur_code = 'ips' and annee = 2023 and remplace_le is null
    returning id`.execute(database.db);
  return String(rows[0]?.id);
}
