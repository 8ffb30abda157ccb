import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/** A published value before a missing one, then the last file, then its last line. */
const DERNIERE = sql`(a.statut = 'manquant'), a.fichier desc, a.ligne desc`;

export async function integrerValeurs(tx: Tx, now: Date): Promise<void> {
  await sql`create temporary table valeur_retenue on commit drop as
    select distinct on (a.uai, a.indicateur_code, a.annee) a.*, f.id as fichier_id, v.id as ancienne
    from arrivee_valeur a
    join arrivee_fichier f on f.rang = a.fichier
    left join valeur_indicateur v on v.uai = a.uai and v.indicateur_code = a.indicateur_code and v.annee = a.annee
      and v.remplace_le is null
    order by a.uai, a.indicateur_code, a.annee, ${DERNIERE}`.execute(tx);
  await sql`delete from valeur_retenue r using valeur_indicateur v
    where v.id = r.ancienne and v.statut = r.statut and v.valeur is not distinct from r.valeur`.execute(tx);
  await sql`update valeur_indicateur v set remplace_le = ${now} from valeur_retenue r where v.id = r.ancienne`.execute(
    tx,
  );
  await sql`insert into valeur_indicateur (uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select uai, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, ${now} from valeur_retenue`.execute(
    tx,
  );
  await sql`insert into arrivee_action select fichier, ligne, ancienne is not null from valeur_retenue`.execute(
    tx,
  );
}

export async function integrerValeursTerritoire(tx: Tx, now: Date): Promise<void> {
  await sql`create temporary table valeur_territoire_retenue on commit drop as
    select distinct on (a.niveau, a.territoire, a.indicateur_code, a.annee) a.*, f.id as fichier_id, v.id as ancienne
    from arrivee_valeur_territoire a
    join arrivee_fichier f on f.rang = a.fichier
    left join valeur_territoire v on v.niveau = a.niveau and v.territoire = a.territoire
      and v.indicateur_code = a.indicateur_code and v.annee = a.annee and v.remplace_le is null
    order by a.niveau, a.territoire, a.indicateur_code, a.annee, ${DERNIERE}`.execute(tx);
  await sql`delete from valeur_territoire_retenue r using valeur_territoire v
    where v.id = r.ancienne and v.statut = r.statut and v.valeur is not distinct from r.valeur`.execute(tx);
  await sql`update valeur_territoire v set remplace_le = ${now} from valeur_territoire_retenue r where v.id = r.ancienne`.execute(
    tx,
  );
  await sql`insert into valeur_territoire (niveau, territoire, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, enregistre_le)
    select niveau, territoire, indicateur_code, annee, valeur, statut, texte, fichier_id, ligne, colonne, ${now}
    from valeur_territoire_retenue`.execute(tx);
  await sql`insert into arrivee_action select fichier, ligne, ancienne is not null from valeur_territoire_retenue`.execute(
    tx,
  );
}

export async function integrerStatutsEp(tx: Tx, now: Date): Promise<void> {
  await sql`create temporary table statut_retenu on commit drop as
    select distinct on (a.uai, a.annee) a.*, f.id as fichier_id, e.id as ancien
    from arrivee_ep a
    join arrivee_fichier f on f.rang = a.fichier
    left join statut_ep_annuel e on e.uai = a.uai and e.annee = a.annee and e.remplace_le is null
    order by a.uai, a.annee, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`delete from statut_retenu r using statut_ep_annuel e where e.id = r.ancien and e.statut = r.statut`.execute(
    tx,
  );
  await sql`update statut_ep_annuel e set remplace_le = ${now} from statut_retenu r where e.id = r.ancien`.execute(
    tx,
  );
  await sql`insert into statut_ep_annuel (uai, annee, statut, fichier_id, ligne, enregistre_le)
    select uai, annee, statut, fichier_id, ligne, ${now} from statut_retenu`.execute(tx);
  await sql`insert into arrivee_action select fichier, ligne, ancien is not null from statut_retenu`.execute(
    tx,
  );
  await sql`update structure s set statut_ep = e.statut, statut_ep_annee = e.annee
    from (select distinct on (uai) uai, statut, annee from statut_ep_annuel
          where remplace_le is null and uai in (select uai from statut_retenu) order by uai, annee desc) e
    where s.uai = e.uai and (s.statut_ep, s.statut_ep_annee) is distinct from (e.statut, e.annee)`.execute(
    tx,
  );
}

/**
 * Schemes that files attribute to structures. What is known is left; what a file dates otherwise replaces what a file
 * said before; what a person typed stays, and the file that overlaps it is left aside.
 */
export async function integrerDispositifs(tx: Tx, now: Date, newId: () => string): Promise<void> {
  await sql`delete from arrivee_dispositif a using structure_dispositif d
    where d.uai = a.uai and d.dispositif_code = a.dispositif and d.retire_le is null
      and (d.agent_id is not null and daterange(d.debut, d.fin) && daterange(a.debut, a.fin)
        or (d.debut, d.fin, d.precision_texte) is not distinct from (a.debut, a.fin, a.precision_texte))`.execute(
    tx,
  );
  await sql`insert into arrivee_action
    select a.fichier, a.ligne, exists (select from structure_dispositif d where d.uai = a.uai
      and d.dispositif_code = a.dispositif and d.retire_le is null and daterange(d.debut, d.fin) && daterange(a.debut, a.fin))
    from arrivee_dispositif a`.execute(tx);
  await sql`update structure_dispositif d set retire_le = ${now} from arrivee_dispositif a
    where d.uai = a.uai and d.dispositif_code = a.dispositif and d.retire_le is null
      and daterange(d.debut, d.fin) && daterange(a.debut, a.fin)`.execute(tx);
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from arrivee_dispositif`.execute(tx);
  const ids = Array.from({ length: rows[0]?.n ?? 0 }, newId);
  // Two lines of one file may overlap: the first one holds.
  await sql`insert into structure_dispositif (id, uai, dispositif_code, debut, fin, precision_texte, source, fichier_id, ligne, enregistre_le)
    select t.id, a.uai, a.dispositif, a.debut, a.fin, a.precision_texte, i.nom, i.id, a.ligne, ${now}
    from (select *, row_number() over (order by fichier, ligne, dispositif, debut) as rang from arrivee_dispositif) a
    join arrivee_fichier f on f.rang = a.fichier
    join import_fichier i on i.id = f.id
    join unnest(${ids}::uuid[]) with ordinality as t (id, rang) on t.rang = a.rang
    order by a.rang
    on conflict do nothing`.execute(tx);
}
