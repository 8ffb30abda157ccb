import type { Bloc, Courriel } from "./courriel.ts";
import { FEUILLE_COURRIEL } from "./style.ts";

const SIGNATURE = "Ancrage, le service des contrats locaux d’accompagnement";
const LARGEUR = 72;

export type Contenu = Pick<Courriel, "objet" | "blocs" | "reglageHref">;

/** What every message of the service says about it. */
export interface Cadre {
  readonly urlPublique: string;
  /** Address of the service, when the operator has filled it. */
  readonly contact: string | null;
}

/** The message as plain text, in lines of 72 signs: what every mail program and every screen reader can read. */
export function renderText({ blocs, reglageHref }: Omit<Contenu, "objet">, cadre: Cadre): string {
  const { urlPublique, contact } = cadre;
  const foot = [
    "-- ",
    SIGNATURE,
    urlPublique,
    ...(contact ? [`Une question : ${contact}`] : []),
    ...(reglageHref ? [`Choisir les messages que vous recevez : ${urlPublique}${reglageHref}`] : []),
  ].join("\n");
  return `${["Bonjour,", ...blocs.map((bloc) => textOf(bloc, urlPublique)), foot].join("\n\n")}\n`;
}

function textOf(bloc: Bloc, urlPublique: string): string {
  switch (bloc.genre) {
    case "paragraphe":
      return wrap(bloc.texte);
    case "titre":
      return wrap(bloc.texte).toUpperCase();
    case "liste":
      return bloc.elements.map((element) => wrap(element, "- ", "  ")).join("\n");
    case "liens":
      return bloc.elements
        .map(({ libelle, texte, href }) =>
          [
            wrap(libelle, "- ", "  "),
            ...(texte ? [wrap(texte, "  ", "  ")] : []),
            `  ${urlPublique}${href}`,
          ].join("\n"),
        )
        .join("\n\n");
    case "bouton":
      return `${wrap(`${bloc.libelle} :`)}\n${urlPublique}${bloc.href}`;
  }
}

/** Breaks at spaces; a word longer than a line (an address) stays whole. What the person broke stays broken. */
function wrap(text: string, first = "", next = ""): string {
  return text
    .split("\n")
    .map((line, rank) => {
      const lines: string[] = [];
      let current = rank === 0 ? first : next;
      let empty = true;
      for (const word of line.split(/ +/)) {
        if (!empty && current.length + 1 + word.length > LARGEUR) {
          lines.push(current);
          current = next;
          empty = true;
        }
        current += empty ? word : ` ${word}`;
        empty = false;
      }
      return [...lines, current].join("\n");
    })
    .join("\n");
}

/**
 * The same message as HTML: plain elements that read well without any style, and one style sheet for the programs that
 * take it, dark included. No image, no script, nothing fetched from elsewhere.
 */
export function renderHtml(contenu: Contenu, cadre: Cadre): string {
  const { objet, blocs, reglageHref } = contenu;
  const { urlPublique, contact } = cadre;
  const link = (href: string, libelle: string) => `<a href="${escapeHtml(href)}">${escapeHtml(libelle)}</a>`;
  const foot = [
    link(urlPublique, SIGNATURE),
    ...(contact ? [`Une question : ${link(`mailto:${contact}`, contact)}`] : []),
    ...(reglageHref ? [link(urlPublique + reglageHref, "Choisir les messages que vous recevez")] : []),
  ];
  return `<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(objet)}</title>
<style>${FEUILLE_COURRIEL}</style>
</head>
<body>
<main class="courriel">
<h1>${escapeHtml(objet)}</h1>
<p>Bonjour,</p>
${blocs.map((bloc) => htmlOf(bloc, urlPublique)).join("\n")}
</main>
<footer class="courriel">
<hr>
<p>${foot.join("<br>\n")}</p>
</footer>
</body>
</html>
`;
}

function htmlOf(bloc: Bloc, urlPublique: string): string {
  const href = (path: string) => escapeHtml(urlPublique + path);
  switch (bloc.genre) {
    case "paragraphe":
      return `<p>${escapeHtml(bloc.texte).replaceAll("\n", "<br>")}</p>`;
    case "titre":
      return `<h2>${escapeHtml(bloc.texte)}</h2>`;
    case "liste":
      return `<ul>${bloc.elements.map((element) => `<li>${escapeHtml(element)}</li>`).join("")}</ul>`;
    case "liens":
      return `<ul>${bloc.elements
        .map(
          (element) =>
            `<li><a href="${href(element.href)}">${escapeHtml(element.libelle)}</a>${element.texte ? `<br>${escapeHtml(element.texte)}` : ""}</li>`,
        )
        .join("")}</ul>`;
    case "bouton":
      return `<p><a class="bouton" href="${href(bloc.href)}">${escapeHtml(bloc.libelle)}</a></p>
<p class="adresse">Si le bouton ne répond pas, copiez cette adresse dans votre navigateur :<br>${href(bloc.href)}</p>`;
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
