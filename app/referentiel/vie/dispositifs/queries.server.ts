import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { canAttribuer, type LigneListe, type Periode } from "./rules.ts";

/** A line of a pasted list as it would be recorded, or why it would not. */
export interface LigneApercue {
  readonly numero: number;
  readonly texte: string;
  readonly uai: string | null;
  readonly nom: string | null;
  readonly commune: string | null;
  readonly raison: string | null;
}

interface Connue {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string;
  readonly periodes: readonly Periode[];
}

/** What each line of a list would do, without doing it. A structure out of scope reads as unknown. */
export async function listLignesApercues(
  db: Database,
  scope: Scope,
  lignes: readonly LigneListe[],
  { dispositif, ...periode }: Periode & { readonly dispositif: string },
): Promise<LigneApercue[]> {
  const uais = lignes.flatMap(({ uai }) => uai ?? []);
  const { rows } = await sql<Connue>`
    select structure.uai, structure.nom, structure.commune_nom as commune,
      coalesce((select json_agg(json_build_object('debut', x.debut, 'fin', x.fin)) from structure_dispositif x
        where x.uai = structure.uai and x.dispositif_code = ${dispositif} and x.retire_le is null), '[]') as periodes
    from structure where structure.uai = any(${uais}::text[]) and ${withinScope(scope)}`.execute(db);
  const connues = new Map(rows.map((row) => [row.uai, row]));
  return lignes.map((ligne) => {
    const connue = ligne.uai === undefined ? undefined : connues.get(ligne.uai);
    const verdict = connue ? canAttribuer(periode, connue.periodes, "Ce dispositif") : undefined;
    const absente = "Aucune structure de votre portée ne porte cet UAI : vérifiez-le ou retirez la ligne.";
    return {
      numero: ligne.numero,
      texte: ligne.texte,
      uai: ligne.uai ?? null,
      nom: connue?.nom ?? null,
      commune: connue?.commune ?? null,
      raison: ligne.raison ?? (connue ? (verdict?.ok === false ? verdict.message : null) : absente),
    };
  });
}
