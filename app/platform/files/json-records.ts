import { jsonParser, type Token } from "stream-json/core/parser.js";
import { nulAt } from "./sentences.ts";
import { MAX_CELL_LENGTH, MAX_COLUMNS, MAX_LINE_LENGTH, TableError } from "./table.ts";

/** Keys of the portal's API answers that hold the list of records (v2.1, then v1 and v2). */
const LIST_KEYS: readonly string[] = ["results", "records"];
/** Deeper than any geometry of the portal (6); a file of nothing but brackets would grow the stack without end. */
const MAX_DEPTH = 64;

export interface JsonRecord {
  /** 1-based rank in the list. */
  readonly line: number;
  /** Key → text, in the order of the record. */
  readonly fields: ReadonlyMap<string, string | null>;
}

/** A number kept as it is written: 110.40 is not 110.4, and a long identifier does not fit a double. */
class NumberText {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
type Value = string | boolean | null | NumberText | Value[] | Map<string, Value>;
type Container = Value[] | Map<string, Value>;

/** The text is not JSON; the caller, who can read the file again, says where. */
export class JsonSyntaxError extends Error {}

/**
 * Finds the records in JSON text that comes in blocks of any size: a bare list of objects, or the list under
 * `results` or `records` of an object whose other members are passed over. A record wrapped by the API as
 * `{"record":{"fields":{…}}}`, or `{"recordid":…,"fields":{…}}`, is unwrapped. Never holds more than one block and one
 * record. Numbers keep their written text; a nested object or list is given as JSON text.
 *
 * @example new JsonRecords().push('{"results":[{"uai":"0750001A","ips":110.40}]}') // [{ line: 1, fields: … }]
 */
export class JsonRecords {
  readonly #parse = jsonParser({ packValues: true, streamValues: false });
  #mode: "before" | "list" | "after" = "before";
  #depth = 0;
  /** The last key met at the top object, outside of the list. */
  #topKey = "";
  readonly #open: Container[] = [];
  readonly #keys: string[] = [];
  #size = 0;
  #silent = 0;
  #count = 0;

  /** Records read so far. */
  get count(): number {
    return this.#count;
  }

  /** Throws `JsonSyntaxError`, or `TableError` for a bound or for elements that are no objects. */
  push(text: string, records: JsonRecord[] = []): JsonRecord[] {
    const tokens = this.#tokens(text);
    // A value that fills whole blocks gives no token: this is where an endless string is stopped.
    this.#silent = tokens.length === 0 ? this.#silent + text.length : 0;
    if (this.#silent > MAX_LINE_LENGTH) throw recordTooLong(this.#count + 1);
    for (const token of tokens) this.#take(token, records);
    return records;
  }

  /** To call once all the text was given. Throws `TableError` when the text stops early or held no list. */
  end(): void {
    if (this.#depth > 0) {
      const where =
        this.#count === 0 ? "avant son premier enregistrement" : `après l'enregistrement n° ${this.#count}`;
      throw new TableError(
        "json_interrompu",
        `Le fichier JSON s'interrompt ${where} : il est incomplet. Téléchargez-le à nouveau, puis déposez-le.`,
        { line: this.#count + 1 },
      );
    }
    if (this.#mode !== "after") throw noRecords();
  }

  #tokens(text: string): readonly Token[] {
    try {
      const parsed = this.#parse(text);
      return typeof parsed === "symbol" ? [] : parsed.values;
    } catch (error) {
      throw new JsonSyntaxError("invalid JSON", { cause: error });
    }
  }

  #take(token: Token, records: JsonRecord[]): void {
    if (this.#open.length > 0) this.#build(token, records);
    else if (this.#mode === "list") this.#takeInList(token);
    else this.#takeOutside(token);
    if (token.name === "startObject" || token.name === "startArray") this.#depth++;
    else if (token.name === "endObject" || token.name === "endArray") this.#depth--;
    if (this.#depth > MAX_DEPTH) throw tooDeep(this.#count + 1);
  }

  #takeOutside(token: Token): void {
    if (token.name === "keyValue" && this.#depth === 1) this.#topKey = token.value;
    if (token.name !== "startArray" || this.#mode !== "before") return;
    const bare = this.#depth === 0;
    const named = this.#depth === 1 && LIST_KEYS.includes(this.#topKey);
    if (bare || named) this.#mode = "list";
  }

  #takeInList(token: Token): void {
    if (token.name === "endArray") this.#mode = "after";
    else if (token.name === "startObject") {
      this.#open.push(new Map());
      this.#size = 0;
    } else throw notAnObject(this.#count + 1);
  }

  /** Adds one token to the record being read, and gives the record when it closes. */
  #build(token: Token, records: JsonRecord[]): void {
    this.#size += 4;
    switch (token.name) {
      case "keyValue":
        this.#size += token.value.length;
        this.#keys.push(token.value);
        break;
      case "startObject":
        this.#descend(new Map());
        break;
      case "startArray":
        this.#descend([]);
        break;
      case "endObject":
      case "endArray": {
        const closed = this.#open.pop();
        if (this.#open.length === 0 && closed instanceof Map)
          records.push({ line: ++this.#count, fields: toFields(unwrap(closed), this.#count) });
        break;
      }
      case "numberValue":
        this.#size += token.value.length;
        this.#add(new NumberText(token.value));
        break;
      case "stringValue":
        this.#size += token.value.length;
        this.#add(token.value);
        break;
      case "nullValue":
      case "trueValue":
      case "falseValue":
        this.#add(token.value);
        break;
    }
    if (this.#size > MAX_LINE_LENGTH) throw recordTooLong(this.#count + 1);
  }

  #descend(container: Container): void {
    this.#add(container);
    this.#open.push(container);
  }

  #add(value: Value): void {
    const container = this.#open.at(-1);
    if (container instanceof Map) container.set(this.#keys.pop() ?? "", value);
    else container?.push(value);
  }
}

function unwrap(record: Map<string, Value>): Map<string, Value> {
  const inner = record.get("record");
  if (inner instanceof Map) {
    const fields = inner.get("fields");
    if (fields instanceof Map) return fields;
  }
  const fields = record.get("fields");
  return fields instanceof Map && (record.has("recordid") || record.has("datasetid")) ? fields : record;
}

function toFields(record: Map<string, Value>, line: number): Map<string, string | null> {
  if (record.size > MAX_COLUMNS)
    throw new TableError(
      "trop_de_colonnes",
      `L'enregistrement n° ${line} compte ${record.size} champs ; ${MAX_COLUMNS} au plus sont acceptés. Gardez les champs utiles, puis déposez le fichier à nouveau.`,
      { line },
    );
  const fields = new Map<string, string | null>();
  for (const [key, value] of record) {
    const text = toText(value);
    if (text !== null && text.length > MAX_CELL_LENGTH) throw cellTooLong(line, key);
    if (text?.includes("\0")) throw nulAt(line, "json");
    fields.set(key, text);
  }
  return fields;
}

function toText(value: Value): string | null {
  if (value === null || typeof value === "string") return value;
  return toJson(value);
}

function toJson(value: Value): string {
  if (value instanceof NumberText) return value.text;
  if (Array.isArray(value)) return `[${value.map(toJson).join(",")}]`;
  if (value instanceof Map)
    return `{${[...value].map(([key, inner]) => `${JSON.stringify(key)}:${toJson(inner)}`).join(",")}}`;
  return JSON.stringify(value);
}

function recordTooLong(line: number): TableError {
  return new TableError(
    "ligne_trop_longue",
    `L'enregistrement n° ${line} dépasse ${MAX_LINE_LENGTH} caractères : ce n'est sans doute pas un tableau. Téléchargez le fichier au format CSV.`,
    { line },
  );
}

function cellTooLong(line: number, key: string): TableError {
  return new TableError(
    "cellule_trop_longue",
    `Le champ « ${key.slice(0, 100)} » de l'enregistrement n° ${line} dépasse ${MAX_CELL_LENGTH} caractères. Raccourcissez-le, puis déposez le fichier à nouveau.`,
    { line },
  );
}

function tooDeep(line: number): TableError {
  return new TableError(
    "json_sans_enregistrement",
    `L'enregistrement n° ${line} emboîte plus de ${MAX_DEPTH} niveaux : ce n'est pas un tableau. Téléchargez le fichier au format CSV.`,
    { line },
  );
}

function notAnObject(line: number): TableError {
  return new TableError(
    "json_sans_enregistrement",
    `L'élément n° ${line} de la liste n'est pas un enregistrement avec des champs nommés. Téléchargez le fichier au format CSV.`,
    { line },
  );
}

function noRecords(): TableError {
  return new TableError(
    "json_sans_enregistrement",
    "Ce fichier JSON ne contient pas de liste d'enregistrements (une liste d'objets, ou une liste « results » ou « records »). Téléchargez le fichier au format CSV ; une carte (GeoJSON) ne convient pas.",
  );
}
