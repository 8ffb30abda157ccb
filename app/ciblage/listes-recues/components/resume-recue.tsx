import { formatAnneeScolaire, formatDateHeure, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import type { MotIndicateur } from "../../regles/lecture/rules.ts";
import { SENS } from "../../regles/rules.ts";
import {
  type ComptesRecus,
  SITUATIONS,
  type Situation,
  VERDICTS,
  type Verdict,
} from "../confrontation/rules.ts";
import type { ListeRecue } from "../queries.server.ts";
import { ETATS_LISTE_RECUE } from "../rules.ts";

interface ResumeRecueProps {
  liste: Omit<ListeRecue, "lignes">;
  mot: MotIndicateur | null;
  annees: readonly number[];
  comptes: ComptesRecus;
  horsPerimetre: number;
}

/** What the list is, and how many lines of each kind it has. */
export function ResumeRecue({ liste, mot, annees, comptes, horsPerimetre }: ResumeRecueProps) {
  const situations = Object.entries(comptes.situations) as [Situation, number][];
  return (
    <>
      <DescriptionList
        entries={[
          { term: "État", description: <Etat liste={liste} /> },
          { term: "Fichier", description: `${liste.fichier}, déposé par ${liste.deposeePar}` },
          ...(liste.critere ? [{ term: "Critère annoncé", description: liste.critere }] : []),
          ...(liste.annonce
            ? [{ term: "Confronté à", description: direAnnonce(liste.annonce, mot, annees) }]
            : []),
          ...(liste.annonce
            ? [{ term: "Ce qu’on en sait", description: <Verdicts comptes={comptes} /> }]
            : []),
          {
            term: "Lignes",
            description: (
              <ul>
                {situations.map(([situation, n]) => (
                  <li key={situation}>
                    {SITUATIONS[situation]} : {formatNombre(n)}
                  </li>
                ))}
              </ul>
            ),
          },
        ]}
      />
      {horsPerimetre > 0 && (
        <p>
          {pluriel(horsPerimetre, "ligne", "lignes")} d’autres départements de l’académie{" "}
          {horsPerimetre < 2 ? "n’est pas montrée" : "ne sont pas montrées"}.
        </p>
      )}
    </>
  );
}

function Etat({ liste: { etat, appliqueeLe, abandonneeLe } }: Pick<ResumeRecueProps, "liste">) {
  const le = appliqueeLe ?? abandonneeLe;
  return (
    <>
      <Badge>{ETATS_LISTE_RECUE[etat]}</Badge>
      {le && ` le ${formatDateHeure(new Date(le), "Europe/Paris")}`}
    </>
  );
}

function direAnnonce(
  { code, sens, seuil }: NonNullable<ListeRecue["annonce"]>,
  mot: MotIndicateur | null,
  annees: readonly number[],
): string {
  const unite = mot?.unite ? ` ${mot.unite}` : "";
  const written = String(seuil).replace(".", ",");
  const quand =
    annees.length > 0 ? `valeurs ${annees.map(formatAnneeScolaire).join(" et ")}` : "valeurs non connues";
  return `${mot?.libelle ?? code} ${SENS[sens]} ${written}${unite}, ${quand}`;
}

function Verdicts({ comptes }: Pick<ResumeRecueProps, "comptes">) {
  const found = (Object.keys(VERDICTS) as Verdict[]).map(
    (verdict) => `${VERDICTS[verdict].toLowerCase()} : ${formatNombre(comptes.verdicts[verdict] ?? 0)}`,
  );
  return <>{found.join(" ; ")}</>;
}
