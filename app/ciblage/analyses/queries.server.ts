import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { getLecteur, withinLecture } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { getCalculLu, getContenu, listLisibles } from "../calculs/queries.server.ts";
import type { Analyse } from "./rules.ts";
import { findTypologie } from "./typologies/queries.server.ts";

/** A finished run that the person may read, with what of it they may see; `NotFound` otherwise. */
export async function getAnalyse(db: Database, actor: Actor, id: string): Promise<Analyse> {
  const { calcul, campagne } = await getCalculLu(db, actor, id);
  const [contenu, lisibles, typologie] = await Promise.all([
    getContenu(db, id),
    listLisibles(db, actor, id),
    findTypologie(db, id),
  ]);
  return {
    calcul: {
      ...{ id, numero: calcul.numero, scenario: calcul.scenario, termineLe: calcul.termineLe },
      demande: { famille: calcul.demande.famille },
    },
    campagne: { id: campagne.id, nom: campagne.nom },
    ...contenu,
    ...{ lisibles, typologie },
    rh: hasPermission(actor, "indicateur.lire_rh"),
    masques: hasPermission(actor, "indicateur.lire_masque"),
  };
}

/**
 * Numbers of one variable of a run, for the structures whose value this person may read today: diffusion of the
 * indicator and statistical secrecy apply to a run as to any page.
 */
export async function listValeursLues(
  db: Database,
  actor: Actor,
  { entree, calcul }: Analyse,
  cle: string,
): Promise<ReadonlyMap<string, number>> {
  const place = entree.variables.findIndex((variable) => variable.cle === cle);
  const variable = entree.variables[place];
  if (!variable) return new Map();
  const lecteur = getLecteur(actor);
  const { rows } = await sql<{ uai: string }>`
    select structure.uai from calcul_structure join structure on structure.uai = calcul_structure.uai
      join indicateur on indicateur.code = ${variable.code}
    where calcul_structure.calcul_id = ${calcul.id} and ${withinScope(scopeOf(actor, "ciblage.lire"))}
      and ${withinLecture(lecteur)}
      and (${withinScope(lecteur.masques)} or not exists (
        select from valeur_indicateur v join valeur_masquee on valeur_masquee.valeur_id = v.id
        where v.uai = structure.uai and v.indicateur_code = ${variable.code} and v.annee = ${variable.annee}))`.execute(
    db,
  );
  const readable = new Set(rows.map(({ uai }) => uai));
  return new Map(
    entree.structures.flatMap(({ uai }, i) => {
      const valeur = entree.valeurs[i]?.[place]?.valeur ?? null;
      return valeur !== null && readable.has(uai) ? [[uai, valeur] as const] : [];
    }),
  );
}

export interface Position {
  readonly lon: number | null;
  readonly lat: number | null;
}

/** Where the structures of a run stand, within what the person reads. */
export async function listPositions(
  db: Database,
  actor: Actor,
  calculId: string,
): Promise<ReadonlyMap<string, Position>> {
  // A hundred metres: a point of this map is wider.
  const { rows } = await sql<Position & { uai: string }>`
    select structure.uai, round(longitude * 1e3) / 1e3 as lon, round(latitude * 1e3) / 1e3 as lat
    from calcul_structure join structure on structure.uai = calcul_structure.uai
    where calcul_structure.calcul_id = ${calculId} and ${withinScope(scopeOf(actor, "ciblage.lire"))}`.execute(
    db,
  );
  return new Map(rows.map(({ uai, lon, lat }) => [uai, { lon, lat }]));
}

/** Names of départements, by their codes. */
export async function listNomsDepartements(
  db: Database,
  codes: readonly string[],
): Promise<{ readonly code: string; readonly nom: string }[]> {
  if (codes.length === 0) return [];
  return db
    .selectFrom("departement")
    .select(["code", "nom"])
    .where("code", "in", codes)
    .orderBy("nom")
    .execute();
}
