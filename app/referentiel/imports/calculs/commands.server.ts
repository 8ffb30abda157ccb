import { sql } from "kysely";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import type { ReportProgress } from "#app/platform/jobs/tache.server.ts";
import { calculerModeles } from "../../comparables/attendu/commands.server.ts";
import { calculerProfils } from "../../comparables/profils/commands.server.ts";
import { calculerCouverture } from "../../donnees/commands.server.ts";
import { calculerReferences } from "../../indicateurs/commands.server.ts";
import { calculerMasques } from "../../secret/commands.server.ts";
import { masquerReferences } from "../../secret/references/commands.server.ts";
import { calculerDistancesEp } from "../../vie/distances/commands.server.ts";
import { calculerOrphelines } from "../../vie/orphelines/commands.server.ts";

/** Everything that pages read ready-made, recomputed for what the import touched, in the order in which it depends on itself. */
export async function recalculer(tx: Tx, context: Context, progress: ReportProgress): Promise<void> {
  await progress(820, "Repérage de ce qui change");
  await noterIndicateursTouches(tx);
  await progress(825, "Secret des petits effectifs");
  await calculerMasques(tx);
  await progress(830, "Calcul des références");
  await calculerReferences(tx);
  await masquerReferences(tx);
  await progress(890, "Profils et valeurs attendues");
  await calculerProfils(tx);
  await calculerModeles(tx, context.now());
  await progress(935, "Couverture");
  await calculerCouverture(tx);
  await progress(937, "Réseaux et écoles orphelines");
  const changed = await readChangements(tx);
  if (changed.lieux) await calculerDistancesEp(tx);
  if (changed.orphelines) await calculerOrphelines(tx, context.now());
  await progress(950, "Comptages");
  await recalculerComptages(tx);
  await progress(960, "Enregistrement du compte rendu");
}

/** What the slowest calculations depend on: they look at every structure, and most imports change none of it. */
async function readChangements(tx: Tx): Promise<{ lieux: boolean; orphelines: boolean }> {
  const { rows } = await sql<{ lieux: boolean; orphelines: boolean }>`
    select lieux, lieux or ips or exists (select from secteur_retenu) as orphelines from (
      select exists (select from structure_nouvelle where not connue) or exists (select from structure_changee)
          or exists (select from statut_retenu) as lieux,
        exists (select from touche where indicateur_code = 'ips') as ips) c`.execute(tx);
  return rows[0] ?? { lieux: true, orphelines: true };
}

/** Values from which an import changes the shape of the tables. */
const MESURE = 5_000;

/** Remembers which (indicator, year) pairs must have their references computed anew. */
async function noterIndicateursTouches(tx: Tx): Promise<void> {
  await sql`create temporary table touche on commit drop as
    with directe as (select distinct indicateur_code, annee from valeur_retenue), deplacee as (
      select distinct indicateur_code, annee from valeur_indicateur
      where remplace_le is null and uai in (select uai from structure_changee
        where champ in ('type', 'secteur', 'departement_code', 'circonscription_code', 'bassin_code')))
    select * from directe union select * from deplacee
    union
    -- What weighs, divides or masks another indicator touches it too.
    select i.code, d.annee from directe d join indicateur i on d.indicateur_code in (i.poids_code, i.denominateur_code, i.total_code)
    union
    select i.total_code, d.annee from directe d join indicateur i on i.code = d.indicateur_code and i.total_code is not null`.execute(
    tx,
  );
  await sql`analyze touche`.execute(tx);
  // A first import fills tables that nobody has measured yet: without figures the planner reads them row by row.
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from valeur_retenue`.execute(tx);
  if ((rows[0]?.n ?? 0) > MESURE) await sql`analyze structure, valeur_indicateur`.execute(tx);
}

/** Counts of open structures by territory, type, sector and status, and words that a search may correct towards. */
async function recalculerComptages(tx: Tx): Promise<void> {
  await sql`delete from comptage_structure`.execute(tx);
  await sql`insert into comptage_structure (academie_code, departement_code, type, secteur, statut_ep, n)
    select academie_code, departement_code, type, secteur, coalesce(statut_ep, 'inconnu'), count(*)
    from structure where etat <> 'ferme' group by 1, 2, 3, 4, 5`.execute(tx);
  await sql`insert into mot_recherche (mot)
    select distinct mot from structure_nouvelle n join structure s using (uai), regexp_split_to_table(s.recherche, ' ') as mot
    where length(mot) >= 3 and mot ~ '[a-z]'
    on conflict do nothing`.execute(tx);
}
