import { formatAnneeScolaire, formatNombre, formatPourcent } from "#app/platform/format/format.ts";
import type { Indicateur } from "../../../indicateurs/queries.server.ts";
import { STATUTS_PARTICIPATION, type StatutParticipation } from "../../../vie/academies/rules.ts";
import { Tableau } from "../../components/tableau.tsx";
import { mentionDe } from "../../indicateurs/rules.ts";
import { hrefTerritoire } from "../../rules.ts";
import type { LigneAcademie } from "../queries.server.ts";
import { partEp, partRurale } from "../rules.ts";

export interface TableauAcademiesProps {
  lignes: readonly LigneAcademie[];
  indicateur: Indicateur;
  annee: number | undefined;
  exportHref: string;
  search: string;
}

const COLONNES = [
  { libelle: "Académie" },
  { libelle: "Structures", nombre: true },
  { libelle: "En EP", nombre: true },
  { libelle: "Communes rurales", nombre: true },
  { libelle: "Publiées", nombre: true },
  { libelle: "Moyenne", nombre: true },
  { libelle: "Pondérée", nombre: true },
  { libelle: "Médiane", nombre: true },
  { libelle: "Quartiles", nombre: true },
  { libelle: "Dispositifs" },
];

/** Académies by name, each with what it is made of and its summary: no column may be sorted by. */
export function TableauAcademies({ lignes, indicateur, annee, exportHref, search }: TableauAcademiesProps) {
  const nombre = (value: number | null) =>
    value === null ? "n. c." : formatNombre(value, indicateur.decimales);
  const part = (value: number | null) => (value === null ? "n. c." : formatPourcent(value, 1));
  return (
    <>
      <Tableau
        titre={`${indicateur.libelle}${annee === undefined ? "" : `, ${formatAnneeScolaire(annee)}`}, par académie et par ordre alphabétique`}
        colonnes={COLONNES}
        export={{ href: exportHref, objet: "le tableau des académies" }}
        lignes={lignes.map((ligne) => {
          const { code, nom, structures, resumee, participations } = ligne;
          const { resume } = resumee;
          return {
            cle: code,
            cellules: [
              <a
                key="lien"
                href={`${hrefTerritoire({ niveau: "academie", code })}${search === "" ? "" : `?${search}`}`}
              >
                {nom}
              </a>,
              formatNombre(structures),
              part(partEp(ligne)),
              part(partRurale(ligne)),
              formatNombre(resumee.n),
              ...(resume
                ? [
                    nombre(resume.moyenne),
                    nombre(resume.ponderee),
                    nombre(resume.mediane),
                    `${nombre(resume.q1)} – ${nombre(resume.q3)}`,
                  ]
                : [mentionDe(resumee), "", "", ""]),
              participations.length === 0
                ? "—"
                : participations
                    .map(
                      ({ dispositif, statut }) =>
                        `${dispositif} : ${STATUTS_PARTICIPATION[statut as StatutParticipation].toLowerCase()}`,
                    )
                    .join(" ; "),
            ],
          };
        })}
      />
      <p className="anc-fiche__note">
        Structures : ouvertes, du type et du secteur choisis. En EP : part en REP ou REP+ de celles dont le
        statut est publié. Communes rurales : part de toutes les structures ouvertes de l’académie, tous
        types, situées en commune tr1 à tr3. n. c. : non connu.
      </p>
    </>
  );
}
