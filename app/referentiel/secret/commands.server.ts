import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demanderTache, type ReportProgress } from "#app/platform/jobs/tache.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import { redireAnomalies } from "../anomalies/detection/commands.server.ts";
import { calculerReferences, verrouillerReferences } from "../indicateurs/commands.server.ts";
import { getSeuilPetitEffectif, listRelations, type Relations } from "./queries.server.ts";
import { masquerReferences } from "./references/commands.server.ts";
import { canRelever, choisirMasques, type Equation, type Taux } from "./rules.ts";

/**
 * Recomputes which values secrecy covers, for the pairs of the temporary table `touche` and for whatever a total or a
 * rate links to them. Pairs whose hidden values change join `touche`: their references are to be computed anew.
 */
export async function calculerMasques(tx: Tx): Promise<void> {
  const seuil = await getSeuilPetitEffectif(tx);
  const relations = await listRelations(tx);
  await createPerimetre(tx, relations);
  await createPrimaires(tx, seuil);
  await ajouterLies(tx, relations, seuil);
  await enregistrerMasques(tx);
}

/** Every (indicator, year) that secrecy may have to look at again. */
async function createPerimetre(tx: Tx, { familles }: Relations): Promise<void> {
  const pairs = familles.flatMap((famille, rank) => famille.map((code) => [code, rank] as const));
  await sql`create temporary table secret_perimetre on commit drop as
    with famille as (select * from unnest(${pairs.map(([code]) => code)}::text[], ${pairs.map(([, rank]) => rank)}::int[]) as f (code, famille))
    select distinct autre.code as indicateur_code, t.annee from touche t join famille f on f.code = t.indicateur_code
    join famille autre on autre.famille = f.famille`.execute(tx);
  await sql`create unique index on secret_perimetre (indicateur_code, annee)`.execute(tx);
  await sql`analyze secret_perimetre`.execute(tx);
}

/** Small counts, former versions included: what a correction replaced told as much. */
async function createPrimaires(tx: Tx, seuil: number): Promise<void> {
  await sql`create temporary table secret_nouveau on commit drop as
    select v.id as valeur_id, v.uai, v.indicateur_code, v.annee, 'petit_effectif'::text as motif
    from secret_perimetre p
    join indicateur i on i.code = p.indicateur_code and i.compte
    join valeur_indicateur v on v.indicateur_code = p.indicateur_code and v.annee = p.annee
    where v.valeur > 0 and v.valeur < ${seuil}`.execute(tx);
  await sql`create unique index on secret_nouveau (valeur_id)`.execute(tx);
  await sql`analyze secret_nouveau`.execute(tx);
}

interface Membre {
  readonly annee: number;
  readonly uai: string;
  readonly valeurs: readonly [code: string, valeur: number, id: number][];
}

/** Rates of too few, then what totals and rates would give back, year by year: only where something is hidden. */
async function ajouterLies(tx: Tx, relations: Relations, seuil: number): Promise<void> {
  const { rows: annees } = await sql<{ annee: number }>`
    select distinct annee from secret_perimetre order by annee`.execute(tx);
  for (const { annee } of annees) {
    const { rows } = await sql<Membre>`
      with concernee as (
        select uai from secret_nouveau where annee = ${annee}
        union
        select d.uai from indicateur i join secret_perimetre p on p.indicateur_code = i.code and p.annee = ${annee}
        join valeur_indicateur d on d.indicateur_code = i.denominateur_code and d.annee = p.annee and d.remplace_le is null
        where d.valeur < i.seuil_publication
      )
      select ${annee}::int as annee, v.uai, json_agg(json_build_array(v.indicateur_code, v.valeur, v.id)) as valeurs
      from concernee c join valeur_indicateur v on v.uai = c.uai and v.annee = ${annee} and v.remplace_le is null and v.valeur is not null
        and v.indicateur_code = any(${relations.liees}::text[])
      join secret_perimetre p on p.indicateur_code = v.indicateur_code and p.annee = v.annee
      group by v.uai`.execute(tx);
    const ajouts = rows.flatMap((membre) => listMasquesOf(membre, relations, seuil));
    await sql`insert into secret_nouveau (valeur_id, uai, indicateur_code, annee, motif)
      select a.id, v.uai, v.indicateur_code, v.annee, a.motif
      from unnest(${ajouts.map(({ id }) => id)}::bigint[], ${ajouts.map(({ motif }) => motif)}::text[]) as a (id, motif)
      join valeur_indicateur v on v.id = a.id
      on conflict do nothing`.execute(tx);
  }
}

function listMasquesOf({ valeurs }: Membre, relations: Relations, seuil: number) {
  const known = new Map(valeurs.map(([code, valeur, id]) => [code, { code, valeur, id }]));
  const equations = relations.equations.map(
    ({ total, parties }): Equation => ({
      total: known.get(total),
      parties: parties.flatMap((code) => known.get(code) ?? []),
    }),
  );
  const taux = relations.taux.flatMap((relation): Taux[] => {
    const denominateur = known.get(relation.denominateur);
    if (!denominateur || !known.has(relation.code)) return [];
    return [{ ...relation, denominateur, parties: relation.parties.filter((code) => known.has(code)) }];
  });
  return [...choisirMasques({ equations, taux }, seuil)].flatMap(([code, motif]) => {
    const valeur = known.get(code);
    return valeur ? [{ id: valeur.id, motif }] : [];
  });
}

/** Writes differences only. What a replaced value hid stays hidden. */
async function enregistrerMasques(tx: Tx): Promise<void> {
  await sql`create temporary table secret_change on commit drop as
    with ancien as (
      select m.valeur_id, m.motif, v.indicateur_code, v.annee from valeur_masquee m
      join valeur_indicateur v on v.id = m.valeur_id
      join secret_perimetre p on p.indicateur_code = v.indicateur_code and p.annee = v.annee
      where v.remplace_le is null
    )
    select coalesce(a.valeur_id, n.valeur_id) as valeur_id, coalesce(a.indicateur_code, n.indicateur_code) as indicateur_code,
      coalesce(a.annee, n.annee) as annee, n.motif, a.valeur_id is not null as connue
    from ancien a full join secret_nouveau n on n.valeur_id = a.valeur_id
    where a.motif is distinct from n.motif`.execute(tx);
  await sql`delete from valeur_masquee m using secret_change c where c.valeur_id = m.valeur_id and c.motif is null`.execute(
    tx,
  );
  await sql`insert into valeur_masquee (valeur_id, motif) select valeur_id, motif from secret_change where motif is not null
    on conflict (valeur_id) do update set motif = excluded.motif`.execute(tx);
  await sql`insert into touche (indicateur_code, annee)
    select distinct c.indicateur_code, c.annee from secret_change c
    where (not c.connue or c.motif is null)
      and not exists (select from touche t where t.indicateur_code = c.indicateur_code and t.annee = c.annee)`.execute(
    tx,
  );
  // What weighs by a value that is hidden from now on must not tell it.
  await sql`insert into touche (indicateur_code, annee)
    select distinct i.code, c.annee from secret_change c join indicateur i on i.poids_code = c.indicateur_code
    where not exists (select from touche t where t.indicateur_code = i.code and t.annee = c.annee)`.execute(
    tx,
  );
}

const SEUIL = "seuil_petit_effectif";

export interface Relevement {
  readonly valeur: number;
  /** What the person was reading. */
  readonly lue: number;
  readonly agentId: string;
}

/** Raises the threshold of secrecy: it holds at once for the next imports, and everything is recomputed in the background. */
export async function releverSeuil(context: Context, { valeur, lue, agentId }: Relevement): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const reglage = await tx
      .selectFrom("reglage")
      .selectAll()
      .where("code", "=", SEUIL)
      .forUpdate()
      .executeTakeFirst();
    if (!reglage) throw new NotFound();
    demand(canRelever(reglage, valeur, lue));
    await tx.updateTable("reglage").set({ valeur }).where("code", "=", SEUIL).execute();
    await demanderTache(tx, context, {
      genre: "secret.recalculer",
      objetType: "reglage",
      objetId: SEUIL,
      demandeePar: agentId,
      file: "imports",
    });
    await recordAudit(tx, context, {
      evenement: "reglage.relever",
      objetType: "reglage",
      objetId: SEUIL,
      agentId,
      faits: { avant: lue, apres: valeur },
    });
  });
}

/** Recomputes what secrecy covers and every reference, year by year, in one transaction: never half of a threshold. */
export async function recalculerSecret(context: Context, progress: ReportProgress): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerReferences(tx);
    const { rows: annees } = await sql<{ annee: number }>`
      select distinct annee from valeur_indicateur where remplace_le is null order by annee`.execute(tx);
    for (const [index, { annee }] of annees.entries()) {
      await progress((1000 * index) / annees.length, `Rentrée ${annee}`);
      await sql`create temporary table touche on commit drop as
        select distinct indicateur_code, annee from valeur_indicateur where annee = ${annee} and remplace_le is null`.execute(
        tx,
      );
      await calculerMasques(tx);
      await calculerReferences(tx);
      await masquerReferences(tx);
      await redireAnomalies(tx, context);
      await sql`drop table touche, secret_perimetre, secret_nouveau, secret_change, mesure, borne`.execute(
        tx,
      );
    }
    await recordAudit(tx, context, {
      evenement: "secret.recalculer",
      objetType: "reglage",
      objetId: SEUIL,
      agentId: null,
      faits: { annees: annees.length },
    });
  });
}
