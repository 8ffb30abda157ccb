import type { CleEnAttente } from "../queries.server.ts";

/** The key of the application: to scan, to open on the telephone itself, or to type. */
export function CleApplication({ cle: { texte, uri, qr } }: { cle: CleEnAttente }) {
  return (
    <div className="anc-cle">
      <svg
        className="anc-cle__qr"
        viewBox={`0 0 ${qr.cote} ${qr.cote}`}
        width="220"
        height="220"
        role="img"
        aria-label="Code à photographier avec l’application"
        shapeRendering="crispEdges"
      >
        <rect className="anc-cle__fond" width={qr.cote} height={qr.cote} />
        <path className="anc-cle__modules" d={qr.trace} />
      </svg>
      <div>
        <p>
          Sur ce téléphone : <a href={uri}>ouvrir dans l’application</a>.
        </p>
        <p>Ou tapez cette clé dans l’application, comme « clé de configuration » basée sur l’heure :</p>
        <p>
          <code className="anc-jeton">{texte}</code>
        </p>
      </div>
    </div>
  );
}
