import { MarkdownText } from "#app/platform/markdown/markdown-text.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";

/** Shows the page as readers will see it, and saves nothing. */
export function BoutonApercu() {
  return (
    <SubmitButton priority="secondary" intent={{ name: "intention", value: "apercevoir" }}>
      Voir l’aperçu
    </SubmitButton>
  );
}

/** The preview comes under a long form: said at its top, with the way down. */
export function LienApercu({ html }: { html: string | undefined }) {
  return html === undefined ? null : <a href="#apercu">L’aperçu est prêt, au bas de la page</a>;
}

/** What readers will see, before anything is saved. */
export function Apercu({ html }: { html: string | undefined }) {
  if (html === undefined) return null;
  return (
    <section aria-labelledby="apercu">
      <h2 id="apercu">Aperçu (rien n’est encore enregistré)</h2>
      <MarkdownText html={html} />
    </section>
  );
}
