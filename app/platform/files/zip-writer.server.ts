import { pipeline, Readable } from "node:stream";
import { crc32, createDeflateRaw } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  /** Kept as it is, at once: the first part of an ODS must be. */
  readonly stored?: boolean;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

/** Names in UTF-8; sizes told after the data, since they are not known before. */
const UTF8 = 0x0800;
const SIZES_AFTER = 0x0008;
/** 1 January 1980, the first day that zip knows: the same content gives the same bytes, whatever the clock. */
const DAY = 0x0021;

interface Written {
  readonly name: Buffer;
  readonly flags: number;
  readonly method: number;
  readonly offset: number;
  crc: number;
  packed: number;
  size: number;
}

/**
 * Streams a zip file as its parts are produced; nothing is held but the names. Compression runs outside of the main
 * thread, and what is not read is not produced. A part, and the whole, stay under 4 GiB.
 */
export async function* zipBytes(parts: Iterable<ZipPart>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const part of parts) {
    const entry: Written = {
      name: Buffer.from(part.name),
      flags: part.stored ? UTF8 : UTF8 | SIZES_AFTER,
      method: part.stored ? 0 : 8,
      offset,
      crc: 0,
      packed: 0,
      size: 0,
    };
    written.push(entry);
    for await (const bytes of part.stored ? stored(entry, part) : deflated(entry, part)) {
      offset += bytes.length;
      yield bytes;
    }
  }
  let length = 0;
  for (const entry of written) {
    const record = directoryRecord(entry);
    length += record.length;
    yield record;
  }
  yield endRecord(written.length, length, offset);
}

async function* stored(entry: Written, part: ZipPart): AsyncGenerator<Buffer> {
  const pieces: Buffer[] = [];
  for await (const bytes of counted(entry, part.text)) pieces.push(bytes);
  entry.packed = entry.size;
  yield localRecord(entry);
  yield* pieces;
}

async function* deflated(entry: Written, part: ZipPart): AsyncGenerator<Buffer> {
  yield localRecord(entry);
  // The error of the source comes out of the deflater, where it is read; leaving it closes the source.
  const source = Readable.from(counted(entry, part.text), { objectMode: false });
  const deflater = pipeline(source, createDeflateRaw(), () => {});
  for await (const bytes of deflater as AsyncIterable<Buffer>) {
    entry.packed += bytes.length;
    yield bytes;
  }
  const after = Buffer.alloc(16);
  after.writeUInt32LE(0x08074b50, 0);
  after.writeUInt32LE(entry.crc, 4);
  after.writeUInt32LE(entry.packed, 8);
  after.writeUInt32LE(entry.size, 12);
  yield after;
}

async function* counted(
  entry: Written,
  text: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Buffer> {
  for await (const piece of text) {
    const bytes = Buffer.from(piece);
    entry.crc = crc32(bytes, entry.crc);
    entry.size += bytes.length;
    yield bytes;
  }
}

function localRecord(entry: Written): Buffer {
  const record = Buffer.alloc(30);
  record.writeUInt32LE(0x04034b50, 0);
  writeCommon(record, 4, entry);
  return Buffer.concat([record, entry.name]);
}

function directoryRecord(entry: Written): Buffer {
  const record = Buffer.alloc(46);
  record.writeUInt32LE(0x02014b50, 0);
  record.writeUInt16LE(20, 4);
  writeCommon(record, 6, entry);
  record.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([record, entry.name]);
}

/** The fields that both records have, in the same order. */
function writeCommon(record: Buffer, at: number, entry: Written): void {
  record.writeUInt16LE(20, at);
  record.writeUInt16LE(entry.flags, at + 2);
  record.writeUInt16LE(entry.method, at + 4);
  record.writeUInt16LE(DAY, at + 8);
  record.writeUInt32LE(entry.crc, at + 10);
  record.writeUInt32LE(entry.packed, at + 14);
  record.writeUInt32LE(entry.size, at + 18);
  record.writeUInt16LE(entry.name.length, at + 22);
}

function endRecord(count: number, length: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(length, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
