import MarkdownIt from "markdown-it";

export interface MarkdownOptions {
  /** Rewrites the address of a link; undefined leaves the words without a link. */
  readonly linkOf?: (href: string) => string | undefined;
  /** Rewrites the address of a picture; without it, pictures are left out. */
  readonly imageOf?: (src: string) => string | undefined;
}

const SAFE_LINK = /^(https?:\/\/|mailto:|\/(?!\/)|#)/i;

/**
 * Markdown to HTML that is safe to print: HTML in the source is text, links go to the web, to a mailbox or to a page of
 * ours, pictures come from us. The page keeps the only `<h1>`: a title of that level is an `<h2>`. Tables may scroll by themselves and are reached by the keyboard.
 *
 * @example renderMarkdown("# Titre") // "<h2 id=\"titre\">Titre</h2>\n"
 */
export function renderMarkdown(source: string, options: MarkdownOptions = {}): string {
  const { linkOf = (href) => href, imageOf } = options;
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  // Every address is judged here, after it was rewritten: what is not safe leaves its words only.
  markdown.validateLink = (address) => !/^\s*(javascript|vbscript|data|file):/i.test(address);
  if (!imageOf) markdown.disable("image");
  const tokens = markdown.parse(source, {});
  for (const token of tokens) {
    if (token.type === "heading_open" || token.type === "heading_close") {
      if (token.tag === "h1") token.tag = "h2";
      if (token.type === "heading_open")
        token.attrSet("id", slugOf(tokens[tokens.indexOf(token) + 1]?.content));
    }
    if (token.type === "table_open") {
      token.attrSet("class", "anc-markdown__table");
    }
    rewriteInline(token.children ?? [], linkOf, imageOf);
  }
  const { renderer } = markdown;
  renderer.rules.table_open = (all, index) =>
    `<div class="anc-table" role="region" aria-label="Tableau" tabindex="0"><table class="${all[index]?.attrGet("class")}">\n`;
  renderer.rules.table_close = () => "</table></div>\n";
  return renderer.render(tokens, markdown.options, {});
}

type Token = ReturnType<InstanceType<typeof MarkdownIt>["parse"]>[number];

function rewriteInline(
  tokens: Token[],
  linkOf: (href: string) => string | undefined,
  imageOf: MarkdownOptions["imageOf"],
): void {
  const open: boolean[] = [];
  for (const token of tokens) {
    if (token.type === "link_open") {
      const href = linkOf(String(token.attrGet("href")));
      const kept = href !== undefined && SAFE_LINK.test(href);
      open.push(kept);
      if (kept)
        token.attrs = [
          ["href", href],
          ...(/^https?:/i.test(href) ? [["rel", "noopener"] as [string, string]] : []),
        ];
      else hide(token);
    } else if (token.type === "link_close" && open.pop() === false) hide(token);
    else if (token.type === "image") {
      const src = imageOf?.(String(token.attrGet("src")));
      if (src === undefined) hide(token);
      else token.attrSet("src", src);
      token.attrSet("class", "anc-markdown__image");
      token.attrSet("loading", "lazy");
    }
  }
}

/** Leaves the words and takes the mark away. */
function hide(token: Token): void {
  token.type = "text";
  token.content = "";
  token.tag = "";
}

/**
 * The anchor of a heading: "Se connecter à la démonstration" gives "se-connecter-a-la-demonstration".
 */
export function slugOf(text = ""): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
