import { sql } from "kysely";
import type { Database } from "../db/database.server.ts";
import { type Marque, readMarque, readMarqueTable } from "./tags.ts";

export interface ColonneDecrite extends Marque {
  readonly nom: string;
  readonly type: string;
  readonly obligatoire: boolean;
  /** A foreign key to `agent`, or the tag [personne]: rows are found by it. */
  readonly designe: boolean;
  /** Cannot tell of a person by its own nature: a number, a date, a key, a closed list, a fingerprint. */
  readonly sansRisque: boolean;
}

interface Reference {
  readonly table: string;
  readonly colonne: string;
  readonly cible: string;
}

export interface TableDecrite {
  readonly nom: string;
  readonly texte: string;
  readonly personnelles: boolean | undefined;
  readonly colonnes: readonly ColonneDecrite[];
  /** Columns of other tables that point here: a row that is pointed at is not removed. */
  readonly references: readonly Reference[];
}

interface RawTable {
  readonly nom: string;
  readonly commentaire: string | null;
  readonly colonnes: readonly {
    readonly nom: string;
    readonly type: string;
    readonly obligatoire: boolean;
    readonly agent: boolean;
    readonly reference: boolean;
    readonly controles: readonly string[];
    readonly commentaire: string | null;
  }[];
  readonly references: readonly Reference[];
}

/** Every table of ours with its comments, their tags read. The catalogue is the only register: nothing to keep in step. */
export async function listTables(db: Database): Promise<TableDecrite[]> {
  const { rows } = await sql<RawTable>`
    select c.relname as nom, obj_description(c.oid, 'pg_class') as commentaire,
      (select json_agg(json_build_object('nom', a.attname, 'type', format_type(a.atttypid, null), 'obligatoire', a.attnotnull,
          'agent', exists (select from pg_constraint o where o.conrelid = c.oid and o.contype = 'f' and a.attnum = any(o.conkey) and o.confrelid = 'agent'::regclass),
          'reference', exists (select from pg_constraint o where o.conrelid = c.oid and o.contype = 'f' and a.attnum = any(o.conkey)),
          'controles', (select coalesce(json_agg(pg_get_constraintdef(o.oid)), '[]') from pg_constraint o where o.conrelid = c.oid and o.contype = 'c' and o.conkey = array[a.attnum]),
          'commentaire', col_description(c.oid, a.attnum)) order by a.attnum)
        from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as colonnes,
      (select coalesce(json_agg(json_build_object('table', e.relname, 'colonne', ea.attname, 'cible', ca.attname)), '[]')
        from pg_constraint o join pg_class e on e.oid = o.conrelid
        join pg_attribute ea on ea.attrelid = o.conrelid and ea.attnum = o.conkey[1]
        join pg_attribute ca on ca.attrelid = c.oid and ca.attnum = o.confkey[1]
        where o.confrelid = c.oid and o.contype = 'f' and cardinality(o.conkey) = 1) as references
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
    order by c.relname`.execute(db);
  return rows.map(describe);
}

function describe({ nom, commentaire, colonnes, references }: RawTable): TableDecrite {
  return {
    nom,
    ...readMarqueTable(commentaire ?? ""),
    references,
    colonnes: colonnes.map((colonne) => {
      const marque = readMarque(colonne.commentaire ?? "");
      return {
        ...marque,
        nom: colonne.nom,
        type: colonne.type,
        obligatoire: colonne.obligatoire,
        designe: colonne.agent || marque.personne || (nom === "agent" && colonne.nom === "id"),
        sansRisque: colonne.reference || isSansRisque(colonne.type, colonne.controles),
      };
    }),
  };
}

const TYPES_SANS_RISQUE =
  /^(boolean|smallint|integer|bigint|numeric|real|double precision|date|uuid|xid8|timestamp|daterange)/;

function isSansRisque(type: string, controles: readonly string[]): boolean {
  if (TYPES_SANS_RISQUE.test(type)) return true;
  const closed = type === "bytea" ? /octet_length\(\w+\) = 32/ : /= ANY \(ARRAY\[/;
  return controles.some((controle) => closed.test(controle));
}
