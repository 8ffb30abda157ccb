import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { normalizeSearch, type Secteur, type TypeStructure } from "#app/referentiel/rules.ts";
import type { PorteeType } from "../fonctions/rules.ts";
import { withinScope } from "../queries.server.ts";
import type { Scope } from "../rules.ts";
import { type Portee, type PorteeNommee, porteeKey, readPorteeKey } from "./rules.ts";

/**
 * Every scope that the tables of the référentiel know, with what contains it: a structure is inside its
 * commune, its circonscription, its département and its académie, as the database says today.
 */
const PORTEES_CONNUES = sql`(
  select 'nation' as type, 'france' as code, 'France entière' as libelle, null as academie, null as departement,
    null::text[] as communes, null as circonscription, null as secteur, null as nature, 'france entiere nation' as recherche, 0 as rang
  union all select 'academie', code, nom || ' (académie)', code, null, null, null, null, null,
    lower(unaccent('academie ' || nom || ' ' || code)), 1 from academie
  union all select 'departement', code, nom || ' (département)', academie_code, code, null, null, null, null,
    lower(unaccent('departement ' || nom || ' ' || code)), 2 from departement
  union all select 'commune', c.code, c.nom || ' (commune, ' || c.departement_code || ')', d.academie_code, c.departement_code,
    array_remove(array[c.code, c.actuelle_code], null), null, null, null,
    lower(unaccent('commune mairie ' || c.nom || ' ' || c.code)), 3
    from commune c join departement d on d.code = c.departement_code
  union all select 'circonscription', c.code, c.nom, d.academie_code, c.departement_code, null, c.code, null, null,
    lower(unaccent('circonscription ' || c.nom || ' ' || c.code)), 4
    from circonscription c join departement d on d.code = c.departement_code
  union all select 'structure', s.uai, s.nom || ' (' || s.commune_nom || ')', s.academie_code, s.departement_code,
    array_remove(array[s.commune_code, o.actuelle_code], null), s.circonscription_code, s.secteur, s.type, s.recherche, 5
    from structure s left join commune o on o.code = s.commune_code
)`;

interface PorteeRow {
  readonly type: PorteeType;
  readonly code: string;
  readonly libelle: string;
  readonly academie: string | null;
  readonly departement: string | null;
  readonly communes: string[] | null;
  readonly circonscription: string | null;
  readonly secteur: Secteur | null;
  readonly nature: TypeStructure | null;
}

const COLONNES = sql`p.type, p.code, p.libelle, p.academie, p.departement, p.communes, p.circonscription, p.secteur, p.nature`;

const toPortee = ({ type, code, libelle, communes, secteur, nature, ...row }: PorteeRow): PorteeNommee => ({
  type,
  code,
  libelle,
  dans: {
    academie: row.academie,
    departement: row.departement,
    circonscription: row.circonscription,
    ...(communes && { communes }),
  },
  ...(secteur && nature && { structure: { secteur, type: nature } }),
});

/** CLAS territories have no table yet: whoever coordinates one gives it its code, which names no structure. */
function namelessPortee({ type, code }: Portee): PorteeNommee {
  return {
    type,
    code,
    libelle: `Territoire CLAS « ${code} »${SANS_STRUCTURE}`,
    dans: { academie: null, departement: null, circonscription: null },
  };
}

const SANS_STRUCTURE = " (aucune structure rattachée)";

/** The scopes of those that exist, by `porteeKey`. A CLAS territory is known by its code alone. */
export async function listPortees(
  db: Database,
  portees: readonly Portee[],
): Promise<Map<string, PorteeNommee>> {
  const found = new Map<string, PorteeNommee>();
  if (portees.length === 0) return found;
  for (const portee of portees)
    if (portee.type === "territoire_clas") found.set(porteeKey(portee), namelessPortee(portee));
  const types = sql`${portees.map(({ type }) => type)}::text[]`;
  const codes = sql`${portees.map(({ code }) => code)}::text[]`;
  const { rows } = await sql<PorteeRow>`
    select ${COLONNES} from ${PORTEES_CONNUES} p
    where p.type = any(${types}) and p.code = any(${codes}) and (p.type, p.code) in (select * from unnest(${types}, ${codes}))`.execute(
    db,
  );
  for (const row of rows) found.set(porteeKey(row), toPortee(row));
  return found;
}

/** One scope with its name; undefined when there is none. */
export async function findPortee(db: Database, portee: Portee): Promise<PorteeNommee | undefined> {
  return (await listPortees(db, [portee])).get(porteeKey(portee));
}

/** « Collège Jean-Bart (Port-Amarre) », « académie de Lille »; the code itself when nothing bears it. */
export async function getLibellePortee(db: Database, type: PorteeType, code: string): Promise<string> {
  return (await findPortee(db, { type, code }))?.libelle ?? code;
}

/** SQL of the name of a scope, for a query that has its type and its code as columns. */
export function readLibellePortee(type: string, code: string): RawBuilder<string> {
  // A name that no caller gives to its own tables: theirs would be hidden in the sub-queries.
  const t = sql.ref(type);
  const c = sql.ref(code);
  return sql<string>`coalesce(case ${t}
    when 'nation' then 'France entière'
    when 'academie' then (select nom || ' (académie)' from academie nommee where nommee.code = ${c})
    when 'departement' then (select nom || ' (département)' from departement nommee where nommee.code = ${c})
    when 'commune' then (select nom || ' (commune, ' || departement_code || ')' from commune nommee where nommee.code = ${c})
    when 'circonscription' then (select nom from circonscription nommee where nommee.code = ${c})
    when 'structure' then (select nom || ' (' || commune_nom || ')' from structure nommee where nommee.uai = ${c})
    when 'territoire_clas' then 'Territoire CLAS « ' || ${c} || ${` »${SANS_STRUCTURE}`}
  end, ${c})`;
}

interface RecherchePortees {
  readonly q: string;
  readonly types: readonly PorteeType[];
  readonly limit: number;
}

/** Scopes whose name or code holds every word typed, an exact code first, the widest before the others, then the name nearest to the words. */
async function searchPortees(db: Database, { q, types, limit }: RecherchePortees): Promise<PorteeNommee[]> {
  const words = normalizeSearch(q).split(" ").filter(Boolean).slice(0, 6);
  if (words.length === 0 || types.length === 0) return [];
  const matches = words.map((word) => sql`p.recherche like ${`%${word}%`}`);
  const { rows } = await sql<PorteeRow>`
    select ${COLONNES} from ${PORTEES_CONNUES} p
    where p.type = any(${[...types]}::text[]) and ${sql.join(matches, sql` and `)}
    order by lower(p.code) = lower(${q.trim()}) desc, p.rang, length(p.libelle), p.libelle, p.code limit ${limit}`.execute(
    db,
  );
  return rows.map(toPortee);
}

/**
 * The condition that keeps rows with a scope of their own (columns `type` and `code`) within the reader's scope: what
 * stands on a structure, a circonscription or a département that the reader's académie holds is within it. Whoever is kept
 * to some kinds of structure reaches what stands on these structures, nothing of a territory as a whole.
 */
export function withinPortees(scope: Scope, type: string, code: string): RawBuilder<SqlBool> {
  if (scope.nation) return sql<SqlBool>`true`;
  const t = sql.ref(type);
  const c = sql.ref(code);
  const academies = sql`${[...scope.academies]}::text[]`;
  const departements = sql`${[...scope.departements]}::text[]`;
  const communes = sql`${[...scope.communes]}::text[]`;
  const circonscriptions = sql`${[...scope.circonscriptions]}::text[]`;
  return sql<SqlBool>`(case ${t}
    when 'academie' then ${c} = any(${academies})
    when 'departement' then exists (select from departement x where x.code = ${c}
      and (x.code = any(${departements}) or x.academie_code = any(${academies})))
    when 'commune' then exists (select from commune x join departement y on y.code = x.departement_code where x.code = ${c}
      and (x.code = any(${communes}) or x.actuelle_code = any(${communes})
        or y.code = any(${departements}) or y.academie_code = any(${academies})))
    when 'circonscription' then ${c} = any(${circonscriptions}) or exists (select from circonscription x
      join departement y on y.code = x.departement_code where x.code = ${c}
      and (y.code = any(${departements}) or y.academie_code = any(${academies})))
    when 'structure' then exists (select from structure where structure.uai = ${c} and ${withinScope(scope)})
    else false end)`;
}

export interface ChoixPortee {
  /** The scope that the form settles on; undefined while there is a choice to make. */
  readonly choisie: PorteeNommee | undefined;
  readonly choix: readonly PorteeNommee[];
}

export interface ChoixDemande {
  readonly types: readonly PorteeType[];
  /** `type:code` of the box that was ticked. */
  readonly cle: string;
  /** What was typed to search. */
  readonly q: string;
  /** Proposed before any search, for instance the scopes of the person who gives. */
  readonly proposees?: readonly Portee[];
  /** Keeps the scopes that may be chosen. */
  readonly garde?: (portee: PorteeNommee) => boolean;
}

const CHOIX_MAX = 30;

/** A CLAS territory is in no table: what is typed names it, where the function allows one. */
function readTerritoire(q: string, types: readonly PorteeType[]): PorteeNommee[] {
  const code = normalizeSearch(q).replaceAll(" ", "-").slice(0, 40);
  return code !== "" && types.includes("territoire_clas")
    ? [namelessPortee({ type: "territoire_clas", code })]
    : [];
}

/** Scopes that a form offers, without any script: those proposed, those found, and the one that is settled. */
export async function findChoixPortee(db: Database, demande: ChoixDemande): Promise<ChoixPortee> {
  const { types, cle, q, proposees = [], garde = () => true } = demande;
  const named = await listPortees(db, [...readPorteeKey(cle), ...proposees]);
  const found = [...(await searchPortees(db, { q, types, limit: CHOIX_MAX })), ...readTerritoire(q, types)];
  const all = new Map([...named, ...found.map((portee) => [porteeKey(portee), portee] as const)]);
  const choix = [...all.values()].filter((portee) => types.includes(portee.type) && garde(portee));
  const exact = choix.filter(({ code }) => code.toLowerCase() === q.trim().toLowerCase());
  const [only] = exact.length === 1 ? exact : choix.length === 1 ? choix : [];
  return { choisie: choix.find((portee) => porteeKey(portee) === cle) ?? only, choix };
}
