import { MarkdownText } from "#app/platform/markdown/markdown-text.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getNouveautes } from "../queries.server.ts";
import type { Route } from "./+types/nouveautes.ts";

const TITRE = "Nouveautés";
export const meta = () => documentTitle(TITRE);

export function loader() {
  return { html: getNouveautes() };
}

export default function Nouveautes({ loaderData: { html } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Ce que chaque version apporte.">{TITRE}</PageTitle>
      <MarkdownText html={html} />
    </>
  );
}
