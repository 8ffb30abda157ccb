import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import busboy from "@fastify/busboy";
import { formatTaille } from "../format/format.ts";
import { Refusal } from "../refusal.ts";
import { outageOf } from "./outage.ts";

export interface ReceivedFile {
  /** As the browser named it, without its folders. */
  readonly nom: string;
  readonly taille: number;
  /** SHA-256 of the content. */
  readonly empreinte: Buffer;
  readonly emplacement: string;
}

export interface ReceiveLimits {
  readonly maxFileBytes: number;
  readonly maxFiles: number;
}

/** Longest text of a field beside the files. */
const MAX_FIELD_BYTES = 20_000;

/**
 * Streams the files of a multipart form into `folder`, which it creates: nothing is held in memory. Either every file
 * has arrived whole, or nothing stays on the disk and a refusal says why (too large, too many, cut on the way). The
 * other fields of the form are put into `fields`, where it is given.
 */
export async function receiveFiles(
  request: Request,
  folder: string,
  limits: ReceiveLimits,
  fields?: FormData,
): Promise<ReceivedFile[]> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.startsWith("multipart/form-data") || !request.body) {
    throw new Refusal(
      "sans_fichier",
      "Aucun fichier n'est arrivé. Choisissez au moins un fichier, puis envoyez le formulaire.",
    );
  }
  await mkdir(folder, { recursive: true });
  try {
    return await receiveAll(request.body, type, folder, limits, fields);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    // A full disk is no fault of the connection: told as what it is, by the page of a service that lacks something.
    if (error instanceof Refusal || outageOf(error) === "place") throw error;
    throw new Refusal(
      "envoi_interrompu",
      "L'envoi s'est interrompu avant la fin : rien n'a été gardé. Recommencez ; si cela se répète, vérifiez votre connexion.",
    );
  }
}

async function receiveAll(
  body: ReadableStream,
  type: string,
  folder: string,
  limits: ReceiveLimits,
  fields?: FormData,
): Promise<ReceivedFile[]> {
  const parser = busboy({
    headers: { "content-type": type },
    limits: {
      fileSize: limits.maxFileBytes + 1,
      files: limits.maxFiles + 1,
      fields: 20,
      fieldSize: MAX_FIELD_BYTES,
      parts: limits.maxFiles + 30,
    },
  });
  const arriving: Promise<ReceivedFile | undefined>[] = [];
  let refused: Refusal | undefined;
  parser.on("field", (name, value) => fields?.append(name, value));
  parser.on("file", (_field, stream, filename) => {
    if (arriving.length >= limits.maxFiles) {
      refused ??= new Refusal(
        "trop_de_fichiers",
        `Le dépôt compte plus de ${limits.maxFiles} fichiers : envoyez-les en plusieurs fois.`,
      );
    }
    if (refused) {
      stream.resume();
      return;
    }
    const arrival = receiveOne(
      stream,
      filename ?? "",
      join(folder, String(arriving.length + 1)),
      limits.maxFileBytes,
    );
    // Kept for the end; a failure is told once, below.
    arrival.catch((error: unknown) => parser.destroy(error as Error));
    arriving.push(arrival);
  });
  await pipeline(Readable.fromWeb(body as NodeReadableStream), parser);
  if (refused) throw refused;
  const files = (await Promise.all(arriving)).filter((file) => file !== undefined);
  if (files.length === 0) {
    throw new Refusal(
      "sans_fichier",
      "Aucun fichier n'est arrivé. Choisissez au moins un fichier, puis envoyez le formulaire.",
    );
  }
  return files;
}

async function receiveOne(
  stream: Readable,
  filename: string,
  emplacement: string,
  maxBytes: number,
): Promise<ReceivedFile | undefined> {
  const nom = filename.split(/[\\/]/).at(-1)?.slice(0, 255) ?? "";
  const hash = createHash("sha256");
  let taille = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      taille += chunk.length;
      hash.update(chunk);
      if (taille > maxBytes) {
        done(
          new Refusal(
            "fichier_trop_gros",
            `« ${nom} » dépasse ${formatTaille(maxBytes)}, la taille acceptée : rien n'a été gardé. Découpez-le, ou demandez à l'administrateur de relever la limite.`,
          ),
        );
        return;
      }
      done(null, chunk);
    },
  });
  await pipeline(stream, measure, createWriteStream(emplacement));
  // An empty field of the form arrives as a file without a name.
  return nom === "" && taille === 0
    ? undefined
    : { nom: nom || "sans nom", taille, empreinte: hash.digest(), emplacement };
}
