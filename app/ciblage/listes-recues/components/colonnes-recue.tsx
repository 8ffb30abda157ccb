import type { Column } from "#app/platform/ui/data-table.tsx";
import type { MotIndicateur } from "../../regles/lecture/rules.ts";
import { direSuite, direValeur } from "../confrontation/phrases/rules.ts";
import { isAjustable, type LigneJugee, SITUATIONS, VERDICTS } from "../confrontation/rules.ts";
import { direLigne } from "../rules.ts";

interface Options {
  /** Whether lines may be ticked, for the form « ajuster » of the page. */
  readonly choix: boolean;
  readonly mot: MotIndicateur | null;
  readonly avecCritere: boolean;
}

/** The columns of a confrontation. */
export function columnsOf({ choix, mot, avecCritere }: Options): Column<LigneJugee>[] {
  return [
    ...(choix ? [CHOIX] : []),
    {
      ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
      render: ({ structure, uai, nom }) =>
        structure ? <a href={`/structures/${uai}`}>{structure.nom}</a> : nom || uai || "Sans nom",
    },
    { key: "ligne", title: "Ligne", sortable: true, optional: true, render: direLigne },
    { key: "uai", title: "UAI écrit", optional: true, render: ({ uai }) => uai || "Vide" },
    {
      ...{ key: "commune", title: "Commune", sortable: true, optional: true },
      render: ({ structure }) => structure?.commune ?? "",
    },
    {
      ...{ key: "departement", title: "Département", optional: true },
      render: ({ structure }) => structure?.departementNom ?? "",
    },
    {
      ...{ key: "situation", title: "Situation", sortable: true, optional: true },
      render: ({ situation, raison }) => `${SITUATIONS[situation]}${raison ? ` : ${raison}` : ""}`,
    },
    ...(avecCritere
      ? [
          {
            ...{ key: "valeur", title: "Face au critère annoncé", optional: true },
            render: (ligne: LigneJugee) =>
              ligne.verdict ? `${VERDICTS[ligne.verdict]} : ${direValeur(ligne.valeur, mot)}` : "",
          },
        ]
      : []),
    {
      ...{ key: "suite", title: "Suite", optional: true },
      render: (ligne) => `${direSuite(ligne)}${ligne.ajustement ? ` : ${ligne.ajustement.motif}` : ""}`,
    },
  ];
}

const CHOIX: Column<LigneJugee> = {
  ...{ key: "choix", title: "Ajuster" },
  render: ({ rang, structure, situation }) =>
    isAjustable(situation) ? (
      <div className="fr-checkbox-group fr-checkbox-group--sm">
        <input type="checkbox" id={`ligne-${rang}`} name="lignes" value={rang} form="ajuster" />
        <label className="fr-label" htmlFor={`ligne-${rang}`}>
          <span className="fr-sr-only">Ajuster {structure?.nom ?? `la ligne ${rang}`}</span>
        </label>
      </div>
    ) : null,
};
