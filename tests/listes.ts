import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { scopeOf } from "#app/acces/rules.ts";
import type { EtatCandidature } from "#app/ciblage/candidatures/rules.ts";
import { gelerBase } from "#app/ciblage/listes/base/commands.server.ts";
import { publierListe } from "#app/ciblage/listes/commands.server.ts";
import { tirerGroupe } from "#app/ciblage/listes/comparaison/commands.server.ts";
import { getProjet } from "#app/ciblage/listes/publication/queries.server.ts";
import type { LignePubliee } from "#app/ciblage/listes/rules.ts";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { calculerDemonstration } from "./calculs.ts";
import { person } from "./cast.ts";
import type { TestContext, TestDatabase } from "./database.ts";
import { actorOf } from "./personnes.ts";

export interface CampagneDecidee {
  readonly campagne: string;
  readonly calcul: string;
  /** UAI of the structures of the population, those that the rule keeps first. */
  readonly uais: readonly string[];
}

/** A campaign of the demonstration with its run, a social dialogue, and as many decided structures as states are given. */
export async function deciderDemonstration(
  database: TestDatabase,
  context: TestContext,
  etats: readonly EtatCandidature[],
): Promise<CampagneDecidee> {
  const { campagne, calcul } = await calculerDemonstration(database, context);
  const { rows } = await database.pool.query<{ uai: string }>(
    `select uai from calcul_structure where calcul_id = $1 order by retenue desc, uai collate "C"`,
    [calcul],
  );
  const uais = rows.map(({ uai }) => uai);
  await consignerDialogue(database, context, campagne);
  for (const [i, etat] of etats.entries())
    await insererCandidature(database, context, { campagne, calcul, uai: uais[i] as string, etat });
  return { campagne, calcul, uais };
}

async function consignerDialogue(
  { pool }: TestDatabase,
  { now }: TestContext,
  campagne: string,
): Promise<void> {
  await pool.query(
    `insert into concertation (id, campagne_id, genre, instance, tenue_le, participants, compte_rendu, version, agent_id,
      enregistree_le, modifiee_le)
     values ($1, $2, 'dialogue_social', 'CSA', '2026-11-20', '', '', 1, $3, $4, $4)`,
    [randomUUID(), campagne, person("pilote_academique").id, now()],
  );
}

interface Candidature {
  readonly campagne: string;
  readonly calcul: string | null;
  readonly uai: string;
  readonly etat: EtatCandidature;
}

export async function insererCandidature(
  { pool }: TestDatabase,
  { now }: TestContext,
  { campagne, calcul, uai, etat }: Candidature,
): Promise<void> {
  const id = randomUUID();
  await pool.query(
    `insert into candidature (id, campagne_id, uai, etat, origine, calcul_id, proactive, version, cree_le, modifiee_le)
     values ($1, $2, $3, $4, $5, $6, false, 1, $7, $7)`,
    [id, campagne, uai, etat, calcul ? "calcul" : "ajout", calcul, now()],
  );
  await pool.query(
    `insert into candidature_mouvement (id, candidature_id, de, vers, motif, agent_id, survenu_le)
     values ($1, $2, 'presente', $3, 'Examinée en instance.', $4, $5)`,
    [randomUUID(), id, etat, person("recteur").id, now()],
  );
}

/** Moves one decision, as the commands of the candidatures do in the end. */
export async function changerEtat(
  { pool }: TestDatabase,
  campagne: string,
  uai: string,
  etat: EtatCandidature,
): Promise<void> {
  await pool.query(
    "update candidature set etat = $3, version = version + 1 where campagne_id = $1 and uai = $2",
    [campagne, uai, etat],
  );
}

/** The recteur publishes the list as it stands; returns the id of the version. */
export async function publier(context: TestContext, campagne: string, motif = ""): Promise<string> {
  const actor = await actorOf(context, "recteur");
  const { rows } = await context.pool.query("select etat from campagne_ciblage where id = $1", [campagne]);
  const { empreinte } = await getProjet(context.db, { id: campagne, etat: rows[0].etat });
  return publierListe(
    context,
    { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.publier") },
    campagne,
    { ...{ regles: "La règle.", motif, message: "Bonjour.\n\nÀ bientôt.", nomsPublics: false }, empreinte },
  );
}

/**
 * Two versions of a list about a few collèges of an académie, with their baseline and comparison group, written without
 * the acts that lead to them: the campaign stays as it is. Returns the id of the second.
 */
export async function insererVersions(
  { db, newId }: Pick<TestDatabase, "db" | "newId">,
  {
    campagne,
    calculs,
    now,
  }: { readonly campagne: string; readonly calculs: readonly string[]; readonly now: Date },
): Promise<string> {
  const { rows } = await sql<LignePubliee & { academie: string }>`
    select s.uai, s.nom, s.type, s.secteur, s.commune_nom as commune, s.departement_code as departement,
      null as ruralite, 'retenu' as etat, '[]'::jsonb as motifs, s.academie_code as academie
    from structure s join campagne_ciblage c on c.academie_code = s.academie_code and c.id = ${campagne}::uuid
    where s.type = 'college' and s.secteur = 'public' and s.etat = 'ouvert' order by s.uai limit 3`.execute(
    db,
  );
  const lignes = rows.map(({ academie: _, ...ligne }) => ligne);
  const versions = [
    lignes.slice(0, 2),
    lignes.map((ligne, i) => (i === 0 ? { ...ligne, etat: "a_decline" } : ligne)),
  ];
  const ids = [newId(), newId()];
  await inTransaction(db, async (tx) => {
    for (const [i, contenus] of versions.entries()) {
      await sql`insert into liste_publiee (id, campagne_id, numero, publiee_le, publiee_par, noms_publics, regles, motif, message,
          contenu, empreinte)
        values (${ids[i]}, ${campagne}, ${i + 1}, ${now}, ${person("recteur").id}, false, ${"Collèges\n\n- IPS au plus 90"},
          ${i === 0 ? "" : "Une structure a décliné."}, 'Bonjour.', ${JSON.stringify({ campagne, numero: i + 1, calculs: [], lignes: contenus })},
          sha256(${`version ${i}`}::bytea))`.execute(tx);
      const choisies = contenus.filter(({ etat }) => etat === "retenu").map(({ uai }) => uai);
      const comparaisons = await tirerGroupe(tx, {
        ...{
          listeId: ids[i] as string,
          famille: "colleges",
          choisies,
          exclues: choisies,
          calculs,
          jour: civilDay(now),
        },
        campagne: { academie: rows[0]?.academie ?? "", population: POPULATION_PAR_DEFAUT },
      });
      await gelerBase(tx, ids[i] as string, { choisies, comparaisons });
    }
  });
  return ids[1] as string;
}
