import { Badge } from "#app/platform/ui/badge.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ETATS_FONCTION, type EtatFonction, ORIGINES_FONCTION } from "../../fonctions/rules.ts";
import type { FonctionHistorique } from "../queries.server.ts";
import { periode, phraseFonction } from "./etat-personne.tsx";

const TONS = { en_exercice: "success", a_venir: "info", terminee: "neutral" } as const;

export interface FonctionsPersonneProps {
  page: string;
  /** Each with whether the reader may end or change it. */
  fonctions: readonly (FonctionHistorique & { readonly etat: EtatFonction; readonly aGerer: boolean })[];
}

/** Past, present and future functions: nothing of what was exercised is ever removed. */
export function FonctionsPersonne({ page, fonctions }: FonctionsPersonneProps) {
  return (
    <section aria-labelledby="fonctions">
      <h2 id="fonctions">Fonctions</h2>
      {fonctions.length === 0 && (
        <EmptyState title="Aucune fonction dans votre périmètre">
          Cette personne n’a aucun droit tant qu’aucune fonction ne lui est confiée.
        </EmptyState>
      )}
      <ul className="anc-fonctions anc-fonctions--page">
        {fonctions.map((fonction) => (
          <li key={fonction.id}>
            <p className="anc-fonctions__titre">
              {phraseFonction(fonction)}{" "}
              <Badge tone={TONS[fonction.etat]}>{ETATS_FONCTION[fonction.etat]}</Badge>
            </p>
            <p>
              {periode(fonction.debut, fonction.fin)}
              {fonction.acte && `. Acte : ${fonction.acte}`}
              <span className="fr-hint-text">
                Venue par : {ORIGINES_FONCTION[fonction.origine]}
                {fonction.attribueePar && `, confiée par ${fonction.attribueePar}`}
                {fonction.finMotif && `. Fin : ${fonction.finMotif}`}
              </span>
            </p>
            {fonction.aGerer && fonction.etat !== "terminee" && (
              <p>
                <a className="fr-link" href={`${page}/fonctions/${fonction.id}`}>
                  Mettre fin
                  <span className="fr-sr-only"> à : {phraseFonction(fonction)}</span>
                </a>{" "}
                <a className="fr-link" href={`${page}/fonction?remplace=${fonction.id}`}>
                  Changer
                  <span className="fr-sr-only"> la fonction : {phraseFonction(fonction)}</span>
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
