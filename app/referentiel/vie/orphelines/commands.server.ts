import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { type ActeSurStructure, noterModification, verrouillerStructure } from "../commands.server.ts";
import { canDecider, ECOLES_EP_MINIMUM, TYPES_ORPHELINES } from "./rules.ts";

const TYPES = sql`${[...TYPES_ORPHELINES]}::text[]`;
const EN_EP = sql`('rep', 'rep_plus')`;

/** « 87,6 »: one decimal, a comma, as the pages write it. */
const ecrit = (column: string) => sql`replace(round(${sql.ref(column)}::numeric, 1)::text, '.', ',')`;
const rentree = (column: string) => sql`${sql.ref(column)} || '-' || (${sql.ref(column)} + 1)`;

/**
 * Which écoles are orphelines, for the latest year at which the index of an école is known in each nation. Set-based:
 * run after each import. An école is compared with its own latest value of the current series and the median of that
 * very year; never across a break. Rows of former years stay as they were told then.
 */
export async function calculerOrphelines(tx: Tx, now: Date): Promise<void> {
  await sql`drop table if exists orpheline_ips, orpheline_annee, orpheline_mediane, orpheline_calculee`.execute(
    tx,
  );
  await lireIps(tx);
  await calculerMedianes(tx);
  await conclureEcoles(tx);
  await sql`analyze orpheline_calculee`.execute(tx);
  await sql`delete from orpheline o using orpheline_annee a, structure s, academie ac
    where s.uai = o.uai and ac.code = s.academie_code and ac.nation = a.nation and o.annee = a.annee
      and not exists (select 1 from orpheline_calculee c where c.uai = o.uai and c.annee = o.annee)`.execute(
    tx,
  );
  await sql`insert into orpheline (uai, annee, calcul, raisons, calcule_le)
    select uai, annee, calcul, raisons, ${now} from orpheline_calculee
    on conflict (uai, annee) do update
      set calcul = excluded.calcul, raisons = excluded.raisons, calcule_le = excluded.calcule_le
      where (orpheline.calcul, orpheline.raisons) is distinct from (excluded.calcul, excluded.raisons)`.execute(
    tx,
  );
}

/** The published index of public écoles within the current series; what secrecy covers is not read. */
async function lireIps(tx: Tx): Promise<void> {
  await sql`create temporary table orpheline_ips on commit drop as
    with derniere as (
      select a.nation, max(v.annee) as annee
      from valeur_indicateur v join structure s on s.uai = v.uai join academie a on a.code = s.academie_code
      where v.indicateur_code = 'ips' and v.remplace_le is null and v.valeur is not null and s.type = any(${TYPES})
      group by a.nation),
    serie as (
      select d.nation, d.annee, coalesce((select max(r.annee) from rupture_serie r
        where r.indicateur_code = 'ips' and r.annee <= d.annee and (r.types is null or r.types && ${TYPES})), 0) as depuis
      from derniere d)
    select v.uai, v.annee, v.valeur, serie.nation,
      coalesce((select e.statut from statut_ep_annuel e
        where e.uai = v.uai and e.annee = v.annee and e.remplace_le is null), s.statut_ep) in ${EN_EP} as en_ep
    from valeur_indicateur v
    join structure s on s.uai = v.uai
    join academie a on a.code = s.academie_code
    join serie on serie.nation = a.nation and v.annee between serie.depuis and serie.annee
    where v.indicateur_code = 'ips' and v.remplace_le is null and v.valeur is not null
      and s.type = any(${TYPES}) and s.secteur = 'public'
      and not exists (select 1 from valeur_masquee m where m.valeur_id = v.id)`.execute(tx);
  await sql`create temporary table orpheline_annee on commit drop as
    select nation, max(annee) as annee from orpheline_ips group by nation`.execute(tx);
  // Without statistics, the plan of what follows would run the values through for each école.
  await sql`analyze orpheline_ips`.execute(tx);
}

async function calculerMedianes(tx: Tx): Promise<void> {
  await sql`create temporary table orpheline_mediane on commit drop as
    select nation, annee, percentile_cont(0.5) within group (order by valeur) as mediane
    from orpheline_ips where en_ep group by nation, annee having count(*) >= ${ECOLES_EP_MINIMUM}`.execute(
    tx,
  );
}

/** Three conditions, each true, false or unknown: one false says no, one unknown among true ones says that we do not know. */
async function conclureEcoles(tx: Tx): Promise<void> {
  await sql`create temporary table orpheline_calculee on commit drop as
    with derniere_ips as (select distinct on (uai) uai, annee, valeur from orpheline_ips order by uai, annee desc),
    ecole as (
      select s.uai, an.annee, s.statut_ep, i.annee as ips_annee, i.valeur as ips, m.mediane,
        s.secteur_college_uai, c.nom as college, c.statut_ep as college_ep,
        s.statut_ep = 'hors_ep' as hors_ep, i.valeur <= m.mediane as proche, c.statut_ep = 'hors_ep' as secteur_hors_ep
      from structure s
      join academie a on a.code = s.academie_code
      join orpheline_annee an on an.nation = a.nation
      left join derniere_ips i on i.uai = s.uai
      left join orpheline_mediane m on m.nation = a.nation and m.annee = i.annee
      left join structure c on c.uai = s.secteur_college_uai and c.type = 'college'
      where s.type = any(${TYPES}) and s.secteur = 'public' and s.etat <> 'ferme'
        and s.statut_ep is distinct from 'rep' and s.statut_ep is distinct from 'rep_plus')
    select uai, annee,
      case when not (coalesce(hors_ep, true) and coalesce(proche, true) and coalesce(secteur_hors_ep, true)) then 'non'
        when hors_ep and proche and secteur_hors_ep then 'oui' else 'indetermine' end as calcul,
      array[${RAISON_EP}, ${RAISON_IPS}, ${RAISON_SECTEUR}] as raisons
    from ecole`.execute(tx);
}

const RAISON_EP = sql`case when hors_ep then 'L’école est hors éducation prioritaire.'
  else 'Le statut d’éducation prioritaire de l’école n’est pas publié.' end`;

const RAISON_IPS = sql`case
  when ips is null then 'L’IPS de l’école n’est pas publié dans la série en cours.'
  when mediane is null then 'Son IPS ' || ${rentree("ips_annee")} || ' est de ' || ${ecrit("ips")}
    || ', mais trop peu d’écoles en éducation prioritaire ont un IPS cette année-là pour en tirer une médiane.'
  when proche then 'Son IPS ' || ${rentree("ips_annee")} || ' est de ' || ${ecrit("ips")}
    || ' : il ne dépasse pas la médiane des écoles en éducation prioritaire (' || ${ecrit("mediane")} || ').'
  else 'Son IPS ' || ${rentree("ips_annee")} || ' est de ' || ${ecrit("ips")}
    || ' : il dépasse la médiane des écoles en éducation prioritaire (' || ${ecrit("mediane")} || ').' end`;

const RAISON_SECTEUR = sql`case
  when secteur_college_uai is null then 'Son collège de secteur n’est pas connu.'
  when college is null then 'Son collège de secteur (' || secteur_college_uai || ') n’est pas un collège connu.'
  when college_ep is null then 'Le statut d’éducation prioritaire de son collège de secteur, ' || college || ', n’est pas publié.'
  when secteur_hors_ep then 'Son collège de secteur, ' || college || ', est hors éducation prioritaire.'
  else 'Son collège de secteur, ' || college || ', est en éducation prioritaire.' end`;

export interface DecisionOrpheline extends ActeSurStructure {
  readonly annee: number;
  readonly orpheline: boolean;
  /** Id of the decision that the person was reading; null when there was none. */
  readonly vue: string | null;
}

/** Recognises an école as orpheline, or says that it is not: a new decision takes the place of the former, which stays. */
export async function deciderOrpheline(context: Context, decision: DecisionOrpheline): Promise<void> {
  const { uai, annee, orpheline, motif, agentId } = decision;
  await inTransaction(context.db, async (tx) => {
    demand(canDecider(await verrouillerStructure(tx, decision)));
    await retirerCourante(tx, context, decision);
    const id = context.newId();
    await tx
      .insertInto("decision_orpheline")
      .values({ id, uai, annee, orpheline, motif, agent_id: agentId, decidee_le: context.now() })
      .execute();
    await recordAudit(tx, context, {
      evenement: "orpheline.decider",
      objetType: "structure",
      objetId: uai,
      agentId,
      faits: { id, annee, orpheline, remplace: decision.vue },
      apres: { motif },
    });
  });
}

/** Withdraws the decision in force: the calculation speaks again. */
export async function retirerDecision(
  context: Context,
  acte: Omit<DecisionOrpheline, "orpheline">,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await verrouillerStructure(tx, acte);
    if (acte.vue === null)
      throw new Refusal("sans_decision", "Aucune décision n’est en vigueur : il n’y a rien à retirer.");
    const avant = await retirerCourante(tx, context, acte);
    await noterModification(tx, context, acte, {
      champ: "orpheline",
      avant: avant ? "Reconnue comme orpheline" : "Non reconnue comme orpheline",
      apres: null,
    });
    await recordAudit(tx, context, {
      evenement: "orpheline.retirer_decision",
      objetType: "structure",
      objetId: acte.uai,
      agentId: acte.agentId,
      faits: { id: acte.vue, annee: acte.annee },
      apres: { motif: acte.motif },
    });
  });
}

/** Closes the decision that the person was reading; refuses when it is no longer that one. Gives back what it said. */
async function retirerCourante(
  tx: Tx,
  context: Context,
  { uai, annee, vue }: Pick<DecisionOrpheline, "uai" | "annee" | "vue">,
): Promise<boolean | undefined> {
  const courante = await tx
    .selectFrom("decision_orpheline")
    .select(["id", "orpheline"])
    .where("uai", "=", uai)
    .where("annee", "=", annee)
    .where("retiree_le", "is", null)
    .executeTakeFirst();
  if ((courante?.id ?? null) !== vue)
    throw new Refusal(
      "version_perimee",
      "Quelqu’un d’autre vient de décider pour cette école. Votre motif est gardé : lisez la nouvelle décision avant de continuer.",
    );
  if (!courante) return undefined;
  await tx
    .updateTable("decision_orpheline")
    .set({ retiree_le: context.now() })
    .where("id", "=", courante.id)
    .execute();
  return courante.orpheline;
}
