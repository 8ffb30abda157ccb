import { typst } from "#app/platform/documents/typst.ts";

/** Places what note.ts composed; the map comes before the lists that tell the same in words. */
export const NOTE_LAYOUT = typst`
#set list(spacing: 0.65em, indent: 1mm)

#let bloc-recu(bloc) = {
  if bloc.genre == "phrases" { par(bloc.phrases.join(" ")) }
  if bloc.genre == "liste" { list(..bloc.entrees.map(entree => [#entree])) }
  if bloc.genre == "saisi" {
    block(above: 3mm, below: 1.5mm, sticky: true, par(text(weight: "semibold", bloc.titre)))
    for ligne in bloc.texte.split("\n") { par(ligne) }
  }
  if bloc.genre == "tableau" {
    block(above: 4mm, below: 1.5mm, sticky: true, par(text(size: 9pt, weight: "semibold", bloc.titre)))
    tableau(bloc.colonnes, bloc.lignes, taille: 8.5pt)
  }
}

#surtitre(donnees.surtitre)
#title(donnees.titre)
#chapeau(donnees.chapeau)
#for partie in donnees.sections {
  heading(level: 1, partie.titre)
  if partie.id == donnees.avant-carte and donnees.carte {
    illustration("carte", largeur: 95mm)
    note(donnees.legende)
  }
  for bloc in partie.blocs { bloc-recu(bloc) }
}
`;
