import type { Section } from "#app/platform/documents/sections.ts";
import { typst } from "#app/platform/documents/typst.ts";
import { formatDate, formatNombre, formatTaille } from "#app/platform/format/format.ts";
import type { Elimination } from "../queries.server.ts";
import { SERIES } from "../rules.ts";

/** What is printed, by section. */
export const BORDEREAU_LAYOUT = typst`
#surtitre(donnees.surtitre)
#title()
#chapeau(donnees.chapeau)
#for partie in donnees.sections { section(partie) }
`;

export interface ContenuBordereau {
  readonly elimination: Elimination;
  /** Who answers for the service; empty while nobody has said. */
  readonly producteur: string;
}

const jour = (instant: Date | string) => formatDate(new Date(instant), "Europe/Paris");

/**
 * Form of a bordereau d'élimination: who eliminates, what, of which years, how much, why, and the visa. Source: code
 * du patrimoine, R212-14; form of the Service interministériel des Archives de France.
 */
export function composeBordereau(contenu: ContenuBordereau) {
  const { elimination } = contenu;
  return {
    titre: "Bordereau d’élimination d’archives publiques",
    surtitre: `N° ${elimination.numero} — préparé le ${jour(elimination.prepareeLe)}`,
    chapeau:
      "L’élimination est subordonnée au visa de la personne chargée du contrôle scientifique et technique de l’État sur les archives (code du patrimoine, articles L214-3 et R212-14).",
    sections: [service(contenu), articles(elimination), liste(elimination), visa(elimination)],
  };
}

function service({ elimination, producteur }: ContenuBordereau): Section {
  const nom = producteur || "à compléter (réglage « Entité responsable »)";
  return {
    genre: "definitions",
    titre: "Service",
    entrees: [
      { terme: "Service producteur", texte: nom },
      { terme: "Service qui élimine", texte: `${nom}, par ${elimination.prepareePar}` },
      { terme: "Intitulé", texte: SERIES[elimination.serie].intitule },
      { terme: "Motif", texte: SERIES[elimination.serie].motif },
    ],
  };
}

function articles({ articles: annees }: Elimination): Section {
  return {
    genre: "tableau",
    titre: "Articles",
    colonnes: [
      { titre: "Année", nombre: true },
      { titre: "Dates extrêmes" },
      { titre: "Éléments", nombre: true },
      { titre: "Volume", nombre: true },
    ],
    lignes: annees.map(({ annee, premier, dernier, lignes, octets }) => [
      String(annee),
      `${jour(premier)} – ${jour(dernier)}`,
      formatNombre(lignes),
      formatTaille(octets),
    ]),
    notes: ["Documents électroniques : le volume tient lieu de métrage linéaire."],
  };
}

function liste({ jusquAu, lignes, empreinte, executeeLe, articles: annees }: Elimination): Section {
  const [premier, dernier] = [annees[0], annees.at(-1)];
  return {
    genre: "definitions",
    titre: "Liste",
    entrees: [
      { terme: "Documents antérieurs au", texte: formatDate(jusquAu) },
      { terme: "Nombre d’éléments", texte: formatNombre(lignes) },
      {
        terme: "Dates extrêmes",
        texte: premier && dernier ? `${jour(premier.premier)} – ${jour(dernier.dernier)}` : "aucune",
      },
      { terme: "Volume", texte: formatTaille(annees.reduce((sum, { octets }) => sum + octets, 0)) },
      // In pieces of eight: a word of 64 letters does not break.
      { terme: "Empreinte SHA-256 de la liste", texte: empreinte.replace(/.{8}(?=.)/g, "$& ") },
      { terme: "Éliminé le", texte: executeeLe ? jour(executeeLe) : "pas encore" },
    ],
  };
}

function visa({ viseLe, visaAutorite, visaReference }: Elimination): Section {
  const champ = (texte: string | null) => texte ?? "…………………………………………";
  return {
    genre: "definitions",
    titre: "Visa",
    entrees: [
      { terme: "Autorité", texte: champ(visaAutorite) },
      { terme: "Référence", texte: champ(visaReference) },
      { terme: "Date", texte: viseLe ? formatDate(viseLe) : champ(null) },
      { terme: "Signature", texte: champ(null) },
    ],
  };
}
