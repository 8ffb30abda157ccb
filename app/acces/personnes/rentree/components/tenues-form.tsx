import { FONCTIONS } from "../../../fonctions/rules.ts";
import type { Tenue } from "../queries.server.ts";
import type { ErreurMouvement } from "../rules.ts";

export interface TenuesFormProps {
  tenues: readonly Tenue[];
  /** What was typed, by field name. */
  typed: Readonly<Record<string, string>>;
  partants: readonly string[];
  erreurs: readonly ErreurMouvement[];
}

const isTyped = (id: string, typed: TenuesFormProps["typed"]) =>
  ["prenom", "nom", "courriel"].some((name) => typed[`${name}-${id}`]);

/** One line by function: a box for who leaves, three fields for who arrives, folded until somebody does. */
export function TenuesForm({ tenues, typed, partants, erreurs }: TenuesFormProps) {
  return (
    <ul className="anc-fonctions anc-fonctions--page anc-rentree">
      {tenues.map(({ id, nomComplet, fonction, portee }) => {
        const erreur = erreurs.find((found) => found.id === id);
        return (
          <li key={id}>
            <fieldset className="anc-rentree__ligne">
              <legend className="anc-fonctions__titre">
                {FONCTIONS[fonction]}, {portee}
              </legend>
              <div className="fr-checkbox-group">
                <input
                  type="checkbox"
                  id={`part-${id}`}
                  name="part"
                  value={id}
                  defaultChecked={partants.includes(id)}
                />
                <label className="fr-label" htmlFor={`part-${id}`}>
                  {nomComplet} part
                </label>
              </div>
              <details className="anc-details" open={isTyped(id, typed) || undefined}>
                <summary>
                  Quelqu’un arrive<span className="fr-sr-only"> à la place de {nomComplet}</span>
                </summary>
                <div className="anc-rentree__arrivee">
                  <Champ id={`prenom-${id}`} label="Prénom" typed={typed} />
                  <Champ id={`nom-${id}`} label="Nom" typed={typed} />
                  <Champ id={`courriel-${id}`} label="Adresse" typed={typed} type="email" />
                </div>
              </details>
              {erreur && <p className="fr-error-text">{erreur.phrase}</p>}
            </fieldset>
          </li>
        );
      })}
    </ul>
  );
}

interface ChampProps {
  id: string;
  label: string;
  typed: Readonly<Record<string, string>>;
  type?: "text" | "email";
}

function Champ({ id, label, typed, type = "text" }: ChampProps) {
  return (
    <div className="fr-input-group">
      <label className="fr-label" htmlFor={id}>
        {label}
      </label>
      <input
        className="fr-input"
        id={id}
        name={id}
        type={type}
        defaultValue={typed[id] ?? ""}
        autoComplete="off"
      />
    </div>
  );
}
