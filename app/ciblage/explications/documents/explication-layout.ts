import { typst } from "#app/platform/documents/typst.ts";

/** One page, always: of the versions that une-page.ts composed, the first whose height is that of the page at most. */
export const EXPLICATION_LAYOUT = typst`
#set page(margin: (x: 18mm, top: 21mm, bottom: 21mm))
#set text(size: 9.2pt)
#set par(leading: 0.5em, spacing: 0.65em)
#show title: set text(size: 16pt)
#show heading.where(level: 1): it => block(above: 3.4mm, below: 1.8mm, sticky: true, width: 100%, stroke: (bottom: 0.8pt + bleu), inset: (bottom: 1mm), text(size: 11.5pt, fill: bleu, it.body))
#set list(spacing: 0.55em, indent: 1mm)

#let bloc-recu(bloc) = {
  if bloc.genre == "phrases" { par(bloc.phrases.join(" ")) }
  if bloc.genre == "liste" { list(..bloc.entrees.map(entree => [#entree])) }
  if bloc.genre == "saisi" { par({ text(weight: "semibold", bloc.titre + " : "); bloc.texte }) }
  if bloc.genre == "tableau" { tableau(bloc.colonnes, bloc.lignes, taille: 8pt) }
}

#let version(recue) = {
  surtitre(recue.surtitre)
  title(recue.titre)
  chapeau(recue.chapeau)
  for partie in recue.sections {
    heading(level: 1, partie.titre)
    for bloc in partie.blocs { bloc-recu(bloc) }
  }
  if recue.suite != "" { note(recue.suite) }
}

#layout(place => {
  let tient(recue) = measure(width: place.width, version(recue)).height <= place.height
  let choisie = donnees.versions.find(tient)
  version(if choisie == none { donnees.versions.last() } else { choisie })
})
`;
