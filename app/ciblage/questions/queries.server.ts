import { type RawBuilder, type SqlBool, sql } from "kysely";
import { type Actor, type Perimetre, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";
import type { EtatQuestion, Question, ReponsePubliee } from "./rules.ts";

const ETAT = sql<EtatQuestion>`case when publiee_le is not null then 'publiee' when ecartee_le is not null then 'ecartee'
  when repondue_le is not null then 'repondue' else 'en_attente' end`;

/** Académies in which a person has a place, however small. */
function withinAcademie({ academies, departements, communes, circonscriptions, structures }: Perimetre) {
  return sql<SqlBool>`(campagne_ciblage.academie_code = any(${[...academies]}::text[])
    or campagne_ciblage.academie_code in (select academie_code from departement where code = any(${[...departements]}::text[])
      or code in (select departement_code from circonscription where code = any(${[...circonscriptions]}::text[]))
      or code in (select departement_code from commune where code = any(${[...communes]}::text[])))
    or campagne_ciblage.academie_code in (select academie_code from structure where uai = any(${[...structures]}::text[])))`;
}

/** Campaigns of the académies where a scope has a place, for a query that knows `campagne_ciblage` under its own name. */
export function withinCampagnes(scope: Scope): RawBuilder<SqlBool> {
  if (scope.nation) return sql<SqlBool>`true`;
  return sql<SqlBool>`(${sql.join([scope, ...scope.restreints].map(withinAcademie), sql` or `)})`;
}

/** Campaigns told to the teams of their académie; one in preparation is revealed to nobody here. */
export function withinCampagnesDites(scope: Scope): RawBuilder<SqlBool> {
  return sql<SqlBool>`(campagne_ciblage.etat <> 'preparation' and ${withinCampagnes(scope)})`;
}

export interface CampagneDite {
  readonly id: string;
  readonly nom: string;
  readonly etat: EtatCampagne;
}

/** Campaigns that the teams of a scope hear of, the latest school year first. */
export async function listCampagnesDites(db: Database | Tx, scope: Scope): Promise<CampagneDite[]> {
  const rows = await db
    .selectFrom("campagne_ciblage")
    .select(["id", "nom", "etat"])
    .where(withinCampagnesDites(scope))
    .orderBy("annee", "desc")
    .orderBy("nom")
    .execute();
  return rows.map(({ id, nom, etat }) => ({ id, nom, etat: etat as EtatCampagne }));
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

/** Published answers of the campaigns of a scope, the latest first. Who asked is not even read. */
export async function listReponsesPubliees(
  db: Database,
  scope: Scope,
  { campagne, q, limit, offset }: Page & { readonly campagne: string; readonly q: string },
): Promise<{ readonly lignes: readonly ReponsePubliee[]; readonly total: number }> {
  const base = db
    .selectFrom("question_ciblage")
    .innerJoin("campagne_ciblage", "campagne_ciblage.id", "question_ciblage.campagne_id")
    .where("publiee_le", "is not", null)
    .where(withinCampagnesDites(scope))
    .$if(isUuid(campagne), (query) => query.where("campagne_ciblage.id", "=", campagne))
    .$if(q !== "", (query) =>
      query.where(
        sql<SqlBool>`strpos(lower(unaccent(question || ' ' || reponse)), lower(unaccent(${q}::text))) > 0`,
      ),
    );
  const [rows, { n }] = await Promise.all([
    base
      .select(["question_ciblage.id", "campagne_id", "nom", "question", "reponse", "publiee_le"])
      .orderBy("publiee_le", "desc")
      .orderBy("question_ciblage.id")
      .limit(limit)
      .offset(offset)
      .execute(),
    base.select(sql<number>`count(*)::int`.as("n")).executeTakeFirstOrThrow(),
  ]);
  const lignes = rows.map((row) => ({
    ...{ id: row.id, campagneId: row.campagne_id, campagne: row.nom, question: row.question },
    reponse: row.reponse ?? "",
    publieeLe: row.publiee_le?.toISOString() ?? "",
  }));
  return { lignes, total: n };
}

function selectQuestions(db: Database | Tx) {
  return db
    .selectFrom("question_ciblage")
    .select([
      "id",
      "campagne_id",
      "question",
      "reponse",
      "posee_le",
      "repondue_le",
      "publiee_le",
      ETAT.as("etat"),
    ])
    .select(sql<string>`encode(sha256(convert_to(question_ciblage::text, 'UTF8')), 'hex')`.as("vue"));
}

type Row = Awaited<ReturnType<ReturnType<typeof selectQuestions>["execute"]>>[number];

const toQuestion = (row: Row): Question => ({
  ...{ id: row.id, question: row.question, reponse: row.reponse, etat: row.etat, vue: row.vue },
  poseeLe: row.posee_le.toISOString(),
  repondueLe: row.repondue_le?.toISOString() ?? null,
  publieeLe: row.publiee_le?.toISOString() ?? null,
});

/** Questions of a campaign, for those who answer. The caller has checked who reads the campaign. */
export async function listQuestions(
  db: Database,
  campagneId: string,
  { etat, sens, limit, offset }: Page & { readonly etat: EtatQuestion | null; readonly sens: "asc" | "desc" },
): Promise<{ readonly lignes: readonly Question[]; readonly total: number }> {
  const within = (query: ReturnType<typeof selectQuestions>) =>
    query.where("campagne_id", "=", campagneId).$if(etat !== null, (kept) => kept.where(ETAT, "=", etat));
  const [rows, { n }] = await Promise.all([
    within(selectQuestions(db)).orderBy("posee_le", sens).orderBy("id").limit(limit).offset(offset).execute(),
    within(selectQuestions(db))
      .clearSelect()
      .select(sql<number>`count(*)::int`.as("n"))
      .executeTakeFirstOrThrow(),
  ]);
  return { lignes: rows.map(toQuestion), total: n };
}

/** One question of this campaign; `NotFound` otherwise. The caller has checked who reads the campaign. */
export async function getQuestion(
  db: Database | Tx,
  { campagneId, id }: { readonly campagneId: string; readonly id: string },
): Promise<Question> {
  if (!isUuid(id)) throw new NotFound();
  const row = await selectQuestions(db)
    .where("id", "=", id)
    .where("campagne_id", "=", campagneId)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return toQuestion(row);
}

export interface MaQuestion extends Pick<Question, "id" | "question" | "reponse" | "etat" | "poseeLe"> {
  readonly campagne: string;
}

/** One's own questions, the latest first; an answer that is not published yet is not shown. */
export async function listMesQuestions(db: Database, actor: Actor): Promise<MaQuestion[]> {
  const rows = await selectQuestions(db)
    .innerJoin("campagne_ciblage", "campagne_ciblage.id", "question_ciblage.campagne_id")
    .clearSelect()
    .select(["question_ciblage.id", "question", "reponse", "posee_le", "nom", ETAT.as("etat")])
    .where("posee_par", "=", actor.agentId)
    .where(withinCampagnesDites(scopeOf(actor, "ciblage.comprendre")))
    .orderBy("posee_le", "desc")
    .limit(50)
    .execute();
  return rows.map(({ id, question, reponse, posee_le, nom, etat }) => ({
    ...{ id, question, campagne: nom, poseeLe: posee_le.toISOString() },
    etat: etat === "repondue" ? "en_attente" : etat,
    reponse: etat === "repondue" ? null : reponse,
  }));
}

/** How many questions of a person wait in a campaign. */
export async function countEnAttente(
  db: Database | Tx,
  { campagneId, agentId }: { readonly campagneId: string; readonly agentId: string },
): Promise<number> {
  const { n } = await db
    .selectFrom("question_ciblage")
    .select(sql<number>`count(*)::int`.as("n"))
    .where("campagne_id", "=", campagneId)
    .where("posee_par", "=", agentId)
    .where(ETAT, "=", "en_attente")
    .executeTakeFirstOrThrow();
  return n;
}

/** What to tell who asked, once there is something to read. */
export async function findAvisReponse(
  db: Database | Tx,
  id: string,
): Promise<
  { readonly destinataires: readonly string[]; readonly titre: string; readonly texte: string } | undefined
> {
  const row = await db
    .selectFrom("question_ciblage")
    .innerJoin("campagne_ciblage", "campagne_ciblage.id", "question_ciblage.campagne_id")
    .select(["posee_par", "nom", "reponse", "ecartee_le"])
    .where("question_ciblage.id", "=", id)
    .executeTakeFirst();
  if (!row?.posee_par) return undefined;
  return {
    destinataires: [row.posee_par],
    titre: row.ecartee_le
      ? "Votre question sur le ciblage est mise de côté"
      : "Votre question sur le ciblage a sa réponse",
    texte: row.ecartee_le
      ? `Campagne « ${row.nom} ». La raison : ${row.reponse ?? ""}`
      : `Campagne « ${row.nom} ». La réponse est publiée pour toutes les équipes, sans votre nom.`,
  };
}
