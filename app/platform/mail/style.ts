/** Style sheet of every message, also served to the page that shows one as its reader would see it. */
export const FEUILLE_COURRIEL = `
body { margin: 0; padding: 24px 16px; background: #ffffff; color: #161616; font: 16px/1.5 Arial, Helvetica, sans-serif; }
.courriel { max-width: 600px; margin: 0 auto; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 16px; }
h2 { font-size: 18px; line-height: 1.3; margin: 24px 0 8px; }
p, ul { margin: 0 0 16px; }
li { margin: 0 0 8px; }
a { color: #000091; }
.bouton { display: inline-block; padding: 10px 20px; background: #000091; color: #ffffff; text-decoration: none; }
.adresse, footer { font-size: 14px; color: #3a3a3a; }
.adresse { word-break: break-all; }
hr { border: 0; border-top: 1px solid #929292; margin: 24px 0 16px; }
@media (prefers-color-scheme: dark) {
  body { background: #161616; color: #ffffff; }
  a { color: #8585f6; }
  .bouton { background: #8585f6; color: #161616; }
  .adresse, footer { color: #cecece; }
}
`;

/**
 * A message to be shown by a page of ours, whose policy takes no style sheet inside: the same one, from an address.
 *
 * @example withLinkedStyle(html, "/dev/courriels/feuille.css")
 */
export function withLinkedStyle(html: string, href: string): string {
  return html.replace(/<style>[\s\S]*?<\/style>/, `<link rel="stylesheet" href="${href}">`);
}
