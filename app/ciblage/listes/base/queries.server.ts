import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { getLecteur, withinLecture } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import type { StatutValeur } from "#app/referentiel/rules.ts";

/** A value as it stood on the day of the publication, and as this person may read it. */
export interface ValeurGelee {
  readonly id: number;
  readonly uai: string;
  readonly nom: string;
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

export interface FiltresBase {
  /** UAI; "" for all. */
  readonly structure: string;
  /** Code of an indicator; "" for all. */
  readonly indicateur: string;
}

export const TRIS_BASE = ["nom", "indicateur", "annee"] as const;

export interface PageBase {
  readonly tri: (typeof TRIS_BASE)[number];
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
}

/**
 * Values of the chosen structures that the person reads: comparisons are never among them. What a value was covered by
 * on that day is no longer known once it is replaced: it is then read by those from whom nothing is masked only.
 */
function selectValeurs(actor: Actor, listeId: string) {
  const lecteur = getLecteur(actor);
  const hidden = sql`((valeur_masquee.valeur_id is not null or v.remplace_le is not null)
    and not ${withinScope(lecteur.masques)})`;
  return sql`select g.id, structure.uai, structure.nom, indicateur.code, indicateur.libelle, indicateur.unite,
      indicateur.decimales, indicateur.ordre, g.annee, case when ${hidden} then null else g.valeur end as valeur,
      case when ${hidden} then 'masque' else g.statut end as statut
    from base_gelee join structure on structure.uai = base_gelee.uai
    cross join lateral jsonb_to_recordset(base_gelee.valeurs)
      as g (id bigint, code text, annee int, valeur double precision, statut text)
    join indicateur on indicateur.code = g.code left join valeur_indicateur v on v.id = g.id
    left join valeur_masquee on valeur_masquee.valeur_id = g.id
    where base_gelee.liste_id = ${listeId}::uuid and base_gelee.role = 'choisie'
      and ${withinScope(scopeOf(actor, "ciblage.lire"))} and ${withinLecture(lecteur)}`;
}

/** One page of the frozen values; the caller has read the list. */
export async function listBase(
  db: Database,
  actor: Actor,
  listeId: string,
  { structure, indicateur, tri, sens, limit, offset }: FiltresBase & PageBase,
): Promise<{ readonly valeurs: ValeurGelee[]; readonly total: number }> {
  const direction = sens === "desc" ? sql`desc` : sql`asc`;
  const column = sql.ref(tri === "indicateur" ? "b.ordre" : `b.${tri}`);
  const { rows } = await sql<ValeurGelee & { total: number }>`
    select b.*, count(*) over ()::int as total from (${selectValeurs(actor, listeId)}) b
    where (${structure} = '' or b.uai = ${structure}) and (${indicateur} = '' or b.code = ${indicateur})
    order by ${column} ${direction}, b.nom, b.uai, b.ordre, b.code, b.annee desc, b.id limit ${limit} offset ${offset}`.execute(
    db,
  );
  return { valeurs: rows, total: rows[0]?.total ?? 0 };
}

export interface ChoixBase {
  readonly structures: readonly { readonly value: string; readonly label: string }[];
  readonly indicateurs: readonly { readonly value: string; readonly label: string }[];
}

/** Structures and indicators that the person reads in a frozen base. */
export async function listChoixBase(db: Database, actor: Actor, listeId: string): Promise<ChoixBase> {
  const { rows } = await sql<{ uai: string; nom: string; code: string; libelle: string; ordre: number }>`
    select distinct b.uai, b.nom, b.code, b.libelle, b.ordre from (${selectValeurs(actor, listeId)}) b
    order by b.nom, b.uai, b.ordre, b.code`.execute(db);
  const unique = (pairs: readonly (readonly [string, string])[]) =>
    [...new Map(pairs)].map(([value, label]) => ({ value, label }));
  const byOrder = [...rows].sort((a, b) => a.ordre - b.ordre || (a.code < b.code ? -1 : 1));
  return {
    structures: unique(rows.map(({ uai, nom }) => [uai, `${nom} (${uai})`])),
    indicateurs: unique(byOrder.map(({ code, libelle }) => [code, libelle])),
  };
}
