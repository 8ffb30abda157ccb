import { rm } from "node:fs/promises";
import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { type BulkTransaction, inBulkTransaction } from "#app/platform/db/bulk.server.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import type { ReportProgress } from "#app/platform/jobs/tache.server.ts";
import { NotFound, Refusal } from "#app/platform/refusal.ts";
import { detecterAnomalies } from "../../anomalies/detection/commands.server.ts";
import { verrouillerReferences } from "../../indicateurs/commands.server.ts";
import { preparerArrivees } from "../arrivees/commands.server.ts";
import { recalculer } from "../calculs/commands.server.ts";
import { chargerFichier, type FichierCharge } from "../chargement/commands.server.ts";
import {
  type Decisions,
  type FichierEcarte,
  type FichierReconnu,
  findDatasetOfFile,
  getDecisions,
  readConnus,
} from "../chargement/queries.server.ts";
import { changerEtat } from "../commands.server.ts";
import { integrerArrivees } from "../comparaison/commands.server.ts";
import { type Comptes, countActions } from "../comparaison/queries.server.ts";
import { enregistrerComptesRendus, type FichierTraite } from "../compte-rendu/commands.server.ts";
import { getImportState } from "../queries.server.ts";

/**
 * Previews an import: the very work of the application, then undone. What the preview announces is what the
 * application will do, unless the reference changes in between.
 */
export async function previsualiserImport(
  context: Context,
  importId: string,
  progress: ReportProgress,
): Promise<void> {
  await retenirPrevisualisation(
    context,
    importId,
    await traiter(context, importId, progress, { garder: false }),
  );
}

async function retenirPrevisualisation(
  context: Context,
  importId: string,
  fichiers: readonly FichierTraite[],
): Promise<void> {
  const retires = await inTransaction(context.db, async (tx) => {
    // What was applied meanwhile stays applied, with the report of its application.
    if ((await getImportState(tx, importId)).etat === "applique") return [];
    await enregistrerComptesRendus(tx, fichiers);
    await changerEtat(tx, importId, "previsualise", null);
    return retirerPersonnels(tx, importId, fichiers);
  });
  for (const emplacement of retires) await rm(emplacement, { force: true });
}

/**
 * A file about persons that came through the interface is not kept: forgets where it stands, and says where, to be
 * erased once that is written. A file read from the command line belongs to whoever runs it.
 */
async function retirerPersonnels(
  tx: Tx,
  importId: string,
  fichiers: readonly FichierTraite[],
): Promise<string[]> {
  const ids = fichiers.flatMap(({ id, reconnaissance: r }) => ("personnel" in r && r.personnel ? [id] : []));
  if (ids.length === 0) return [];
  const { rows } = await sql<{ emplacement: string }>`
    update import_fichier f set emplacement = ''
    from import_fichier ancien join import i on i.id = ancien.import_id
    where ancien.id = f.id and f.id = any(${ids}::uuid[]) and i.id = ${importId}::uuid and i.origine = 'interface'
    returning ancien.emplacement`.execute(tx);
  return rows.map(({ emplacement }) => emplacement);
}

/**
 * Applies an import: every recognised file, or nothing at all, in one transaction with its report and its audit row.
 * Without any recognised file there is nothing to apply: the report stays that of a preview.
 */
export async function appliquerImport(
  context: Context,
  importId: string,
  progress: ReportProgress,
): Promise<void> {
  const fichiers = await traiter(context, importId, progress, { garder: true });
  const nothing =
    fichiers.length > 0 && !fichiers.some(({ charge }) => charge && charge.illisible === undefined);
  if (nothing) await retenirPrevisualisation(context, importId, fichiers);
}

async function traiter(
  context: Context,
  importId: string,
  progress: ReportProgress,
  { garder }: { garder: boolean },
): Promise<FichierTraite[]> {
  const decisions = await getDecisions(context);
  const fichiers = await openFichiers(context, importId, decisions);
  return inBulkTransaction(context, async (bulk) => {
    const { tx } = bulk;
    await progress(10, "En attente d'un autre import");
    // One import after the other, whoever asks: two of them would compare with a past that the other changes.
    await verrouillerReferences(tx);
    const depose = await tx
      .selectFrom("import")
      .select(["etat", "depose_par"])
      .where("id", "=", importId)
      .forUpdate()
      .executeTakeFirst();
    if (!depose) throw new NotFound();
    // An attempt that follows a crash may find the work done: all-or-nothing makes that a plain end.
    if (depose.etat === "applique") return { keep: false, result: [] };
    if (depose.etat === "abandonne")
      throw new Refusal("abandonne", "Ce dépôt a été abandonné : rien n'en est repris.");
    const reconnus = fichiers.filter(isReconnu);
    await preparerArrivees(
      tx,
      reconnus.map(({ id }) => id),
    );
    const charges = await loadAll(bulk, reconnus, decisions, progress);
    await progress(720, "Comparaison avec ce qui est connu");
    await integrerArrivees(tx, context);
    const result = await withComptes(tx, fichiers, reconnus, charges);
    const keep = garder && charges.some(({ illisible }) => illisible === undefined);
    if (keep) await conclure(tx, context, importId, result, depose.depose_par, progress);
    return { keep, result };
  });
}

interface FichierOuvert {
  readonly id: string;
  readonly nom: string;
  readonly reconnaissance: FichierReconnu | FichierEcarte;
}

function isReconnu(fichier: FichierOuvert): fichier is FichierOuvert & { reconnaissance: FichierReconnu } {
  return fichier.reconnaissance.etat === "reconnu";
}

/** Recognised files first, those that know identities best before the others, then by name: the order is the same each time. */
async function openFichiers(
  context: Context,
  importId: string,
  decisions: Decisions,
): Promise<FichierOuvert[]> {
  const rows = await context.db
    .selectFrom("import_fichier")
    .select(["id", "nom", "emplacement", "annee_dite", "motif"])
    .where("import_id", "=", importId)
    .orderBy("rang")
    .execute();
  const opened: FichierOuvert[] = [];
  for (const { id, nom, emplacement, annee_dite, motif } of rows) {
    const file = { nom, emplacement, anneeDite: annee_dite ?? undefined };
    const reconnaissance: FichierReconnu | FichierEcarte =
      emplacement === ""
        ? { etat: "inconnu", motif: motif ?? "Ce fichier n'a pas été gardé." }
        : await findDatasetOfFile(file, decisions);
    opened.push({ id, nom, reconnaissance });
  }
  const rang = ({ reconnaissance: r }: FichierOuvert) => (r.etat === "reconnu" ? r.reading.dataset.rang : 99);
  return opened.sort((a, b) => rang(a) - rang(b) || (a.nom < b.nom ? -1 : 1));
}

async function loadAll(
  bulk: BulkTransaction,
  reconnus: readonly (FichierOuvert & { reconnaissance: FichierReconnu })[],
  decisions: Decisions,
  progress: ReportProgress,
): Promise<FichierCharge[]> {
  const charges: FichierCharge[] = [];
  const connus = await readConnus(bulk.tx);
  for (const [index, { nom, reconnaissance }] of reconnus.entries()) {
    const share = 700 / reconnus.length;
    charges.push(
      await chargerFichier(bulk, index + 1, reconnaissance, decisions, connus, (lues) =>
        // The number of lines is not known beforehand: progress within a file follows an ordinary line of 250 bytes.
        progress(
          20 + share * (index + Math.min(1, (lues * 250) / reconnaissance.taille)),
          `Lecture de ${nom} : ${lues} lignes`,
        ),
      ),
    );
  }
  return charges;
}

async function withComptes(
  tx: Tx,
  fichiers: readonly FichierOuvert[],
  reconnus: readonly FichierOuvert[],
  charges: readonly FichierCharge[],
): Promise<FichierTraite[]> {
  const comptes = await countActions(tx);
  return fichiers.map(({ id, reconnaissance }) => {
    const index = reconnus.findIndex((fichier) => fichier.id === id);
    const charge = charges[index];
    const counted = comptes.get(index + 1);
    return charge && counted ? { id, reconnaissance, charge, comptes: counted } : { id, reconnaissance };
  });
}

/** Calculations, report, state and audit row: what makes the import a fact, in the transaction of its lines. */
async function conclure(
  tx: Tx,
  context: Context,
  importId: string,
  fichiers: readonly FichierTraite[],
  agentId: string | null,
  progress: ReportProgress,
): Promise<void> {
  await recalculer(tx, context, progress);
  await progress(960, "Enregistrement du compte rendu");
  await enregistrerComptesRendus(tx, fichiers);
  await progress(980, "Recherche des anomalies");
  await detecterAnomalies(tx, context);
  await changerEtat(tx, importId, "applique", context.now());
  const total = (count: (comptes: Comptes) => number) =>
    fichiers.reduce((sum, { comptes }) => sum + (comptes ? count(comptes) : 0), 0);
  await recordAudit(tx, context, {
    evenement: "import.appliquer",
    objetType: "import",
    objetId: importId,
    agentId,
    faits: { fichiers: fichiers.length, cree: total((c) => c.cree), modifie: total((c) => c.modifie) },
  });
}
