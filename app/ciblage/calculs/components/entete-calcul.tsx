import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { PageTitle } from "#app/platform/ui/page-title.tsx";
import type { Campagne } from "../../campagnes/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import type { Calcul } from "../suivi/rules.ts";

const VUES = {
  "": "Résumé",
  liste: "Liste",
  stabilite: "Stabilité",
  axes: "Axes",
  cercle: "Cercle des corrélations",
  plan: "Plan des structures",
  classes: "Classes",
  typologie: "Typologie",
  carte: "Carte",
} as const;

/** Views of the analysis, which share what one chose to look at. */
const ANALYSE: readonly string[] = ["axes", "cercle", "plan", "classes", "carte"];

export interface EnteteCalculProps {
  readonly calcul: CalculSitue;
  readonly campagne: Pick<Campagne, "id" | "nom">;
  readonly titre: string;
  readonly lead: React.ReactNode;
  readonly vue: keyof typeof VUES | "rejouer";
  /** Parameters that the views of the analysis hand on to one another. */
  readonly search?: string;
}

/** What places a run: enough for its way back and its views. */
export type CalculSitue = Pick<Calcul, "id" | "numero" | "scenario" | "termineLe"> & {
  readonly demande: Pick<Calcul["demande"], "famille">;
};

export function nomDuCalcul({ numero, scenario }: Pick<Calcul, "numero" | "scenario">): string {
  return `Calcul nº ${formatNombre(numero)} : ${scenario.nom}`;
}

/** The way back to the campaign and to the runs of the scenario, the title, and the views of a finished run. */
export function EnteteCalcul({ calcul, campagne, titre, lead, vue, search }: EnteteCalculProps) {
  const base = `/ciblage/calculs/${calcul.id}`;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Campagnes de ciblage", href: "/ciblage" },
          { label: campagne.nom, href: `/ciblage/${campagne.id}` },
          { label: "Calculs", href: `/ciblage/${campagne.id}/scenarios/${calcul.scenario.id}/calculs` },
          ...(vue === ""
            ? [{ label: titre }]
            : [{ label: `Calcul nº ${formatNombre(calcul.numero)}`, href: base }, { label: titre }]),
        ]}
      />
      <PageTitle
        overline={`${calcul.scenario.nom}, ${FAMILLES_ANALYSE[calcul.demande.famille].libelle.toLowerCase()}, calcul nº ${formatNombre(calcul.numero)}`}
        lead={lead}
      >
        {titre}
      </PageTitle>
      {calcul.termineLe && (
        <nav aria-label="Vues du calcul">
          <ul className="anc-vues">
            {(Object.keys(VUES) as (keyof typeof VUES)[]).map((autre) => (
              <li key={autre}>
                <a
                  className="fr-link"
                  href={`${base}${autre && `/${autre}`}${search && ANALYSE.includes(autre) ? `?${search}` : ""}`}
                  aria-current={autre === vue ? "page" : undefined}
                >
                  {VUES[autre]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
    </>
  );
}

/** What the run counted and this person does not read. */
export function HorsPerimetre({ ailleurs }: { ailleurs: number }) {
  if (ailleurs === 0) return null;
  return (
    <p className="fr-hint-text">
      {`${pluriel(ailleurs, "structure")} hors de votre périmètre ${ailleurs > 1 ? "ont" : "a"} participé au calcul, sans être ${ailleurs > 1 ? "montrées" : "montrée"} ici.`}
    </p>
  );
}
