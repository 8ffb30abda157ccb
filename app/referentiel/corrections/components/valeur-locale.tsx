import { formatDate, formatNombre } from "#app/platform/format/format.ts";
import type { CorrectionLue } from "../queries.server.ts";

export type CorrectionMontree = Pick<
  CorrectionLue,
  "valeur" | "motif" | "piece" | "decimales" | "unite" | "auteur" | "enregistreLe"
>;

/** A local value, beside the official one and never in its place. */
export function ValeurLocale({ correction }: { correction: CorrectionMontree }) {
  const { valeur, motif, piece, decimales, unite, auteur, enregistreLe } = correction;
  if (valeur === null) return <>Valeur locale : masquée (secret statistique)</>;
  const shown = Math.max(decimales, Number.isInteger(valeur) ? 0 : 1);
  return (
    <>
      Valeur locale : <strong>{`${formatNombre(valeur, shown)} ${unite}`.trim()}</strong>
      <span className="fr-hint-text">
        {motif} Pièce : {piece}. {auteur}, le {formatDate(new Date(enregistreLe), "Europe/Paris")}. Elle
        n’entre dans aucune référence.
      </span>
    </>
  );
}
