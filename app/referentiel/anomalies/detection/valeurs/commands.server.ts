import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** Counts that never exceed another one of the same structure and year, besides the totals of the dictionary. */
const BORNES: readonly (readonly [code: string, plafond: string])[] = [
  ["ivac_mentions", "ivac_candidats_g"],
  ["effectif_2nde_gt", "effectif_lycee_gt"],
  ["effectif_2nde_pro", "effectif_lycee_pro"],
];
/** Totals that their parts make exactly, in the official files. */
const SOMMES = ["effectif_elementaire", "ivac_mentions"];
/** Series watched for a leap, with the least leap that is worth a look, and the least share of the former value. */
const SERIES: readonly (readonly [code: string, plancher: number, part: number])[] = [
  ["effectif_ecole", 30, 0.3],
  ["effectif_college", 60, 0.25],
  ["effectif_lycee_gt", 80, 0.25],
  ["effectif_lycee_pro", 60, 0.25],
  ["ips", 8, 0],
  ["ips_voie_gt", 8, 0],
  ["ips_voie_pro", 8, 0],
];
/** Pupils by class above which a count of one or of the other is wrong. */
const ELEVES_PAR_CLASSE_MAX = 60;

const VERIFIER =
  "Comparez avec le fichier d’origine. Si le chiffre officiel est faux, proposez une valeur locale ; s’il est juste, justifiez.";

/** What values say of one another, for the pairs of `touche`. Figures are only written where everybody may read them. */
export async function trouverDansValeurs(tx: Tx): Promise<void> {
  await sql`create temporary table anomalie_paire on commit drop as
    select indicateur_code, annee from touche union select indicateur_code, annee + 1 from touche`.execute(
    tx,
  );
  await sql`create unique index on anomalie_paire (indicateur_code, annee)`.execute(tx);
  await sql`analyze anomalie_paire`.execute(tx);
  await sql`insert into anomalie_cherchee select a.id from anomalie a join anomalie_paire p on p.indicateur_code = a.indicateur_code and p.annee = a.annee
    where a.genre in ('saut', 'valeur_impossible') or a.genre = 'contradiction' and a.cle like 'somme %'`.execute(
    tx,
  );
  await trouverDepassements(tx);
  await trouverSommes(tx);
  await trouverClasses(tx);
  for (const serie of SERIES) await trouverSauts(tx, serie);
}

async function trouverDepassements(tx: Tx): Promise<void> {
  await sql`insert into anomalie_trouvee
    with borne as (
      select code, total_code as plafond from indicateur where total_code is not null and compte
      union select * from unnest(${BORNES.map(([code]) => code)}::text[], ${BORNES.map(([, plafond]) => plafond)}::text[])
    )
    select format('depassement %s %s %s %s', v.uai, b.code, b.plafond, v.annee), 'valeur_impossible', v.uai, s.academie_code, b.code, v.annee, null,
      format('%s%s dépasse %s%s pour %s-%s.', i.libelle, case when lisible then format(' (%s)', v.valeur) end,
        lower(left(p.libelle, 1)) || substr(p.libelle, 2), case when lisible then format(' (%s)', t.valeur) end, v.annee, v.annee + 1),
      ${VERIFIER}::text
    from borne b
    join indicateur i on i.code = b.code
    join indicateur p on p.code = b.plafond
    join valeur_indicateur v on v.indicateur_code = b.code and v.remplace_le is null
    join valeur_indicateur t on t.uai = v.uai and t.indicateur_code = b.plafond and t.annee = v.annee and t.remplace_le is null
    join structure s on s.uai = v.uai
    cross join lateral (select i.diffusion = 'ouverte' and p.diffusion = 'ouverte'
      and not exists (select from valeur_masquee m where m.valeur_id in (v.id, t.id)) as lisible) l
    where v.valeur > t.valeur and exists (select from anomalie_paire q where q.indicateur_code = b.code and q.annee = v.annee)`.execute(
    tx,
  );
}

async function trouverSommes(tx: Tx): Promise<void> {
  await sql`insert into anomalie_trouvee
    select format('somme %s %s %s', t.uai, t.indicateur_code, t.annee), 'contradiction', t.uai, s.academie_code, t.indicateur_code, t.annee, null,
      format('%s%s n’est pas la somme de ses parties%s pour %s-%s.', i.libelle, case when lisible then format(' (%s)', t.valeur) end,
        case when lisible then format(' (%s)', x.somme) end, t.annee, t.annee + 1),
      ${VERIFIER}::text
    from indicateur i
    join anomalie_paire q on q.indicateur_code = i.code
    join valeur_indicateur t on t.indicateur_code = i.code and t.annee = q.annee and t.remplace_le is null and t.valeur is not null
    join structure s on s.uai = t.uai
    cross join lateral (
      select sum(v.valeur) as somme, count(v.valeur) as connues, bool_or(m.valeur_id is not null) as masque
      from indicateur p join valeur_indicateur v on v.indicateur_code = p.code and v.uai = t.uai and v.annee = t.annee and v.remplace_le is null
      left join valeur_masquee m on m.valeur_id = v.id where p.total_code = i.code and p.compte) x
    cross join lateral (select i.diffusion = 'ouverte' and not x.masque
      and not exists (select from valeur_masquee m where m.valeur_id = t.id) as lisible) l
    where i.code = any(${SOMMES}::text[]) and x.somme <> t.valeur
      and x.connues = (select count(*) from indicateur p where p.total_code = i.code and p.compte)`.execute(
    tx,
  );
}

async function trouverClasses(tx: Tx): Promise<void> {
  await sql`insert into anomalie_trouvee
    select format('classes %s %s', c.uai, c.annee), 'valeur_impossible', c.uai, s.academie_code, 'effectif_ecole', c.annee, null,
      case when e.valeur = 0 then format('L’école compte des classes mais aucun élève pour %s-%s.', c.annee, c.annee + 1)
        when c.valeur = 0 then format('L’école compte des élèves mais aucune classe pour %s-%s.', c.annee, c.annee + 1)
        else format('L’école compte plus de %s élèves par classe pour %s-%s.', ${ELEVES_PAR_CLASSE_MAX}::int, c.annee, c.annee + 1) end,
      ${VERIFIER}::text
    from anomalie_paire q
    join valeur_indicateur c on c.indicateur_code = 'nombre_classes' and c.annee = q.annee and c.remplace_le is null
    join valeur_indicateur e on e.uai = c.uai and e.indicateur_code = 'effectif_ecole' and e.annee = c.annee and e.remplace_le is null
    join structure s on s.uai = c.uai
    where q.indicateur_code = 'effectif_ecole'
      and ((e.valeur = 0) <> (c.valeur = 0) or e.valeur > ${ELEVES_PAR_CLASSE_MAX} * c.valeur)`.execute(tx);
}

/**
 * A yearly difference beyond three robust deviations of its type, and beyond the floor. Robust deviation: 1.4826 times
 * the median distance to the median, which is the standard deviation of a normal law. Never across a break of series.
 */
async function trouverSauts(
  tx: Tx,
  [code, plancher, part]: readonly [string, number, number],
): Promise<void> {
  await sql`insert into anomalie_trouvee
    with ecart as (
      select v.id, a.id as avant_id, v.uai, v.annee, s.type, s.academie_code, v.valeur, a.valeur as avant, v.valeur - a.valeur as delta
      from anomalie_paire q
      join valeur_indicateur v on v.indicateur_code = q.indicateur_code and v.annee = q.annee and v.remplace_le is null and v.valeur is not null
      join valeur_indicateur a on a.uai = v.uai and a.indicateur_code = v.indicateur_code and a.annee = v.annee - 1 and a.remplace_le is null and a.valeur is not null
      join structure s on s.uai = v.uai
      where q.indicateur_code = ${code}
        and not exists (select from rupture_serie r where r.indicateur_code = ${code} and r.annee = v.annee and (r.types is null or s.type = any(r.types)))
    ), centre as (
      select annee, type, percentile_cont(0.5) within group (order by delta) as mediane from ecart group by 1, 2
    ), dispersion as (
      select annee, type, mediane, 1.4826 * percentile_cont(0.5) within group (order by abs(delta - mediane)) as ecart_type
      from ecart join centre using (annee, type) group by 1, 2, 3
    )
    select format('saut %s %s %s', e.uai, ${code}::text, e.annee), 'saut', e.uai, e.academie_code, ${code}::text, e.annee, null,
      case when i.diffusion = 'ouverte' and not exists (select from valeur_masquee m where m.valeur_id in (e.id, e.avant_id))
        then format('%s passe de %s à %s entre %s-%s et %s-%s.', i.libelle,
          replace(round(e.avant::numeric, i.decimales)::text, '.', ','), replace(round(e.valeur::numeric, i.decimales)::text, '.', ','), e.annee - 1, e.annee, e.annee, e.annee + 1)
        else format('%s change beaucoup entre %s-%s et %s-%s.', i.libelle, e.annee - 1, e.annee, e.annee, e.annee + 1) end,
      'Une ouverture, une fusion ou un nouveau secteur peuvent l’expliquer : notez le fait dans la vie de la structure, ou justifiez.'
    from ecart e join dispersion d using (annee, type) join indicateur i on i.code = ${code}
    where abs(e.delta - d.mediane) > 3 * d.ecart_type and abs(e.delta) > greatest(${plancher}::float8, ${part}::float8 * e.avant)`.execute(
    tx,
  );
}
