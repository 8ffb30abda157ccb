import type pg from "pg";

/**
 * Prints the resulting schema of the product, in an order that depends on names only: the diff of a migration shows
 * the resulting tables. Our own query, since the embedded server ships no pg_dump.
 */
export async function printSchema(client: pg.ClientBase): Promise<string> {
  const sections = [
    await lines(client, TABLES),
    await lines(client, INDEXES),
    await lines(client, TRIGGERS),
    await lines(client, FUNCTIONS),
    await lines(client, COMMENTS),
  ];
  return `-- Printed from the catalogue by "npm run db:schema". Do not edit: write a migration.\n\n${sections.join("\n\n")}\n`;
}

async function lines(client: pg.ClientBase, query: string): Promise<string> {
  const { rows } = await client.query<{ line: string }>(query);
  return rows.map((row) => row.line).join("\n");
}

const OURS = "c.relnamespace = 'public'::regnamespace and c.relname <> 'migration'";

const TABLES = `
  select format(E'create table %I (\\n%s\\n);', c.relname, string_agg(part, E',\\n' order by kind, position)) as line
  from pg_class c
  join lateral (
    select 1 as kind, a.attnum::int as position,
      format('  %I %s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end,
        case a.attidentity when 'a' then ' generated always as identity' else '' end,
        case when a.attgenerated = 's' then format(' generated always as (%s) stored', pg_get_expr(d.adbin, d.adrelid))
             when d.adbin is not null then format(' default %s', pg_get_expr(d.adbin, d.adrelid)) else '' end) as part
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    union all
    select 2, (row_number() over (order by o.conname))::int, format('  constraint %I %s', o.conname, pg_get_constraintdef(o.oid))
    from pg_constraint o where o.conrelid = c.oid and o.contype <> 'n'
  ) parts on true
  where ${OURS} and c.relkind = 'r'
  group by c.relname order by c.relname`;

const INDEXES = `
  select pg_get_indexdef(i.indexrelid) || ';' as line
  from pg_index i join pg_class c on c.oid = i.indrelid join pg_class x on x.oid = i.indexrelid
  where ${OURS} and not exists (select from pg_constraint o where o.conindid = i.indexrelid)
  order by c.relname, x.relname`;

const TRIGGERS = `
  select pg_get_triggerdef(t.oid) || ';' as line
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where ${OURS} and not t.tgisinternal order by c.relname, t.tgname`;

const FUNCTIONS = `
  select pg_get_functiondef(p.oid) as line
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname`;

const COMMENTS = `
  select case when a.attname is null then format('comment on table %I is %L;', c.relname, d.description)
              else format('comment on column %I.%I is %L;', c.relname, a.attname, d.description) end as line
  from pg_description d
  join pg_class c on c.oid = d.objoid and d.classoid = 'pg_class'::regclass
  left join pg_attribute a on a.attrelid = c.oid and a.attnum = d.objsubid and d.objsubid > 0
  where ${OURS} and c.relkind = 'r' order by c.relname, d.objsubid`;
