import { BarChart } from "#app/platform/charts/bar-chart.tsx";
import { MapChart } from "#app/platform/charts/map-chart.tsx";
import { formatAnneeScolaire } from "#app/platform/format/format.ts";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { NIVEAUX, type Niveau } from "../../indicateurs/rules.ts";
import type { ContourNomme } from "../contours/queries.server.ts";
import {
  MOYENNES,
  mentionDe,
  moyenneCommune,
  type PartieResumee,
  quiDe,
  type Resume,
} from "../indicateurs/rules.ts";
import { hrefTerritoire, PARTIES_PLURIEL } from "../rules.ts";
import type { LectureTerritoire } from "./resumes-territoire.tsx";
import { SansContours } from "./sans-contours.tsx";

export interface ComparaisonPartiesProps {
  niveau: Niveau;
  parties: readonly PartieResumee[];
  contours: readonly ContourNomme[];
  lecture: LectureTerritoire;
  /** The whole that they are parts of, for the marker; undefined when it has no summary. */
  ensemble: Resume | undefined;
  importe: boolean;
  exportHref: string;
  /** What the page keeps of the choice when it goes to a part. */
  search: string;
}

/** The parts of a territory on a map and as bars, by name: a comparison of territories, never a ranking. */
export function ComparaisonParties(props: ComparaisonPartiesProps) {
  const { niveau, parties, contours, lecture, ensemble, importe, exportHref, search } = props;
  const { indicateur, annee } = lecture;
  const moyenne = moyenneCommune([...parties.map(({ resume }) => resume), ensemble]);
  const titre = `${indicateur.libelle}${annee === undefined ? "" : `, ${formatAnneeScolaire(annee)}`} : ${quiDe(lecture)}`;
  const href = (code: string) => `${hrefTerritoire({ niveau, code })}${search === "" ? "" : `?${search}`}`;
  if (parties.every(({ n }) => n === 0))
    return (
      <p>
        {`${titre} : rien n’est publié par ${NIVEAUX[niveau].toLowerCase()} pour ce choix. `}
        {niveau === "circonscription" &&
          "Une circonscription réunit des écoles : choisissez un type d’école et un indicateur des écoles."}
      </p>
    );
  const connues = new Map(parties.map((partie) => [partie.code, partie]));
  return (
    <>
      {contours.length > 0 ? (
        <MapChart
          titre={titre}
          source={indicateur.source}
          valeurs={{
            libelle: MOYENNES[moyenne.ponderee ? "ponderee" : "simple"],
            unite: indicateur.unite,
            decimales: indicateur.decimales,
          }}
          zones={contours.map((contour) => {
            const partie = connues.get(contour.code);
            return {
              ...contour,
              valeur: partie?.resume ? moyenne.of(partie.resume) : null,
              mention: partie ? (mentionDe(partie) ?? "") : "Non publiée",
              href: href(contour.code),
            };
          })}
        />
      ) : (
        niveau !== "circonscription" && <SansContours importe={importe} />
      )}
      <BarChart
        titre={`${titre}, par ${NIVEAUX[niveau].toLowerCase()}`}
        source={indicateur.source}
        unite={indicateur.unite}
        decimales={indicateur.decimales}
        libelleBarres={NIVEAUX[niveau]}
        libelleValeur={MOYENNES[moyenne.ponderee ? "ponderee" : "simple"]}
        libelleRepere="ensemble du territoire"
        groupes={[
          {
            barres: parties.map((partie) => ({
              libelle: partie.nom,
              valeur: partie.resume ? moyenne.of(partie.resume) : null,
              repere: ensemble ? moyenne.of(ensemble) : null,
              href: href(partie.code),
              ...(partie.resume ? { n: partie.n } : { mention: mentionDe(partie) ?? "" }),
            })),
          },
        ]}
      />
      <ExportLinks href={exportHref} objet={`la comparaison des ${PARTIES_PLURIEL[niveau]}`} />
    </>
  );
}
