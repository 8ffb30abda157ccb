import type { FigureSvg } from "#app/platform/documents/render-pdf.server.ts";
import type { Section } from "#app/platform/documents/sections.ts";
import type { CorrectionLue } from "../../corrections/queries.server.ts";
import { SECTEURS, TYPES } from "../../rules.ts";
import type { VieStructure } from "../../vie/queries.server.ts";
import type { FicheLue, OrigineValeur } from "../fiche/queries.server.ts";
import { composeIdentite } from "./fiche-identite.ts";
import { composeIndicateurs, distributionOf, type SectionIndicateurs } from "./fiche-indicateurs.ts";
import { composeOrigines } from "./fiche-origines.ts";
import { composeVie } from "./fiche-vie.ts";
import { drawRepartition } from "./repartition.ts";

/** What the printed sheet of a structure says, in its final words: the layout only places it. */
export interface FicheStructure {
  readonly titre: string;
  readonly surtitre: string;
  readonly chapeau: string;
  /** In the order of the sheet; a new part of the sheet is one more section. */
  readonly sections: readonly (Section | SectionIndicateurs)[];
  readonly figures: Readonly<Record<string, FigureSvg>>;
}

/** What the sheet tells besides the identity and the indicators. */
interface Compagnie {
  readonly origines: readonly OrigineValeur[];
  readonly vie: VieStructure;
  readonly corrections: readonly CorrectionLue[];
}

/** The sheet of a structure. Pure: the same reading gives the same sheet. */
export function composeFicheStructure(
  lue: FicheLue,
  { origines, vie, corrections }: Compagnie,
): FicheStructure {
  const { structure, fiches } = lue;
  const figures = fiches.flatMap((fiche) => {
    const distribution = distributionOf(fiche, lue);
    return distribution ? [[fiche.code, drawRepartition(distribution)] as const] : [];
  });
  return {
    titre: structure.nom,
    surtitre: `${TYPES[structure.type]}, ${SECTEURS[structure.secteur].toLowerCase()}`,
    chapeau: `${structure.communeNom || "Commune non précisée"}, ${structure.departementNom}. UAI ${structure.uai}.`,
    sections: [
      composeIdentite(lue),
      composeVie(vie, corrections),
      ...composeIndicateurs(lue),
      ...(fiches.length === 0 ? [sansIndicateur()] : [composeOrigines(lue, origines)]),
    ],
    figures: Object.fromEntries(figures),
  };
}

function sansIndicateur(): Section {
  return {
    genre: "notes",
    titre: "Indicateurs",
    notes: [
      "Aucun indicateur publié pour cette structure. Ce n’est ni une moyenne ni un zéro : l’information n’est simplement pas publiée dans les fichiers importés à ce jour.",
    ],
  };
}
