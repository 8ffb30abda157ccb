import { formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { STATUTS_VALEUR } from "../../rules.ts";
import type { Version } from "../origine/queries.server.ts";

/** The other values that were known for the same year: corrections add, they never erase. */
export function Versions({
  versions,
  uai,
  decimales,
}: {
  versions: readonly Version[];
  uai: string;
  decimales: number;
}) {
  if (versions.length === 0) {
    return <p>C’est la seule valeur connue pour cette année : aucun fichier ne l’a changée.</p>;
  }
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Autres valeurs connues pour la même année</h2>
      <ul>
        {versions.map((version) => (
          <li key={version.id}>
            <a href={`/structures/${uai}/valeurs/${version.id}`}>
              {version.valeur === null
                ? STATUTS_VALEUR[version.statut]
                : formatNombre(version.valeur, decimales)}
            </a>
            , {version.fichier}, ligne {formatNombre(version.ligne)}, enregistrée le{" "}
            {formatDateHeure(new Date(version.enregistreLe), "Europe/Paris")}
            {version.remplaceLe
              ? `, remplacée le ${formatDateHeure(new Date(version.remplaceLe), "Europe/Paris")}`
              : ", valeur actuelle"}
          </li>
        ))}
      </ul>
    </section>
  );
}
