import { formatNombre, formatPourcent } from "#app/platform/format/format.ts";
import { Badge } from "#app/platform/ui/badge.tsx";

export interface EclairageProps {
  readonly eclairage: {
    readonly calcul: {
      readonly id: string;
      readonly numero: number;
      readonly scenario: { readonly nom: string };
    };
    readonly ligne: {
      readonly retenue: boolean;
      readonly frequence: number | null;
      readonly aDepartager: boolean;
      readonly criteres: readonly { readonly id: string; readonly phrase: string }[];
      readonly completees: string;
    } | null;
    readonly fragiles: readonly string[];
  } | null;
}

/** The indicators of the run beside their thresholds, as far as the person reads them: they enlighten, they do not decide. */
export function EclairageCalcul({ eclairage }: EclairageProps) {
  return (
    <section aria-labelledby="calcul">
      <h2 id="calcul">Ce que dit le calcul</h2>
      {eclairage ? <Lecture {...eclairage} /> : <p>Aucun calcul ne l’éclaire pour le moment.</p>}
    </section>
  );
}

function Lecture({ calcul, ligne, fragiles }: NonNullable<EclairageProps["eclairage"]>) {
  const lien = (
    <a
      href={`/ciblage/calculs/${calcul.id}`}
    >{`${calcul.scenario.nom}, calcul nº ${formatNombre(calcul.numero)}`}</a>
  );
  if (!ligne) return <p>Elle n’est pas dans la population de ce calcul : {lien}.</p>;
  const { retenue, frequence, aDepartager, criteres, completees } = ligne;
  return (
    <>
      <p>
        {lien} : la règle {retenue ? "la garde" : "ne la garde pas"}
        {frequence !== null && `, et la garde dans ${formatPourcent(frequence)} des tirages`}.{" "}
        {aDepartager && <Badge tone="info">À départager</Badge>}
      </p>
      {criteres.length > 0 && (
        <ul>
          {criteres.map(({ id, phrase }) => (
            <li key={id}>{phrase}</li>
          ))}
        </ul>
      )}
      {completees !== "" && <p className="fr-hint-text">Valeur complétée par l’analyse : {completees}</p>}
      {fragiles.length > 0 && (
        <p>
          À lire avec prudence : {fragiles.join(", ")}.{" "}
          <a href={`/ciblage/calculs/${calcul.id}#donnees`}>Les données de ce calcul</a>
        </p>
      )}
    </>
  );
}
