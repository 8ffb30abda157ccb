import type { Bloc, Courriel } from "./courriel.ts";

const SIGNATURE = "Ancrage, le service des contrats locaux d'accompagnement";

/** The message as plain text: what every mail program and every screen reader can read. */
export function renderText({ blocs }: Pick<Courriel, "blocs">, urlPublique: string): string {
  return `${["Bonjour,", ...blocs.map((bloc) => textOf(bloc, urlPublique)), `--\n${SIGNATURE}\n${urlPublique}`].join("\n\n")}\n`;
}

function textOf(bloc: Bloc, urlPublique: string): string {
  if (bloc.genre === "paragraphe") return bloc.texte;
  if (bloc.genre === "liste") return bloc.elements.map((element) => `- ${element}`).join("\n");
  return `${bloc.libelle} :\n${urlPublique}${bloc.href}`;
}

/** The same message as HTML, without image, script nor style of another place. */
export function renderHtml({ objet, blocs }: Pick<Courriel, "objet" | "blocs">, urlPublique: string): string {
  const corps = blocs.map((bloc) => htmlOf(bloc, urlPublique)).join("\n");
  return `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><title>${escapeHtml(objet)}</title></head>
<body>
<p>Bonjour,</p>
${corps}
<hr>
<p><a href="${escapeHtml(urlPublique)}">${escapeHtml(SIGNATURE)}</a></p>
</body>
</html>
`;
}

function htmlOf(bloc: Bloc, urlPublique: string): string {
  if (bloc.genre === "paragraphe") return `<p>${escapeHtml(bloc.texte)}</p>`;
  if (bloc.genre === "liste")
    return `<ul>${bloc.elements.map((element) => `<li>${escapeHtml(element)}</li>`).join("")}</ul>`;
  return `<p><a href="${escapeHtml(urlPublique + bloc.href)}">${escapeHtml(bloc.libelle)}</a></p>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
