import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { inflateRawSync } from "node:zlib";
import { parse } from "csv-parse/sync";

/** The official files of the ministère, read here by another parser than the product's. Not committed: donnees.md §6. */
export const DONNEES = resolve("../shared/donnees");
export const donneesPresentes = existsSync(DONNEES);

export type Ligne = Readonly<Record<string, string | undefined>>;

/** How a file is to be understood, written a second time: its year, its column of UAI, its columns of values. */
export interface Attendu {
  readonly jeu: string;
  /** Lines of the file, and those that must be refused. */
  readonly lu: number;
  readonly rejete?: number;
  readonly uai?: string;
  readonly refuse?: (ligne: Ligne) => boolean;
  readonly annee?: (ligne: Ligne) => number;
  readonly valeurs?: Readonly<Record<string, string>> | ((ligne: Ligne) => Readonly<Record<string, string>>);
  readonly statut?: (ligne: Ligne) => string | undefined;
}

export function lireFichier(name: string): Ligne[] {
  const path = resolve(DONNEES, name);
  if (name.endsWith(".xlsx")) return lireClasseur(readFileSync(path));
  const text = readFileSync(path, "utf8");
  if (name.endsWith(".json")) return JSON.parse(text) as Ligne[];
  const first = text.slice(0, text.indexOf("\n"));
  return parse(text, { bom: true, columns: true, delimiter: first.includes(";") ? ";" : "," }) as Ligne[];
}

/** Parts of a zip, by its central directory. */
function lireZip(zip: Buffer): Map<string, string> {
  const parts = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = zip.readUInt32LE(end + 16);
  for (let rank = 0; rank < zip.readUInt16LE(end + 10); rank += 1) {
    const [method, size, name] = [
      zip.readUInt16LE(at + 10),
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
    ];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + size);
    const text = (method === 8 ? inflateRawSync(data) : data).toString("utf8");
    parts.set(zip.subarray(at + 46, at + 46 + name).toString("utf8"), text);
    at += 46 + name + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return parts;
}

const unescaped = (xml: string) =>
  xml
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&apos;", "'")
    .replaceAll("&amp;", "&");

function rankOf(reference: string): number {
  const letters = /^[A-Z]+/.exec(reference)?.[0] ?? "";
  return [...letters].reduce((rank, letter) => rank * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** A workbook of two header rows: « group > column ». Sheets follow one another; `feuille` names them. */
function lireClasseur(zip: Buffer): Ligne[] {
  const parts = lireZip(zip);
  const shared = [...(parts.get("xl/sharedStrings.xml") ?? "").matchAll(/<si>(.*?)<\/si>/gs)].map(([, si]) =>
    unescaped([...(si ?? "").matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, t]) => t).join("")),
  );
  const names = [...(parts.get("xl/workbook.xml") ?? "").matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(
    ([, name]) => name ?? "",
  );
  return names.flatMap((feuille, rank) => {
    const rows = [
      ...(parts.get(`xl/worksheets/sheet${rank + 1}.xml`) ?? "").matchAll(/<row [^>]*>(.*?)<\/row>/gs),
    ].map(([, row]) => {
      const cells: string[] = [];
      for (const [, attributes, value] of (row ?? "").matchAll(
        /<c ([^>]*?)(?:\/>|>(?:<v>([^<]*)<\/v>)?<\/c>)/g,
      ))
        cells[rankOf(/r="([A-Z]+)/.exec(attributes ?? "")?.[1] ?? "")] =
          value === undefined ? "" : attributes?.includes('t="s"') ? (shared[Number(value)] ?? "") : value;
      return cells;
    });
    let group = "";
    const columns = Array.from({ length: rows[1]?.length ?? 0 }, (_, column) => {
      group = rows[0]?.[column] || group;
      return `${group} > ${rows[1]?.[column] ?? ""}`;
    });
    return rows
      .slice(2)
      .map((cells) =>
        Object.fromEntries([...columns.map((column, at) => [column, cells[at] ?? ""]), ["feuille", feuille]]),
      );
  });
}

/** Every file of the folder, by its path. */
export function listerFichiers(): string[] {
  return readdirSync(DONNEES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(DONNEES, join(entry.parentPath, entry.name)))
    .sort();
}
