import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { ExportLinks } from "./export-links.tsx";

test("each format is a link that says what it gives, and keeps the filters", () => {
  const html = renderToStaticMarkup(
    <ExportLinks href="/structures/export?q=a+b&format=csv" objet="les structures" />,
  );
  const links = [...html.matchAll(/<a [^>]*href="([^"]*)"[^>]*download[^>]*>(.*?)<\/a>/g)].map(
    ([, href = "", text = ""]) => [href.replaceAll("&amp;", "&"), text.replace(/<[^>]+>/g, "")],
  );
  expect(links).toEqual([
    ["/structures/export?q=a+b&format=csv", "Exporter les structures au format CSV"],
    ["/structures/export?q=a+b&format=xlsx", "Exporter les structures au format XLSX"],
    ["/structures/export?q=a+b&format=ods", "Exporter les structures au format ODS"],
  ]);
  expect(renderToStaticMarkup(<ExportLinks href="/x" objet="la liste" />)).toContain('href="/x?format=ods"');
});
