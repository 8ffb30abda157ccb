import { rm } from "node:fs/promises";
import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { deposerPiece, type PieceRecue } from "#app/platform/pieces/store.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { applyTerme, colonnesOf, listTermes, type Terme } from "#app/platform/retention/purge.server.ts";
import { type Elimination, getElimination, getListe, listArticles, withinSerie } from "./queries.server.ts";
import {
  type CodeSerie,
  canAbandonner,
  canExecuter,
  canJoindreVisa,
  canPreparer,
  canViser,
} from "./rules.ts";
import type { Visa } from "./schema.ts";

/** Rows erased in one transaction: what interrupts a purge undoes little, and holds nobody up. */
const PAR_LOT = 5_000;

/** Applies every term of the catalogue, batch by batch. Returns how many rows were touched. */
export async function executerPurges(context: Context): Promise<number> {
  let total = 0;
  for (const terme of await listTermes(context.db)) {
    for (let lignes = PAR_LOT; lignes === PAR_LOT; total += lignes) {
      lignes = await inTransaction(context.db, (tx) => purgerLot(tx, context, terme));
    }
  }
  return total;
}

async function purgerLot(tx: Tx, context: Context, terme: Terme): Promise<number> {
  const lignes = await applyTerme(tx, terme, context.now(), PAR_LOT);
  if (lignes === 0) return 0;
  const id = context.newId();
  await tx
    .insertInto("purge")
    .values({
      id,
      executee_le: context.now(),
      table_nom: terme.table.nom,
      colonne: colonnesOf(terme),
      duree: terme.duree,
      lignes,
    })
    .execute();
  await recordAudit(tx, context, {
    evenement: "purge.executer",
    objetType: "purge",
    objetId: id,
    agentId: null,
    faits: { table: terme.table.nom, colonnes: colonnesOf(terme), duree: terme.duree, lignes },
  });
  return lignes;
}

/** Somebody takes away what the service holds about them. */
export async function exporterDonnees(
  context: Context,
  acte: { readonly agentId: string; readonly format: string },
): Promise<void> {
  await inTransaction(context.db, (tx) =>
    recordAudit(tx, context, {
      evenement: "donnees.exporter",
      objetType: "agent",
      objetId: acte.agentId,
      agentId: acte.agentId,
      faits: { format: acte.format },
    }),
  );
}

/** Any constant: one act on bordereaux at a time, so that their numbers follow. */
const ELIMINATION_LOCK = 4_201_790;

export interface Preparation {
  readonly agentId: string;
  readonly serie: CodeSerie;
  /** First civil day that is kept. */
  readonly jusquAu: string;
}

/** Draws up a bordereau: count and hash of the list. The same list asked again is the same bordereau. Returns its id. */
export async function preparerElimination(context: Context, acte: Preparation): Promise<string> {
  const { agentId, serie, jusquAu } = acte;
  demand(canPreparer(jusquAu, civilDay(context.now())));
  return inTransaction(context.db, async (tx) => {
    await sql`select pg_advisory_xact_lock(${ELIMINATION_LOCK})`.execute(tx);
    const { lignes, empreinte } = await getListe(tx, serie, jusquAu);
    if (lignes === 0)
      throw new Refusal(
        "rien_a_eliminer",
        "Rien n’est antérieur à ce jour dans cette série : il n’y a rien à éliminer.",
      );
    const { rows } = await sql<{
      id: string;
    }>`select id from elimination where serie = ${serie} and jusqu_au = ${jusquAu}
      and empreinte = decode(${empreinte}, 'hex') and executee_le is null and abandonnee_le is null`.execute(
      tx,
    );
    if (rows[0]) return rows[0].id;
    const id = context.newId();
    const articles = await listArticles(tx, serie, jusquAu);
    await sql`insert into elimination (id, numero, serie, jusqu_au, lignes, empreinte, articles, preparee_par, preparee_le)
      select ${id}::uuid, coalesce(max(numero), 0) + 1, ${serie}, ${jusquAu}::date, ${lignes}, decode(${empreinte}, 'hex'), ${JSON.stringify(articles)}::jsonb, ${agentId}::uuid, ${context.now()}
      from elimination`.execute(tx);
    await noter(tx, context, {
      verbe: "preparer",
      id,
      agentId,
      faits: { serie, jusquAu, lignes, empreinte },
    });
    return id;
  });
}

interface ActeElimination {
  readonly id: string;
  readonly agentId: string;
}

/** Records the visa of the archives. The same visa sent twice changes nothing more. */
export async function viserElimination(
  context: Context,
  acte: ActeElimination & { readonly visa: Visa },
): Promise<void> {
  const { id, agentId, visa } = acte;
  await inTransaction(context.db, async (tx) => {
    const elimination = await verrouiller(tx, id);
    if (isMemeVisa(elimination, visa)) return;
    const preparation = civilDay(elimination.prepareeLe);
    demand(canViser(elimination.etat, { visa: visa.le, preparation, jour: civilDay(context.now()) }));
    await sql`update elimination set visa_autorite = ${visa.autorite}, visa_reference = ${visa.reference},
      visa_le = ${visa.le}::date, visa_enregistre_par = ${agentId}::uuid where id = ${id}::uuid`.execute(tx);
    await noter(tx, context, { verbe: "viser", id, agentId, faits: { le: visa.le }, apres: visa });
  });
}

/** Joins the digitised visa to the bordereau that it stamps. */
export async function joindreVisa(
  context: Context,
  { id, agentId, piece }: ActeElimination & { readonly piece: PieceRecue },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { etat } = await verrouiller(tx, id);
    demand(canJoindreVisa(etat));
    const pieceId = await deposerPiece(tx, context, {
      ...{ piece, permission: "journal.verifier", porteeType: "nation", porteeCode: "france" },
      ...{ objetType: "elimination", objetId: id, agentId },
    });
    await tx.updateTable("elimination").set({ visa_piece_id: pieceId }).where("id", "=", id).execute();
  });
}

function isMemeVisa(elimination: Elimination, visa: Visa): boolean {
  const { visaAutorite, visaReference, viseLe } = elimination;
  return visaAutorite === visa.autorite && visaReference === visa.reference && viseLe === visa.le;
}

/** Eliminates exactly the list that was visaed, or nothing. */
export async function executerElimination(context: Context, { id, agentId }: ActeElimination): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const elimination = await verrouiller(tx, id);
    if (elimination.etat === "execute") return;
    const { serie, jusquAu, empreinte } = elimination;
    // Nobody may add to the list, nor take from it, between its hash and its elimination.
    await sql`lock table ${sql.table(TABLES[serie])} in share row exclusive mode`.execute(tx);
    const actuelle = await getListe(tx, serie, jusquAu);
    demand(canExecuter(elimination.etat, { visee: empreinte, actuelle: actuelle.empreinte }));
    const lignes = await effacer(tx, serie, jusquAu);
    await sql`update elimination set executee_le = ${context.now()}, executee_par = ${agentId}::uuid where id = ${id}::uuid`.execute(
      tx,
    );
    await noter(tx, context, {
      verbe: "executer",
      id,
      agentId,
      faits: { serie, jusquAu, lignes, empreinte },
    });
  });
}

const TABLES: Readonly<Record<CodeSerie, string>> = {
  imports: "import_fichier",
  demandes_acces: "demande_acces",
  passations: "passation",
  courriels: "courriel",
};

/** Returns how many there were. A file is erased before the transaction ends: taken up again, the act erases what is left. */
async function effacer(tx: Tx, serie: CodeSerie, jusquAu: string): Promise<number> {
  const ids = sql`select s.id::uuid from (${withinSerie(serie, jusquAu)}) s`;
  if (serie !== "imports") {
    const done = await sql`delete from ${sql.table(TABLES[serie])} where id in (${ids})`.execute(tx);
    return Number(done.numAffectedRows ?? 0);
  }
  const { rows } = await sql<{ emplacement: string }>`
    update import_fichier f set emplacement = '' from import_fichier ancien
    where ancien.id = f.id and f.id in (${ids}) returning ancien.emplacement`.execute(tx);
  for (const { emplacement } of rows) await rm(emplacement, { force: true });
  return rows.length;
}

/** Gives a bordereau up; its number is not used again. */
export async function abandonnerElimination(
  context: Context,
  { id, agentId }: ActeElimination,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { etat } = await verrouiller(tx, id);
    if (etat === "abandonne") return;
    demand(canAbandonner(etat));
    await sql`update elimination set abandonnee_le = ${context.now()} where id = ${id}::uuid`.execute(tx);
    await noter(tx, context, { verbe: "abandonner", id, agentId, faits: {} });
  });
}

async function verrouiller(tx: Tx, id: string): Promise<Elimination> {
  await getElimination(tx, id);
  await sql`select from elimination where id = ${id}::uuid for update`.execute(tx);
  return getElimination(tx, id);
}

interface Note extends ActeElimination {
  readonly verbe: "preparer" | "viser" | "executer" | "abandonner";
  readonly faits: Readonly<Record<string, string | number>>;
  readonly apres?: unknown;
}

async function noter(tx: Tx, context: Context, { verbe, id, agentId, faits, apres }: Note): Promise<void> {
  await recordAudit(tx, context, {
    evenement: `elimination.${verbe}`,
    objetType: "elimination",
    objetId: id,
    agentId,
    faits,
    ...(apres === undefined ? {} : { apres }),
  });
}
