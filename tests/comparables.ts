import { sql } from "kysely";
import { creerDistribution, marquerInstallation } from "#app/acces/commands.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { calculerModeles } from "#app/referentiel/comparables/attendu/commands.server.ts";
import { calculerProfils } from "#app/referentiel/comparables/profils/commands.server.ts";
import { DISTRIBUTION } from "#server/demonstration/distribution.ts";
import { LIEUX } from "./cast.ts";
import { type TestContext, type TestDatabase, testContext } from "./database.ts";
import { uaiOf } from "./imports.ts";

/** Years of the world below; the first is before the break of the IPS. */
const ANNEES = [2021, 2022, 2023, 2024] as const;
const FICHIER = "11111111-0000-4000-8000-000000000001";

export interface CollegeFictif {
  readonly uai: string;
  readonly secteur: "public" | "prive_sous_contrat";
  readonly ips: number;
  readonly ecartType: number;
  readonly effectif: number;
  /** Null where the file says nothing. */
  readonly eloignement: number | null;
  /** Rank of the typology of the commune; null where it is not known. */
  readonly densite: number | null;
  readonly candidats: number;
  readonly reussite: number;
}

/** The same numbers each time, without any pattern: a linear congruential generator (Numerical Recipes). */
function drawer(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

const tenth = (value: number) => Math.round(value * 10) / 10;

/**
 * Collèges whose inputs and results are known to the test, the first being that of the cast. Ten are private, some
 * lack an input.
 */
export function drawColleges(count = 90): CollegeFictif[] {
  const draw = drawer(20_261_122);
  return Array.from({ length: count }, (_, i) => {
    const ips = tenth(i === 0 ? 96.4 : 82 + draw() * 36);
    const candidats = 14 + Math.floor(draw() * 170);
    const rate = Math.min(0.99, Math.max(0.4, 0.55 + (ips - 70) * 0.006 + (draw() - 0.5) * 0.3));
    return {
      uai: i === 0 ? LIEUX.college : uaiOf("961", 4000 + i),
      secteur: i % 9 === 8 ? "prive_sous_contrat" : "public",
      ips,
      ecartType: tenth(26 + draw() * 9),
      effectif: 150 + Math.floor(draw() * 700),
      eloignement: i % 7 === 3 ? null : tenth(70 + draw() * 60),
      densite: i % 11 === 5 ? null : 1 + (i % 6),
      candidats,
      reussite: tenth((100 * Math.round(rate * candidats)) / candidats),
    } satisfies CollegeFictif;
  });
}

type Valeur = readonly [uai: string, code: string, annee: number, valeur: number];

function valeursOf(colleges: readonly CollegeFictif[]): Valeur[] {
  return colleges.flatMap((college) =>
    ANNEES.flatMap((annee): Valeur[] => {
      // Inputs of earlier years drift a little, so that a test can tell which year was read.
      const drift = (2024 - annee) * 0.3;
      return [
        [college.uai, "ips", annee, tenth(college.ips + drift)],
        [college.uai, "ips_ecart_type", annee, tenth(college.ecartType + drift)],
        [college.uai, "effectif_college", annee, college.effectif],
        ...(college.eloignement === null
          ? []
          : [[college.uai, "eloignement", annee, college.eloignement] satisfies Valeur]),
        [college.uai, "ivac_candidats_g", annee, college.candidats],
        [college.uai, "ivac_reussite_g", annee, college.reussite],
        [college.uai, "ivac_va_reussite_g", annee, tenth((college.reussite - 84) / 4)],
      ];
    }),
  );
}

/** An académie of the demonstration with the cast and these collèges, written without any file. */
export async function createMonde(
  database: TestDatabase,
  colleges: readonly CollegeFictif[] = drawColleges(),
): Promise<TestContext> {
  const context = testContext(database);
  await marquerInstallation(context, true);
  await insertTerritoires(database);
  const structures = [
    ...colleges.map(({ uai, secteur, densite }) => ({ uai, secteur, densite, type: "college" })),
    { uai: LIEUX.ecole, secteur: "public", densite: 3, type: "elementaire" },
  ];
  await database.pool.query(
    `insert into structure (uai, nom, type, type_presume, secteur, etat, commune_code, commune_nom, departement_code, academie_code, adresse, code_postal,
       source_identite, recherche, fichier_id, ligne, enregistre_le)
     select s.uai, 'Structure ' || s.uai, s.type, false, s.secteur, 'ouvert', case when s.densite is not null then '9610' || s.densite end, 'Port-Amarré',
       '961', '96', '', '', 'annuaire', 'structure ' || lower(s.uai), $1, 1, '2026-11-20T08:00:00Z'
     from jsonb_to_recordset($2::jsonb) as s (uai text, type text, secteur text, densite int)`,
    [FICHIER, JSON.stringify(structures)],
  );
  await insertValeurs(database, valeursOf(colleges));
  await creerDistribution(context, DISTRIBUTION);
  await recalculer(context);
  return context;
}

async function insertTerritoires({ pool }: TestDatabase): Promise<void> {
  await pool.query(`insert into import (id, etat, origine, depose_le, applique_le, version)
    values ('${FICHIER}', 'applique', 'commande', '2026-11-20T08:00:00Z', '2026-11-20T08:00:00Z', 1)`);
  await pool.query(`insert into import_fichier (id, import_id, rang, nom, taille, empreinte, emplacement, etat, avertissements)
    values ('${FICHIER}', '${FICHIER}', 1, 'essai.csv', 1, sha256(''), '', 'reconnu', '{}')`);
  await pool.query(
    "insert into academie (code, nom, nation) values ('96', 'Port-Amarré', 'demonstration') on conflict do nothing",
  );
  await pool.query(
    "insert into departement (code, nom, academie_code) values ('961', 'Haute-Amarre', '96'), ('962', 'Basse-Amarre', '96') on conflict do nothing",
  );
  await pool.query(
    "insert into circonscription (code, nom, departement_code) values ($1, 'Circonscription', '962') on conflict do nothing",
    [LIEUX.circonscription],
  );
  await pool.query(`insert into commune (code, nom, departement_code, typologie)
    select '9610' || i, 'Commune ' || i, '961', 'tr' || i from generate_series(1, 6) i`);
}

/** Writes values as an import would; those of the same indicator and year are replaced. */
export async function insertValeurs({ pool }: TestDatabase, valeurs: readonly Valeur[]): Promise<void> {
  const rows = JSON.stringify(valeurs.map(([uai, code, annee, valeur]) => ({ uai, code, annee, valeur })));
  await pool.query(
    `update valeur_indicateur v set remplace_le = '2026-11-21T08:00:00Z'
     from jsonb_to_recordset($1::jsonb) as n (uai text, code text, annee int, valeur double precision)
     where v.uai = n.uai and v.indicateur_code = n.code and v.annee = n.annee and v.remplace_le is null`,
    [rows],
  );
  await pool.query(
    `insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
     select uai, code, annee, valeur, 'ok', valeur::text, $2, 1, code, '2026-11-20T08:00:00Z'
     from jsonb_to_recordset($1::jsonb) as n (uai text, code text, annee int, valeur double precision)`,
    [rows, FICHIER],
  );
}

/** Covers values by secrecy, as an import would. */
export async function maskValeurs(
  { pool }: TestDatabase,
  uais: readonly string[],
  code: string,
): Promise<void> {
  await pool.query(
    `insert into valeur_masquee (valeur_id, motif) select id, 'petit_effectif' from valeur_indicateur
     where uai = any($1) and indicateur_code = $2 and remplace_le is null on conflict do nothing`,
    [uais, code],
  );
}

/** What an import that touched everything ends with. */
export async function recalculer(context: Pick<TestContext, "db" | "now">): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await sql`create temporary table touche on commit drop as
      select distinct indicateur_code, annee from valeur_indicateur`.execute(tx);
    for (const table of ["structure_changee", "arrivee_commune"])
      await sql.raw(`create temporary table ${table} (champ text) on commit drop`).execute(tx);
    await calculerProfils(tx);
    await calculerModeles(tx, context.now());
  });
}
