import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { Avertissements } from "../components/avertissements.tsx";
import { EnteteCalcul, nomDuCalcul } from "../components/entete-calcul.tsx";
import { ResumeCalcul } from "../components/resume-calcul.tsx";
import { TravailCalcul } from "../components/travail-calcul.tsx";
import { getCalculLu, getContenu } from "../queries.server.ts";
import { isADepartager } from "../rules.ts";
import type { Route } from "./+types/calcul.ts";

export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? nomDuCalcul(loaderData.calcul) : "Calcul");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { calcul, campagne } = await getCalculLu(current.db, actor, params.calcul);
  const prepare = hasPermission(actor, "ciblage.preparer");
  const base = { calcul, campagne: { id: campagne.id, nom: campagne.nom }, prepare };
  if (!calcul.termineLe) return { ...base, resume: null };
  const { entree, resultat } = await getContenu(current.db, calcul.id);
  const { variables, valeurs, stabilite } = entree;
  return {
    ...base,
    resume: {
      variables: variables.map((variable, j) => ({
        ...variable,
        connues: valeurs.reduce((n, own) => n + (own[j]?.valeur == null ? 0 : 1), 0),
        role: resultat.variables.find(({ cle }) => cle === variable.cle)?.role ?? null,
      })),
      avertissements: resultat.avertissements,
      classes: resultat.classes.length,
      aDepartager: resultat.structures.filter((one) => isADepartager(one, stabilite.seuilDepartage)).length,
      imputees: resultat.structures.filter(({ imputees }) => imputees.length > 0).length,
    },
  };
}

export default function PageCalcul({ loaderData }: Route.ComponentProps) {
  const { calcul, campagne, prepare, resume } = loaderData;
  const relance = !calcul.termineLe && (calcul.tache?.etat === "echouee" || calcul.tache?.etat === "annulee");
  return (
    <>
      <EnteteCalcul
        {...{ calcul, campagne, vue: "" }}
        titre={nomDuCalcul(calcul)}
        lead={
          calcul.termineLe
            ? `La règle retient ${pluriel(calcul.retenues ?? 0, "structure")} sur ${pluriel(calcul.population ?? 0, "structure")} de la population. Une règle propose\u00a0; des personnes décident.`
            : "Le calcul fige d’abord les données, puis les analyse : ce qui est importé pendant ce temps n’y entre pas."
        }
      />
      {!calcul.termineLe && (
        <TravailCalcul calculId={calcul.id} tache={calcul.tache} label="Calcul" prepare={prepare} />
      )}
      {prepare && relance && (
        <p>
          <a
            className="fr-btn"
            href={`/ciblage/${campagne.id}/scenarios/${calcul.scenario.id}/calculs/nouveau`}
          >
            Lancer un nouveau calcul
          </a>
        </p>
      )}
      {resume && (
        <>
          <Avertissements avertissements={resume.avertissements} />
          <ResumeCalcul calcul={calcul} resume={resume} prepare={prepare} />
        </>
      )}
    </>
  );
}
