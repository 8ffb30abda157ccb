import { FILE_FORMATS, type FileFormat } from "../files/file-format.ts";

export interface ExportLinksProps {
  /** Address of the export, with its filters. */
  href: string;
  /** What is exported, with its article: « les structures », « le tableau des effectifs ». */
  objet: string;
}

/** One table in each of the formats, as plain links. */
export function ExportLinks({ href, objet }: ExportLinksProps) {
  return (
    <div className="anc-exports">
      <span aria-hidden="true">Exporter :</span>
      <ul>
        {FILE_FORMATS.map((format) => (
          <li key={format}>
            <a className="fr-link fr-link--sm" href={withFormat(href, format)} download>
              <span className="fr-sr-only">Exporter {objet} au format </span>
              {format.toUpperCase()}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function withFormat(href: string, format: FileFormat): string {
  const [path = "", search] = href.split("?", 2);
  const params = new URLSearchParams(search);
  params.set("format", format);
  return `${path}?${params}`;
}
