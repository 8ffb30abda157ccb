import { useId, useState, useSyncExternalStore } from "react";
import { ChartDataTable } from "./chart-data-table.tsx";
import { type ChartTable, tableCsv } from "./chart-table.ts";
import { fileName } from "./chart-text.ts";

export interface ChartFigureProps {
  readonly titre: string;
  /** The picture in one sentence, for those who do not see it and those who do. */
  readonly resume: string;
  /** Printed as « Source : … », on the page and inside the downloaded picture. */
  readonly source?: string | undefined;
  /** Shown under the picture, unfolded on demand. */
  readonly tableau: ChartTable;
  /** All the data, when the table shows a part of them: what the CSV holds. */
  readonly donnees?: (() => ChartTable) | undefined;
  /** How to read the picture, under the table. */
  readonly lecture?: React.ReactNode;
  /** Keys of the picture: `<ChartKey>`s. They travel with the downloaded picture. */
  readonly cles?: React.ReactNode;
  /** Pixels, for a picture that stretches in width only; else a `viewBox`, for one that keeps its proportions. */
  readonly hauteur?: number;
  readonly viewBox?: string;
  /** Room around the plot for graduations and labels. */
  readonly cadre: "repartition" | "courbe" | "nuage" | "libre";
  /** Content of the `<svg>`. Ids made from `id` are unique in the page. */
  readonly children: (id: string) => React.ReactNode;
}

/**
 * Every picture of the product: its title, its sentence, its picture, its keys, its source, its table and its
 * downloads. Without JavaScript the downloads are absent; the rest is the same.
 */
export function ChartFigure(props: ChartFigureProps) {
  const { titre, resume, source, cles, hauteur, viewBox, cadre, children } = props;
  const id = useId();
  const size = viewBox === undefined ? { width: "100%", height: hauteur } : { viewBox };
  return (
    <figure className={`anc-graphique anc-graphique--${cadre}`} id={`${id}f`}>
      <figcaption>
        <span className="anc-graphique__titre">{titre}</span>
        <span className="anc-graphique__resume">{resume}</span>
      </figcaption>
      <svg {...size} className="anc-graphique__dessin" role="img" aria-labelledby={`${id}t ${id}d`}>
        <title id={`${id}t`}>{titre}</title>
        <desc id={`${id}d`}>{resume}</desc>
        {children(id)}
      </svg>
      {cles && <ul className="anc-graphique__cles">{cles}</ul>}
      {source && <p className="anc-graphique__source">Source : {source}</p>}
      <Data {...props} figure={`${id}f`} />
    </figure>
  );
}

interface ChartKeyProps {
  readonly symbole: React.ReactNode;
  readonly className?: string;
  readonly children: React.ReactNode;
}

/** One key: a small picture of 24 × 16 pixels, and what it stands for. */
export function ChartKey({ symbole, className, children }: ChartKeyProps) {
  return (
    <li className={className}>
      <svg width="24" height="16" aria-hidden="true">
        {symbole}
      </svg>
      <span>{children}</span>
    </li>
  );
}

const never = () => () => {};

function Data({ figure, titre, tableau, donnees, lecture }: ChartFigureProps & { figure: string }) {
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <details className="anc-graphique__donnees">
      <summary>
        {hydrated ? "Voir les données, télécharger" : "Voir les données"}
        <span className="fr-sr-only"> : {titre}</span>
      </summary>
      {hydrated && <Downloads figure={figure} titre={titre} donnees={donnees ?? (() => tableau)} />}
      <ChartDataTable titre={titre} tableau={tableau} />
      {lecture && <p className="anc-graphique__lecture">{lecture}</p>}
    </details>
  );
}

interface DownloadsProps {
  readonly figure: string;
  readonly titre: string;
  readonly donnees: () => ChartTable;
}

/** Inside the folded part: a page of fifteen charts must not put forty-five buttons on the way of the keyboard. */
function Downloads({ figure, titre, donnees }: DownloadsProps) {
  const [failed, setFailed] = useState(false);
  const save = async (format: "svg" | "png" | "csv") => {
    try {
      // Fetched when one asks: few readers download, all of them load the page.
      const { drawFigure, rasterizeFigure, saveFile } = await import("./download.ts");
      const name = `${fileName(titre)}.${format}`;
      if (format === "csv") {
        saveFile(new Blob([tableCsv(donnees())], { type: "text/csv;charset=utf-8" }), name);
      } else {
        const element = document.getElementById(figure);
        const svg = () => new Blob([drawFigure(element).text], { type: "image/svg+xml" });
        saveFile(format === "svg" ? svg() : await rasterizeFigure(element), name);
      }
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <div className="anc-graphique__fichiers">
      <span aria-hidden="true">Télécharger :</span>
      {FORMATS.map(({ format, sigle, contenu }) => (
        <button
          key={format}
          type="button"
          className="fr-btn fr-btn--tertiary fr-btn--sm"
          onClick={() => save(format)}
        >
          <span aria-hidden="true">{sigle}</span>
          <span className="fr-sr-only">
            Télécharger {contenu} ({sigle}) : {titre}
          </span>
        </button>
      ))}
      <span role="status">
        {failed && "Le fichier n’a pas pu être préparé. Réessayez, ou copiez le tableau ci-dessous."}
      </span>
    </div>
  );
}

const FORMATS = [
  { format: "svg", sigle: "SVG", contenu: "l’image vectorielle" },
  { format: "png", sigle: "PNG", contenu: "l’image" },
  { format: "csv", sigle: "CSV", contenu: "les données" },
] as const;
