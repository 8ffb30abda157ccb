import { randomUUID } from "node:crypto";
import type pg from "pg";

interface Colonne {
  readonly nom: string;
  readonly type: string;
  readonly obligatoire: boolean;
  readonly calculee: boolean;
  readonly controles: readonly string[];
}

export type Valeurs = Readonly<Record<string, unknown>>;

/**
 * Any row that a table accepts, foreign keys asleep: each column that must be filled gets a value that its own checks
 * allow. A new table needs nothing here, unless a check ties several columns together: then the test gives them.
 *
 * @param quand instant of every date; ends come a day later, so that periods run forwards.
 */
export async function insertLigne(
  client: pg.ClientBase,
  table: string,
  quand: Date,
  donnees: Valeurs = {},
): Promise<void> {
  const colonnes = await listColonnes(client, table);
  const given = new Map(Object.entries(donnees));
  const cells = colonnes
    .filter(({ nom, obligatoire, calculee }) => !calculee && (obligatoire || given.has(nom)))
    .map((colonne) => [
      colonne.nom,
      given.has(colonne.nom) ? given.get(colonne.nom) : anyValue(colonne, quand),
    ]);
  const names = cells.map(([nom]) => `"${nom}"`).join(", ");
  const slots = cells.map((_, index) => `$${index + 1}`).join(", ");
  await client.query(
    `insert into ${table} (${names}) values (${slots})`,
    cells.map(([, valeur]) => valeur),
  );
}

async function listColonnes(client: pg.ClientBase, table: string): Promise<Colonne[]> {
  const { rows } = await client.query<Colonne>(
    `select a.attname as nom, format_type(a.atttypid, null) as type, a.attnotnull as obligatoire,
       a.attgenerated <> '' or a.attidentity <> '' or a.atttypid = 'xid8'::regtype as calculee,
       array(select pg_get_constraintdef(o.oid) from pg_constraint o
         where o.conrelid = a.attrelid and o.contype = 'c' and o.conkey = array[a.attnum]) as controles
     from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    [table],
  );
  return rows;
}

const DAY_MS = 86_400_000;
const TEXTES = ["essai", "essai.dire", "/essai", "12345678901234", "a@b.fr", "nation", "FR"];

function anyValue({ nom, type, controles }: Colonne, quand: Date): unknown {
  if (type === "uuid") return randomUUID();
  if (type === "bytea") return Buffer.from(randomUUID().replaceAll("-", ""));
  if (type === "jsonb") return JSON.stringify({ essai: "secret" });
  if (type === "boolean") return true;
  if (type.endsWith("[]")) return ["secret"];
  if (/^(date|timestamp)/.test(type)) {
    const later = /^(fin|expire_le)$/.test(nom);
    const instant = new Date(quand.getTime() + (later ? DAY_MS : 0));
    return type === "date" ? instant.toISOString().slice(0, 10) : instant;
  }
  if (type !== "text") return 1;
  const closed = controles.map((controle) => /ARRAY\['([^']*)'/.exec(controle)?.[1]).find(Boolean);
  if (closed !== undefined) return closed;
  const forms = controles.flatMap((controle) => /~ '([^']*)'/.exec(controle)?.[1] ?? []);
  const fitting = TEXTES.find((texte) => forms.every((form) => new RegExp(form).test(texte)));
  if (fitting === undefined) throw new Error(`No text fits ${nom}: add one to tests/ligne-quelconque.ts`);
  return fitting;
}
