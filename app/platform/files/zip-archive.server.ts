import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline, type Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { damagedWorkbook, protectedWorkbook, tooLarge } from "./sentences.ts";

/** What is unpacked, in bytes and in parts; official workbooks are fifteen times below. */
const MAX_UNPACKED = 300 * 2 ** 20;
const MAX_ENTRIES = 2_000;
/** The XML of a sheet shrinks ten to forty times. Small parts may shrink more without harm. */
const MAX_RATIO = 200;
const RATIO_MATTERS_ABOVE = 20 * 2 ** 20;
/** Parts read whole: lists of sheets, styles. */
const MAX_WHOLE_PART = 32 * 2 ** 20;

const END_RECORD = 22;
const MAX_COMMENT = 65_535;
const DIRECTORY_RECORD = 46;
const LOCAL_RECORD = 30;

interface ZipEntry {
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** The parts of a zip file, by name. Holds no file handle between two reads. */
export interface ZipArchive {
  has(name: string): boolean;
  /** Streams the text of a part; throws `TableError` when the part is damaged, or absent. */
  text(name: string, signal?: AbortSignal): AsyncGenerator<string>;
  /** The whole text of a small part, or `undefined` when there is none. */
  wholeText(name: string): Promise<string | undefined>;
}

/**
 * Reads the directory of a zip file and refuses, before anything is unpacked, what would unpack beyond reason. A
 * directory that lies is caught while unpacking: no part ever gives more than it declared. `undefined` when the file
 * has no directory: it is cut short, or is no zip.
 */
export async function openZip(path: string): Promise<ZipArchive | undefined> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const directory = await readDirectory(file, size);
    if (directory === undefined) return undefined;
    const entries = readEntries(directory.bytes, directory.count);
    demandReasonableSize(entries, size);
    return archive(path, entries, size);
  } finally {
    await file.close();
  }
}

async function readDirectory(
  file: FileHandle,
  size: number,
): Promise<{ bytes: Buffer; count: number } | undefined> {
  const tail = await readAt(file, Math.max(0, size - END_RECORD - MAX_COMMENT), size);
  let at = tail.length - END_RECORD;
  while (at >= 0 && tail.readUInt32LE(at) !== 0x06054b50) at--;
  if (at < 0) return undefined;
  const count = tail.readUInt16LE(at + 10);
  const length = tail.readUInt32LE(at + 12);
  const offset = tail.readUInt32LE(at + 16);
  // 65 535 stands for « see the 64-bit record », which only archives beyond our bounds need.
  if (count > MAX_ENTRIES) throw tooLarge();
  if (offset + length > size) throw damagedWorkbook();
  return { bytes: await readAt(file, offset, offset + length), count };
}

async function readAt(file: FileHandle, from: number, to: number): Promise<Buffer> {
  const buffer = Buffer.alloc(to - from);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
  return buffer.subarray(0, bytesRead);
}

function readEntries(bytes: Buffer, count: number): Map<string, ZipEntry> {
  const entries = new Map<string, ZipEntry>();
  let at = 0;
  for (let rank = 0; rank < count; rank++) {
    if (at + DIRECTORY_RECORD > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50)
      throw damagedWorkbook();
    const nameEnd = at + DIRECTORY_RECORD + bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + DIRECTORY_RECORD, nameEnd).replaceAll("\\", "/");
    const flags = bytes.readUInt16LE(at + 8);
    if ((flags & 1) === 1) throw protectedWorkbook();
    if (entries.has(name)) throw damagedWorkbook();
    entries.set(name, {
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

function demandReasonableSize(entries: ReadonlyMap<string, ZipEntry>, fileSize: number): void {
  let unpacked = 0;
  for (const { size } of entries.values()) unpacked += size;
  if (unpacked > MAX_UNPACKED) throw tooLarge();
  if (unpacked > RATIO_MATTERS_ABOVE && unpacked > fileSize * MAX_RATIO) throw tooLarge();
}

function archive(path: string, entries: ReadonlyMap<string, ZipEntry>, fileSize: number): ZipArchive {
  const find = (name: string): ZipEntry => {
    const entry = entries.get(name);
    if (entry === undefined) throw damagedWorkbook();
    return entry;
  };
  return {
    has: (name) => entries.has(name),
    text: (name, signal) => decode(unpack(path, find(name), fileSize, signal)),
    async wholeText(name) {
      const entry = entries.get(name);
      if (entry === undefined) return undefined;
      if (entry.size > MAX_WHOLE_PART) throw tooLarge();
      let whole = "";
      for await (const text of decode(unpack(path, entry, fileSize))) whole += text;
      return whole;
    },
  };
}

async function* decode(bytes: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const chunk of bytes) {
    // XML may be in UTF-16, and then has its mark; all spreadsheets write UTF-8.
    const mark = chunk.length > 1 ? chunk.readUInt16BE(0) : 0;
    decoder ??= new TextDecoder(mark === 0xfffe ? "utf-16le" : mark === 0xfeff ? "utf-16be" : "utf-8");
    yield decoder.decode(chunk, { stream: true });
  }
}

async function* unpack(
  path: string,
  entry: ZipEntry,
  fileSize: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const packed = await packedBytes(path, entry, fileSize);
  if (packed === undefined) return;
  let size = 0;
  let crc = 0;
  try {
    for await (const chunk of unpacked(packed, entry.method) as AsyncIterable<Buffer>) {
      signal?.throwIfAborted();
      size += chunk.length;
      if (size > entry.size) throw damagedWorkbook();
      crc = crc32(chunk, crc);
      yield chunk;
    }
  } catch (error) {
    throw isZlibError(error) ? damagedWorkbook() : error;
  } finally {
    packed.destroy();
  }
  if (size !== entry.size || crc !== entry.crc) throw damagedWorkbook();
}

function unpacked(packed: Readable, method: number): Readable {
  if (method === 0) return packed;
  if (method !== 8) throw damagedWorkbook();
  // The error of either stream comes out of the second, where it is read.
  return pipeline(packed, createInflateRaw({ chunkSize: 1 << 17 }), () => {});
}

function isZlibError(error: unknown): boolean {
  const code = (error as { code?: unknown })?.code;
  return typeof code === "string" && code.startsWith("Z_");
}

async function packedBytes(path: string, entry: ZipEntry, fileSize: number): Promise<Readable | undefined> {
  const file = await open(path, "r");
  try {
    if (entry.offset + LOCAL_RECORD > fileSize) throw damagedWorkbook();
    const local = await readAt(file, entry.offset, entry.offset + LOCAL_RECORD);
    if (local.length < LOCAL_RECORD || local.readUInt32LE(0) !== 0x04034b50) throw damagedWorkbook();
    const start = entry.offset + LOCAL_RECORD + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (start + entry.packed > fileSize) throw damagedWorkbook();
    if (entry.packed === 0) return undefined;
    return createReadStream(path, { start, end: start + entry.packed - 1, highWaterMark: 1 << 16 });
  } finally {
    await file.close();
  }
}
