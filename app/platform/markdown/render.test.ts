import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderMarkdown, slugOf } from "./render.server.ts";

describe("Markdown", () => {
  test("keeps the only h1 to the page, and gives each heading its anchor", () => {
    const html = renderMarkdown("# Un\n\n## Deux à l'heure\n\n### Trois\n");
    expect(html).toContain('<h2 id="un">Un</h2>');
    expect(html).toContain('<h2 id="deux-a-l-heure">Deux à l\'heure</h2>');
  });

  test("prints HTML as text", () => {
    expect(renderMarkdown("<script>alert(1)</script>\n\n<b onclick=x>gras</b>")).not.toMatch(/<script|<b /);
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//ailleurs.exemple",
    "file:///etc/passwd",
    "ftp://ailleurs.exemple",
  ])("keeps the words of a link to %s, without the link", (href) => {
    const html = renderMarkdown(`[les mots](${href}) et [les autres](<${href}>)`);
    expect(html).not.toMatch(/<a /);
    expect(html).toContain("les mots");
  });

  test("links to the web, to a mailbox and to pages of ours", () => {
    const html = renderMarkdown("[a](https://exemple.fr) [b](mailto:a@exemple.fr) [c](/aide) [d](#ici)");
    expect(html.match(/<a /g)).toHaveLength(4);
    expect(html).toContain('<a href="https://exemple.fr" rel="noopener">a</a>');
  });

  test("rewrites links and pictures, and leaves out what leads nowhere", () => {
    const html = renderMarkdown("[a](importer.md) [b](../secret.md) ![vue](../images/x.png)", {
      linkOf: (href) => (href === "importer.md" ? "/aide/importer" : undefined),
      imageOf: (src) => `/assets/${src.split("/").at(-1)}`,
    });
    expect(html).toContain('<a href="/aide/importer">a</a> b ');
    expect(html).toContain('src="/assets/x.png" alt="vue"');
    expect(renderMarkdown("![vue](x.png)")).not.toContain("<img");
  });

  test("lets a wide table scroll by itself, reached by the keyboard", () => {
    expect(renderMarkdown("| a | b |\n| - | - |\n| 1 | 2 |\n")).toContain('role="region"');
  });

  test("never gives a handler, a script nor an unsafe address, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
        const html = renderMarkdown(`[x](${text}) ${text}`);
        const tags = html.match(/<[a-z][^>]*>/g) ?? [];
        expect(
          tags.filter((tag) =>
            /\son\w+=|javascript:|<script/i.test(
              tag.replace(/"[^"]*"/g, (value) => (/^"\s*javascript:/i.test(value) ? value : '""')),
            ),
          ),
        ).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
  });
});

test.each([
  ["Été à l'école", "ete-a-l-ecole"],
  ["", ""],
  ["— —", ""],
])("the anchor of « %s » is « %s »", (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});
