import { useEffect, useState } from "react";

/** A button that copies the token. Only scripts can: without them the token is shown, and nothing promises more. */
export function CopierJeton({ jeton }: { jeton: string }) {
  const [ready, setReady] = useState(false);
  const [said, setSaid] = useState("");
  useEffect(() => setReady(navigator.clipboard !== undefined), []);
  if (!ready) return null;
  const copy = () =>
    navigator.clipboard.writeText(jeton).then(
      () => setSaid("Jeton copié."),
      () => setSaid("La copie n’a pas été permise : sélectionnez le jeton et copiez-le."),
    );
  return (
    <p>
      <button type="button" className="fr-btn fr-btn--secondary fr-btn--sm" onClick={copy}>
        Copier le jeton
      </button>{" "}
      <span role="status">{said}</span>
    </p>
  );
}
