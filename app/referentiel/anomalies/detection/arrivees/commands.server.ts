import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** What the lines of this import say against what is kept: looked for again each time the same dataset speaks of the same structure. */
export async function trouverDansArrivees(tx: Tx): Promise<void> {
  await sql`create temporary table anomalie_jeu on commit drop as
    select a.rang as fichier, f.id, f.nom, f.jeu from arrivee_fichier a join import_fichier f on f.id = a.id where f.jeu is not null`.execute(
    tx,
  );
  await sql`insert into anomalie_cherchee
    select a.id from anomalie a where a.genre = 'contradiction' and a.jeu is not null and exists (
      select from anomalie_jeu j join arrivee_structure s on s.fichier = j.fichier where j.jeu = a.jeu and s.uai = a.uai
      union all select from anomalie_jeu j join arrivee_ep e on e.fichier = j.fichier where j.jeu = a.jeu and e.uai = a.uai)`.execute(
    tx,
  );
  await sql`insert into anomalie_cherchee select id from anomalie where genre = 'uai_inconnu' and jeu in (select jeu from anomalie_jeu)`.execute(
    tx,
  );
  await trouverIdentites(tx);
  await trouverStatutsEp(tx);
  await trouverUaiInconnus(tx);
}

/**
 * Files that disagree on what a structure is. Types are compared by degree: a statistical file calls « école » what the
 * directory calls « école primaire ». A sector is public or not, and communes are those of today.
 */
async function trouverIdentites(tx: Tx): Promise<void> {
  const degre = (
    column: string,
  ) => sql`case when ${sql.ref(column)} in ('maternelle', 'elementaire', 'primaire', 'ecole_specialisee') then 'une école'
    when ${sql.ref(column)} = 'college' then 'un collège' when ${sql.ref(column)} in ('lgt', 'lpo', 'lp') then 'un lycée' end`;
  await sql`insert into anomalie_trouvee
    select format('identite %s %s %s', s.uai, d.champ, j.jeu), 'contradiction', s.uai, s.academie_code, null, null, j.jeu,
      format('%s : %s dit « %s », l’identité retenue dit « %s ».', d.libelle, j.fichier_nom, d.dit, d.retenu),
      'Vérifiez dans l’annuaire : la source la plus sûre est retenue. Si elle a raison, justifiez ; sinon, corrigez l’annuaire.'
    from (select distinct on (j.jeu, a.uai) a.*, j.jeu, j.nom as fichier_nom from arrivee_structure a join anomalie_jeu j on j.fichier = a.fichier
      order by j.jeu, a.uai, a.annee desc nulls last, a.fichier desc, a.ligne desc) j
    join structure s on s.uai = j.uai
    left join commune c on c.code = j.commune
    left join commune k on k.code = s.commune_code
    cross join lateral (values
      ('type', 'Nature', ${degre("j.type")}, ${degre("s.type")}),
      ('secteur', 'Secteur', case when j.secteur = 'public' then 'public' else 'privé' end, case when s.secteur = 'public' then 'public' else 'privé' end),
      ('commune', 'Commune', coalesce(c.nom, 'code') || ' ' || coalesce(c.actuelle_code, j.commune), coalesce(k.nom, 'code') || ' ' || coalesce(k.actuelle_code, s.commune_code))) as d (champ, libelle, dit, retenu)
    where case when d.champ = 'commune' then coalesce(c.actuelle_code, j.commune) <> coalesce(k.actuelle_code, s.commune_code) else d.dit <> d.retenu end`.execute(
    tx,
  );
}

async function trouverStatutsEp(tx: Tx): Promise<void> {
  await sql`insert into anomalie_trouvee
    select format('statut_ep %s %s', a.uai, a.annee), 'contradiction', a.uai, s.academie_code, null, a.annee, j.jeu,
      format('Éducation prioritaire en %s-%s : %s dit « %s », la source retenue dit « %s ».', a.annee, a.annee + 1, j.nom,
        replace(a.statut, '_', ' '), replace(e.statut, '_', ' ')),
      'La dernière source importée est retenue : vérifiez laquelle a raison, puis justifiez.'
    from arrivee_ep a
    join anomalie_jeu j on j.fichier = a.fichier
    join statut_ep_annuel e on e.uai = a.uai and e.annee = a.annee and e.remplace_le is null
    join structure s on s.uai = a.uai
    where a.statut <> e.statut and a.fichier <> coalesce((select g.fichier from anomalie_jeu g where g.id = e.fichier_id), -1)
    union all
    select format('statut_ep %s %s', e.uai, e.annee), 'contradiction', e.uai, s.academie_code, null, e.annee, f.jeu,
      format('Éducation prioritaire en %s-%s : %s disait « %s », %s dit « %s ».', e.annee, e.annee + 1, f.nom, replace(o.statut, '_', ' '), j.nom, replace(e.statut, '_', ' ')),
      'La dernière source importée est retenue : vérifiez laquelle a raison, puis justifiez.'
    from statut_ep_annuel e
    join anomalie_jeu j on j.id = e.fichier_id
    join statut_ep_annuel o on o.uai = e.uai and o.annee = e.annee and o.remplace_le = e.enregistre_le and o.statut <> e.statut
    join import_fichier f on f.id = o.fichier_id and f.jeu <> j.jeu
    join structure s on s.uai = e.uai
    where e.remplace_le is null`.execute(tx);
}

async function trouverUaiInconnus(tx: Tx): Promise<void> {
  await sql`insert into anomalie_trouvee
    select format('uai_inconnu %s', j.jeu), 'uai_inconnu', null, null, null, null, j.jeu,
      format('%s %s de %s parlent de structures que le référentiel ne connaît pas.', count(*), case when count(*) = 1 then 'ligne' else 'lignes' end, min(j.nom)),
      'Importez d’abord l’annuaire ou les adresses, puis ce fichier à nouveau ; le compte rendu du dépôt donne les lignes.'
    from anomalie_jeu j join import_rejet r on r.fichier_id = j.id
    where r.raison like '%n''est pas une structure connue%' group by j.jeu`.execute(tx);
}
