import type { Fonction } from "../fonctions/rules.ts";
import type { CompteDemonstration } from "../queries.server.ts";
import { CompteCard } from "./compte-card.tsx";

/** Families in which people look for themselves; whoever is in none of the first three is of the académie. */
const FAMILLES: readonly { readonly titre: string; readonly fonctions?: readonly Fonction[] }[] = [
  { titre: "En académie" },
  {
    titre: "Sur le terrain",
    fonctions: ["ien", "chef_etablissement", "directeur_ecole", "equipe", "secretariat", "adjoint"],
  },
  { titre: "Au niveau national", fonctions: ["igesr", "dgesco", "depp", "membre_comite"] },
  {
    titre: "Chez les partenaires",
    fonctions: ["caec", "collectivite", "coordonnateur_clas", "caf", "prefecture", "association"],
  },
];
const AILLEURS = new Set(FAMILLES.flatMap(({ fonctions }) => fonctions ?? []));

/** The accounts of a demonstration, one large button each, by family. */
export function ComptesDemonstration({
  comptes,
  suite,
}: {
  comptes: readonly CompteDemonstration[];
  suite: string;
}) {
  return (
    <form method="post">
      <input type="hidden" name="suite" value={suite} />
      {FAMILLES.map(({ titre, fonctions }) => {
        const membres = comptes.filter(({ fonctions: [exercee] }) =>
          fonctions
            ? exercee && fonctions.includes(exercee.fonction)
            : !exercee || !AILLEURS.has(exercee.fonction),
        );
        if (membres.length === 0) return null;
        return (
          <section key={titre} className="anc-famille">
            <h3>{titre}</h3>
            <ul className="anc-comptes">
              {membres.map((compte) => (
                <li key={compte.id}>
                  <CompteCard compte={compte} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </form>
  );
}
