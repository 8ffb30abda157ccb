import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { TYPES, type TypeStructure } from "../../../rules.ts";
import type { Comparaison } from "../queries.server.ts";
import { STRUCTURES_MAXIMALES } from "../rules.ts";

interface Trouvee {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly communeNom: string;
}

export interface ComparaisonChoixProps {
  comparaison: Pick<Comparaison, "structures" | "lignes" | "annees" | "dessin">;
  annee: number | undefined;
  q: string | undefined;
  trouvees: readonly Trouvee[];
}

/** Which structures, which year, which indicator is drawn: all in the address. */
export function ComparaisonChoix(props: ComparaisonChoixProps) {
  const { comparaison } = props;
  return (
    <div className="anc-reglages">
      {comparaison.structures.length > 0 && <Choisies {...props} />}
      {comparaison.structures.length < STRUCTURES_MAXIMALES && <Ajout {...props} />}
      {comparaison.structures.length > 0 && <Lecture {...props} />}
    </div>
  );
}

function hrefOf({ comparaison, annee }: ComparaisonChoixProps, uais: readonly string[]): string {
  const params = new URLSearchParams(uais.map((uai) => ["uai", uai]));
  if (annee !== undefined) params.set("annee", String(annee));
  if (comparaison.dessin) params.set("indicateur", comparaison.dessin.ligne.indicateur.code);
  return `/comparer?${params}`;
}

function Choisies(props: ComparaisonChoixProps) {
  const { structures } = props.comparaison;
  return (
    <ul>
      {structures.map(({ uai, nom, communeNom }) => (
        <li key={uai}>
          {nom} ({communeNom}){" "}
          <a
            className="fr-link fr-link--sm"
            href={hrefOf(
              props,
              structures.map((structure) => structure.uai).filter((other) => other !== uai),
            )}
          >
            Retirer<span className="fr-sr-only"> {nom} de la comparaison</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Kept({ comparaison }: Pick<ComparaisonChoixProps, "comparaison">) {
  return comparaison.structures.map(({ uai }) => <input key={uai} type="hidden" name="uai" value={uai} />);
}

function Ajout(props: ComparaisonChoixProps) {
  const { comparaison, q, trouvees } = props;
  const uais = comparaison.structures.map(({ uai }) => uai);
  const nouvelles = trouvees.filter(({ uai }) => !uais.includes(uai));
  return (
    <search aria-label="Ajouter une structure">
      <form method="get" action="/comparer" className="anc-filtres">
        <Kept comparaison={comparaison} />
        <div className="anc-filtres__champs">
          <TextField
            field={{ id: "comparer-q", name: "q", initialValue: q, key: `q ${q}` }}
            label="Ajouter une structure"
            hint="Nom, commune ou UAI"
            type="search"
          />
        </div>
        <div className="anc-filtres__actions">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Chercher
          </button>
        </div>
      </form>
      {q !== undefined && (
        <>
          <p>
            {nouvelles.length === 0
              ? `Aucune autre structure ne correspond à « ${q} ». Essayez une partie du nom, ou la commune.`
              : "Choisissez la structure à ajouter :"}
          </p>
          <ul>
            {nouvelles.map(({ uai, nom, communeNom, type }) => (
              <li key={uai}>
                <a href={hrefOf(props, [...uais, uai])}>
                  {nom} ({communeNom}, {TYPES[type].toLowerCase()})
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </search>
  );
}

function Lecture({ comparaison, annee }: ComparaisonChoixProps) {
  const { annees, lignes, dessin } = comparaison;
  const dessine = dessin?.ligne.indicateur.code;
  return (
    <form method="get" action="/comparer" className="anc-filtres">
      <Kept comparaison={comparaison} />
      <div className="anc-filtres__champs">
        <SelectField
          field={{ id: "comparer-annee", name: "annee", initialValue: annee, key: `annee ${annee}` }}
          label="Année scolaire"
          choices={annees.map((value) => ({ value: String(value), label: formatAnneeScolaire(value) }))}
          placeholder="La dernière que la plupart connaissent"
        />
        <SelectField
          field={{
            id: "comparer-indicateur",
            name: "indicateur",
            initialValue: dessine,
            key: `indicateur ${dessine}`,
          }}
          label="Indicateur dessiné"
          choices={lignes.map(({ indicateur }) => ({ value: indicateur.code, label: indicateur.libelle }))}
          placeholder="L’IPS"
        />
      </div>
      <div className="anc-filtres__actions">
        <button type="submit" className="fr-btn fr-btn--secondary">
          Afficher
        </button>
      </div>
    </form>
  );
}
