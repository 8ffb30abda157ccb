import { typst } from "./typst.ts";

/** Weights of the layout are regular, semibold and bold: printable-text.ts knows what is drawn in these. */
const PAGE = typst`
#let document-recu = json(bytes(sys.inputs.document))
#let donnees = document-recu.donnees
#let encre = rgb("#161616")
#let encre-douce = rgb("#4a4a4a")
#let bleu = rgb("#17507a")
#let bleu-pale = rgb("#f3f7fa")
#let filet = 0.5pt + rgb("#b5c4cf")

#set document(title: document-recu.titre, author: document-recu.service, date: auto)
#set text(font: ("Libertinus Serif", "DejaVu Sans Mono"), fallback: false, lang: "fr", region: "FR", size: 10pt, fill: encre, hyphenate: false)
#set par(leading: 0.58em, spacing: 0.85em, justify: false)
#set page(
  paper: "a4",
  margin: (x: 18mm, top: 24mm, bottom: 24mm),
  header: {
    set text(size: 8.5pt, fill: encre-douce)
    block(width: 100%, stroke: (bottom: filet), inset: (bottom: 2.2mm), {
      text(weight: "bold", fill: bleu, document-recu.service)
      h(1fr)
      document-recu.entete
    })
  },
  footer: context {
    set text(size: 8pt, fill: encre-douce)
    set par(leading: 0.45em)
    block(width: 100%, stroke: (top: filet), inset: (top: 2mm), grid(
      columns: (1fr, auto), column-gutter: 6mm,
      document-recu.pied,
      [Page #counter(page).display() sur #counter(page).final().first()],
    ))
  },
)
`;

const STYLES = typst`
#show title: set text(size: 21pt, weight: "bold", fill: encre)
#show title: set block(above: 0pt, below: 3mm)
#show heading: set text(weight: "semibold")
#show heading.where(level: 1): it => block(above: 6mm, below: 3mm, sticky: true, width: 100%, stroke: (bottom: 0.8pt + bleu), inset: (bottom: 1.5mm), text(size: 13pt, fill: bleu, it.body))
#show heading.where(level: 2): set text(size: 11.5pt)
#show heading.where(level: 2): set block(above: 0pt, below: 2.5mm, sticky: true)
`;

/** Cells of a header are told as such to assistive technology; numbers are aligned on their right, with figures of one width. */
const PIECES = typst`
#let surtitre(contenu) = block(below: 3mm, par(text(size: 9.5pt, fill: bleu, weight: "semibold", contenu)))
#let chapeau(contenu) = block(below: 4mm, par(text(size: 11pt, fill: encre-douce, contenu)))
#let note(contenu) = block(par(text(size: 8.5pt, fill: encre-douce, contenu)))

#let definitions(entrees) = grid(
  columns: (1fr, 1fr), column-gutter: 8mm, row-gutter: 3mm,
  ..entrees.map(entree => {
    set par(spacing: 1.2mm, leading: 0.45em)
    par(text(size: 8.5pt, fill: encre-douce, entree.terme))
    par(entree.texte)
  }),
)

#let tableau(colonnes, lignes, taille: 9pt) = {
  set text(size: taille, number-width: "tabular")
  set par(leading: 0.45em)
  let alignements = colonnes.map(colonne => if colonne.at("nombre", default: false) { right } else { left })
  table(
    columns: colonnes.map(colonne => if colonne.at("nombre", default: false) { auto } else { colonne.at("part", default: 1) * 1fr }),
    align: (x, y) => alignements.at(x) + top,
    inset: (x: 1.6mm, y: 1.3mm),
    stroke: (x, y) => (bottom: if y == 0 { 0.8pt + bleu } else { filet }),
    table.header(..colonnes.map(colonne => text(weight: "semibold", colonne.titre))),
    ..lignes.flatten(),
  )
}

#let illustration(nom, largeur: 100%) = {
  let figure-recue = document-recu.figures.at(nom)
  image(bytes(figure-recue.svg), format: "svg", alt: figure-recue.alt, width: largeur)
}

#let section(section-recue) = {
  heading(level: 1, section-recue.titre)
  if section-recue.genre == "definitions" { definitions(section-recue.entrees) }
  if section-recue.genre == "tableau" { tableau(section-recue.colonnes, section-recue.lignes) }
  for paragraphe in section-recue.at("notes", default: ()) { note(paragraphe) }
}
`;

/** Read before every template: page, styles, and the pieces that a template calls; `donnees` is what the template receives. */
export const LAYOUT = typst`${PAGE}${STYLES}${PIECES}`;
