import { renderMarkdown, slugOf } from "#app/platform/markdown/render.server.ts";
import { NotFound } from "#app/platform/refusal.ts";

/** The texts travel in the bundle: the service that runs explains itself, not a later version of it. */
const GUIDES = import.meta.glob<string>("../../docs/guide/*.md", {
  eager: true,
  query: "?raw",
  import: "default",
});
const CHANGELOG = import.meta.glob<string>("../../CHANGELOG.md", {
  eager: true,
  query: "?raw",
  import: "default",
});

const nomOf = (path: string) => path.replace(/^.*\//, "").replace(/\.md$/, "");
const titreOf = (source: string) => /^# (.+)$/m.exec(source)?.[1] ?? "";
const corpsOf = (source: string) => source.replace(/^# .+$/m, "");

export interface GuideVu {
  readonly guide: string;
  readonly titre: string;
  /** First sentence, without its marks. */
  readonly resume: string;
  readonly sections: readonly { readonly titre: string; readonly ancre: string }[];
}

/** First steps first, then by title. */
export function listGuides(): GuideVu[] {
  return Object.entries(GUIDES)
    .map(([path, source]) => vueOf(nomOf(path), source))
    .sort(
      (a, b) =>
        Number(b.guide === "premiers-pas") - Number(a.guide === "premiers-pas") ||
        a.titre.localeCompare(b.titre, "fr"),
    );
}

function vueOf(guide: string, source: string): GuideVu {
  const sections = [...source.matchAll(/^## (.+)$/gm)].map(([, titre = ""]) => ({
    titre: titre.replace(/[`*]/g, ""),
    ancre: slugOf(titre),
  }));
  const paragraphe = corpsOf(source).trim().split(/\n\n/)[0] ?? "";
  const resume = /^[^#].*?[.!?](?=\s|$)/s.exec(paragraphe.replace(/[`*[\]]|\(\S+\)/g, ""))?.[0] ?? "";
  return { guide, titre: titreOf(source), resume: resume.replace(/\s+/g, " "), sections };
}

/** One guide as HTML; its pictures are called `image:name.png`. Throws NotFound. */
export function getGuide(guide: string): GuideVu & { readonly html: string } {
  const source = GUIDES[`../../docs/guide/${guide}.md`];
  if (source === undefined) throw new NotFound();
  const html = renderMarkdown(corpsOf(source), {
    linkOf,
    imageOf: (src) => `image:${src.replace(/^.*\//, "")}`,
  });
  return { ...vueOf(guide, source), html };
}

/** Guides link to one another by file; what is only for developers keeps its words. */
function linkOf(href: string): string | undefined {
  const [, guide, ancre = ""] = /^([a-z-]+)\.md(#.*)?$/.exec(href) ?? [];
  if (guide)
    return GUIDES[`../../docs/guide/${guide}.md`] === undefined ? undefined : `/aide/${guide}${ancre}`;
  return /^(https?:|mailto:|#|\/)/.test(href) ? href : undefined;
}

/** What is new, version by version, as the CHANGELOG tells it. */
export function getNouveautes(): string {
  const source = Object.values(CHANGELOG)[0] ?? "";
  return renderMarkdown(corpsOf(source), { linkOf });
}
