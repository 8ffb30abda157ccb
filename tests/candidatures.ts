import { randomUUID } from "node:crypto";
import { entrerCandidatures } from "#app/ciblage/candidatures/commands.server.ts";
import type { EtatCandidature } from "#app/ciblage/candidatures/rules.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { person } from "./cast.ts";
import { TEST_NOW, type TestContext, type TestDatabase } from "./database.ts";

/** Structures that enter a campaign by hand, in a state; returns their ids in the order of the codes. */
export async function entrer(
  context: TestContext,
  campagneId: string,
  uais: readonly string[],
  etat: EtatCandidature = "presente",
): Promise<string[]> {
  const acteur = { agentId: person("pilote_academique").id };
  const entrees = await inTransaction(context.db, (tx) =>
    entrerCandidatures(tx, context, acteur, {
      ...{ campagneId, uais, origine: "ajout", etat, motif: "Connue du territoire." },
    }),
  );
  return uais.map((uai) => entrees.find((one) => one.uai === uai)?.id ?? "");
}

/** A social dialogue that was held. */
export async function consignerDialogue(
  { pool }: Pick<TestDatabase, "pool">,
  campagneId: string,
): Promise<void> {
  await pool.query(
    `insert into concertation (id, campagne_id, genre, instance, tenue_le, participants, compte_rendu, version, agent_id,
       enregistree_le, modifiee_le)
     values ($1, $2, 'dialogue_social', 'CSA académique', '2026-11-20', 'Organisations', 'Vu.', 1, $3, $4, $4)`,
    [randomUUID(), campagneId, person("recteur").id, TEST_NOW],
  );
}

interface Candidature {
  readonly campagne: string;
  /** Null where no run enlightened it. */
  readonly calcul: string | null;
  readonly uai: string;
  readonly etat: EtatCandidature;
  readonly motif?: string;
}

/** A structure that the recteur decided on, without the steps that lead to it. */
export async function insererCandidature(
  { pool }: Pick<TestDatabase, "pool">,
  { now }: Pick<TestContext, "now">,
  { campagne, calcul, uai, etat, motif = "Examinée en instance." }: Candidature,
): Promise<void> {
  const id = randomUUID();
  await pool.query(
    `insert into candidature (id, campagne_id, uai, etat, origine, calcul_id, proactive, version, cree_le, modifiee_le)
     values ($1, $2, $3, $4, $5, $6, false, 1, $7, $7)`,
    [id, campagne, uai, etat, calcul ? "calcul" : "ajout", calcul, now()],
  );
  await pool.query(
    `insert into candidature_mouvement (id, candidature_id, de, vers, motif, agent_id, survenu_le)
     values ($1, $2, 'presente', $3, $4, $5, $6)`,
    [randomUUID(), id, etat, motif, person("recteur").id, now()],
  );
}

/** Moves one decision, as the commands of the candidatures do in the end. */
export async function changerEtat(
  { pool }: Pick<TestDatabase, "pool">,
  campagne: string,
  uai: string,
  etat: EtatCandidature,
): Promise<void> {
  await pool.query(
    "update candidature set etat = $3, version = version + 1 where campagne_id = $1 and uai = $2",
    [campagne, uai, etat],
  );
}

/**
 * The demonstration before its list of the year: campaign, run, decisions and what they told never were. As nobody but a
 * superuser can.
 */
export async function oublierListe({ pool }: TestDatabase): Promise<void> {
  await pool.query(`begin; set local session_replication_role = replica;
    delete from notification where genre like 'ciblage.%'; delete from courriel where gabarit = 'ciblage.publication';
    truncate appariement, groupe_comparaison, base_gelee, liste_publiee, position_organisation, concertation,
      candidature_argument, candidature_mouvement, candidature;
    create temporary table oubliee on commit drop as select id from campagne_ciblage where nom = 'Contrats locaux de l’année';
    delete from calcul_structure where calcul_id in (select c.id from calcul c join scenario s on s.id = c.scenario_id
      where s.campagne_id in (select id from oubliee));
    delete from calcul where scenario_id in (select id from scenario where campagne_id in (select id from oubliee));
    delete from scenario where campagne_id in (select id from oubliee);
    delete from question_ciblage where campagne_id in (select id from oubliee);
    delete from volontariat where campagne_id in (select id from oubliee);
    delete from campagne_ciblage where id in (select id from oubliee);
    commit`);
}
