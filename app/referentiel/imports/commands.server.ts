import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { annulerTache, demanderTache } from "#app/platform/jobs/tache.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { getImportState } from "./queries.server.ts";
import { canAbandonner, canAppliquer, canPrevisualiser, type EtatImport } from "./rules.ts";

/** Queue of the background work: imports run one after the other. */
const FILE_IMPORTS = "imports";

export interface FichierDepose {
  readonly nom: string;
  readonly taille: number;
  readonly empreinte: Buffer;
  readonly emplacement: string;
}

export interface Depot {
  readonly origine: "interface" | "commande" | "demonstration";
  readonly agentId: string | null;
  readonly fichiers: readonly FichierDepose[];
}

/** Records files that have arrived whole. With `previsualiser`, asks for their preview in the same transaction. */
export async function deposerImport(context: Context, depot: Depot, previsualiser = true): Promise<string> {
  if (depot.fichiers.length === 0) throw new Refusal("aucun_fichier", "Choisissez au moins un fichier.");
  const id = context.newId();
  await inTransaction(context.db, async (tx) => {
    await tx
      .insertInto("import")
      .values({
        id,
        etat: "depose",
        origine: depot.origine,
        depose_par: depot.agentId,
        depose_le: context.now(),
        version: 1,
      })
      .execute();
    for (const [index, fichier] of depot.fichiers.entries()) {
      await tx
        .insertInto("import_fichier")
        .values({
          id: context.newId(),
          import_id: id,
          rang: index + 1,
          ...fichier,
          etat: "depose",
          avertissements: [],
        })
        .execute();
    }
    await recordAudit(tx, context, {
      evenement: "import.deposer",
      objetType: "import",
      objetId: id,
      agentId: depot.agentId,
      faits: { fichiers: depot.fichiers.length, origine: depot.origine },
    });
    if (previsualiser) await askTache(tx, context, "import.previsualiser", id, depot.agentId);
  });
  return id;
}

export interface ActeSurImport {
  readonly importId: string;
  readonly agentId: string | null;
}

/** A decision taken on what a person was reading: it names the version that was read. */
export interface DecisionSurImport extends ActeSurImport {
  readonly version: number;
}

/** Asks again for the preview of an import whose preview failed or was cancelled. */
export async function redemanderPrevisualisation(context: Context, acte: ActeSurImport): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const state = await getImportState(tx, acte.importId);
    demand(canPrevisualiser(state));
    await askTache(tx, context, "import.previsualiser", acte.importId, acte.agentId);
    await recordAudit(tx, context, auditOf(acte, "import.previsualiser"));
  });
}

/** Asks for the preview again after a decision that changes it; a part of that decision. */
export async function relirePrevisualisation(
  tx: Tx,
  context: Context,
  importId: string,
  agentId: string | null,
): Promise<void> {
  await askTache(tx, context, "import.previsualiser", importId, agentId);
}

/** Asks for the application in the background; the application itself decides again under its lock. */
export async function demanderApplication(context: Context, acte: DecisionSurImport): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    demand(canAppliquer(await getImportState(tx, acte.importId), acte.version));
    await askTache(tx, context, "import.appliquer", acte.importId, acte.agentId);
    await recordAudit(tx, context, auditOf(acte, "import.demander_application"));
  });
}

/** Gives up an import: nothing of it was ever written. */
export async function abandonnerImport(context: Context, acte: DecisionSurImport): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    demand(canAbandonner(await getImportState(tx, acte.importId), acte.version));
    await changerEtat(tx, acte.importId, "abandonne", null);
    await recordAudit(tx, context, auditOf(acte, "import.abandonner"));
  });
}

/** Stops the work that runs on an import, at its next step; what it had written is undone. */
export async function arreterTravail(context: Context, acte: ActeSurImport): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const tache = await tx
      .selectFrom("tache")
      .select("id")
      .where("objet_type", "=", "import")
      .where("objet_id", "=", acte.importId)
      .where("terminee_le", "is", null)
      .executeTakeFirst();
    if (!tache)
      throw new Refusal(
        "sans_travail",
        "Aucun travail n'est en cours sur ce dépôt : il vient sans doute de se terminer.",
      );
    await annulerTache(tx, context, tache.id);
    await recordAudit(tx, context, auditOf(acte, "import.arreter"));
  });
}

function auditOf(acte: ActeSurImport, evenement: string) {
  return { evenement, objetType: "import", objetId: acte.importId, agentId: acte.agentId };
}

async function askTache(
  tx: Tx,
  context: Context,
  genre: string,
  objetId: string,
  demandeePar: string | null,
) {
  await demanderTache(tx, context, { genre, objetType: "import", objetId, demandeePar, file: FILE_IMPORTS });
}

/** Moves an import to its next state; whoever had read the former version is told so. */
export async function changerEtat(
  tx: Tx,
  id: string,
  etat: EtatImport,
  appliqueLe: Date | null,
): Promise<void> {
  await tx
    .updateTable("import")
    .set({ etat, applique_le: appliqueLe, version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
}
