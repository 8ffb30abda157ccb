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
