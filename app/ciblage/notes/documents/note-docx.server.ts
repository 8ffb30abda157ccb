import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from "docx";
import { drawableText } from "#app/platform/documents/printable-text.ts";
import type { Bloc, SectionExplication } from "../../explications/documents/blocs.ts";
import type { NoteInstances } from "./note.ts";

const ENCRE = "161616";
const BLEU = "17507A";

/**
 * The note for a word processor: a body amends it, so that titles are styles, tables repeat their header, and the
 * language is said. The map is a picture of the PDF; here the lists by département tell where the structures are.
 */
export async function renderNoteDocx(
  { titre, surtitre, chapeau, sections }: NoteInstances,
  { pied }: { readonly pied: string },
): Promise<Buffer> {
  const document = new Document({
    title: titre,
    creator: "Ancrage",
    lastModifiedBy: "Ancrage",
    description: chapeau,
    styles: STYLES,
    sections: [
      {
        properties: { page: { margin: { top: 1134, bottom: 1134, left: 1134, right: 1134 } } },
        footers: { default: footerOf(`${pied} `) },
        children: [
          paragraph(surtitre, "Surtitre"),
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(titre) }),
          paragraph(chapeau, "Chapeau"),
          ...sections.flatMap(sectionOf),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}

const STYLES = {
  default: {
    document: { run: { font: "Liberation Serif", size: 21, color: ENCRE, language: { value: "fr-FR" } } },
    title: { run: { size: 36, bold: true, color: ENCRE }, paragraph: { spacing: { after: 120 } } },
    heading1: {
      run: { size: 26, bold: true, color: BLEU },
      paragraph: { spacing: { before: 320, after: 120 }, keepNext: true },
    },
    heading2: {
      run: { size: 22, bold: true, color: ENCRE },
      paragraph: { spacing: { before: 200, after: 80 }, keepNext: true },
    },
  },
  paragraphStyles: [
    { id: "Surtitre", name: "Surtitre", basedOn: "Normal", run: { bold: true, color: BLEU } },
    {
      id: "Chapeau",
      name: "Chapeau",
      basedOn: "Normal",
      run: { size: 24 },
      paragraph: { spacing: { after: 240 } },
    },
    { id: "Cellule", name: "Cellule", basedOn: "Normal", run: { size: 18 } },
  ],
};

/** Characters that XML refuses are shown as such rather than break the file. */
const runs = (texte: string, bold = false) => [new TextRun({ text: drawableText(texte), bold })];

function paragraph(texte: string, style?: string): Paragraph {
  return new Paragraph({ children: runs(texte), spacing: { after: 100 }, ...(style && { style }) });
}

function footerOf(pied: string): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.LEFT,
        children: [
          new TextRun({
            size: 16,
            children: [pied, "Page ", PageNumber.CURRENT, " sur ", PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });
}

function sectionOf({ titre, blocs }: SectionExplication): (Paragraph | Table)[] {
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(titre) }),
    ...blocs.flatMap(blocOf),
  ];
}

function blocOf(bloc: Bloc): (Paragraph | Table)[] {
  if (bloc.genre === "phrases") return [paragraph(bloc.phrases.join(" "))];
  if (bloc.genre === "liste")
    return bloc.entrees.map((entree) => new Paragraph({ children: runs(entree), bullet: { level: 0 } }));
  const titre = new Paragraph({ heading: HeadingLevel.HEADING_2, children: runs(bloc.titre) });
  if (bloc.genre === "saisi") return [titre, ...bloc.texte.split("\n").map((ligne) => paragraph(ligne))];
  return [titre, tableOf(bloc), paragraph("")];
}

function tableOf({ colonnes, lignes }: Extract<Bloc, { genre: "tableau" }>): Table {
  const cell = (texte: string, place: number, bold = false) =>
    new TableCell({
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          style: "Cellule",
          alignment: colonnes[place]?.nombre ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: runs(texte, bold),
        }),
      ],
    });
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: colonnes.map(({ titre }, place) => cell(titre, place, true)),
      }),
      ...lignes.map(
        (ligne) =>
          new TableRow({ cantSplit: true, children: ligne.map((texte, place) => cell(texte, place)) }),
      ),
    ],
  });
}
