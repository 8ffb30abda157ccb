import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { SECTEURS, type Secteur, STATUTS_EP, type StatutEp, TYPES, type TypeStructure } from "../../rules.ts";
import type { ComptageTerritoire } from "../composition/queries.server.ts";
import { hrefStructures, type TerritoireSitue } from "../rules.ts";
import { Tableau } from "./tableau.tsx";

export interface ComptagesTerritoireProps {
  territoire: TerritoireSitue;
  comptages: readonly ComptageTerritoire[];
  /** Whether this person reads every structure of the territory: a number then leads to its list. */
  couvert: boolean;
  exportHref: string;
}

/** How many structures of each kind; a line per type and sector that exists here. */
export function ComptagesTerritoire({
  territoire,
  comptages,
  couvert,
  exportHref,
}: ComptagesTerritoireProps) {
  const total = somme(comptages);
  if (total === 0) return <p>Aucune structure ouverte n’est connue ici.</p>;
  const lien = (n: number, filtres: Record<string, string | undefined>, quoi: string) =>
    couvert && n > 0 ? (
      <a href={hrefStructures(territoire, filtres)}>
        {formatNombre(n)}
        <span className="fr-sr-only"> : {quoi}, voir la liste</span>
      </a>
    ) : (
      formatNombre(n)
    );
  return (
    <>
      <p>{`${pluriel(total, "structure ouverte", "structures ouvertes")}.`}</p>
      <Tableau
        titre="Structures ouvertes par type, secteur et statut"
        colonnes={COLONNES}
        export={{ href: exportHref, objet: "les nombres de structures" }}
        lignes={lignesDe(comptages).map(({ type, secteur, parts }) => ({
          cle: `${type} ${secteur}`,
          cellules: [
            `${TYPES[type]}, ${SECTEURS[secteur].toLowerCase()}`,
            lien(somme(parts), { type, secteur }, `${TYPES[type]}, ${SECTEURS[secteur]}`),
            ...STATUTS.map((ep) =>
              lien(
                somme(parts.filter(({ statutEp }) => statutEp === ep)),
                { type, secteur, ep },
                `${TYPES[type]}, ${SECTEURS[secteur]}, ${STATUTS_EP[ep]}`,
              ),
            ),
            formatNombre(somme(parts.filter(({ statutEp }) => statutEp === null))),
          ],
        }))}
      />
    </>
  );
}

const STATUTS = Object.keys(STATUTS_EP) as StatutEp[];
const COLONNES = [
  { libelle: "Type et secteur" },
  { libelle: "Ensemble", nombre: true },
  ...STATUTS.map((statut) => ({
    libelle: statut === "hors_ep" ? "Hors EP" : STATUTS_EP[statut],
    nombre: true,
  })),
  { libelle: "Statut non publié", nombre: true },
];

const somme = (comptages: readonly ComptageTerritoire[]) => comptages.reduce((total, { n }) => total + n, 0);

/** In the order of schooling, then of sectors. */
function lignesDe(comptages: readonly ComptageTerritoire[]) {
  return (Object.keys(TYPES) as TypeStructure[]).flatMap((type) =>
    (Object.keys(SECTEURS) as Secteur[]).flatMap((secteur) => {
      const parts = comptages.filter((comptage) => comptage.type === type && comptage.secteur === secteur);
      return parts.length > 0 ? [{ type, secteur, parts }] : [];
    }),
  );
}
