import { FONCTIONS, PORTEES } from "../fonctions/rules.ts";
import type { CompteDemonstration } from "../queries.server.ts";

/** One account of the cast, as one large button: name, function, where. */
export function CompteCard({ compte }: { compte: CompteDemonstration }) {
  const [exercee] = compte.fonctions;
  if (!exercee) return null;
  const portee =
    exercee.porteeType === "nation"
      ? "Portée nationale"
      : `${compte.portee || exercee.porteeCode} (${PORTEES[exercee.porteeType]})`;
  return (
    <button type="submit" name="agent" value={compte.id} className="anc-compte">
      <span className="anc-compte__fonction">{FONCTIONS[exercee.fonction]}</span>
      <span className="anc-compte__nom">{compte.nomComplet}</span>
      <span className="anc-compte__portee">{portee}</span>
    </button>
  );
}
