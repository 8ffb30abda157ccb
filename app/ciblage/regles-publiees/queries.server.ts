import { sql } from "kysely";
import type { Database } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import {
  type DefinitionLue,
  listDefinitions,
  listVariablesDe,
  type VariableNommee,
} from "../explications/definitions/queries.server.ts";
import type { ContenuListe } from "../listes/rules.ts";

/** A published version as anybody reads it: neither the structures, nor what was said of them. */
export interface ReglePubliee {
  readonly id: string;
  readonly numero: number;
  readonly campagne: string;
  readonly academie: string;
  readonly dispositif: string;
  readonly annee: number;
  /** ISO instant. */
  readonly publieeLe: string;
  /** SHA-256 of the list, in hexadecimal. */
  readonly empreinte: string;
  /** False once a later version replaced it. */
  readonly courante: boolean;
}

interface RowRegle extends Omit<ReglePubliee, "publieeLe"> {
  readonly publieeLe: Date;
}

const readRegle = sql`l.id, l.numero, c.nom as campagne, academie.nom as academie, dispositif.libelle as dispositif, c.annee,
  l.publiee_le as "publieeLe", encode(l.empreinte, 'hex') as empreinte,
  not exists (select from liste_publiee s where s.campagne_id = l.campagne_id and s.numero > l.numero) as courante`;
const fromRegle = sql`liste_publiee l join campagne_ciblage c on c.id = l.campagne_id
  join academie on academie.code = c.academie_code join dispositif on dispositif.code = c.dispositif_code`;

const toRegle = ({ publieeLe, ...row }: RowRegle): ReglePubliee => ({
  ...row,
  publieeLe: publieeLe.toISOString(),
});

/** Every published version, the latest first: rules are public. Source: CRPA, L. 312-1-3. */
export async function listReglesPubliees(db: Database): Promise<ReglePubliee[]> {
  const { rows } = await sql<RowRegle>`select ${readRegle} from ${fromRegle}
    order by l.publiee_le desc, l.numero desc limit 500`.execute(db);
  return rows.map(toRegle);
}

export interface ReglePublieeEntiere {
  readonly regle: ReglePubliee;
  /** In words, as they were published. */
  readonly regles: string;
  readonly nomsPublics: boolean;
  readonly contenu: ContenuListe;
  readonly calculs: readonly DefinitionLue[];
  readonly variables: readonly VariableNommee[];
}

/** One published version with what its rules read; `NotFound` otherwise. */
export async function getReglePubliee(db: Database, id: string): Promise<ReglePublieeEntiere> {
  if (!isUuid(id)) throw new NotFound();
  const { rows } = await sql<RowRegle & Pick<ReglePublieeEntiere, "regles" | "nomsPublics" | "contenu">>`
    select ${readRegle}, l.regles, l.noms_publics as "nomsPublics", l.contenu from ${fromRegle}
    where l.id = ${id}::uuid`.execute(db);
  const [row] = rows;
  if (!row) throw new NotFound();
  const { regles, nomsPublics, contenu, ...regle } = row;
  const calculs = await listDefinitions(
    db,
    contenu.calculs.map(({ calculId }) => calculId),
  );
  return {
    ...{ regle: toRegle(regle), regles, nomsPublics, contenu, calculs },
    variables: await listVariablesDe(db, calculs),
  };
}
