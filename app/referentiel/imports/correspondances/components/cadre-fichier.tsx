import { formatDateHeure } from "#app/platform/format/format.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { PageTitle } from "#app/platform/ui/page-title.tsx";

export interface FichierCadre {
  readonly importId: string;
  readonly nom: string;
  readonly deposeLe: Date;
  readonly obstacle: string | undefined;
}

/** Where one is, which file it is about, and why nothing can be done when nothing can. */
export function CadreFichier({
  titre,
  chapeau,
  fichier,
  children,
}: {
  titre: string;
  chapeau: string;
  fichier: FichierCadre;
  children: React.ReactNode;
}) {
  const depot = `Dépôt du ${formatDateHeure(new Date(fichier.deposeLe), "Europe/Paris")}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Imports", href: "/imports" },
          { label: depot, href: `/imports/${fichier.importId}` },
          { label: titre },
        ]}
      />
      <PageTitle overline={fichier.nom} lead={chapeau}>
        {titre}
      </PageTitle>
      {fichier.obstacle ? (
        <>
          <Notification tone="info" title="Ce fichier ne peut pas être décrit">
            {fichier.obstacle}
          </Notification>
          <p>
            <a className="fr-link" href={`/imports/${fichier.importId}`}>
              Revenir au dépôt
            </a>
          </p>
        </>
      ) : (
        children
      )}
    </>
  );
}

/** The two ends of a description: try it, keep it. */
export function BoutonsLecture({ importId }: { importId: string }) {
  return (
    <div className="anc-formulaire__actions">
      <button type="submit" className="fr-btn fr-btn--secondary" name="intention" value="essayer">
        Essayer sur les premières lignes
      </button>
      <button type="submit" className="fr-btn" name="intention" value="enregistrer">
        Enregistrer et relancer la prévisualisation
      </button>
      <a className="fr-link" href={`/imports/${importId}`}>
        Revenir au dépôt
      </a>
    </div>
  );
}
