import { formatDate } from "#app/platform/format/format.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import type { DelegationLue } from "../delegations/queries.server.ts";
import { addJours } from "../delegations/rules.ts";
import type { MaFonction } from "../droits/queries.server.ts";
import { RESTRICTIONS, restrictionOf } from "../fonctions/restrictions/rules.ts";
import { FONCTIONS, type Fonction, NATURES_DELEGATION, type PorteeType } from "../fonctions/rules.ts";
import type { DroitTenu } from "../rules.ts";
import { THEMES, themeOf } from "./droits-themes.ts";

export interface MesDroitsProps {
  fonctions: readonly MaFonction[];
  /** Delegations received that hold today. */
  recues: readonly DelegationLue[];
  droits: readonly DroitTenu[];
}

const periode = (debut: string, fin: string | null) =>
  `depuis le ${formatDate(debut)}${fin ? `, jusqu’au ${formatDate(addJours(fin, -1))}` : ""}`;

/** What a person is here, by which act, and what they may do, sentence by sentence. */
export function MesDroits({ fonctions, recues, droits }: MesDroitsProps) {
  return (
    <div className="anc-mes-droits">
      {fonctions.length === 0 && (
        <EmptyState title="Aucune fonction ne vous est confiée ici">
          Vous lisez les pages publiques. Demandez l’accès qui correspond à votre fonction : une personne
          habilitée décidera.
        </EmptyState>
      )}
      <Fonctions fonctions={fonctions} recues={recues} />
      <p>
        <a className="fr-btn fr-btn--secondary" href="/demande-acces">
          Demander un autre accès
        </a>
      </p>
      {droits.length > 0 && (
        <>
          <h3>Ce que vous pouvez faire</h3>
          {THEMES.map(({ titre }) => {
            const siens = droits.filter(({ permission }) => themeOf(permission) === titre);
            return (
              siens.length > 0 && (
                <div key={titre}>
                  <h4>{titre}</h4>
                  <ul>
                    {siens.map((droit) => (
                      <li key={droit.permission}>{phraseOf(droit)}</li>
                    ))}
                  </ul>
                </div>
              )
            );
          })}
        </>
      )}
    </div>
  );
}

/** « , pour les écoles publiques », when the function reaches a part only of the structures of its territory. */
function seulement(fonction: Fonction, type: PorteeType): string {
  const restriction = restrictionOf(fonction, type);
  return restriction === undefined ? "" : `, pour ${RESTRICTIONS[restriction].libelle}`;
}

/** Own functions, then received ones, each with its act. */
function Fonctions({ fonctions, recues }: Pick<MesDroitsProps, "fonctions" | "recues">) {
  return (
    <ul className="anc-actes">
      {fonctions.map(({ id, fonction, portee, porteeType, debut, fin, acte, attribueePar }) => (
        <li key={id}>
          <p className="anc-actes__titre">{FONCTIONS[fonction]}</p>
          <p>
            {portee}
            {seulement(fonction, porteeType)}, {periode(debut, fin)}.
          </p>
          <p className="anc-actes__source">
            {[acte && `Acte : ${acte}`, attribueePar && `confiée par ${attribueePar}`]
              .filter(Boolean)
              .join(", ") || "Sans acte enregistré."}
          </p>
        </li>
      ))}
      {recues.map(({ id, fonction, portee, delegant, nature, debut, fin, acte }) => (
        <li key={id}>
          <p className="anc-actes__titre">
            {FONCTIONS[fonction]}, par délégation de {delegant}
          </p>
          <p>
            {portee}, {NATURES_DELEGATION[nature]}, {periode(debut, fin)}.
          </p>
          <p className="anc-actes__source">
            Acte : {acte}. <a href={`/delegations/${id}`}>Voir la délégation</a>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** « Lire la liste des structures : dans votre périmètre, par délégation de Nadia Estran. » */
function phraseOf({ libelle, partout, par }: DroitTenu): string {
  const delegants = [...new Set(par.map(({ delegation }) => delegation?.delegant))];
  const recue = delegants.every((delegant) => delegant !== undefined)
    ? `, par délégation de ${delegants.join(", ")}`
    : "";
  return `${libelle}\u00a0: ${partout ? "partout" : "dans votre périmètre"}${recue}.`;
}
