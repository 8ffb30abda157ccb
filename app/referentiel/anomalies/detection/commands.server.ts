import { sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { DATASETS } from "../../imports/datasets/catalogue.ts";
import { anneeAttendue } from "../rules.ts";
import { trouverDansArrivees } from "./arrivees/commands.server.ts";
import { trouverDansStructures } from "./structures/commands.server.ts";
import { trouverDansValeurs } from "./valeurs/commands.server.ts";

/**
 * Looks for what is odd in the data that an import has just written: within the pairs of the temporary table
 * `touche`, the lines of `arrivee_*`, and every structure. An anomaly that is found again keeps its justification; one
 * that was looked for and is no longer there has disappeared.
 */
export async function detecterAnomalies(tx: Tx, context: Context): Promise<void> {
  await createTrouvailles(tx);
  await trouverDansValeurs(tx);
  await trouverDansStructures(tx);
  await trouverDansArrivees(tx);
  await trouverJeuxPerimes(tx, civilDay(context.now()));
  await enregistrerTrouvailles(tx, context);
}

/** After the threshold of secrecy has risen: sentences about values that are hidden now are written again, without them. */
export async function redireAnomalies(tx: Tx, context: Context): Promise<void> {
  await createTrouvailles(tx);
  await trouverDansValeurs(tx);
  await enregistrerTrouvailles(tx, context);
  await sql`drop table anomalie_trouvee, anomalie_cherchee, anomalie_paire`.execute(tx);
}

async function createTrouvailles(tx: Tx): Promise<void> {
  await sql`create temporary table anomalie_trouvee (cle text, genre text, uai text, academie_code text, indicateur_code text,
    annee smallint, jeu text, constat text, conseil text) on commit drop`.execute(tx);
  // Known anomalies that this detection would find again if they still held.
  await sql`create temporary table anomalie_cherchee (id uuid) on commit drop`.execute(tx);
}

/** Datasets that were imported once and whose producer has published since. */
async function trouverJeuxPerimes(tx: Tx, jour: string): Promise<void> {
  await sql`insert into anomalie_cherchee select id from anomalie where genre = 'jeu_perime'`.execute(tx);
  const suivis = DATASETS.flatMap(({ code, libelle, indicateurs, moisPublication }) =>
    moisPublication === undefined || indicateurs.length === 0
      ? []
      : [
          {
            code,
            libelle,
            attendue: anneeAttendue(moisPublication, jour),
            codes: indicateurs.map((i) => i.indicateur),
          },
        ],
  );
  await sql`insert into anomalie_trouvee
    select 'jeu_perime ' || j.code, 'jeu_perime', null, null, null, null, j.code,
      format('%s : la dernière rentrée connue est %s-%s, alors que celle de %s-%s est sans doute publiée.',
        j.libelle, max(c.annee), max(c.annee) + 1, j.attendue, j.attendue + 1),
      'Téléchargez le dernier fichier du producteur, puis importez-le.'
    from jsonb_to_recordset(${JSON.stringify(suivis)}::jsonb) as j (code text, libelle text, attendue int, codes jsonb)
    join couverture_indicateur c on j.codes ? c.indicateur_code
    where exists (select from import_fichier f join import i on i.id = f.import_id
      where f.jeu = j.code and (i.etat = 'applique' or f.id in (select id from arrivee_fichier)))
    group by j.code, j.libelle, j.attendue having max(c.annee) < j.attendue`.execute(tx);
}

async function enregistrerTrouvailles(tx: Tx, context: Context): Promise<void> {
  const now = context.now();
  await sql`update anomalie a set etat = 'disparue', revue_le = ${now}, version = version + 1
    where a.id in (select id from anomalie_cherchee) and a.etat <> 'disparue'
      and not exists (select from anomalie_trouvee t where t.cle = a.cle)`.execute(tx);
  await sql`update anomalie a set constat = left(t.constat, 1000), conseil = t.conseil, revue_le = ${now}, version = a.version + 1,
      etat = case when a.etat <> 'disparue' then a.etat when a.justification is null then 'ouverte' else 'justifiee' end
    from (select distinct on (cle) * from anomalie_trouvee order by cle, constat) t
    where t.cle = a.cle and (a.etat = 'disparue' or a.constat <> left(t.constat, 1000) or a.conseil <> t.conseil)`.execute(
    tx,
  );
  const { rows } = await sql<{ n: number }>`select count(distinct t.cle)::int as n from anomalie_trouvee t
    where not exists (select from anomalie a where a.cle = t.cle)`.execute(tx);
  const ids = Array.from({ length: rows[0]?.n ?? 0 }, context.newId);
  await sql`insert into anomalie (id, cle, genre, uai, academie_code, indicateur_code, annee, jeu, constat, conseil, etat, detectee_le, revue_le, version)
    select i.id, t.cle, t.genre, t.uai, t.academie_code, t.indicateur_code, t.annee, t.jeu, left(t.constat, 1000), t.conseil, 'ouverte', ${now}, ${now}, 1
    from (select u.*, row_number() over (order by u.cle) as rang from (
      select distinct on (n.cle) n.* from anomalie_trouvee n
      where not exists (select from anomalie a where a.cle = n.cle) order by n.cle, n.constat) u) t
    join unnest(${ids}::uuid[]) with ordinality as i (id, rang) on i.rang = t.rang`.execute(tx);
}
