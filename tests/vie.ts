import type { Permission } from "#app/acces/droits/rules.ts";
import type { Fonction, PorteeType } from "#app/acces/fonctions/rules.ts";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { TestContext } from "./database.ts";
import { uaiOf } from "./imports.ts";

/** The person who acts in the tests of the life of structures. */
export const AGENT = "00000000-0000-4000-8000-00000000a9e1";
const IMPORT = "00000000-0000-4000-8000-00000000f1c0";
const FICHIER = "00000000-0000-4000-8000-00000000f1c1";

/** Somebody who exercises one function on one territory. */
export function acteur(fonction: Fonction, porteeType: PorteeType, porteeCode: string): Actor {
  const exercee = { fonction, porteeType, porteeCode, debut: "2024-09-01", fin: null };
  return { agentId: AGENT, nomComplet: "Nora Quai", fonctions: [exercee] };
}

export function porteeOf(permission: Permission, departement = "72", fonction: Fonction = "dsden"): Scope {
  return scopeOf(acteur(fonction, "departement", departement), permission);
}

/** An agent and a file, to which structures and values refer. */
export async function preparer({ pool }: TestContext): Promise<void> {
  await pool.query(
    `insert into agent (id, nom, prenom, courriel, demonstration, cree_le) values ($1, 'Quai', 'Nora', 'n@exemple.fr', false, '2026-01-01')
     on conflict do nothing`,
    [AGENT],
  );
  await pool.query(
    `insert into import (id, etat, origine, depose_le, applique_le, version) values ($1, 'applique', 'commande', '2026-01-01', '2026-01-01', 1)`,
    [IMPORT],
  );
  await pool.query(
    `insert into import_fichier (id, import_id, rang, nom, taille, empreinte, emplacement, etat, avertissements)
     values ($1, $2, 1, 'annuaire.csv', 1, decode(repeat('00', 32), 'hex'), '/nulle/part', 'reconnu', '{}')`,
    [FICHIER, IMPORT],
  );
  await pool.query(
    `insert into commune (code, nom, departement_code, typologie) values ('72181', 'Le Mans', '72', 'tr6') on conflict do nothing`,
  );
}

export type Colonnes = Readonly<Record<string, string | number | boolean | null>>;

/** An open public collège of Le Mans, unless told otherwise. Gives back its UAI. */
export async function inserer({ pool }: TestContext, numero: number, change: Colonnes = {}): Promise<string> {
  const uai = typeof change.uai === "string" ? change.uai : uaiOf("072", numero);
  const row: Colonnes = {
    uai,
    nom: `Structure ${numero}`,
    type: "college",
    secteur: "public",
    etat: "ouvert",
    commune_code: "72181",
    commune_nom: "Le Mans",
    departement_code: "72",
    academie_code: "17",
    adresse: "",
    code_postal: "",
    source_identite: "annuaire",
    type_presume: false,
    recherche: `structure ${numero}`,
    fichier_id: FICHIER,
    ligne: numero,
    enregistre_le: "2026-01-01",
    ...(change.statut_ep ? { statut_ep_annee: 2024 } : {}),
    ...change,
  };
  const names = Object.keys(row);
  await pool.query(
    `insert into structure (${names.join(", ")}) values (${names.map((_, index) => `$${index + 1}`).join(", ")})`,
    Object.values(row),
  );
  return uai;
}

/** A current value of an indicator, published. */
export async function insererValeur(
  { pool }: TestContext,
  {
    uai,
    annee,
    valeur,
    indicateur = "ips",
  }: { uai: string; annee: number; valeur: number; indicateur?: string },
): Promise<void> {
  await pool.query(
    `insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
     values ($1, $2, $3, $4, 'ok', 'lu', $5, 1, 'IPS', '2026-01-01')`,
    [uai, indicateur, annee, valeur, FICHIER],
  );
}

/** Events of the journal about one object, in order. */
export async function evenementsOf({ pool }: TestContext, objetId: string): Promise<string[]> {
  const { rows } = await pool.query<{ evenement: string }>(
    "select evenement from audit_event where objet_id = $1 order by id",
    [objetId],
  );
  return rows.map(({ evenement }) => evenement);
}

/** Everything the acts of this part may write, counted: a refusal changes none of it. */
export async function compterEcrits({ pool }: TestContext): Promise<Record<string, number>> {
  const { rows } = await pool.query(`select (select count(*)::int from structure_saisie) as saisies,
    (select count(*)::int from structure_modification) as modifications, (select count(*)::int from filiation) as filiations,
    (select count(*)::int from structure_dispositif) as dispositifs, (select count(*)::int from fait_local) as faits,
    (select count(*)::int from decision_orpheline) as decisions, (select count(*)::int from participation_academie) as participations,
    (select count(*)::int from structure where etat = 'ferme') as fermees, (select count(*)::int from audit_event) as audits`);
  return rows[0];
}
