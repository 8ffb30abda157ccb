import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";

/** Whose values a person reads: one scope by diffusion, and one for what secrecy covers. */
export interface Lecteur {
  readonly ouverte: Scope;
  readonly interne: Scope;
  readonly rh: Scope;
  /** Structures whose masked values are shown all the same. */
  readonly masques: Scope;
}

export function getLecteur(actor: Actor): Lecteur {
  return {
    ouverte: scopeOf(actor, "indicateur.lire"),
    interne: scopeOf(actor, "indicateur.lire_interne"),
    rh: scopeOf(actor, "indicateur.lire_rh"),
    masques: scopeOf(actor, "indicateur.lire_masque"),
  };
}

/**
 * The condition that a value may be read at all, for a query that knows the tables `structure` and `indicateur` under
 * their own names. Every page, export, document and interface that shows a value of a structure goes through it.
 */
export function withinLecture({ ouverte, interne, rh }: Lecteur): RawBuilder<SqlBool> {
  return sql<SqlBool>`case indicateur.diffusion
    when 'ouverte' then ${withinScope(ouverte)}
    when 'interne' then ${withinScope(interne)}
    else ${withinScope(rh)} end`;
}

/** Joins what secrecy covers to a query whose values are called `v`. */
export const withMasque = sql`left join valeur_masquee on valeur_masquee.valeur_id = v.id`;

/** True for a value that secrecy hides from this person; after `withMasque`, with the table `structure` known. */
export function isMasquee({ masques }: Lecteur): RawBuilder<SqlBool> {
  return sql<SqlBool>`(valeur_masquee.valeur_id is not null and not ${withinScope(masques)})`;
}

/** The number of a value as this person may read it, and its status: `masque` instead of the number. */
export function readValeur(lecteur: Lecteur): {
  valeur: RawBuilder<number | null>;
  statut: RawBuilder<string>;
} {
  const hidden = isMasquee(lecteur);
  return {
    valeur: sql<number | null>`case when ${hidden} then null else v.valeur end`,
    statut: sql<string>`case when ${hidden} then 'masque' else v.statut end`,
  };
}

/**
 * The condition that a reference may be read, for a query whose references are called `r`: complete ones where nothing
 * is hidden from this person, elsewhere those without masked values that no difference would give away.
 */
export function withinReference({ masques }: Lecteur): RawBuilder<SqlBool> {
  if (masques.nation) return sql<SqlBool>`r.base = 'complete'`;
  const academies = sql`${[...masques.academies]}::text[]`;
  const departements = sql`(${[...masques.departements]}::text[] || array(select code from departement where academie_code = any(${academies})))`;
  return sql<SqlBool>`case when case r.niveau
      when 'nation' then false
      when 'academie' then r.territoire = any(${academies})
      when 'departement' then r.territoire = any(${departements})
      when 'bassin' then r.territoire in (select code from bassin where academie_code = any(${academies}))
      else r.territoire in (select code from circonscription where departement_code = any(${departements})) end
    then r.base = 'complete' else not r.masquee end`;
}
