import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { findDataset } from "../../datasets/catalogue.ts";
import { retirerLecture } from "../commands.server.ts";
import { ListeRetirable } from "../components/liste-retirable.tsx";
import { listCorrespondancesDe } from "../queries.server.ts";
import { resumeLecture } from "../rules.ts";
import { retraitSchema } from "../schema.ts";
import type { Route } from "./+types/lectures.ts";

const TITRE = "En-têtes décrits";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const lectures = await listCorrespondancesDe(current.db, scopeOf(getActor(current), "indicateur.gerer"));
  return {
    lectures: lectures.map(({ id, jeu, libelle, academie, lecture, par, le }) => ({
      id,
      libelle,
      jeu: findDataset(jeu)?.libelle ?? `Fichier de l’académie de ${academie?.nom ?? ""}`,
      resume: resumeLecture(lecture),
      par,
      le,
    })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, retraitSchema, async ({ id }) => {
    const own = await listCorrespondancesDe(current.db, scopeOf(actor, "indicateur.gerer"));
    await retirerLecture(current, { id, agentId: actor.agentId, visibles: own.map((lecture) => lecture.id) });
    throw redirect("/imports/lectures", 303);
  });
}

export default function Lectures({ loaderData: { lectures } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[{ label: "Accueil", href: "/" }, { label: "Imports", href: "/imports" }, { label: TITRE }]}
      />
      <PageTitle lead="Les fichiers dont une personne a décrit les colonnes : ceux du même en-tête sont lus de la même façon. Retirer une description ne change rien à ce qui est déjà importé.">
        {TITRE}
      </PageTitle>
      {lectures.length === 0 ? (
        <EmptyState title="Aucun en-tête décrit pour l’instant">
          Un fichier qui n’est pas reconnu se décrit depuis la page de son dépôt.
        </EmptyState>
      ) : (
        <ListeRetirable
          titre="En-têtes décrits"
          colonnes={["Fichier", "Jeu de données", "Colonnes", "Par"]}
          lignes={lectures.map(({ id, libelle, jeu, resume, par, le }) => ({
            id,
            nom: libelle,
            cellules: [jeu, resume, `${par}, ${formatDateHeure(new Date(le), "Europe/Paris")}`],
          }))}
        />
      )}
    </>
  );
}
