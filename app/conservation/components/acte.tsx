import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";

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
