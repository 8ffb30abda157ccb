import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";

/**
 * A backup is a tar (POSIX ustar) packed by gzip: any machine opens it with `tar xzf`, without Ancrage. Tar wants the
 * size of each part before its content, and gives no bound to the whole: long things come in parts of a few megabytes.
 */
const BLOCK = 512;
const LONGEST_NAME = 100;
const LONGEST_PREFIX = 155;

export interface Part {
  readonly name: string;
  readonly size: number;
  /** To be read to its end before the next part is asked for. */
  readonly content: AsyncIterable<Buffer>;
}

export async function* tarBytes(parts: AsyncIterable<Part>): AsyncGenerator<Buffer> {
  for await (const { name, size, content } of parts) {
    yield header(name, size);
    let written = 0;
    for await (const bytes of content) {
      written += bytes.length;
      yield bytes;
    }
    if (written !== size) throw new Error(`${name} has ${written} bytes instead of ${size}`);
    yield Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

export async function* once(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const [prefix, last] = splitName(name);
  block.write(last, 0, LONGEST_NAME, "utf8");
  block.write("0000600\0", 100, "ascii");
  block.write("0000000\0", 108, "ascii");
  block.write("0000000\0", 116, "ascii");
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "ascii");
  block.write("00000000000\0", 136, "ascii");
  block.write("        ", 148, "ascii");
  block.write("0", 156, "ascii");
  block.write("ustar\u000000", 257, "ascii");
  block.write(prefix, 345, LONGEST_PREFIX, "utf8");
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148, "ascii");
  return block;
}

function splitName(name: string): [prefix: string, last: string] {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return ["", name];
  for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) {
    const [prefix, last] = [name.slice(0, at), name.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= LONGEST_PREFIX && Buffer.byteLength(last) <= LONGEST_NAME)
      return [prefix, last];
  }
  throw new StartRefusal(`Le nom « ${name} » est trop long pour l'archive : raccourcissez-le.`);
}

/** Sum of the bytes of the header, its own field counted as spaces. */
function checksum(block: Buffer): number {
  let sum = 0;
  for (let at = 0; at < BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] as number);
  return sum;
}

/**
 * The parts of an archive in order. A part that nobody reads is passed over; one that is damaged throws, named.
 *
 * @example for await (const { name, content } of readParts(path)) for await (const bytes of content) …
 */
export async function* readParts(path: string): AsyncGenerator<Part> {
  const source = new Source(unpacked(path), path);
  for (;;) {
    const block = await source.take(BLOCK, "un en-tête");
    if (block.every((byte) => byte === 0)) return;
    const said = Number.parseInt(block.toString("ascii", 148, 156), 8);
    if (said !== checksum(block)) throw damaged(path, "un en-tête");
    const name = [textAt(block, 345, LONGEST_PREFIX), textAt(block, 0, LONGEST_NAME)]
      .filter(Boolean)
      .join("/");
    const size = Number.parseInt(block.toString("ascii", 124, 136), 8);
    const content = source.part(size, name);
    yield { name, size, content };
    for await (const _ of content);
    await source.take((BLOCK - (size % BLOCK)) % BLOCK, name);
  }
}

export const damaged = (path: string, part: string) =>
  new StartRefusal(
    `L'archive ${path} est abîmée (${part}) : rien n'a été restauré. Prenez une autre sauvegarde, ou une autre copie de celle-ci.`,
  );

const textAt = (block: Buffer, at: number, length: number) =>
  block.toString("utf8", at, at + length).replace(/\0.*$/s, "");

function unpacked(path: string): AsyncIterable<Buffer> {
  return pipeline(createReadStream(path), createGunzip(), () => {}) as AsyncIterable<Buffer>;
}

/** Bytes that are asked for by their number, from chunks that come as they are. */
class Source {
  private readonly chunks: AsyncIterator<Buffer>;
  private readonly path: string;
  private rest: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>, path: string) {
    this.chunks = bytes[Symbol.asyncIterator]();
    this.path = path;
  }

  /** At most `length` bytes, at least one. */
  private async some(length: number, what: string): Promise<Buffer> {
    while (this.rest.length === 0) {
      const { value, done } = await this.chunks.next().catch((error: NodeJS.ErrnoException) => {
        // Words of zlib: the archive is cut short, is no archive, or has changed.
        throw /^(Z_|ERR_)/.test(error.code ?? "") ? damaged(this.path, what) : error;
      });
      if (done) throw damaged(this.path, what);
      this.rest = value;
    }
    const taken = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return taken;
  }

  async take(length: number, what: string): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0; ) {
      const piece = await this.some(missing, what);
      pieces.push(piece);
      missing -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  /** Read once: a second reading goes on where the first stopped. */
  part(size: number, name: string): AsyncIterable<Buffer> {
    let missing = size;
    const next = async (): Promise<IteratorResult<Buffer>> => {
      if (missing === 0) return { done: true, value: undefined };
      const value = await this.some(missing, name);
      missing -= value.length;
      return { done: false, value };
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }
}

export async function wholeText(part: Part, limit = 64 * 1024 * 1024): Promise<string> {
  if (part.size > limit) throw new Error(`${part.name} is too large`);
  const pieces: Buffer[] = [];
  for await (const bytes of part.content) pieces.push(bytes);
  return Buffer.concat(pieces).toString("utf8");
}

export async function sha256(content: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash("sha256");
  for await (const bytes of content) hash.update(bytes);
  return hash.digest("hex");
}
