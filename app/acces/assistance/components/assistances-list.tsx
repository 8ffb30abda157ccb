import { formatDateHeure } from "#app/platform/format/format.ts";
import type { AssistanceLue } from "../queries.server.ts";
import { EtatAssistanceBadge } from "./etat-assistance.tsx";

/** Views of help that a person was asked for: each leads to its motive and to the pages that were seen. */
export function AssistancesList({ assistances }: { assistances: readonly AssistanceLue[] }) {
  if (assistances.length === 0) return <p>Personne n’a demandé à voir le service comme vous.</p>;
  return (
    <ul className="anc-actes">
      {assistances.map(({ id, assistant, demandeeLe, etat }) => (
        <li key={id}>
          <p className="anc-actes__titre">
            <a href={`/assistance/${id}`}>
              {assistant}, le {formatDateHeure(new Date(demandeeLe), "Europe/Paris")}
            </a>{" "}
            <EtatAssistanceBadge etat={etat} />
          </p>
        </li>
      ))}
    </ul>
  );
}
