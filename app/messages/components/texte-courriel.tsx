/** The text of a message as it travels, where the addresses of ours are links. */
export function TexteCourriel({ texte, urlPublique }: { texte: string; urlPublique: string }) {
  const parts = texte.split(/(https?:\/\/\S+)/);
  return (
    <pre className="anc-courriel-texte">
      {parts.map((part, index) => {
        const path = part.startsWith(urlPublique) ? part.slice(urlPublique.length) : undefined;
        return path === undefined || !/^(\/|$)/.test(path) ? (
          part
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change
          <a key={index} href={path || "/"}>
            {part}
          </a>
        );
      })}
    </pre>
  );
}
