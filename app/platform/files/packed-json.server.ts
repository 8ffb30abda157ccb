import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { setImmediate as turn } from "node:timers/promises";
import { createGzip, gunzipSync, gzipSync } from "node:zlib";
import { canonicalJson, canonicalPieces } from "../format/canonical-json.ts";

/** A value as it is kept: compressed, and known by the SHA-256 of its canonical JSON before compression. */
export interface PackedJson {
  readonly bytes: Buffer;
  readonly sha256: Buffer;
}

/** Byte 9 of gzip names the system that compressed: 255, « unknown », so that every machine writes the same header. */
const SYSTEM_BYTE = 9;

export function packJson(value: unknown): PackedJson {
  const text = canonicalJson(value);
  const bytes = gzipSync(text);
  bytes[SYSTEM_BYTE] = 255;
  return { bytes, sha256: sha256Of(text) };
}

/**
 * `packJson` of an object of long lists, where requests are answered: the loop turns between two pieces, compression is
 * done apart, and the whole text never stands in memory.
 */
export async function packLargeJson(value: object): Promise<PackedJson> {
  const hash = createHash("sha256");
  async function* pieces() {
    for (const piece of canonicalPieces(value)) {
      hash.update(piece);
      yield Buffer.from(piece);
      await turn();
    }
  }
  const bytes = await pipeline(Readable.from(pieces()), createGzip(), buffer);
  bytes[SYSTEM_BYTE] = 255;
  return { bytes, sha256: hash.digest() };
}

export function sha256Of(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** The canonical text of a value that was packed. */
export function unpackText(bytes: Uint8Array): string {
  return gunzipSync(bytes).toString("utf8");
}

export function unpackJson<T>(bytes: Uint8Array): T {
  return JSON.parse(unpackText(bytes)) as T;
}
