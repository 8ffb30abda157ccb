import { PageTitle } from "#app/platform/ui/page-title.tsx";

/** One page for a link that was used, is over, or never was: nothing is told of which, and the way out is the same. */
export function LienPerime({ titre, children }: { titre: string; children: React.ReactNode }) {
  return (
    <>
      <PageTitle>{titre}</PageTitle>
      <p>{children}</p>
      <p>
        <a className="fr-btn" href="/connexion">
          Demander un nouveau lien
        </a>
      </p>
    </>
  );
}
