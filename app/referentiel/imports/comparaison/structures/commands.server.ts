import { type RawBuilder, sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";

/**
 * Facts of an identity: column of `structure`, column of the arriving lines, its type. A fact typed by a person
 * (`saisie`) is not replaced by a file. `toujours`: compared and kept by its own rule, not by the authority of the line.
 */
const FAITS = [
  ["nom", "nom", "text"],
  ["type", "type", "text"],
  ["secteur", "secteur", "text"],
  ["commune_code", "commune", "text"],
  ["commune_nom", "commune_nom", "text"],
  ["departement_code", "departement", "text"],
  ["adresse", "adresse", "text"],
  ["code_postal", "code_postal", "text"],
  ["latitude", "latitude", "double precision"],
  ["longitude", "longitude", "double precision"],
  ["ouverte_le", "ouverte_le", "date"],
  ["nature", "nature", "text"],
  ["courriel", "courriel", "text"],
  ["telephone", "telephone", "text"],
  ["site", "site", "text"],
  ["circonscription_code", "circonscription", "text"],
  ["bassin_code", "bassin", "text"],
  ["mere_uai", "mere", "text"],
  ["reseau_uai", "reseau", "text"],
  ["offre", "offre", "text[]"],
] as const;
/** Facts that a person may type beside the files. Source: constraint structure_saisie_champ. */
const SAISIS = new Set<string>([
  "courriel",
  "telephone",
  "site",
  "circonscription_code",
  "bassin_code",
  "mere_uai",
  "reseau_uai",
]);
/** What a column of `structure` holds when nobody said anything. */
const VIDES: Readonly<Record<string, string>> = { commune_nom: "''", adresse: "''", code_postal: "''" };

/**
 * One line by structure: the directory speaks before the files of addresses, these before statistics; then the latest
 * date, the latest year, the last file. Each fact comes from the first line that states it: the same files give the
 * same identity, and a file that says nothing of a fact erases nothing.
 */
export async function integrerStructures(tx: Tx, now: Date): Promise<void> {
  await retenirLignes(tx);
  await composerIdentites(tx);
  await noterModifications(tx);
  await sql`
    insert into arrivee_action
    select fichier, ligne, connue from structure_nouvelle
    where not connue or uai in (select uai from structure_changee)`.execute(tx);
  await ecrireIdentites(tx, now);
  await sql`insert into structure_modification (uai, champ, avant, apres, fichier_id, ligne, enregistre_le)
    select uai, champ, avant, apres, fichier_id, ligne, ${now} from structure_changee`.execute(tx);
}

/**
 * The collège of each école, from the last file that says it; what a person typed stays. No national file has it, so it
 * waits for no authority.
 */
export async function integrerSecteurs(tx: Tx, now: Date): Promise<void> {
  await sql`create temporary table secteur_retenu on commit drop as
    select distinct on (a.uai) a.uai, a.fichier, a.ligne, a.college, f.id as fichier_id, s.secteur_college_uai as avant
    from arrivee_secteur a join arrivee_fichier f on f.rang = a.fichier join structure s on s.uai = a.uai
    where not exists (select from structure_saisie o where o.uai = a.uai and o.champ = 'secteur_college_uai' and o.retiree_le is null)
    order by a.uai, a.fichier desc, a.ligne desc`.execute(tx);
  await sql`delete from secteur_retenu where college is not distinct from avant`.execute(tx);
  await sql`insert into arrivee_action select fichier, ligne, avant is not null from secteur_retenu`.execute(
    tx,
  );
  await sql`update structure s set secteur_college_uai = r.college from secteur_retenu r where s.uai = r.uai`.execute(
    tx,
  );
  await sql`insert into structure_modification (uai, champ, avant, apres, fichier_id, ligne, enregistre_le)
    select uai, 'secteur_college_uai', avant, college, fichier_id, ligne, ${now} from secteur_retenu where avant is not null`.execute(
    tx,
  );
}

async function retenirLignes(tx: Tx): Promise<void> {
  const order = sql`order by a.autorite, a.identite_le desc nulls last, a.annee desc nulls last, a.fichier desc, a.ligne desc`;
  const merged = FAITS.map(
    ([, column]) =>
      sql`(array_agg(${sql.ref(`a.${column}`)} ${order}) filter (where ${sql.ref(`a.${column}`)} is not null))[1]`,
  );
  // An array of arrays must be rectangular: the courses on offer travel as text.
  merged[FAITS.length - 1] =
    sql`(array_agg(a.offre::text ${order}) filter (where a.offre is not null))[1]::text[]`;
  await sql`create temporary table structure_retenue on commit drop as
    with nombre as (select uai, count(*) as n from arrivee_structure group by uai)
    select a.fichier, a.ligne, a.autorite, a.identite_le, a.uai, a.type_presume, a.etat, a.fermee_le, ${sql.join(FAITS.map(([, column]) => sql.ref(`a.${column}`)))}
    from arrivee_structure a join nombre using (uai) where n = 1
    union all
    select (array_agg(a.fichier ${order}))[1], (array_agg(a.ligne ${order}))[1], min(a.autorite), (array_agg(a.identite_le ${order}))[1],
      uai, (array_agg(a.type_presume ${order}) filter (where a.type_presume is not null))[1], (array_agg(a.etat ${order}) filter (where a.etat is not null))[1], max(a.fermee_le), ${sql.join(merged)}
    from arrivee_structure a join nombre using (uai) where n > 1 group by uai`.execute(tx);
  await sql`create unique index on structure_retenue (uai)`.execute(tx);
  await sql`analyze structure_retenue`.execute(tx);
}

/** What each structure will be: facts of the line where it speaks with authority, facts already known elsewhere. */
async function composerIdentites(tx: Tx): Promise<void> {
  const composed = FAITS.map(([column, arrival, type]) => {
    const known =
      VIDES[column] === undefined ? sql.ref(`s.${column}`) : sql`nullif(${sql.ref(`s.${column}`)}, '')`;
    const said =
      VIDES[column] === undefined ? sql.ref(`r.${arrival}`) : sql`nullif(${sql.ref(`r.${arrival}`)}, '')`;
    const chosen =
      column === "type"
        ? TYPE
        : sql`case when r.prend then coalesce(${said}, ${known}) else coalesce(${known}, ${said}) end`;
    const typed = SAISIS.has(column) ? sql`coalesce(o.champs ->> ${sql.lit(column)}, ${chosen})` : chosen;
    const full = VIDES[column] === undefined ? typed : sql`coalesce(${typed}, ${sql.raw(VIDES[column])})`;
    return sql`(${full})::${sql.raw(type)} as ${sql.ref(column)}`;
  });
  await sql`create temporary table structure_nouvelle on commit drop as
    select r.fichier, r.ligne, f.id as fichier_id, r.uai, s.uai is not null as connue, r.prend, ${sql.join(composed)},
      d.academie_code, (${TYPE_DIT}) is null as type_presume, ${ETAT} as etat, coalesce(r.fermee_le, s.fermee_le) as fermee_le,
      case when r.prend then coalesce(r.identite_le, s.identite_le) else s.identite_le end as identite_le,
      case when r.prend then (array['annuaire', 'adresse', 'statistique'])[r.autorite] else s.source_identite end as source_identite
    from (
      select r.*, s0.uai is null or r.autorite < rang.autorite
        or (r.autorite < 3 and r.autorite = rang.autorite
          and (r.identite_le is null or s0.identite_le is null or r.identite_le >= s0.identite_le)) as prend
      from structure_retenue r
      left join structure s0 on s0.uai = r.uai
      left join (values ('annuaire', 1), ('adresse', 2), ('statistique', 3)) as rang (source, autorite) on rang.source = s0.source_identite
    ) r
    join arrivee_fichier f on f.rang = r.fichier
    left join structure s on s.uai = r.uai
    left join (select uai, jsonb_object_agg(champ, valeur) as champs from structure_saisie where retiree_le is null group by uai) o on o.uai = r.uai
    join departement d on d.code = case when s.uai is null or r.prend then r.departement else s.departement_code end`.execute(
    tx,
  );
  await sql`create unique index on structure_nouvelle (uai)`.execute(tx);
  await sql`analyze structure_nouvelle`.execute(tx);
}

/** The type that some source states; a guess from a name is no statement. */
const TYPE_DIT: RawBuilder<string> = sql<string>`case
  when r.prend then coalesce(r.type, case when not s.type_presume then s.type end)
  else coalesce(case when not s.type_presume then s.type end, r.type) end`;
const TYPE: RawBuilder<string> = sql<string>`coalesce(${TYPE_DIT}, case
  when r.prend then coalesce(r.type_presume, s.type) else coalesce(s.type, r.type_presume) end)`;

/** A closing is a fact whoever states it, unless a directory dated after it says that the structure is open. */
const ETAT: RawBuilder<string> = sql<string>`case
  when coalesce(r.fermee_le, s.fermee_le) is not null and not (
    case when r.prend then coalesce(r.etat, s.etat) else s.etat end = 'ouvert'
    and case when r.prend then coalesce(r.identite_le, s.identite_le) else s.identite_le end > coalesce(r.fermee_le, s.fermee_le)) then 'ferme'
  when r.prend then coalesce(r.etat, s.etat, 'inconnu')
  else coalesce(nullif(s.etat, 'inconnu'), r.etat, 'inconnu') end`;

/** One row per fact that changes. */
async function noterModifications(tx: Tx): Promise<void> {
  const compared = [...FAITS.map(([column]) => column), "etat", "fermee_le", "source_identite"].map(
    (column) => sql`(${sql.lit(column)}, ${sql.ref(`s.${column}`)}::text, ${sql.ref(`n.${column}`)}::text)`,
  );
  await sql`create temporary table structure_changee on commit drop as
    select n.uai, c.champ, c.avant, c.apres, n.fichier_id, n.ligne
    from structure_nouvelle n
    join structure s on s.uai = n.uai
    cross join lateral (values ${sql.join(compared)}) as c (champ, avant, apres)
    where c.avant is distinct from c.apres`.execute(tx);
}

/** Words to search by, as `normalizeSearch` writes them. */
const RECHERCHE = sql`trim(regexp_replace(lower(unaccent(n.nom || ' ' || n.commune_nom || ' ' || n.uai)), '[^a-z0-9]+', ' ', 'g'))`;

async function ecrireIdentites(tx: Tx, now: Date): Promise<void> {
  const columns = [
    ...FAITS.map(([column]) => column),
    "academie_code",
    "type_presume",
    "etat",
    "fermee_le",
    "identite_le",
    "source_identite",
  ];
  const names = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into structure (uai, ${names}, recherche, fichier_id, ligne, enregistre_le)
    select n.uai, ${sql.join(columns.map((column) => sql.ref(`n.${column}`)))}, ${RECHERCHE}, n.fichier_id, n.ligne, ${now}
    from structure_nouvelle n where not n.connue`.execute(tx);
  const origin = ["fichier_id", "ligne"].map(
    (column) =>
      sql`${sql.ref(column)} = case when n.prend then ${sql.ref(`n.${column}`)} else ${sql.ref(`s.${column}`)} end`,
  );
  await sql`update structure s set ${sql.join(columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`n.${column}`)}`))},
      recherche = ${RECHERCHE}, ${sql.join(origin)}, enregistre_le = ${now}
    from structure_nouvelle n where n.uai = s.uai and n.uai in (select uai from structure_changee)`.execute(
    tx,
  );
}
