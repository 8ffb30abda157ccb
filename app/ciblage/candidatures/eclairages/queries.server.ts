import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  type CritereDit,
  direCriteres,
  direFragiles,
  direImputeesLisibles,
} from "../../calculs/explications/rules.ts";
import { listValeursLisibles } from "../../calculs/listes/queries.server.ts";
import { listerLignes } from "../../calculs/listes/rules.ts";
import { getCalculLu, getContenu } from "../../calculs/queries.server.ts";

/** What a run says of one structure, as far as a person may read it. */
export interface Eclairage {
  readonly calcul: {
    readonly id: string;
    readonly numero: number;
    readonly scenario: { readonly nom: string };
  };
  /** Null where the structure is not in the population of the run. */
  readonly ligne: {
    readonly retenue: boolean;
    readonly frequence: number | null;
    readonly aDepartager: boolean;
    readonly criteres: readonly CritereDit[];
    readonly completees: string;
  } | null;
  /** Indicators of the rule that their notice calls weak. */
  readonly fragiles: readonly string[];
}

/** What the run that enlightens a candidature says of it; the caller has read the candidature. */
export async function findEclairage(
  db: Database,
  actor: Actor,
  { calculId, uai }: { readonly calculId: string | null; readonly uai: string },
): Promise<Eclairage | null> {
  if (calculId === null) return null;
  const { calcul } = await getCalculLu(db, actor, calculId);
  const { entree, resultat } = await getContenu(db, calculId);
  const [ligne] = listerLignes(entree, resultat, new Set([uai]));
  const valeurs = ligne ? await listValeursLisibles(db, actor, entree, [uai]) : new Set<string>();
  return {
    calcul: { id: calcul.id, numero: calcul.numero, scenario: calcul.scenario },
    fragiles: direFragiles(entree),
    ligne: ligne
      ? {
          ...{ retenue: ligne.retenue, frequence: ligne.frequence, aDepartager: ligne.aDepartager },
          criteres: direCriteres(entree, ligne, valeurs),
          completees: direImputeesLisibles(entree, ligne, valeurs),
        }
      : null,
  };
}

export interface VolontariatLu {
  readonly texte: string;
  /** ISO instant. */
  readonly le: string;
}

/** What a structure wrote when it came forward; the caller has read its candidature. */
export async function findVolontariat(
  db: Database,
  { campagneId, uai }: { readonly campagneId: string; readonly uai: string },
): Promise<VolontariatLu | null> {
  const { rows } = await sql<{ texte: string; le: Date }>`select texte, declare_le as le from volontariat
    where campagne_id = ${campagneId}::uuid and uai = ${uai} and retire_le is null`.execute(db);
  const [row] = rows;
  return row ? { texte: row.texte, le: row.le.toISOString() } : null;
}
