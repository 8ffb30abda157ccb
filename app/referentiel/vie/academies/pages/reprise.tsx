import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { reprendreRegistre } from "../commands.server.ts";
import { listAcademies } from "../queries.server.ts";
import { REGISTRE_CONNU, STATUTS_PARTICIPATION } from "../rules.ts";
import { repriseSchema } from "../schema.ts";
import type { Route } from "./+types/reprise.ts";

const TITRE = "Reprendre le registre connu";
const REGISTRE = "/academies/registre";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const noms = new Map(
    (await listAcademies(context.get(requestContext).db)).map(({ value, label }) => [value, label]),
  );
  return {
    faits: REGISTRE_CONNU.map((fait) => ({ ...fait, nom: noms.get(fait.academie) ?? fait.academie })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  return submitForm(request, repriseSchema, async ({ motif }) => {
    await reprendreRegistre(current, { agentId, motif });
    throw redirect(REGISTRE, 303);
  });
}

export default function PageReprise({ loaderData: { faits }, actionData }: Route.ComponentProps) {
  return (
    <PageActe
      id="reprise"
      titre={TITRE}
      consequence="Les entrées publiques dans les contrats locaux d’accompagnement. Une académie déjà inscrite n’est pas touchée ; relisez la liste avant de la reprendre."
      etapes={[{ label: "Registre des académies", href: REGISTRE }]}
      bouton="Reprendre ces entrées"
      retour={REGISTRE}
      reply={actionData}
    >
      {(field) => (
        <>
          <ul>
            {faits.map(({ academie, nom, statut, debut, acte }) => (
              <li key={academie}>
                {nom} : {STATUTS_PARTICIPATION[statut].toLowerCase()} depuis le {formatDate(debut)}
                <span className="fr-hint-text">{acte}</span>
              </li>
            ))}
          </ul>
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}
