import { MarkdownText } from "#app/platform/markdown/markdown-text.tsx";

/** Named here, in a module that browsers load too, so that the build hands the pictures over. */
const IMAGES = import.meta.glob<string>("../../../docs/images/*.png", {
  eager: true,
  query: "?url",
  import: "default",
});

/** A guide with its pictures; one that does not exist leaves its description. */
export function GuideText({ html }: { html: string }) {
  const illustrated = html.replace(
    /src="image:([\w-]+\.png)"/g,
    (_, nom: string) => `src="${IMAGES[`../../../docs/images/${nom}`] ?? ""}"`,
  );
  return <MarkdownText html={illustrated} />;
}
