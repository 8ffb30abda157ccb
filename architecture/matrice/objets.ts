import { sql } from "kysely";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { TEST_NOW, type TestDatabase } from "#tests/database.ts";
import { type Ids, type Objet, type Personnel, QUI, type Qui } from "./cas.ts";
import { addCiblage } from "./ciblage.ts";
import {
  addActes,
  addAilleurs,
  addAnomalie,
  addCorrection,
  addCourriel,
  addElimination,
  addEvenement,
  addJeton,
  addListe,
  addNotification,
  addPersonne,
  addPiece,
  addPublication,
  addSession,
  anyPrivee,
  anyValeur,
} from "./lignes.ts";

export interface Objets {
  readonly ids: Readonly<Record<Objet | "propre_ecole" | "propre_privee", Ids>>;
  readonly personnels: ReadonlyMap<Qui, Readonly<Record<Personnel, string>>>;
}

export async function prepareObjets(database: TestDatabase): Promise<Objets> {
  // The matrix is that of functions alone: what the demonstration delegates is put aside.
  await database.db
    .updateTable("delegation")
    .set({ revoquee_le: new Date(TEST_NOW) })
    .execute();
  await database.db
    .updateTable("publication")
    .set({ genre: "actualite", adresse: "essai" })
    .where("id", "=", await addPublication(database))
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
    courriel: await addCourriel(database),
    publication: await addPublication(database),
    elimination: await addElimination(database),
    valeurTerritoire: String(rows[0]?.id),
    ...depot,
    indicateur: "ips",
    niveau: "academie",
    territoire: "96",
    annee: "2023",
    jeu: "ips_colleges",
  };
  const propre: Ids = {
    ...commun,
    ...(await addCiblage(database, "96")),
    uai: LIEUX.college,
    valeur: await anyValeur(database, LIEUX.college),
    circonscription: LIEUX.circonscription,
    anomalie: await addAnomalie(database, "96", LIEUX.college),
    correction: await addCorrection(database, LIEUX.college),
    evenement: await addEvenement(database, LIEUX.college),
    ...(await addPersonne(database, LIEUX.college)),
  };
  const propre_ecole: Ids = {
    ...propre,
    uai: LIEUX.ecole,
    valeur: await anyValeur(database, LIEUX.ecole),
    anomalie: await addAnomalie(database, "96", LIEUX.ecole),
    correction: await addCorrection(database, LIEUX.ecole),
    evenement: await addEvenement(database, LIEUX.ecole),
    ...(await addPersonne(database, LIEUX.ecole)),
  };
  const propre_privee: Ids = { ...propre, uai: await anyPrivee(database) };
  const ailleurs = await addAilleurs(database);
  const autre: Ids = {
    ...commun,
    ...(await addCiblage(database, "17")),
    ...ailleurs,
    anomalie: await addAnomalie(database, "17", ailleurs.uai),
    correction: await addCorrection(database, ailleurs.uai),
    evenement: await addEvenement(database, ailleurs.uai),
    ...(await addPersonne(database, ailleurs.uai)),
  };
  const personnels = new Map<Qui, Readonly<Record<Personnel, string>>>();
  for (const qui of QUI)
    if (qui !== "personne") personnels.set(qui, await addPersonnels(database, qui, autre));
  const nul = "00000000-0000-4000-8000-ffffffffffff";
  const inexistant: Ids = {
    ...{
      uai: "9619999Z",
      valeur: "999999999",
      import: nul,
      fichier: nul,
      anomalie: nul,
      correction: nul,
      campagne: nul,
      scenario: nul,
      calcul: nul,
      candidature: nul,
      ...{ concertation: nul, question: nul, version: nul, recue: nul },
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
  return { ids: { propre, propre_ecole, propre_privee, autre, inexistant }, personnels };
}

/** Everybody has theirs, those who may not have one included; the session is that of another browser. */
async function addPersonnels(
  database: TestDatabase,
  qui: Fonction,
  ailleurs: Ids,
): Promise<Readonly<Record<Personnel, string>>> {
  const { id } = person(qui);
  return {
    jeton: await addJeton(database, id),
    liste: await addListe(database, id),
    session: await addSession(database, id),
    notification: await addNotification(database, id),
    piece: await addPiece(database, id),
    ...(await addActes(database, qui, ailleurs)),
  };
}
