import { Timeline } from "#app/platform/ui/timeline.tsx";
import { FONCTIONS } from "../../fonctions/rules.ts";
import { porteeKey } from "../../portees/rules.ts";
import type { DemandeLue, Proposition } from "../queries.server.ts";
import { EtatDemandeBadge, friseDemande, phraseDemande } from "./demande-resume.tsx";

/** One's own requests, each with where it stands and a way to withdraw it. */
export function MesDemandes({ demandes, jour }: { demandes: readonly DemandeLue[]; jour: string }) {
  if (demandes.length === 0) return null;
  return (
    <section aria-labelledby="mes-demandes">
      <h2 id="mes-demandes">Vos demandes</h2>
      <ul className="anc-fonctions anc-fonctions--page">
        {demandes.map((demande) => (
          <li key={demande.id}>
            <p className="anc-fonctions__titre">
              {phraseDemande(demande)} <EtatDemandeBadge etat={demande.etat} />
            </p>
            <Timeline
              titre={`Où en est : ${phraseDemande(demande)}`}
              niveau={3}
              jour={jour}
              {...friseDemande(demande)}
            />
            {demande.etat === "deposee" && (
              <form method="post">
                <button
                  type="submit"
                  className="fr-btn fr-btn--tertiary fr-btn--sm"
                  name="retirer"
                  value={demande.id}
                >
                  Retirer cette demande
                  <span className="fr-sr-only"> : {phraseDemande(demande)}</span>
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the ministry's attributes propose: one press asks for it. */
export function Propositions({ propositions }: { propositions: readonly Proposition[] }) {
  if (propositions.length === 0) return null;
  return (
    <section aria-labelledby="propositions">
      <h2 id="propositions">Proposé d’après votre identité professionnelle</h2>
      <p>
        Le ministère transmet ces fonctions pour vous. Elles ne donnent aucun droit tant que personne ne les a
        confirmées.
      </p>
      <ul className="anc-fonctions anc-fonctions--page">
        {propositions.map(({ fonction, portee }) => (
          <li key={`${fonction} ${porteeKey(portee)}`}>
            <p className="anc-fonctions__titre">
              {FONCTIONS[fonction]}, {portee.libelle}
            </p>
            <form method="post">
              <input type="hidden" name="fonction" value={fonction} />
              <input type="hidden" name="portee" value={porteeKey(portee)} />
              <button type="submit" className="fr-btn fr-btn--secondary fr-btn--sm">
                Demander cette fonction
                <span className="fr-sr-only">
                  {" "}
                  : {FONCTIONS[fonction]}, {portee.libelle}
                </span>
              </button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}
