import { EnteteCalcul, HorsPerimetre } from "../../calculs/components/entete-calcul.tsx";
import type { Reperes } from "../rules.ts";

export interface EnteteAnalyseProps {
  readonly reperes: Reperes;
  readonly titre: string;
  readonly vue: "axes" | "cercle" | "plan" | "classes" | "typologie" | "carte";
  readonly lead: string;
  /** Parameters that the views share. */
  readonly search: string;
}

/** The title of a view of the analysis, among those of its run. */
export function EnteteAnalyse({ reperes, titre, vue, lead, search }: EnteteAnalyseProps) {
  const shared = new URLSearchParams(search);
  shared.delete("page");
  return (
    <>
      <EnteteCalcul
        calcul={reperes.calcul}
        campagne={reperes.campagne}
        {...{ titre, vue, lead }}
        search={shared.toString()}
      />
      <HorsPerimetre ailleurs={reperes.ailleurs} />
      {reperes.fragiles.length > 0 && (
        <p className="fr-hint-text">* : indicateur à lire avec prudence ; « Comment lire » dit pourquoi.</p>
      )}
    </>
  );
}

export interface CommentLireProps {
  readonly fragiles: Reperes["fragiles"];
  readonly children: React.ReactNode;
}

/** How to read what stands above, formulas included, and which indicators to read with care. */
export function CommentLire({ fragiles, children }: CommentLireProps) {
  return (
    <details className="anc-comment-lire">
      <summary>Comment lire</summary>
      {children}
      {fragiles.length > 0 && (
        <>
          <p>Prudence de lecture :</p>
          <ul>
            {fragiles.map(({ nom, faiblesses }) => (
              <li key={nom}>{`${nom} : ${faiblesses.join(" ; ")}`}</li>
            ))}
          </ul>
        </>
      )}
    </details>
  );
}
