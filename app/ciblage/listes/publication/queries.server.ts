import { sql } from "kysely";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { sha256Of } from "#app/platform/files/packed-json.server.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import { getContenu } from "../../calculs/queries.server.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { listCandidaturesDe } from "../../candidatures/queries.server.ts";
import { hasDialogueSocial } from "../../concertations/queries.server.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse } from "../../rules.ts";
import type { MessageEquipe } from "../documents/message-equipes.ts";
import { findListeCourante, findPrecedente, getListe, type ListePubliee } from "../queries.server.ts";
import type { ContenuListe } from "../rules.ts";
import { direRegles, isInchangee, lignesOf, listObstacles, MESSAGE_PAR_DEFAUT } from "./rules.ts";

/** The list as it would be published now. */
export interface Projet {
  readonly contenu: ContenuListe;
  /** SHA-256 of its canonical JSON, in hexadecimal. */
  readonly empreinte: string;
  readonly precedente: ListePubliee | undefined;
  /** What still prevents it from being published. */
  readonly obstacles: ReturnType<typeof listObstacles>;
  /** Structures whose examination goes on before any presentation: they are not told of. */
  readonly enCours: number;
  /** Family of each structure that is chosen. */
  readonly familles: ReadonlyMap<string, FamilleAnalyse | null>;
}

/** What a publication would tell, from the decisions as they stand. The caller has checked who reads. */
export async function getProjet(db: Database | Tx, campagne: Pick<Campagne, "id" | "etat">): Promise<Projet> {
  const candidatures = await listCandidaturesDe(db, campagne.id);
  const precedente = await findListeCourante(db, campagne.id);
  const dialogueSocial = await hasDialogueSocial(db, campagne.id);
  const lignes = lignesOf(candidatures);
  const decided = new Set(lignes.map(({ uai }) => uai));
  const calculs = await listCalculs(
    db,
    candidatures.flatMap(({ uai, calculId }) => (calculId && decided.has(uai) ? [calculId] : [])),
  );
  const contenu = { campagne: campagne.id, numero: (precedente?.numero ?? 0) + 1, calculs, lignes };
  const count = (...etats: readonly string[]) =>
    candidatures.filter(({ etat }) => etats.includes(etat)).length;
  return {
    ...{ contenu, precedente, empreinte: sha256Of(canonicalJson(contenu)).toString("hex") },
    obstacles: listObstacles({
      ...{ etat: campagne.etat, dialogueSocial, presentees: count("presente"), retenues: count("retenu") },
      inchangee: isInchangee(precedente?.contenu, contenu),
    }),
    enCours: count("repere", "preselectionne", "propose"),
    familles: new Map(
      candidatures.flatMap(({ uai, famille, etat }) => (etat === "retenu" ? [[uai, famille] as const] : [])),
    ),
  };
}

/** Finished runs by family, the latest of each first. */
async function listCalculs(db: Database | Tx, ids: readonly string[]): Promise<ContenuListe["calculs"]> {
  const { rows } = await sql<ContenuListe["calculs"][number]>`
    select s.famille, c.id as "calculId", encode(c.liste_empreinte, 'hex') as "listeEmpreinte"
    from calcul c join scenario s on s.id = c.scenario_id
    where c.id = any(${[...new Set(ids)]}::uuid[]) and c.termine_le is not null
    order by c.termine_le desc, c.id`.execute(db);
  const order = Object.keys(FAMILLES_ANALYSE);
  return [...rows].sort((a, b) => order.indexOf(a.famille) - order.indexOf(b.famille));
}

/**
 * Messages that a version sends: to the structures that are chosen or followed otherwise, and were not so in the former
 * version. What did not change is not said twice.
 */
export async function listMessages(db: Database | Tx, listeId: string): Promise<MessageEquipe[]> {
  const liste = await getListe(db, listeId);
  const precedente = await findPrecedente(db, liste);
  const mention = await getMention(db);
  const { rows } = await sql<Pick<MessageEquipe, "dispositif" | "academie" | "annee">>`
    select dispositif.libelle as dispositif, academie.nom as academie, c.annee
    from campagne_ciblage c join dispositif on dispositif.code = c.dispositif_code
    join academie on academie.code = c.academie_code where c.id = ${liste.campagneId}::uuid`.execute(db);
  const [campagne] = rows;
  if (!campagne) return [];
  const told = new Map(precedente?.contenu.lignes.map(({ uai, etat }) => [uai, etat]));
  return liste.contenu.lignes.flatMap(({ uai, nom, etat }) =>
    (etat === "retenu" || etat === "suivi_differencie") && told.get(uai) !== etat
      ? [{ ...campagne, mention, listeId, uai, nom, etat, message: liste.message, motif: liste.motif }]
      : [],
  );
}

/** The mention of the CRPA that goes with each decision; "" when the service has none. */
export async function getMention(db: Database | Tx): Promise<string> {
  const row = await db
    .selectFrom("reglage_texte")
    .select("valeur")
    .where("code", "=", "mention_algorithme")
    .executeTakeFirst();
  return row?.valeur ?? "";
}

/** What the form of a publication starts from: the words of the former version while its runs still hold. */
export async function getTextes(
  db: Database,
  { contenu, precedente }: Projet,
): Promise<{ readonly regles: string; readonly message: string; readonly nomsPublics: boolean }> {
  const same = precedente?.contenu.calculs.map(({ calculId }) => calculId).join();
  const kept = precedente && same === contenu.calculs.map(({ calculId }) => calculId).join();
  return {
    regles: kept ? precedente.regles : await readRegles(db, contenu),
    message: precedente?.message ?? MESSAGE_PAR_DEFAUT,
    nomsPublics: precedente?.nomsPublics ?? false,
  };
}

async function readRegles(db: Database, { calculs }: ContenuListe): Promise<string> {
  const told = await Promise.all(
    calculs.map(async ({ famille, calculId }) => {
      const [{ entree, resultat }, { nom }] = await Promise.all([
        getContenu(db, calculId),
        db
          .selectFrom("calcul")
          .innerJoin("scenario", "scenario.id", "calcul.scenario_id")
          .select("scenario.nom")
          .where("calcul.id", "=", calculId)
          .executeTakeFirstOrThrow(),
      ]);
      const lexique = Object.fromEntries(entree.variables.map((variable) => [variable.code, variable]));
      return { famille, scenario: nom, regle: entree.definition.regle, lexique, seuils: resultat.seuils };
    }),
  );
  return direRegles(told);
}
