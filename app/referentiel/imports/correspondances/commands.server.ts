import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import { ajouterIndicateur } from "../../indicateurs/dictionnaire/commands.server.ts";
import type { Notice } from "../../indicateurs/dictionnaire/rules.ts";
import { relirePrevisualisation } from "../commands.server.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { getImportState } from "../queries.server.ts";
import { canPrevisualiser } from "../rules.ts";
import type { ColonneVue } from "./colonnes/rules.ts";
import { listIndicateursDe } from "./queries.server.ts";
import { canDeciderCode, canDecrire, canPointer, canRemplacer, JEU_ACADEMIQUE } from "./rules.ts";
import type { LectureAcademique, LectureDecidee } from "./schema.ts";

/** A file of a deposit, described by a person. */
interface FichierDecrit {
  readonly importId: string;
  readonly fichierId: string;
  readonly agentId: string;
  readonly entete: Buffer;
  readonly anneeDite: number | undefined;
}

export interface EntetePointee extends FichierDecrit {
  readonly dataset: Dataset;
  /** Undefined when the header was understood by itself and only the year was missing. */
  readonly lecture: LectureDecidee | undefined;
  readonly libelles: ReadonlyMap<string, string>;
}

/** Keeps how a damaged header is to be read, for this file and for those of the same header; asks for the preview again. */
export async function pointerEntete(context: Context, pointee: EntetePointee): Promise<void> {
  const { importId, agentId, dataset, lecture, entete } = pointee;
  await inTransaction(context.db, async (tx) => {
    demand(canPrevisualiser(await getImportState(tx, importId)));
    if (lecture) {
      demand(canPointer(dataset, lecture, pointee.libelles));
      await retenirLecture(tx, context, {
        agentId,
        entete,
        jeu: dataset.code,
        libelle: dataset.libelle,
        academie: null,
        lecture,
      });
    }
    await direAnnee(tx, pointee);
    await recordAudit(tx, context, {
      evenement: "import.pointer_colonnes",
      objetType: "import",
      objetId: importId,
      agentId,
      faits: { fichier: pointee.fichierId, jeu: dataset.code, annee: pointee.anneeDite ?? null },
    });
    await relirePrevisualisation(tx, context, importId, agentId);
  });
}

export interface FichierAcademique extends FichierDecrit {
  readonly academie: string;
  readonly libelle: string;
  readonly colonnes: readonly ColonneVue[];
  /** With the codes of `nouveaux` for the indicators that do not exist yet. */
  readonly lecture: LectureAcademique;
  readonly nouveaux: readonly { readonly cle: string; readonly indicateur: Notice }[];
}

/** Keeps how a file of the académie is to be read, creates the indicators it brings, and asks for the preview again. */
export async function decrireFichier(context: Context, decrit: FichierAcademique): Promise<void> {
  const { importId, agentId, academie, entete, libelle, colonnes } = decrit;
  await inTransaction(context.db, async (tx) => {
    demand(canPrevisualiser(await getImportState(tx, importId)));
    const codes = new Map<string, string>();
    for (const { cle, indicateur } of decrit.nouveaux)
      codes.set(cle, await ajouterIndicateur(tx, context, { academie, agentId, indicateur }));
    const valeurs = decrit.lecture.valeurs.map((valeur) => ({
      ...valeur,
      indicateur: codes.get(valeur.indicateur) ?? valeur.indicateur,
    }));
    const lecture = { ...decrit.lecture, valeurs };
    const own = await listIndicateursDe(tx, academie);
    demand(canDecrire(lecture, colonnes, new Set(own.map(({ code }) => code))));
    await retenirLecture(tx, context, { agentId, entete, jeu: JEU_ACADEMIQUE, libelle, academie, lecture });
    await direAnnee(tx, decrit);
    await recordAudit(tx, context, {
      evenement: "import.decrire_fichier",
      objetType: "import",
      objetId: importId,
      agentId,
      faits: { fichier: decrit.fichierId, academie, valeurs: valeurs.length, crees: codes.size },
    });
    await relirePrevisualisation(tx, context, importId, agentId);
  });
}

interface LectureRetenue {
  readonly agentId: string;
  readonly entete: Buffer;
  readonly jeu: string;
  readonly libelle: string;
  readonly academie: string | null;
  readonly lecture: LectureDecidee;
}

/** One reading holds by header: the former one is withdrawn. */
async function retenirLecture(
  tx: Tx,
  context: Context,
  { agentId, entete, jeu, libelle, academie, lecture }: LectureRetenue,
): Promise<void> {
  const courante = await tx
    .selectFrom("correspondance")
    .select("academie_code as academie")
    .where("entete", "=", entete)
    .where("retiree_le", "is", null)
    .forUpdate()
    .executeTakeFirst();
  demand(canRemplacer(courante, academie));
  await tx
    .updateTable("correspondance")
    .set({ retiree_le: context.now() })
    .where("entete", "=", entete)
    .where("retiree_le", "is", null)
    .execute();
  await tx
    .insertInto("correspondance")
    .values({
      id: context.newId(),
      jeu,
      libelle: libelle.slice(0, 200),
      entete,
      colonnes: JSON.stringify(lecture),
      academie_code: academie,
      agent_id: agentId,
      enregistre_le: context.now(),
    })
    .execute();
}

async function direAnnee(tx: Tx, { importId, fichierId, anneeDite }: FichierDecrit): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable("import_fichier")
    .set({ annee_dite: anneeDite ?? null })
    .where("id", "=", fichierId)
    .where("import_id", "=", importId)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 0) throw new NotFound();
}

/** Withdraws a reading: files of that header are no longer read by it. What they brought stays. */
export async function retirerLecture(
  context: Context,
  { id, agentId, visibles }: { id: string; agentId: string; visibles: readonly string[] },
): Promise<void> {
  if (!visibles.includes(id)) throw new NotFound();
  await inTransaction(context.db, async (tx) => {
    await tx
      .updateTable("correspondance")
      .set({ retiree_le: context.now() })
      .where("id", "=", id)
      .where("retiree_le", "is", null)
      .execute();
    await recordAudit(tx, context, {
      evenement: "import.retirer_lecture",
      objetType: "correspondance",
      objetId: id,
      agentId,
    });
  });
}

export interface CodeDecide {
  readonly texte: string;
  /** Null to set aside the lines of this code. */
  readonly uai: string | null;
  readonly motif: string;
}

/** Keeps what malformed codes stand for, each with its reason, and asks for the preview again. */
export async function deciderCodes(
  context: Context,
  { importId, agentId, decisions }: { importId: string; agentId: string; decisions: readonly CodeDecide[] },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    demand(canPrevisualiser(await getImportState(tx, importId)));
    for (const decision of decisions) {
      demand(canDeciderCode(decision));
      const id = await retenirCode(tx, context, agentId, decision);
      await recordAudit(tx, context, {
        evenement: "import.decider_code",
        objetType: "decision_uai",
        objetId: id,
        agentId,
        faits: { import: importId, ecarte: decision.uai === null },
        apres: { texte: decision.texte, uai: decision.uai, motif: decision.motif },
      });
    }
    await relirePrevisualisation(tx, context, importId, agentId);
  });
}

async function retenirCode(
  tx: Tx,
  context: Context,
  agentId: string,
  { texte, uai, motif }: CodeDecide,
): Promise<string> {
  await tx
    .updateTable("decision_uai")
    .set({ retiree_le: context.now() })
    .where("texte", "=", texte)
    .where("retiree_le", "is", null)
    .execute();
  const id = context.newId();
  await tx
    .insertInto("decision_uai")
    .values({ id, texte, uai, motif, agent_id: agentId, decidee_le: context.now() })
    .execute();
  return id;
}

/** Withdraws what was decided of a code: its lines are refused again at the next import. */
export async function retirerDecisionCode(
  context: Context,
  { id, agentId }: { id: string; agentId: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable("decision_uai")
      .set({ retiree_le: context.now() })
      .where("id", "=", id)
      .where("retiree_le", "is", null)
      .executeTakeFirst();
    if (Number(numUpdatedRows) === 0) throw new NotFound();
    await recordAudit(tx, context, {
      evenement: "import.retirer_code",
      objetType: "decision_uai",
      objetId: id,
      agentId,
    });
  });
}
