import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import type { Choice } from "#app/platform/ui/form-field.tsx";
import { FONCTIONS, type Fonction } from "../fonctions/rules.ts";

export interface PersonneSearchProps {
  q: string;
  action: string;
  trouvees: number;
  /** More people match than are shown. */
  autres: boolean;
}

/** Finds a person of one's périmètre by name: a GET form, so that the list below is chosen from without scripts. */
export function PersonneSearch({ q, action, trouvees, autres }: PersonneSearchProps) {
  return (
    <search className="anc-personnes">
      <form method="get" action={action} className="anc-personnes__recherche">
        <div className="fr-input-group">
          <label className="fr-label" htmlFor="personne-q">
            Trouver une personne de votre périmètre
            <span className="fr-hint-text">Par son nom ou son prénom</span>
          </label>
          <input
            className="fr-input"
            type="search"
            id="personne-q"
            name="q"
            defaultValue={q}
            maxLength={100}
          />
        </div>
        <button type="submit" className="fr-btn fr-btn--secondary">
          Chercher
        </button>
      </form>
      {trouvees === 0 && (
        <EmptyState
          title={q ? "Personne de ce nom dans votre périmètre" : "Personne d’autre dans votre périmètre"}
        >
          {q
            ? "Vérifiez l’orthographe, ou cherchez par une partie du nom seulement."
            : "Quand d’autres personnes y exerceront une fonction, vous les trouverez ici."}
        </EmptyState>
      )}
      {autres && <p>Beaucoup de personnes correspondent : précisez le nom pour raccourcir la liste.</p>}
    </search>
  );
}

/** People to choose from, each with what they do. */
export function personneChoices(
  personnes: readonly { readonly id: string; readonly nomComplet: string; readonly fonctions: string }[],
): Choice[] {
  return personnes.map(({ id, nomComplet, fonctions }) => ({
    value: id,
    label: nomComplet,
    hint: fonctions
      .split(" ")
      .map((fonction) => FONCTIONS[fonction as Fonction])
      .join(", "),
  }));
}
