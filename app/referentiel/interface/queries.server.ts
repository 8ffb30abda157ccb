import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  getLecteur,
  readValeur,
  withinLecture,
  withinReference,
  withMasque,
} from "../indicateurs/lecture/queries.server.ts";
import type { NomRessource } from "./rules.ts";
import { type Parametres, readRepere } from "./schema.ts";

export type Ligne = Readonly<Record<string, string | number | readonly string[] | Date | null>>;

/** One page of rows, in the order of a unique key, and the mark from which the next one starts. */
export interface PageLignes {
  readonly lignes: readonly Ligne[];
  readonly suivante: string | undefined;
}

type ListPage = (db: Database, actor: Actor, parametres: Parametres) => Promise<PageLignes>;

/** How each resource is read, within what the person may read at this moment. */
export const listPage: Readonly<Record<NomRessource, ListPage>> = {
  structures: listStructures,
  valeurs: listValeurs,
  indicateurs: listIndicateurs,
  references: listReferences,
  territoires: listTerritoires,
};

/** Conditions that hold together; none is true. */
function all(conditions: readonly (RawBuilder<SqlBool> | undefined)[]): RawBuilder<SqlBool> {
  const present = conditions.filter((condition) => condition !== undefined);
  return present.length > 0 ? sql<SqlBool>`${sql.join(present, sql` and `)}` : sql<SqlBool>`true`;
}

function equal(column: string, value: string | number | undefined): RawBuilder<SqlBool> | undefined {
  return value === undefined ? undefined : sql<SqlBool>`${sql.ref(column)} = ${value}`;
}

/** One row more than asked for tells whether there is a next page. */
function pageOf(rows: readonly Ligne[], limite: number, keys: readonly string[]): PageLignes {
  const lignes = rows.slice(0, limite);
  const last = lignes.at(-1);
  const more = rows.length > limite && last;
  return { lignes, suivante: more ? keys.map((key) => String(last[key])).join("~") : undefined };
}

async function listStructures(db: Database, actor: Actor, p: Parametres): Promise<PageLignes> {
  const [apres] = readRepere(p.apres, 1) ?? [];
  const { rows } = await sql<Ligne>`
    select structure.uai, structure.nom, structure.type, structure.secteur, structure.etat, structure.commune_code as commune,
      structure.commune_nom, structure.departement_code as departement, structure.academie_code as academie,
      structure.circonscription_code as circonscription, structure.bassin_code as bassin, structure.latitude, structure.longitude,
      structure.ouverte_le, structure.fermee_le, structure.statut_ep, structure.statut_ep_annee, structure.mere_uai as mere,
      structure.reseau_uai as reseau, structure.secteur_college_uai as secteur_college, f.nom as fichier, structure.ligne,
      structure.enregistre_le
    from structure join import_fichier f on f.id = structure.fichier_id
    where ${withinScope(scopeOf(actor, "structure.lire"))} and ${all([
      apres === undefined ? undefined : sql<SqlBool>`structure.uai > ${apres}`,
      equal("structure.uai", p.uai),
      equal("structure.type", p.type),
      equal("structure.secteur", p.secteur),
      equal("structure.etat", p.etat),
      equal("structure.statut_ep", p.statut_ep),
      equal("structure.academie_code", p.academie),
      equal("structure.departement_code", p.departement),
      equal("structure.circonscription_code", p.circonscription),
      equal("structure.commune_code", p.commune),
    ])}
    order by structure.uai limit ${p.limite + 1}`.execute(db);
  return pageOf(rows, p.limite, ["uai"]);
}

async function listValeurs(db: Database, actor: Actor, p: Parametres): Promise<PageLignes> {
  const lecteur = getLecteur(actor);
  const { valeur, statut } = readValeur(lecteur);
  const apres = readRepere(p.apres, 3);
  const { rows } = await sql<Ligne>`
    select v.uai, v.indicateur_code as indicateur, v.annee, ${valeur} as valeur, ${statut} as statut, c.valeur as valeur_locale,
      f.nom as fichier, encode(f.empreinte, 'hex') as sha256, v.ligne, v.colonne, v.enregistre_le
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join indicateur on indicateur.code = v.indicateur_code
    join import_fichier f on f.id = v.fichier_id
    left join correction_locale c on c.uai = v.uai and c.indicateur_code = v.indicateur_code and c.annee = v.annee and c.retiree_le is null
    ${withMasque}
    where v.remplace_le is null and ${withinLecture(lecteur)} and ${all([
      apres &&
        sql<SqlBool>`(v.uai, v.indicateur_code, v.annee) > (${apres[0]}, ${apres[1]}, ${Number(apres[2]) || 0}::smallint)`,
      equal("v.indicateur_code", p.indicateur),
      equal("v.uai", p.uai),
      equal("v.annee", p.annee),
      equal("structure.type", p.type),
      equal("structure.secteur", p.secteur),
      equal("structure.academie_code", p.academie),
      equal("structure.departement_code", p.departement),
    ])}
    order by v.uai, v.indicateur_code, v.annee limit ${p.limite + 1}`.execute(db);
  return pageOf(rows, p.limite, ["uai", "indicateur", "annee"]);
}

/** The dictionary names no school: whoever reads it sees all of it, the indicators of other académies excepted. */
async function listIndicateurs(db: Database, actor: Actor, p: Parametres): Promise<PageLignes> {
  const { academies, nation } = scopeOf(actor, "indicateur.lire_interne");
  const [apres] = readRepere(p.apres, 1) ?? [];
  const { rows } = await sql<Ligne>`
    select code, libelle, definition, population, lecture, bruit, biais, comparaisons, unite, famille, nature, objet, diffusion,
      array(select annee::text from rupture_serie r where r.indicateur_code = i.code order by annee) as ruptures, source
    from indicateur i
    where retire_le is null and (academie_code is null or ${nation} or academie_code = any(${[...academies]}::text[]))
      and ${all([apres === undefined ? undefined : sql<SqlBool>`code > ${apres}`])}
    order by code limit ${p.limite + 1}`.execute(db);
  return pageOf(rows, p.limite, ["code"]);
}

const CLE_REFERENCE = ["indicateur", "annee", "type", "secteur", "niveau", "territoire"];

async function listReferences(db: Database, actor: Actor, p: Parametres): Promise<PageLignes> {
  const lecteur = getLecteur(actor);
  const apres = readRepere(p.apres, CLE_REFERENCE.length);
  const { rows } = await sql<Ligne>`
    select r.indicateur_code as indicateur, r.annee, r.niveau, r.territoire, r.type, r.secteur, r.n, r.moyenne, r.moyenne_ponderee,
      r.deciles[1] as d1, r.q1, r.deciles[5] as mediane, r.q3, r.deciles[9] as d9, r.base
    from reference_indicateur r
    join indicateur i on i.code = r.indicateur_code
    where i.diffusion = 'ouverte' and r.n >= i.seuil_reference and ${withinReference(lecteur)} and ${all([
      apres &&
        sql<SqlBool>`(r.indicateur_code, r.annee, r.type, r.secteur, r.niveau, r.territoire) >
          (${apres[0]}, ${Number(apres[1]) || 0}::smallint, ${apres[2]}, ${apres[3]}, ${apres[4]}, ${apres[5]})`,
      equal("r.indicateur_code", p.indicateur),
      equal("r.annee", p.annee),
      equal("r.niveau", p.niveau),
      equal("r.territoire", p.territoire),
      equal("r.type", p.type),
      equal("r.secteur", p.secteur),
    ])}
    order by r.indicateur_code, r.annee, r.type, r.secteur, r.niveau, r.territoire limit ${p.limite + 1}`.execute(
    db,
  );
  return pageOf(rows, p.limite, CLE_REFERENCE);
}

/** Where the territories of each level are, and what contains them. */
const TERRITOIRES: Readonly<Record<string, RawBuilder<Ligne>>> = {
  academie: sql<Ligne>`select 'academie' as niveau, code, nom, nation as dans, null::int as population, null as typologie from academie`,
  departement: sql<Ligne>`select 'departement' as niveau, code, nom, academie_code as dans, null::int as population, null as typologie from departement`,
  circonscription: sql<Ligne>`select 'circonscription' as niveau, code, nom, departement_code as dans, null::int as population, null as typologie from circonscription`,
  bassin: sql<Ligne>`select 'bassin' as niveau, code, nom, academie_code as dans, null::int as population, null as typologie from bassin`,
  commune: sql<Ligne>`select 'commune' as niveau, code, nom, departement_code as dans, population, typologie from commune`,
};

async function listTerritoires(db: Database, _actor: Actor, p: Parametres): Promise<PageLignes> {
  const table = TERRITOIRES[p.niveau ?? ""];
  if (!table) return { lignes: [], suivante: undefined };
  const [apres] = readRepere(p.apres, 1) ?? [];
  const { rows } = await sql<Ligne>`
    select * from (${table}) t where ${all([
      apres === undefined ? undefined : sql<SqlBool>`t.code > ${apres}`,
      equal("t.dans", p.dans),
    ])} order by t.code limit ${p.limite + 1}`.execute(db);
  return pageOf(rows, p.limite, ["code"]);
}
