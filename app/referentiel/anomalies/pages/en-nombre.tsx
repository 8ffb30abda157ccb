import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { CheckboxGroupField } from "#app/platform/ui/choice-field.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { justifierAnomalies } from "../commands.server.ts";
import { listAnomalies } from "../queries.server.ts";
import { EN_NOMBRE_MAX, GENRES } from "../rules.ts";
import { enNombreSchema, readFiltresAnomalies } from "../schema.ts";
import type { Route } from "./+types/en-nombre.ts";

const TITRE = "Justifier plusieurs anomalies";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const filtres = { ...readFiltresAnomalies(params), etat: "ouverte" as const };
  const { lignes } = await listAnomalies(
    current.db,
    scopeOf(getActor(current), "anomalie.traiter"),
    filtres,
    {
      tri: "genre",
      sens: "asc",
      limit: EN_NOMBRE_MAX,
      offset: 0,
    },
  );
  // One kind at a time, and only what has a structure: the rest is explained one by one.
  const genre = filtres.genre ?? lignes[0]?.genre;
  return { lignes: lignes.filter((ligne) => ligne.genre === genre && ligne.uai !== null), genre };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return submitForm(request, enNombreSchema, async ({ motif, choix }) => {
    const portee = scopeOf(actor, "anomalie.traiter");
    await justifierAnomalies(current, { motif, choix, agentId: actor.agentId, portee });
    throw redirect("/anomalies", 303);
  });
}

export default function PageEnNombre({ loaderData: { lignes, genre }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="en-nombre"
      titre={TITRE}
      consequence={`${genre ? GENRES[genre] : "Anomalies"} : cochez celles qu’un même motif explique. Elles sont justifiées toutes ensemble, ou aucune.`}
      etapes={[{ label: "Anomalies des données", href: "/anomalies" }]}
      bouton="Justifier"
      retour="/anomalies"
      reply={actionData}
    >
      {(field) =>
        lignes.length === 0 ? (
          <EmptyState title="Aucune anomalie à justifier ensemble">
            Choisissez une autre nature dans la liste.
          </EmptyState>
        ) : (
          <>
            <CheckboxGroupField
              field={field("choix", undefined)}
              label="Anomalies"
              choices={lignes.map(({ id, version, structure, constat }) => ({
                value: `${id}:${version}`,
                label: structure ?? "",
                hint: constat,
              }))}
            />
            <MotifField field={field} />
          </>
        )
      }
    </PageActe>
  );
}
