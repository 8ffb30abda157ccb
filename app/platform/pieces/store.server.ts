import { createReadStream } from "node:fs";
import { copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { recordAudit } from "../audit/audit.server.ts";
import type { Context } from "../context.ts";
import type { Tx } from "../db/database.server.ts";
import { type ReceivedFile, receiveFiles } from "../http/receive-files.server.ts";
import { isRefusal } from "../refusal.ts";
import { examineFile } from "./examine.server.ts";
import { FORMATS, type FormatPiece, PIECE_MAX_BYTES } from "./formats.ts";

/** Name of the job that reads the text of one piece. */
const TACHE_PIECE = "lire_piece";
export interface PiecePayload {
  readonly pieceId: string;
}

export interface PieceRecue extends ReceivedFile {
  readonly format: FormatPiece;
}

/** Who may read a piece: whoever holds the permission on a scope that contains this one. */
export interface DroitPiece {
  readonly permission: string;
  readonly porteeType: string;
  readonly porteeCode: string;
}

export interface PieceADeposer extends DroitPiece {
  readonly piece: PieceRecue;
  readonly objetType: string;
  readonly objetId: string;
  readonly agentId: string;
}

/** Where the file of a piece is, out of reach of the web. */
export function pathOfPiece(dataFolder: string, id: string): string {
  return join(dataFolder, "pieces", id);
}

/**
 * Receives the one file of a multipart form, examines it and hands it to the act, which deposits it or not; what was
 * received goes away in any case. Gives the sentence of a refusal back, for the page to show.
 */
export async function withReceivedPiece(
  request: Request,
  context: Context,
  act: (piece: PieceRecue) => Promise<void>,
): Promise<{ readonly refus: string } | undefined> {
  const folder = join(context.settings.dataFolder, "arrivees", context.newId());
  try {
    const [file] = await receiveFiles(request, folder, { maxFiles: 1, maxFileBytes: PIECE_MAX_BYTES });
    if (!file) return { refus: "Aucun fichier n’est arrivé : choisissez-en un, puis recommencez." };
    await act({ ...file, format: await examineFile(file.emplacement, file.nom) });
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return { refus: error.message };
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Keeps a received piece with its object, in the transaction of the act. The file is copied first: a transaction that
 * fails leaves a file that no line names, never a line without its file.
 */
export async function deposerPiece(tx: Tx, context: Context, depot: PieceADeposer): Promise<string> {
  const { piece, objetType, objetId, permission, porteeType, porteeCode, agentId } = depot;
  const id = context.newId();
  const path = pathOfPiece(context.settings.dataFolder, id);
  await mkdir(join(path, ".."), { recursive: true, mode: 0o700 });
  await copyFile(piece.emplacement, path);
  await tx
    .insertInto("piece")
    .values({
      id,
      nom: piece.nom,
      format: piece.format,
      taille: piece.taille,
      empreinte: piece.empreinte,
      objet_type: objetType,
      objet_id: objetId,
      permission,
      portee_type: porteeType,
      portee_code: porteeCode,
      deposee_par: agentId,
      deposee_le: context.now(),
    })
    .execute();
  await recordAudit(tx, context, {
    evenement: "piece.deposer",
    objetType,
    objetId,
    agentId,
    faits: { piece: id, format: piece.format, taille: piece.taille },
    apres: { nom: piece.nom },
  });
  const payload: PiecePayload = { pieceId: id };
  await sql`select graphile_worker.add_job(${TACHE_PIECE}, ${JSON.stringify(payload)}::json, max_attempts => 3)`.execute(
    tx,
  );
  return id;
}

/** A piece that was joined and not taken away, for a page that has already judged who reads it. */
export async function findPieceDeposee({ db }: Pick<Context, "db">, id: string) {
  return db
    .selectFrom("piece")
    .select(["id", "nom", "format"])
    .where("id", "=", id)
    .where("supprimee_le", "is", null)
    .executeTakeFirst();
}

/** The file as an attachment: no browser opens it inside our pages, whatever it contains. */
export function pieceResponse(
  dataFolder: string,
  { id, nom, format }: { readonly id: string; readonly nom: string; readonly format: FormatPiece },
): Response {
  const stream = createReadStream(pathOfPiece(dataFolder, id));
  const ascii = nom.normalize("NFD").replace(/[^\w. -]/g, "") || `piece.${FORMATS[format].extensions[0]}`;
  return new Response(Readable.toWeb(stream) as ReadableStream, {
    headers: {
      "Content-Type": FORMATS[format].type,
      "Content-Disposition": `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(nom).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      "Cache-Control": "no-store",
    },
  });
}
