import { formatPourcent } from "#app/platform/format/format.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import type { Column } from "#app/platform/ui/data-table.tsx";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { MOTIFS_CIBLAGE, type MotifCiblage } from "../../rules.ts";
import {
  ETATS_CANDIDATURE,
  type EtatCandidature,
  ORIGINES_CANDIDATURE,
  type OrigineCandidature,
} from "../rules.ts";

/** What the table shows of a structure. */
interface Ligne {
  readonly id: string;
  readonly nom: string;
  readonly type: keyof typeof TYPES;
  readonly secteur: keyof typeof SECTEURS;
  readonly commune: string;
  readonly departementNom: string;
  readonly etat: EtatCandidature;
  readonly origine: OrigineCandidature;
  readonly proactive: boolean;
  readonly motifs: readonly MotifCiblage[];
  readonly frequence: number | null;
  readonly aDepartager: boolean;
  readonly garde: boolean | null;
  readonly dispositifs: readonly string[];
}

export const COLONNES = [
  ...["choix", "nom", "etat", "type", "secteur", "commune", "departement", "origine", "motifs"],
  ...["constance", "dispositifs"],
];
export const COLONNES_MONTREES = [
  ...["nom", "etat", "departement", "origine", "motifs", "constance", "dispositifs"],
];

export const columnsOf = (agit: boolean): Column<Ligne>[] => [
  ...(agit ? [CHOIX] : []),
  {
    ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
    render: ({ id, nom, commune }) => (
      <>
        <a href={`/ciblage/candidatures/${id}`}>{nom}</a>
        <span className="fr-hint-text">{commune}</span>
      </>
    ),
  },
  {
    ...{ key: "etat", title: "État", sortable: true, optional: true },
    render: ({ etat }) => <Badge>{ETATS_CANDIDATURE[etat]}</Badge>,
  },
  { key: "type", title: "Type", sortable: true, optional: true, render: ({ type }) => TYPES[type] },
  { key: "secteur", title: "Secteur", optional: true, render: ({ secteur }) => SECTEURS[secteur] },
  { key: "commune", title: "Commune", sortable: true, optional: true, render: ({ commune }) => commune },
  {
    ...{ key: "departement", title: "Département", sortable: true, optional: true },
    render: ({ departementNom }) => departementNom,
  },
  {
    ...{ key: "origine", title: "Entrée par", optional: true },
    render: ({ origine, proactive }) => (
      <>
        {ORIGINES_CANDIDATURE[origine]}
        {proactive && origine !== "volontariat" && (
          <span className="fr-hint-text">S’est aussi portée volontaire</span>
        )}
      </>
    ),
  },
  {
    ...{ key: "motifs", title: "Motifs écrits", optional: true },
    render: ({ motifs }) =>
      motifs.length === 0 ? "Aucun" : motifs.map((motif) => MOTIFS_CIBLAGE[motif]).join(" ; "),
  },
  {
    ...{ key: "constance", title: "Constance", numeric: true, optional: true },
    render: (ligne) => <Constance {...ligne} />,
  },
  {
    ...{ key: "dispositifs", title: "Dispositifs", optional: true },
    render: ({ dispositifs }) => (dispositifs.length === 0 ? "Aucun connu" : dispositifs.join(", ")),
  },
];

/** A box of the form below the table. */
const CHOIX: Column<Ligne> = {
  key: "choix",
  title: "Choisir",
  render: ({ id, nom }) => (
    <div className="fr-checkbox-group fr-checkbox-group--sm">
      <input type="checkbox" id={`choix-${id}`} name="c" value={id} form="lot" />
      <label className="fr-label" htmlFor={`choix-${id}`}>
        <span className="fr-sr-only">Choisir {nom}</span>
      </label>
    </div>
  ),
};

function Constance({ frequence, aDepartager, garde }: Ligne) {
  if (garde === null) return "Sans calcul";
  return (
    <>
      {frequence === null ? "–" : formatPourcent(frequence)}{" "}
      {aDepartager && <Badge tone="info">À départager</Badge>}
      {!garde && <span className="fr-hint-text">Non gardée par le calcul</span>}
    </>
  );
}
