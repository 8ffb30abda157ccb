import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** Who holds a folder, as its card says. Only the lock beside it proves that the holder still lives. */
export interface Holder {
  readonly pid: number;
  readonly machine: string;
  readonly since: string;
  readonly url?: string;
}

export const cardOf = (folder: string) => join(folder, "tenue.json");

export async function alreadyRunning(card: string): Promise<string> {
  const way = "Arrêtez-le, ou choisissez un autre dossier avec ANCRAGE_DONNEES.";
  // The winner of a simultaneous start writes its card just after the lock: the card of a dead predecessor is not it.
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const holder = await readHolder(card);
    const elsewhere = holder !== undefined && holder.machine !== hostname();
    if (holder && (elsewhere || isAlive(holder.pid))) {
      const who = `processus ${holder.pid}${elsewhere ? ` sur la machine ${holder.machine}` : ""}`;
      const parts = [
        who,
        ...(holder.url ? [holder.url] : []),
        `depuis ${sinceInFrench(new Date(holder.since))}`,
      ];
      return `Ancrage tourne déjà sur ces données : ${parts.join(", ")}. ${way}`;
    }
    await delay(25);
  }
  return `Ancrage tourne déjà sur ces données (${dirname(card)}). ${way}`;
}

export async function readHolder(card: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(card, "utf8")) as Holder;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function sinceInFrench(date: Date): string {
  const time = date.toLocaleTimeString("fr-FR", { hour: "2-digit", minute: "2-digit" });
  const sameDay = date.toDateString() === new Date().toDateString();
  return sameDay ? time : `le ${date.toLocaleDateString("fr-FR")} à ${time}`;
}
