import { formatAnneeScolaire, formatNombre } from "#app/platform/format/format.ts";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { TYPES } from "../../rules.ts";
import type { ChoixCouverture, JeuVu } from "../queries.server.ts";

const field = (name: string, value: string | number | undefined) => ({
  id: `couverture-${name}`,
  name,
  initialValue: value,
  key: `${name} ${value}`,
});

/** What is published and what is missing, of one indicator and year, by territory and type. */
export function Couverture({ vu, choix }: { vu: JeuVu; choix: ChoixCouverture }) {
  const { indicateur, annee, couverture, annees } = vu;
  if (indicateur === undefined || annee === undefined) return null;
  return (
    <section aria-labelledby="couverture">
      <h2 id="couverture">Couverture</h2>
      <ChoixForm vu={vu} choix={choix} />
      <p>
        {annees
          .map(
            ({ annee: one, publiees }) =>
              `${formatAnneeScolaire(one)} : ${formatNombre(publiees)} valeurs publiées`,
          )
          .join(" ; ")}
        .
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-label="Tableau de la couverture" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{choix.academie ? "Département" : "Académie"}</th>
              <th scope="col">Type</th>
              {["Publiées", "Non significatives", "Non publiées", "Ouvertes sans valeur"].map((title) => (
                <th key={title} scope="col" className="anc-nombre">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {couverture.map((ligne) => (
              <tr key={`${ligne.territoire} ${ligne.type}`}>
                <th scope="row">{ligne.territoire}</th>
                <td>{TYPES[ligne.type]}</td>
                {[ligne.publiees, ligne.nonSignificatives, ligne.manquantes, ligne.sansValeur].map(
                  (n, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: four columns, always the same
                    <td key={index} className="anc-nombre">
                      {formatNombre(n)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function ChoixForm({ vu, choix }: { vu: JeuVu; choix: ChoixCouverture }) {
  return (
    <search aria-label="Choisir ce que la couverture montre">
      <form method="get" className="anc-filtres">
        <div className="anc-filtres__champs">
          <SelectField
            field={field("indicateur", vu.indicateur)}
            label="Indicateur"
            choices={vu.notices.map(({ code, libelle }) => ({ value: code, label: libelle }))}
            placeholder="Le premier"
          />
          <SelectField
            field={field("annee", vu.annee)}
            label="Année scolaire"
            choices={vu.annees.map(({ annee }) => ({
              value: String(annee),
              label: formatAnneeScolaire(annee),
            }))}
            placeholder="La dernière"
          />
          <SelectField
            field={field("academie", choix.academie)}
            label="Détail d’une académie"
            choices={vu.academies.map(({ code, nom }) => ({ value: code, label: nom }))}
            placeholder="Toutes les académies"
          />
        </div>
        <div className="anc-filtres__actions">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Afficher
          </button>
        </div>
      </form>
    </search>
  );
}
