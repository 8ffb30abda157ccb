import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import type { Reglage, Taux } from "./rules.ts";

export interface Relations {
  readonly equations: readonly { readonly total: string; readonly parties: readonly string[] }[];
  readonly taux: readonly (Omit<Taux, "denominateur"> & { readonly denominateur: string })[];
  /** Indicators that a total or a rate links to others. */
  readonly liees: readonly string[];
  /** Indicators by what links them, each in one family; one of its own for whoever has no link. */
  readonly familles: readonly (readonly string[])[];
}

/** How counts and rates of the dictionary are tied to one another. */
export async function listRelations(db: Database): Promise<Relations> {
  const { rows } = await sql<{
    code: string;
    total: string | null;
    denominateur: string | null;
    seuil: number | null;
    compte: boolean;
  }>`select code, total_code as total, seuil_publication as seuil, compte,
      -- A percentage that weighs by a count divides by it, even where its producer sets no threshold.
      coalesce(denominateur_code, case when unite = '%' then poids_code end) as denominateur
    from indicateur where objet = 'structure' order by code`.execute(db);
  const totals = [...new Set(rows.flatMap(({ total }) => total ?? []))];
  const equations = totals.map((total) => ({
    total,
    parties: rows.filter((row) => row.total === total && row.compte).map(({ code }) => code),
  }));
  const taux = rows.flatMap(({ code, denominateur, seuil }) =>
    denominateur === null
      ? []
      : [
          {
            code,
            denominateur,
            seuilPublication: seuil,
            parties: rows.filter((row) => row.total === denominateur && row.compte).map((row) => row.code),
          },
        ],
  );
  const liens = [
    ...equations.flatMap(({ total, parties }) => parties.map((code) => [total, code] as const)),
    ...taux.map(({ code, denominateur }) => [denominateur, code] as const),
  ];
  return {
    equations,
    taux,
    liees: [...new Set(liens.flat())],
    familles: familiesOf(
      rows.map(({ code }) => code),
      liens,
    ),
  };
}

function familiesOf(codes: readonly string[], liens: readonly (readonly [string, string])[]): string[][] {
  const family = new Map(codes.map((code) => [code, [code]]));
  for (const [a, b] of liens) {
    const [one, other] = [family.get(a), family.get(b)];
    if (!one || !other || one === other) continue;
    one.push(...other);
    for (const code of other) family.set(code, one);
  }
  return [...new Set(family.values())];
}

/** Counts from 1 to one less than this are hidden. */
export async function getSeuilPetitEffectif(db: Database): Promise<number> {
  const { valeur } = await db
    .selectFrom("reglage")
    .select("valeur")
    .where("code", "=", "seuil_petit_effectif")
    .executeTakeFirstOrThrow();
  return valeur;
}

export interface ReglageVu extends Reglage {
  readonly tache: TacheVue | undefined;
  readonly masquees: number;
}

export interface TacheVue {
  readonly etat: "en_attente" | "en_cours" | "terminee" | "echouee" | "annulee";
  readonly avancement: number;
  readonly etape: string;
  readonly erreur: string | null;
}

/** The threshold of secrecy, what it hides today, and the recomputation that its last rise asked for. */
export async function getReglageSecret(db: Database): Promise<ReglageVu> {
  const reglage = await db
    .selectFrom("reglage")
    .selectAll()
    .where("code", "=", "seuil_petit_effectif")
    .executeTakeFirstOrThrow();
  const tache = await db
    .selectFrom("tache")
    .select(["etat", "avancement", "etape", "erreur"])
    .where("objet_type", "=", "reglage")
    .where("objet_id", "=", reglage.code)
    .orderBy("demandee_le", "desc")
    .executeTakeFirst();
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from valeur_masquee`.execute(db);
  return { ...reglage, tache: tache as TacheVue | undefined, masquees: rows[0]?.n ?? 0 };
}
