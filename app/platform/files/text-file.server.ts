import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import { StringDecoder } from "node:string_decoder";
import { nulAt } from "./sentences.ts";
import { HEAD_BYTES, type TableEncoding, TableError } from "./table.ts";

/** 256 KiB: above, no gain was measured; below, the cost of each await shows. */
const CHUNK_BYTES = 1 << 18;

/** The first bytes of a file, at most `HEAD_BYTES`. Throws the system's error when it cannot be opened. */
export async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const head = Buffer.allocUnsafe(HEAD_BYTES);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(head, length, head.length - length, length);
      length += bytesRead;
      if (bytesRead === 0 || length === head.length) return head.subarray(0, length);
    }
  } finally {
    await file.close();
  }
}

/**
 * Decides the encoding of a whole file. Without a byte order mark every byte is checked (native, about 25 ms for
 * 100 MB in cache): an open-data file can be plain ASCII for megabytes before its first accent, so a sample would
 * guess. UTF-8 unless bytes break it; windows-1252 then, unless UTF-8 sequences are there too: two encodings in one
 * file would silently spoil names, so that is refused with the line.
 *
 * @example await detectEncoding("/tmp/ecoles.csv", head) // "windows-1252"
 */
export async function detectEncoding(path: string, head: Buffer): Promise<TableEncoding> {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  let tail = Buffer.alloc(0);
  let offset = 0;
  let valid = true;
  for await (const chunk of readChunks(path)) {
    const nul = chunk.indexOf(0);
    if (nul !== -1) throw nulAt(await lineAt(path, offset + nul));
    offset += chunk.length;
    if (!valid) continue;
    const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
    const whole = bytes.length - incompleteTail(bytes);
    valid = isUtf8(bytes.subarray(0, whole));
    tail = Buffer.from(bytes.subarray(whole));
  }
  if (valid && tail.length === 0) return "utf-8";
  return arbitrate(path, offset, head.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])));
}

/**
 * Streams the text of a file without its byte order mark, in blocks of at most `blockBytes` of source (256 KiB by default); a character is
 * never cut between two blocks. A character cut by the end of the file comes as U+FFFD.
 */
export async function* readText(
  path: string,
  encoding: TableEncoding,
  signal?: AbortSignal,
  blockBytes = CHUNK_BYTES,
): AsyncGenerator<string> {
  const decoder = createDecoder(encoding);
  let first = true;
  let line = 1;
  for await (const chunk of readChunks(path, blockBytes)) {
    signal?.throwIfAborted();
    const text = decoder.write(chunk);
    if (text === "") continue;
    // The bytes of the other encodings were checked by `detectEncoding`; in UTF-16 every other byte may be 0.
    if (text.includes("\0")) throw nulAt(line + text.slice(0, text.indexOf("\0")).split("\n").length - 1);
    if (encoding.startsWith("utf-16")) line += text.split("\n").length - 1;
    yield first && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    first = false;
  }
  const rest = decoder.end();
  if (rest !== "") yield rest;
}

/** Decodes the head of a file, without its byte order mark; a character cut at its end is left out. */
export function decodeHead(head: Buffer, encoding: TableEncoding): string {
  const text = createDecoder(encoding).write(head);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

async function* readChunks(path: string, size = CHUNK_BYTES): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  try {
    const buffer = Buffer.allocUnsafe(size);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, size, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

interface Decoder {
  write(chunk: Buffer): string;
  end(): string;
}

/** windows-1252 is latin-1 but for 0x80–0x9F: the native latin-1 path and one replacement beat TextDecoder. */
function createDecoder(encoding: TableEncoding): Decoder {
  if (encoding === "windows-1252")
    return {
      write: (chunk) =>
        chunk.toString("latin1").replace(/[\x80-\x9f]/g, (c) => C1[c.charCodeAt(0) - 0x80] ?? c),
      end: () => "",
    };
  if (encoding === "utf-8") return new StringDecoder("utf8");
  const decoder = new TextDecoder(encoding, { ignoreBOM: true });
  return { write: (chunk) => decoder.decode(chunk, { stream: true }), end: () => decoder.decode() };
}

/** Characters of 0x80–0x9F in windows-1252; the five unassigned bytes stay the control they are. */
const C1 = [..."€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ"];

/** How many bytes at the end start a UTF-8 sequence that is not finished (0 to 3). */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/**
 * Weighs UTF-8 sequences against bytes that break UTF-8. One sequence for twenty broken bytes is chance (« Ê» » reads
 * as one) and the file is windows-1252; a file cut inside its last character is still UTF-8; anything else is mixed.
 */
async function arbitrate(path: string, size: number, marked: boolean): Promise<TableEncoding> {
  let sequences = 0;
  let broken = 0;
  let firstBroken = -1;
  let offset = 0;
  let carry = Buffer.alloc(0);
  for await (const chunk of readChunks(path)) {
    const bytes = Buffer.concat([carry, chunk]);
    const last = offset + bytes.length >= size;
    const end = last ? bytes.length : bytes.length - incompleteTail(bytes);
    for (let i = 0; i < end; i++) {
      const byte = bytes[i] ?? 0;
      if (byte < 0x80) continue;
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      const plausible = i + length <= end && areContinuations(bytes, i + 1, i + length);
      if (plausible && isUtf8(bytes.subarray(i, i + length))) {
        sequences++;
        i += length - 1;
      } else {
        broken++;
        if (firstBroken === -1) firstBroken = offset + i;
      }
    }
    offset += end;
    carry = Buffer.from(bytes.subarray(end));
  }
  if ((sequences > 0 || marked) && firstBroken >= size - 3) return "utf-8";
  if (!marked && sequences * 20 <= broken) return "windows-1252";
  const line = await lineAt(path, firstBroken);
  throw new TableError(
    "encodage_mixte",
    `Le fichier mélange deux encodages : il est en UTF-8, mais la ligne ${line} contient un caractère qui ne l'est pas. Corrigez cette ligne ou téléchargez le fichier à nouveau, puis enregistrez-le en UTF-8.`,
    { line },
  );
}

/** Spares the native call, and its view of the bytes, for each accent of a windows-1252 file. */
function areContinuations(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (((bytes[i] ?? 0) & 0xc0) !== 0x80) return false;
  return true;
}

async function lineAt(path: string, position: number): Promise<number> {
  let line = 1;
  let offset = 0;
  for await (const chunk of readChunks(path)) {
    const end = Math.min(chunk.length, position - offset);
    for (let at = chunk.indexOf(10); at !== -1 && at < end; at = chunk.indexOf(10, at + 1)) line++;
    offset += chunk.length;
    if (offset >= position) break;
  }
  return line;
}
