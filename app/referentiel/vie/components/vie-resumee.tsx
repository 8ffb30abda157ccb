import { formatDate } from "#app/platform/format/format.ts";
import type { VieStructure } from "../queries.server.ts";
import { Chronologie } from "./chronologie.tsx";
import { Rattachements } from "./rattachements.tsx";

/** What a structure belongs to and what last happened to it, for its page; the whole of it has its own page. */
export function VieResumee({ vie }: { vie: VieStructure }) {
  return (
    <section aria-labelledby="vie">
      <h2 id="vie">Rattachements et vie de la structure</h2>
      <Rattachements {...vie} />
      <Dispositifs vie={vie} />
      {vie.derniers.length > 0 && (
        <>
          <h3 className="anc-vie__titre">Derniers événements</h3>
          <Chronologie evenements={vie.derniers} />
        </>
      )}
      <p>
        <a className="fr-link" href={`/structures/${vie.structure.uai}/vie`}>
          Toute la vie de la structure
        </a>
      </p>
    </section>
  );
}

/** Schemes that hold today. */
export function Dispositifs({ vie: { enVigueur } }: { vie: Pick<VieStructure, "enVigueur"> }) {
  return (
    <>
      <h3 className="anc-vie__titre">Dispositifs en vigueur</h3>
      {enVigueur.length === 0 ? (
        <p>Aucun dispositif n’est noté à ce jour.</p>
      ) : (
        <ul>
          {enVigueur.map(({ id, libelle, debut, fin, precision }) => (
            <li key={id}>
              {libelle}
              {precision && `, ${precision}`}, depuis le {formatDate(debut)}
              {fin && `, jusqu’au ${formatDate(fin)} exclu`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
