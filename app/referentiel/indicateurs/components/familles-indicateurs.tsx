import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { FAMILLES, type Famille } from "../../rules.ts";
import { type FicheIndicateur, isALaUne, type Niveau } from "../rules.ts";
import { type Comparee, FicheIndicateurCard } from "./fiche-indicateur.tsx";
import { type CorrectionDuTableau, TableauIndicateurs } from "./tableau-indicateurs.tsx";

export interface FamillesProps {
  fiches: readonly FicheIndicateur[];
  structure: Comparee;
  niveau: Niveau;
  annee: number | undefined;
  corrections: readonly CorrectionDuTableau[];
}

/** The families, one under the other: a table of all their indicators, and the cards of those that describe best. */
export function FamillesIndicateurs({ fiches, structure, niveau, annee, corrections }: FamillesProps) {
  if (fiches.length === 0) {
    return (
      <EmptyState title="Aucun indicateur publié pour cette structure">
        Les fichiers importés à ce jour ne donnent pas de valeur pour elle. Ce n’est ni une moyenne ni un zéro
        : l’information n’est simplement pas publiée.
      </EmptyState>
    );
  }
  return (Object.keys(FAMILLES) as Famille[]).map((famille) => {
    const siennes = fiches.filter((fiche) => fiche.famille === famille);
    if (siennes.length === 0) return null;
    return (
      <section key={famille} aria-labelledby={`famille-${famille}`} className="anc-famille">
        <h2 id={`famille-${famille}`}>{FAMILLES[famille]}</h2>
        <TableauIndicateurs
          famille={famille}
          fiches={siennes}
          structure={structure}
          corrections={corrections}
        />
        {siennes.filter(isALaUne).map((fiche) => (
          <FicheIndicateurCard
            key={fiche.code}
            fiche={fiche}
            structure={structure}
            niveau={niveau}
            annee={annee}
          />
        ))}
      </section>
    );
  });
}
