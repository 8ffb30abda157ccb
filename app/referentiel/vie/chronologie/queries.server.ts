import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  type DecisionLue,
  type DispositifLu,
  type Evenement,
  evenementOfDecision,
  evenementOfFait,
  evenementOfFiliation,
  evenementOfModification,
  evenementOfStatut,
  evenementsOfDispositif,
  type FaitLu,
  type FiliationLue,
  type ModificationLue,
  orderEvenements,
  type StatutLu,
  sourceOf,
} from "./rules.ts";

const AUTEUR = sql<string | null>`(select a.prenom || ' ' || a.nom from agent a where a.id = x.agent_id)`;

/** Changes of identity and typed facts, latest first. A file that repeats a source adds nothing to tell. */
async function listModificationsLues(db: Database, uai: string): Promise<ModificationLue[]> {
  const { rows } = await sql<Omit<ModificationLue, "jour"> & { le: Date }>`
    select x.id, x.champ, x.avant, x.apres, x.enregistre_le as le, f.nom as fichier, x.ligne, ${AUTEUR} as auteur, x.motif
    from structure_modification x left join import_fichier f on f.id = x.fichier_id
    where x.uai = ${uai} and x.champ <> 'source_identite' order by x.id desc limit 500`.execute(db);
  return rows.map(({ le, ...row }) => ({ ...row, jour: civilDay(le) }));
}

/** Links with what came before and after; the other's name only when it is in scope. */
export async function listFiliations(db: Database, scope: Scope, uai: string): Promise<FiliationLue[]> {
  const { rows } = await sql<FiliationLue>`
    select x.id, x.genre, x.effet_le as "effetLe", x.acte, x.vers_uai = ${uai} as vient, o.uai as "autreUai",
      structure.nom as "autreNom", null as fichier, null as ligne, ${AUTEUR} as auteur, x.motif
    from filiation x
    cross join lateral (select case when x.de_uai = ${uai} then x.vers_uai else x.de_uai end as uai) o
    left join structure on structure.uai = o.uai and ${withinScope(scope)}
    where (x.de_uai = ${uai} or x.vers_uai = ${uai}) and x.retiree_le is null
    order by x.effet_le desc, x.id`.execute(db);
  return rows;
}

/** Schemes of a structure, past ones included, that nobody withdrew. */
export async function listDispositifs(db: Database, uai: string): Promise<DispositifLu[]> {
  const { rows } = await sql<DispositifLu>`
    select x.id, d.libelle, x.debut, x.fin, x.precision_texte as precision, x.source as dit, f.nom as fichier, x.ligne,
      ${AUTEUR} as auteur, null as motif
    from structure_dispositif x join dispositif d on d.code = x.dispositif_code
    left join import_fichier f on f.id = x.fichier_id
    where x.uai = ${uai} and x.retire_le is null order by x.debut desc, d.ordre`.execute(db);
  return rows;
}

/** Local facts of a structure and of its commune. */
export async function listFaitsLocaux(db: Database, uai: string): Promise<FaitLu[]> {
  const { rows } = await sql<FaitLu>`
    select x.id, x.genre, x.survenu_le as "survenuLe", x.description, x.preuve, c.nom as commune,
      null as fichier, null as ligne, ${AUTEUR} as auteur, null as motif
    from fait_local x left join commune c on c.code = x.commune_code
    where x.retire_le is null
      and (x.uai = ${uai} or x.commune_code = (select commune_code from structure where uai = ${uai}))
    order by x.survenu_le desc, x.id`.execute(db);
  return rows;
}

async function listStatuts(db: Database, uai: string): Promise<StatutLu[]> {
  const { rows } = await sql<StatutLu>`
    select x.annee, x.statut, f.nom as fichier, x.ligne, null as auteur, null as motif
    from statut_ep_annuel x join import_fichier f on f.id = x.fichier_id
    where x.uai = ${uai} and x.remplace_le is null order by x.annee desc`.execute(db);
  return rows;
}

async function listDecisions(db: Database, uai: string): Promise<DecisionLue[]> {
  const { rows } = await sql<Omit<DecisionLue, "jour"> & { le: Date }>`
    select x.id, x.annee, x.orpheline, x.decidee_le as le, null as fichier, null as ligne, ${AUTEUR} as auteur, x.motif
    from decision_orpheline x where x.uai = ${uai}`.execute(db);
  return rows.map(({ le, ...row }) => ({ ...row, jour: civilDay(le) }));
}

interface Bornes {
  readonly ouverteLe: string | null;
  readonly fermeeLe: string | null;
  readonly fichier: string;
  readonly ligne: number;
}

async function listBornes(db: Database, uai: string): Promise<Evenement[]> {
  const { rows } = await sql<Bornes>`
    select s.ouverte_le as "ouverteLe", s.fermee_le as "fermeeLe", f.nom as fichier, s.ligne
    from structure s join import_fichier f on f.id = s.fichier_id where s.uai = ${uai}`.execute(db);
  return rows.flatMap(({ ouverteLe, fermeeLe, ...origine }) => {
    const base = { detail: null, autreUai: null };
    const source = sourceOf({ ...origine, auteur: null, motif: null });
    return [
      ...(ouverteLe
        ? [
            {
              ...base,
              cle: "ouverture",
              jour: ouverteLe,
              nature: "ouverture" as const,
              phrase: "Ouverture",
              source,
            },
          ]
        : []),
      ...(fermeeLe
        ? [
            {
              ...base,
              cle: "fermeture",
              jour: fermeeLe,
              nature: "fermeture" as const,
              phrase: "Fermeture : dernier jour de fonctionnement",
              source: "Voir le changement de l’état, plus haut, ou l’origine de l’identité",
            },
          ]
        : []),
    ];
  });
}

/** The whole life of a structure that the caller found in scope, latest first. */
export async function listEvenements(db: Database, scope: Scope, uai: string): Promise<Evenement[]> {
  const [bornes, modifications, filiations, dispositifs, statuts, faits, decisions] = await Promise.all([
    listBornes(db, uai),
    listModificationsLues(db, uai),
    listFiliations(db, scope, uai),
    listDispositifs(db, uai),
    listStatuts(db, uai),
    listFaitsLocaux(db, uai),
    listDecisions(db, uai),
  ]);
  return orderEvenements([
    ...bornes,
    ...modifications.map(evenementOfModification),
    ...filiations.map(evenementOfFiliation),
    ...dispositifs.flatMap(evenementsOfDispositif),
    ...statuts.map(evenementOfStatut),
    ...faits.map(evenementOfFait),
    ...decisions.map(evenementOfDecision),
  ]);
}
