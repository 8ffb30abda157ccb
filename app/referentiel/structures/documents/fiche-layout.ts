import { typst } from "#app/platform/documents/typst.ts";

/** Places what fiche-structure.ts composed: a block by indicator (value, references, distribution, years), never cut by a page. */
export const FICHE_LAYOUT = typst`
#let valeur-bloc(bloc) = {
  set par(spacing: 1.5mm, leading: 0.45em)
  par(text(size: if bloc.chiffre { 20pt } else { 11pt }, weight: "bold", fill: bleu, number-width: "tabular", bloc.valeur))
  par(text(size: 9pt, fill: encre-douce, bloc.annee))
  if bloc.remarque != "" { note(bloc.remarque) }
}

#let repartition-bloc(bloc) = {
  if bloc.figure != "" { illustration(bloc.figure) }
  block(above: 1mm, par(text(size: 8pt, fill: encre-douce, bloc.legende)))
}

#let bloc-indicateur(bloc) = block(breakable: false, width: 100%, above: 3mm, below: 4.5mm, {
  heading(level: 2, bloc.titre)
  grid(
    columns: (34mm, 1fr, 52mm), column-gutter: 5mm,
    valeur-bloc(bloc),
    {
      tableau(bloc.references.colonnes, bloc.references.lignes, taille: 8.5pt)
      if bloc.ponderation != "" { note(bloc.ponderation) }
    },
    repartition-bloc(bloc),
  )
  set text(size: 8.5pt)
  set par(leading: 0.45em)
  for serie in bloc.series {
    block(above: 1.4mm, below: 0mm, par({
      if serie.rupture != "" { text(fill: encre-douce, serie.rupture + " : ") }
      text(number-width: "tabular", serie.texte)
    }))
  }
  if bloc.lecture != "" { block(above: 1.4mm, par(text(fill: encre-douce, bloc.lecture))) }
})

#surtitre(donnees.surtitre)
#title()
#chapeau(donnees.chapeau)
#for partie in donnees.sections {
  if partie.genre == "indicateurs" {
    heading(level: 1, partie.titre)
    for bloc in partie.blocs { bloc-indicateur(bloc) }
    for paragraphe in partie.notes { note(paragraphe) }
  } else { section(partie) }
}
`;
