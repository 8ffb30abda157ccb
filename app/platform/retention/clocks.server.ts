import { type RawBuilder, sql } from "kysely";
import type { TableDecrite } from "./catalogue.server.ts";

/** Clocks that no column of the table holds, as a person reads them after « après ». */
const HORLOGES: Readonly<Record<string, string>> = {
  fin_de_fonction: "la fin de la dernière fonction de la personne",
  evenement: "l’acte",
};

export function isHorloge(table: TableDecrite, horloge: string): boolean {
  if (horloge === "fin_de_fonction") return ownerColumn(table) !== undefined;
  if (horloge === "evenement") return table.colonnes.some(({ nom }) => nom === "audit_event_id");
  return table.colonnes.some(({ nom, type }) => nom === horloge && /^(date|timestamp)/.test(type));
}

/** @example libelleHorloge(table, "cree_le") // "dépôt" */
export function libelleHorloge(table: TableDecrite, horloge: string): string {
  const known = HORLOGES[horloge];
  if (known) return known;
  const texte = table.colonnes.find(({ nom }) => nom === horloge)?.texte ?? horloge;
  const first = texte.split(/[.;,(]/u)[0]?.trim() ?? horloge;
  return `« ${first} »`;
}

/** The column that says whose row it is. */
function ownerColumn(table: TableDecrite): string | undefined {
  if (table.nom === "agent") return "id";
  return table.colonnes.find(({ nom, designe }) => nom === "agent_id" && designe)?.nom;
}

/**
 * The instant from which the term runs, for the row `t`; null while it has not begun to run. A civil date begins at
 * midnight in Paris. Somebody who never had a function is counted from their first entry.
 */
export function sqlHorloge(table: TableDecrite, horloge: string): RawBuilder<unknown> {
  if (horloge === "evenement")
    return sql`(select e.survenu_le from audit_event e where e.id = t.audit_event_id)`;
  if (horloge === "fin_de_fonction") {
    const owner = sql.ref(`t.${ownerColumn(table) ?? "id"}`);
    return sql`(select case when bool_or(p.fin is null) then null else max(p.fin)::timestamp at time zone 'Europe/Paris' end from (
      select f.fin from fonction_exercee f where f.agent_id = ${owner}
      union all select d.fin from delegation d where d.delegataire_id = ${owner} and d.revoquee_le is null
      union all select (a.cree_le at time zone 'Europe/Paris')::date from agent a where a.id = ${owner}) p)`;
  }
  const column = sql.ref(`t.${horloge}`);
  const isDate = table.colonnes.some(({ nom, type }) => nom === horloge && type === "date");
  return isDate ? sql`(${column}::timestamp at time zone 'Europe/Paris')` : column;
}
