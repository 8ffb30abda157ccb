import { crc32, deflateSync } from "node:zlib";
import { zipBytes } from "#app/platform/files/zip-writer.server.ts";

/** Small real documents, and those that a hostile or unlucky person would send. */
export async function zipped(parts: Readonly<Record<string, string>>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zipBytes(Object.entries(parts).map(([name, text]) => ({ name, text: [text] }))))
    chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** A PDF of one page that says `words`; `extra` is added to its catalogue. */
export function pdf(words: string, extra = ""): Buffer {
  const stream = `BT /F1 12 Tf 50 700 Td (${words}) Tj ET`;
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R ${extra} >>`,
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.7\n";
  const offsets = objects.map((body, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return at;
  });
  const xref = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const offset of offsets) text += `${String(offset).padStart(10, "0")} 00000 n \n`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(data.length, 0);
  body.copy(bytes, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

/** A grey PNG; its header may promise more points than it holds. */
export function png(width = 2, height = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8;
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(Math.min(width + 1, 64) * Math.min(height, 64)))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The segments of a JPEG up to its frame, and its end: what says its size. */
export function jpeg(width = 2, height = 2): Buffer {
  const frame = Buffer.from([0xff, 0xc0, 0, 11, 8, 0, 0, 0, 0, 1, 1, 0x11, 0]);
  frame.writeUInt16BE(height, 5);
  frame.writeUInt16BE(width, 7);
  return Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]),
    Buffer.from("JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "latin1"),
    frame,
    Buffer.from([0xff, 0xd9]),
  ]);
}

export const docx = (words: string, more: Readonly<Record<string, string>> = {}) =>
  zipped({
    "[Content_Types].xml": "<Types/>",
    "word/document.xml": `<w:document><w:body><w:p><w:r><w:t>${words}</w:t></w:r></w:p></w:body></w:document>`,
    ...more,
  });

export const odt = (words: string, more: Readonly<Record<string, string>> = {}) =>
  zipped({
    mimetype: "application/vnd.oasis.opendocument.text",
    "content.xml": `<office:document-content><office:body><office:text><text:p>${words}</text:p></office:text></office:body></office:document-content>`,
    ...more,
  });
