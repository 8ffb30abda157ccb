import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";

/** Where an act on a bordereau stands. */
export function FilArchives({
  elimination,
  ici,
}: {
  elimination: { id: string; numero: number };
  ici?: string;
}) {
  const bordereau = `Bordereau n° ${elimination.numero}`;
  return (
    <Breadcrumb
      steps={[
        { label: "Accueil", href: "/" },
        { label: "Archives", href: "/archives" },
        ...(ici
          ? [{ label: bordereau, href: `/archives/${elimination.id}` }, { label: ici }]
          : [{ label: bordereau }]),
      ]}
    />
  );
}

/** In the place of a form that would be refused: why, and the way back. */
export function Empeche({ raison, elimination }: { raison: string; elimination: { id: string } }) {
  return (
    <>
      <Notification tone="info">{raison}</Notification>
      <p>
        <a className="fr-link" href={`/archives/${elimination.id}`}>
          Revenir au bordereau
        </a>
      </p>
    </>
  );
}
