import { type FileHandle, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../context.ts";
import { type Ancre, ancreSchema } from "./ancre.ts";
import { findHead, sealAudit } from "./seal.server.ts";

/** The file itself does not read as what we write: somebody, or a disk, changed it. */
export class AncresIllisibles extends Error {}

/** One line an anchor, appended only; copied elsewhere by whoever wants to protect it from the machine itself. */
export function anchorsPath(dataFolder: string): string {
  return join(dataFolder, "ancres.jsonl");
}

/**
 * Every anchor, oldest first. A last line without its end comes from a power cut and was never acknowledged.
 *
 * @throws AncresIllisibles with the line, in French, when the file was damaged.
 */
export async function readAncres(dataFolder: string): Promise<Ancre[]> {
  const text = await readFile(anchorsPath(dataFolder), "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const lines = text.split("\n").slice(0, -1);
  return lines.map((line, index) => {
    const ancre = readAncre(line);
    if (!ancre) throw new AncresIllisibles(`le fichier des ancres est abîmé à la ligne ${index + 1}`);
    return ancre;
  });
}

function readAncre(line: string): Ancre | undefined {
  try {
    return ancreSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/**
 * Seals what is committed, then notes the head outside of the database when it has moved; the line is on the disk when
 * this returns. Gives the anchor written, or undefined when there was nothing new.
 */
export async function anchorAudit(context: Context): Promise<Ancre | undefined> {
  await sealAudit(context);
  const head = await findHead(context.db);
  if (!head) return undefined;
  const file = await open(anchorsPath(context.settings.dataFolder), "a+", 0o600);
  try {
    const last = await readLast(file);
    if (last?.numero === head.numero && last.empreinte === head.empreinte) return undefined;
    const ancre: Ancre = { ...head, date: context.now().toISOString() };
    await file.appendFile(`${JSON.stringify(ancre)}\n`);
    await file.sync();
    return ancre;
  } finally {
    await file.close();
  }
}

/** Longer than two lines of ours. */
const TAIL = 1_024;

/** The last whole line; what a power cut left after it is removed, so that the next line stands alone. */
async function readLast(file: FileHandle): Promise<Ancre | undefined> {
  const { size } = await file.stat();
  const tail = Buffer.alloc(Math.min(size, TAIL));
  await file.read(tail, 0, tail.length, size - tail.length);
  const end = tail.lastIndexOf(0x0a) + 1;
  if (end < tail.length) await file.truncate(size - tail.length + end);
  const lines = tail.subarray(0, end).toString("utf8").trimEnd().split("\n");
  return readAncre(lines.at(-1) ?? "");
}
