import { resolve } from "node:path";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { openTable } from "#app/platform/files/open-table.server.ts";
import { placeInWorkbook, type Table, TableError, type TableRow } from "#app/platform/files/table.ts";
import { nombre } from "#app/referentiel/imports/datasets/conversions.ts";
import { type Colonne, type Colonnes, findColonnes } from "./colonnes.ts";
import type { Options } from "./options.ts";

/** What the file says, in the order of its lines. NaN and null are missing values. */
export interface Donnees {
  readonly colonnes: Colonnes;
  readonly ids: readonly string[];
  readonly actives: readonly Float64Array[];
  readonly sup: readonly Float64Array[];
  readonly qualitatives: readonly (readonly (string | null)[])[];
  readonly poids: Float64Array | undefined;
}

export async function readDonnees(options: Options): Promise<Donnees> {
  const table = await open(options.fichier);
  const colonnes = findColonnes(table.columns, options);
  const reader = new Lecteur(table, colonnes);
  try {
    for await (const batch of table.rows()) for (const row of batch) reader.take(row);
  } catch (error) {
    if (error instanceof TableError) throw new StartRefusal(error.message, { cause: error });
    throw error;
  }
  return reader.donnees();
}

async function open(fichier: string): Promise<Table> {
  try {
    return await openTable(resolve(process.env.INIT_CWD ?? process.cwd(), fichier));
  } catch (error) {
    if (error instanceof TableError) throw new StartRefusal(error.message, { cause: error });
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new StartRefusal(`« ${fichier} » n'existe pas : vérifiez le chemin.`);
    if (code === "EISDIR") throw new StartRefusal(`« ${fichier} » est un dossier : indiquez un fichier.`);
    if (code === "EACCES" || code === "EPERM")
      throw new StartRefusal(`« ${fichier} » ne peut pas être lu : demandez un droit de lecture.`);
    throw error;
  }
}

class Lecteur {
  readonly #table: Table;
  readonly #colonnes: Colonnes;
  readonly #lines = new Map<string, number>();
  readonly #numbers = new Map<number, number[]>();
  readonly #texts = new Map<number, (string | null)[]>();

  constructor(table: Table, colonnes: Colonnes) {
    this.#table = table;
    this.#colonnes = colonnes;
    const { actives, sup, qualitatives, poids } = colonnes;
    for (const { place } of [...actives, ...sup, ...(poids ? [poids] : [])]) this.#numbers.set(place, []);
    for (const { place } of qualitatives) this.#texts.set(place, []);
  }

  take(row: TableRow): void {
    const { id, actives, sup, qualitatives, poids } = this.#colonnes;
    if (row.irregular) {
      const reason = `${row.irregular.charAt(0).toLowerCase()}${row.irregular.slice(1)}`;
      throw new StartRefusal(`${this.#at(row.line)} : ${reason} Corrigez-la, puis relancez.`);
    }
    this.#takeId(row, id);
    for (const colonne of actives) this.#numbers.get(colonne.place)?.push(this.#number(row, colonne));
    for (const colonne of sup) this.#numbers.get(colonne.place)?.push(this.#number(row, colonne));
    for (const { place } of qualitatives) this.#texts.get(place)?.push(levelOf(row.cells[place] ?? ""));
    if (poids) this.#numbers.get(poids.place)?.push(this.#weight(row, poids));
  }

  donnees(): Donnees {
    const { actives, sup, qualitatives, poids } = this.#colonnes;
    if (this.#lines.size === 0)
      throw new StartRefusal(
        "Le fichier ne contient aucune ligne sous ses titres : vérifiez-le, puis relancez.",
      );
    const column = ({ place }: Colonne) => Float64Array.from(this.#numbers.get(place) ?? []);
    return {
      colonnes: this.#colonnes,
      ids: [...this.#lines.keys()],
      actives: actives.map(column),
      sup: sup.map(column),
      qualitatives: qualitatives.map(({ place }) => this.#texts.get(place) ?? []),
      poids: poids && column(poids),
    };
  }

  #takeId(row: TableRow, { nom, place }: Colonne): void {
    const text = (row.cells[place] ?? "").trim();
    const where = `${this.#at(row.line)}, colonne « ${nom} »`;
    if (text === "") throw new StartRefusal(`${where} : l'identifiant manque. Complétez-le, puis relancez.`);
    const first = this.#lines.get(text);
    if (first !== undefined)
      throw new StartRefusal(
        `${where} : l'identifiant « ${text} » est déjà celui de la ${this.#at(first).toLowerCase()}. Gardez une ligne par identifiant.`,
      );
    this.#lines.set(text, row.line);
  }

  #number(row: TableRow, { nom, place }: Colonne): number {
    const text = row.cells[place] ?? "";
    const reading = nombre(text);
    if (reading.ok) return reading.value.valeur ?? Number.NaN;
    const scientific = readScientific(text);
    if (scientific !== undefined) return scientific;
    throw new StartRefusal(`${this.#at(row.line)}, colonne « ${nom} » : ${reading.raison}`);
  }

  #weight(row: TableRow, colonne: Colonne): number {
    const weight = this.#number(row, colonne);
    if (weight > 0) return weight;
    const what = Number.isNaN(weight)
      ? "le poids manque"
      : `le poids vaut ${String(weight).replace(".", ",")}`;
    throw new StartRefusal(
      `${this.#at(row.line)}, colonne « ${colonne.nom} » : ${what}. Donnez un poids supérieur à zéro, ou retirez cette ligne du fichier.`,
    );
  }

  #at(line: number): string {
    const place = placeInWorkbook(this.#table.feuilles ?? [], line);
    return place ? `Ligne ${place.ligne} de la feuille « ${place.feuille} »` : `Ligne ${line}`;
  }
}

/** Numbers as software writes them, which official files never do: 1e-05, .5, 3. ; NaN is a missing value of some. */
function readScientific(text: string): number | undefined {
  const plain = text.trim().replace(",", ".");
  if (plain.toLowerCase() === "nan") return Number.NaN;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return undefined;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

const MISSING_LEVELS = new Set(["", "na", "n/a", "nd", "ns", "none", "null", "nan"]);

function levelOf(cell: string): string | null {
  const text = cell.trim();
  return MISSING_LEVELS.has(text.toLowerCase()) ? null : text;
}
