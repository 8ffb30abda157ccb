import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { type Compte, type ComptesListe, DIMENSIONS, type Dimension, nomDeValeur } from "../lignes/rules.ts";

export interface ComptesPubliesProps {
  readonly comptes: ComptesListe;
  readonly noms: Readonly<Record<string, string>>;
}

/** How many structures are chosen, by kind, and how many are followed otherwise. */
export function ComptesPublies({ comptes, noms }: ComptesPubliesProps) {
  const retenues = comptes.degre.reduce((sum, one) => sum + one.retenues, 0);
  return (
    <section aria-labelledby="comptes">
      <h2 id="comptes">{pluriel(retenues, "structure retenue", "structures retenues")}</h2>
      <DescriptionList
        entries={(Object.keys(DIMENSIONS) as Dimension[]).map((dimension) => ({
          term: DIMENSIONS[dimension],
          description: (
            <ul className="anc-composition">
              {comptes[dimension].map((compte) => (
                <li key={compte.valeur}>
                  {nomDeValeur(dimension, compte.valeur, noms)} : {direCompte(compte)}
                </li>
              ))}
            </ul>
          ),
        }))}
      />
    </section>
  );
}

function direCompte({ retenues, suivies }: Compte): string {
  return suivies === 0
    ? formatNombre(retenues)
    : `${formatNombre(retenues)}, et ${formatNombre(suivies)} en suivi différencié`;
}
