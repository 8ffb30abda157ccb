import type { Actor } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { openTable } from "#app/platform/files/open-table.server.ts";
import { placeInWorkbook, TableError } from "#app/platform/files/table.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { getCampagneLuePour } from "../campagnes/queries.server.ts";
import type { Campagne } from "../campagnes/rules.ts";
import type { Sens } from "../regles/rules.ts";
import { canLireEntete, readEntete } from "./entete/rules.ts";
import type { CritereAnnonce, EtatListeRecue, LigneRecue } from "./rules.ts";
import { LIGNES_MAX } from "./rules.ts";
import { lignesSchema } from "./schema.ts";

/** A campaign in which the person may act on received lists: one that they read, and in which they propose. */
export function getCampagneProposee(db: Database | Tx, actor: Actor, id: string): Promise<Campagne> {
  return getCampagneLuePour(db, actor, "ciblage.proposer", id);
}

/** The lines of a received file, whatever its format and its encoding. Refuses, with a way out, what is no list of structures. */
export async function readLignes(path: string): Promise<LigneRecue[]> {
  try {
    const table = await openTable(path);
    demand(canLireEntete(table.columns));
    const { uai, nom } = readEntete(table.columns);
    const feuilles = table.feuilles ?? [];
    const lignes: LigneRecue[] = [];
    for await (const batch of table.rows()) {
      for (const { line, cells } of batch) {
        if (cells.every((cell) => (cell ?? "").trim() === "")) continue;
        const read = (rank: number | undefined, most: number) =>
          rank === undefined ? "" : (cells[rank] ?? "").trim().slice(0, most);
        const place = placeInWorkbook(feuilles, line);
        const feuille = feuilles.length > 1 ? (place?.feuille ?? "") : "";
        lignes.push({ ligne: place?.ligne ?? line, feuille, uai: read(uai, 30), nom: read(nom, 200) });
      }
      if (lignes.length > LIGNES_MAX)
        throw new Refusal(
          "trop_de_lignes",
          `Une liste compte ${LIGNES_MAX} lignes au plus : gardez celles de votre académie, puis déposez le fichier à nouveau.`,
        );
    }
    if (lignes.length === 0)
      throw new Refusal(
        "liste_vide",
        "Ce fichier n’a aucune ligne sous ses titres : ajoutez-y les structures, puis déposez-le à nouveau.",
      );
    return lignes;
  } catch (error) {
    if (error instanceof TableError) throw new Refusal(error.code, error.message);
    throw error;
  }
}

export interface ListeRecue {
  readonly id: string;
  readonly campagneId: string;
  readonly origine: string;
  readonly critere: string;
  readonly annonce: CritereAnnonce | null;
  readonly fichier: string;
  readonly lignes: readonly LigneRecue[];
  /** Civil day of the list. */
  readonly recueLe: string;
  readonly deposeePar: string;
  readonly enregistreeLe: Date;
  readonly appliqueeLe: Date | null;
  readonly abandonneeLe: Date | null;
  readonly etat: EtatListeRecue;
}

function selectListes(db: Database | Tx, campagneId: string) {
  return db
    .selectFrom("liste_recue")
    .innerJoin("agent", "agent.id", "liste_recue.agent_id")
    .selectAll("liste_recue")
    .select(["agent.prenom", "agent.nom"])
    .where("campagne_id", "=", campagneId);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectListes>["execute"]>>[number];

function toListe(row: Row): ListeRecue {
  const { indicateur_code: code, sens, seuil } = row;
  return {
    ...{ id: row.id, campagneId: row.campagne_id, origine: row.origine, critere: row.critere },
    annonce: code !== null && sens !== null && seuil !== null ? { code, sens: sens as Sens, seuil } : null,
    ...{ fichier: row.fichier, lignes: lignesSchema.parse(row.lignes), recueLe: row.recue_le },
    ...{ deposeePar: `${row.prenom} ${row.nom}`, enregistreeLe: row.enregistree_le },
    ...{ appliqueeLe: row.appliquee_le, abandonneeLe: row.abandonnee_le },
    etat: row.appliquee_le ? "appliquee" : row.abandonnee_le ? "abandonnee" : "deposee",
  };
}

/** The lists that a campaign received, the latest first. The caller has checked who reads. */
export async function listListesRecues(db: Database, campagneId: string): Promise<ListeRecue[]> {
  const rows = await selectListes(db, campagneId)
    .orderBy("enregistree_le", "desc")
    .orderBy("liste_recue.id")
    .limit(100)
    .execute();
  return rows.map(toListe);
}

/** One list of a campaign; `NotFound` elsewhere. The caller has checked who reads the campaign. */
export async function getListeRecue(db: Database | Tx, campagneId: string, id: string): Promise<ListeRecue> {
  if (!isUuid(id)) throw new NotFound();
  const row = await selectListes(db, campagneId).where("liste_recue.id", "=", id).executeTakeFirst();
  if (!row) throw new NotFound();
  return toListe(row);
}

/** Indicators by which an announced criterion may be told as data: those in service, in the order of the dictionary. */
export async function listIndicateurs(
  db: Database,
  academie: string,
): Promise<{ readonly code: string; readonly libelle: string }[]> {
  const rows = await db
    .selectFrom("indicateur")
    .select(["code", "libelle", "unite"])
    .where("objet", "=", "structure")
    .where("retire_le", "is", null)
    .where((eb) => eb.or([eb("academie_code", "is", null), eb("academie_code", "=", academie)]))
    .orderBy("ordre")
    .execute();
  return rows.map(({ code, libelle, unite }) => ({
    code,
    libelle: unite ? `${libelle} (${unite})` : libelle,
  }));
}
