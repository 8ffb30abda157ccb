import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { canonicalJson } from "../format/canonical-json.ts";

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
