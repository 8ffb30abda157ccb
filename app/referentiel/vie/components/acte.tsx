import type { Etape } from "#app/platform/ui/act-page.tsx";

/** From the home page to the life of a structure. */
export function etapesVie({ uai, nom }: { uai: string; nom: string }): Etape[] {
  return [
    { label: "Structures", href: "/structures" },
    { label: nom, href: `/structures/${uai}` },
    { label: "Vie de la structure", href: `/structures/${uai}/vie` },
  ];
}
