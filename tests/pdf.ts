import { getDocument, type PDFDocumentProxy, VerbosityLevel } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A tag of the structure tree, with the text that it holds; `alt` on figures. */
export interface Tag {
  readonly role: string;
  readonly alt: string | undefined;
  readonly text: string;
  readonly children: readonly Tag[];
}

/** What a PDF tells a reader and an assistive technology. */
export interface PdfRead {
  readonly title: string;
  readonly author: string;
  readonly lang: string | null;
  /** Declared PDF/UA part, from the metadata. */
  readonly uaPart: string | null;
  /** Says that its tags are to be believed. */
  readonly marked: boolean;
  /** Text of each page, runs of spaces folded. */
  readonly pages: readonly string[];
  /** Every tag of every page, in reading order. */
  readonly tags: readonly Tag[];
  /** Titles of the outline. */
  readonly outline: readonly string[];
}

/**
 * Reads a PDF back, by another library than the one that wrote it.
 *
 * @example expect((await readPdf(bytes)).lang).toBe("fr-FR");
 */
export async function readPdf(bytes: Uint8Array): Promise<PdfRead> {
  // The library keeps the bytes that it is given.
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS });
  const pdf = await task.promise;
  try {
    const { info, metadata } = await pdf.getMetadata();
    const { Title, Author, Language } = info as { Title?: string; Author?: string; Language?: string };
    const pages = await Promise.all(
      Array.from({ length: pdf.numPages }, (_, index) => readPage(pdf, index + 1)),
    );
    return {
      title: Title ?? "",
      author: Author ?? "",
      lang: Language ?? null,
      uaPart: (metadata?.get("pdfuaid:part") as string | null) ?? null,
      marked: isMarked(await pdf.getMarkInfo()),
      pages: pages.map(({ text }) => text),
      tags: pages.flatMap(({ tags }) => tags),
      outline: ((await pdf.getOutline()) ?? []).map(({ title }) => title),
    };
  } finally {
    await task.destroy();
  }
}

/** Typed as an object, given as a map. */
function isMarked(info: unknown): boolean {
  return info instanceof Map && info.get("Marked") === true;
}

/** Every tag below some others, themselves included. */
export function allTags(tags: readonly Tag[]): Tag[] {
  return tags.flatMap((tag) => [tag, ...allTags(tag.children)]);
}

type TreeNode = Awaited<ReturnType<Awaited<ReturnType<PDFDocumentProxy["getPage"]>>["getStructTree"]>>;

async function readPage(pdf: PDFDocumentProxy, number: number): Promise<{ text: string; tags: Tag[] }> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const byId = new Map<string, string>();
  const open: (string | undefined)[] = [];
  let text = "";
  for (const item of items) {
    if ("str" in item) {
      const said = item.str + (item.hasEOL ? " " : "");
      text += said;
      const id = open.findLast((candidate) => candidate !== undefined);
      if (id !== undefined) byId.set(id, (byId.get(id) ?? "") + said);
    } else if (item.type === "endMarkedContent") open.pop();
    else open.push(item.id);
  }
  const root = await page.getStructTree();
  return { text: fold(text), tags: root ? root.children.flatMap((child) => toTag(child, byId)) : [] };
}

function toTag(node: NonNullable<TreeNode>["children"][number], byId: ReadonlyMap<string, string>): Tag[] {
  if (!("role" in node)) return [];
  const said = node.children.map((child) =>
    "role" in child ? "" : (byId.get((child as { id?: string }).id ?? "") ?? ""),
  );
  const children = node.children.flatMap((child) => toTag(child, byId));
  const text = fold([...said, ...children.map((child) => child.text)].join(" "));
  return [{ role: node.role, alt: (node as { alt?: string }).alt, text, children }];
}

const fold = (text: string) => text.replace(/[\s\u200B]+/g, " ").trim();
