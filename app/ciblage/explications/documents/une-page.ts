import { pluriel } from "#app/platform/format/format.ts";
import type { Bloc, Explication, SectionExplication } from "./blocs.ts";

/** How much of each kind of piece a version of the paper keeps. */
interface Mesure {
  /** Entries of a list. */
  readonly entrees: number;
  /** Lines of a table. */
  readonly lignes: number;
  /** Texts that people typed, by section. */
  readonly saisis: number;
  /** Characters of one of them, and of one entry. */
  readonly signes: number;
}

/** From all to little: the layout takes the first that holds on one page, and the last always does. */
const MESURES: readonly Mesure[] = [
  { entrees: 40, lignes: 45, saisis: 12, signes: 2_000 },
  { entrees: 30, lignes: 14, saisis: 6, signes: 700 },
  { entrees: 14, lignes: 12, saisis: 4, signes: 400 },
  { entrees: 12, lignes: 8, saisis: 4, signes: 300 },
  { entrees: 10, lignes: 5, saisis: 3, signes: 220 },
  { entrees: 6, lignes: 4, saisis: 3, signes: 160 },
  { entrees: 4, lignes: 2, saisis: 3, signes: 130 },
  { entrees: 2, lignes: 1, saisis: 3, signes: 90 },
];

/** A paper goes from hand to hand: what is for the académie, or for the statistical service, stays on the screen. */
const SUR_PAPIER = /^(decision|regle|valeurs|traitement)/;

export interface VersionPapier extends Explication {
  /** Empty when nothing was left out. */
  readonly suite: string;
}

/** The same explanation, shorter and shorter. Nothing is left out in silence: each version says that the rest is online. */
export function composeVersions(
  { titre, surtitre, chapeau, sections }: Explication,
  adresse: string,
): VersionPapier[] {
  const told = sections.filter(({ id }) => SUR_PAPIER.test(id));
  return MESURES.map((mesure) => {
    const short = told.map((section) => abreger(section, mesure));
    const cut = JSON.stringify(short) !== JSON.stringify(told);
    return {
      ...{ titre: couper(titre, 160), surtitre: couper(surtitre, 160), chapeau: couper(chapeau, 220) },
      sections: short,
      suite: cut ? `La suite en ligne : ${adresse}` : "",
    };
  });
}

function abreger({ id, titre, blocs }: SectionExplication, mesure: Mesure): SectionExplication {
  const saisis = blocs.filter(({ genre }) => genre === "saisi");
  const kept = new Set(saisis.slice(0, mesure.saisis));
  const left = saisis.length - kept.size;
  const short = blocs
    .filter((bloc) => bloc.genre !== "saisi" || kept.has(bloc))
    .map((bloc) => abregerBloc(bloc, mesure));
  const suite: Bloc[] =
    left > 0
      ? [
          {
            genre: "phrases",
            phrases: [`Et ${pluriel(left, "autre texte", "autres textes")} : la suite en ligne.`],
          },
        ]
      : [];
  return { id, titre, blocs: [...short, ...suite] };
}

function abregerBloc(bloc: Bloc, { entrees, lignes, signes }: Mesure): Bloc {
  if (bloc.genre === "phrases") return bloc;
  if (bloc.genre === "saisi")
    return { ...bloc, titre: couper(bloc.titre, 120), texte: couper(bloc.texte, signes) };
  if (bloc.genre === "liste") {
    const left = bloc.entrees.length - entrees;
    const short = bloc.entrees.slice(0, entrees).map((entree) => resserrer(entree, Math.max(signes, 120)));
    return { ...bloc, entrees: left > 0 ? [...short, suiteDe(left)] : short };
  }
  const left = bloc.lignes.length - lignes;
  const short = bloc.lignes.slice(0, lignes).map((ligne) => ligne.map((cellule) => couper(cellule, 110)));
  const blanks = bloc.colonnes.slice(1).map(() => "");
  return { ...bloc, lignes: left > 0 ? [...short, [suiteDe(left), ...blanks]] : short };
}

const suiteDe = (left: number) => `et ${pluriel(left, "autre", "autres")} : la suite en ligne`;

/** What a criterion ends with, its value and whether it holds, is what one reads it for. */
const FIN = 60;

function resserrer(texte: string, signes: number): string {
  return texte.length <= signes ? texte : `${couper(texte, signes - FIN)}${texte.slice(-FIN)}`;
}

function couper(texte: string, signes: number): string {
  return texte.length <= signes ? texte : `${texte.slice(0, signes - 1).trimEnd()}…`;
}
