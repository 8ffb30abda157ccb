import { type RawBuilder, type SqlBool, sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { normalizeSearch } from "#app/referentiel/rules.ts";
import type { Fonction, PorteeType } from "../../fonctions/rules.ts";
import { readLibellePortee, withinPortees } from "../../portees/queries.server.ts";
import type { Scope } from "../../rules.ts";
import type { EtatPersonne } from "../rules.ts";
import type { FiltresPersonnes } from "../schema.ts";

export interface FonctionLue {
  readonly id: string;
  readonly fonction: Fonction;
  readonly porteeType: PorteeType;
  readonly porteeCode: string;
  readonly portee: string;
  readonly debut: string;
  readonly fin: string | null;
}

export interface PersonneLigne {
  readonly id: string;
  readonly nom: string;
  readonly prenom: string;
  readonly courriel: string | null;
  readonly etat: EtatPersonne;
  readonly vueLe: Date | null;
  /** Functions within the reader's scope: living ones, or all of them when none lives. */
  readonly fonctions: readonly FonctionLue[];
}

/** `f` is a function of `a` that the reader may know of. */
export const withinReader = (scope: Scope) => withinPortees(scope, "f.portee_type", "f.portee_code");

/** A person is known to whoever has one of their functions in scope, past ones too; without any, to the whole service. */
export function withinPersonnes(scope: Scope): RawBuilder<SqlBool> {
  if (scope.nation) return sql<SqlBool>`true`;
  return sql<SqlBool>`exists (select from fonction_exercee f where f.agent_id = a.id and ${withinReader(scope)})`;
}

/** One state by person, the first that holds: closed, in function, invited and not come yet, to come, ended, none. */
function etatOf(scope: Scope, day: string, now: Date): RawBuilder<EtatPersonne> {
  const has = (condition: RawBuilder<unknown>) =>
    sql`exists (select from fonction_exercee f where f.agent_id = a.id and ${withinReader(scope)} and ${condition})`;
  const invited = sql`exists (select from invitation i where i.agent_id = a.id and i.acceptee_le is null
    and i.annulee_le is null and i.expire_le > ${now}) and not exists (select from session s where s.agent_id = a.id)`;
  return sql<EtatPersonne>`case when a.ferme_le is not null then 'fermee' when ${invited} then 'invitee'
    when ${has(sql`f.debut <= ${day} and (f.fin is null or f.fin > ${day})`)} then 'en_fonction'
    when ${has(sql`f.debut > ${day} and (f.fin is null or f.fin > f.debut)`)} then 'a_venir'
    when ${has(sql`true`)} then 'terminee' else 'sans_droit' end`;
}

export const FONCTION_LUE = sql`f.id, f.fonction, f.portee_type as "porteeType", f.portee_code as "porteeCode",
  ${readLibellePortee("f.portee_type", "f.portee_code")} as portee, f.debut, f.fin`;

function fonctionsOf(scope: Scope, day: string): RawBuilder<FonctionLue[]> {
  return sql<FonctionLue[]>`(select coalesce(json_agg(t order by t.debut desc, t.fonction), '[]') from (
    select ${FONCTION_LUE} from fonction_exercee f where f.agent_id = a.id and ${withinReader(scope)}
      and (f.fin is null or f.fin > ${day} or not exists (select from fonction_exercee v where v.agent_id = a.id
        and (v.fin is null or v.fin > ${day}) and ${withinPortees(scope, "v.portee_type", "v.portee_code")}))) t)`;
}

export const TRIS_PERSONNES = ["nom", "courriel", "entree"] as const;
export type TriPersonnes = (typeof TRIS_PERSONNES)[number];
const ORDRES: Readonly<Record<TriPersonnes, RawBuilder<unknown>>> = {
  nom: sql`lower(unaccent(a.nom))`,
  courriel: sql`a.courriel`,
  entree: sql`"vueLe"`,
};

export interface DemandePersonnes {
  readonly scope: Scope;
  readonly filtres: FiltresPersonnes;
  readonly tri: TriPersonnes;
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
}

/** What the words, the function, the scope and the state of the filters keep. */
function conditionsOf({ scope, filtres }: DemandePersonnes, day: string, now: Date): RawBuilder<SqlBool>[] {
  const conditions = [withinPersonnes(scope), ...withinMots(filtres.q)];
  const { fonction, perimetre, etat } = filtres;
  const living = sql`(f.fin is null or f.fin > ${day})`;
  if (fonction)
    conditions.push(sql<SqlBool>`exists (select from fonction_exercee f where f.agent_id = a.id and f.fonction = ${fonction}
      and ${living} and ${withinReader(scope)})`);
  for (const word of normalizeSearch(perimetre ?? "")
    .split(" ")
    .filter(Boolean)
    .slice(0, 6))
    conditions.push(sql<SqlBool>`exists (select from fonction_exercee f where f.agent_id = a.id and ${withinReader(scope)}
      and lower(unaccent(${readLibellePortee("f.portee_type", "f.portee_code")} || ' ' || f.portee_code)) like ${`%${word}%`})`);
  if (etat) conditions.push(sql<SqlBool>`${etatOf(scope, day, now)} = ${etat}`);
  return conditions;
}

/** Every word is somewhere in the name or the address. An address keeps its signs: they are what one types. */
function withinMots(q: string | undefined): RawBuilder<SqlBool>[] {
  const words = (q ?? "").trim().split(/\s+/).filter(Boolean).slice(0, 6);
  return words.map((word) => {
    const typed = `%${word.replace(/[\\%_]/g, "\\$&")}%`;
    return sql<SqlBool>`lower(unaccent(a.prenom || ' ' || a.nom || ' ' || coalesce(a.courriel, ''))) like lower(unaccent(${typed}))`;
  });
}

/** One page of the people in scope, and their number. */
export async function listPersonnes(
  context: Context,
  demande: DemandePersonnes,
): Promise<{ lignes: PersonneLigne[]; total: number }> {
  const now = context.now();
  const day = civilDay(now);
  const where = sql.join(conditionsOf(demande, day, now), sql` and `);
  const sens = demande.sens === "desc" ? sql`desc nulls last` : sql`asc nulls first`;
  const { rows } = await sql<PersonneLigne>`
    select a.id, a.nom, a.prenom, a.courriel, ${etatOf(demande.scope, day, now)} as etat,
      (select max(s.vue_le) from session s where s.agent_id = a.id) as "vueLe", ${fonctionsOf(demande.scope, day)} as fonctions
    from agent a where ${where}
    order by ${ORDRES[demande.tri]} ${sens}, a.prenom, a.id limit ${demande.limit} offset ${demande.offset}`.execute(
    context.db,
  );
  const { rows: counted } = await sql<{
    n: number;
  }>`select count(*)::int as n from agent a where ${where}`.execute(context.db);
  return { lignes: rows, total: counted[0]?.n ?? 0 };
}
