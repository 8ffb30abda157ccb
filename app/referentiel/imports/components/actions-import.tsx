import type { ImportVu } from "../queries.server.ts";

/** What may be decided now about an import. Each choice leads to a page that says what it will do. */
export function ActionsImport({ vu }: { vu: ImportVu }) {
  if (vu.etat === "applique" || vu.etat === "abandonne") return null;
  const applicable = vu.etat === "previsualise" && vu.fichiers.some(({ etat }) => etat === "reconnu");
  return (
    <ul className="fr-btns-group fr-btns-group--inline-md">
      {applicable && (
        <li>
          <a className="fr-btn" href={`/imports/${vu.id}/application`}>
            Appliquer…
          </a>
        </li>
      )}
      {vu.etat === "depose" && (
        <li>
          <a className="fr-btn" href={`/imports/${vu.id}/previsualisation`}>
            Relancer la prévisualisation…
          </a>
        </li>
      )}
      <li>
        <a className="fr-btn fr-btn--secondary" href={`/imports/${vu.id}/abandon`}>
          Abandonner ce dépôt…
        </a>
      </li>
    </ul>
  );
}
