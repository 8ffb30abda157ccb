/** A text rendered by `renderMarkdown`, and by nothing else: that is what makes it safe to print as it is. */
export function MarkdownText({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: renderMarkdown prints HTML of the source as text and judges every address
  return <div className="anc-markdown" dangerouslySetInnerHTML={{ __html: html }} />;
}
