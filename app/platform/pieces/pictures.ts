/** Fifty million pixels: a scanned A3 at 300 dots an inch has eighteen. Beyond, a small file fills a memory. */
const MAX_PIXELS = 50_000_000;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Size of a PNG whose chunks follow one another up to the last byte; undefined for anything else. Bytes after the end
 * would let another document hide behind the picture. Source: W3C PNG, third edition, §5.
 */
export function readPng(bytes: Buffer): PictureSize | undefined {
  if (bytes.toString("latin1", 12, 16) !== "IHDR") return undefined;
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString("latin1", at + 4, at + 8);
    at += 12 + length;
    if (kind === "IEND")
      return length === 0 && at === bytes.length
        ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
        : undefined;
  }
  return undefined;
}

/** Size of a JPEG that begins with its segments and ends with its end mark; undefined for anything else. Source: ITU T.81, annex B. */
export function readJpeg(bytes: Buffer): PictureSize | undefined {
  if (bytes.length < 4 || bytes.readUInt16BE(bytes.length - 2) !== 0xffd9) return undefined;
  let at = 2;
  while (at + 9 < bytes.length && bytes[at] === 0xff) {
    const mark = bytes[at + 1] as number;
    const isFrame = mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc;
    if (isFrame) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    if (mark === 0xda) return undefined;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

export function isReasonable({ width, height }: PictureSize): boolean {
  return width > 0 && height > 0 && width * height <= MAX_PIXELS;
}
