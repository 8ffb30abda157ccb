import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listFaitsLocaux } from "../../chronologie/queries.server.ts";
import type { ActeSurStructure } from "../../commands.server.ts";
import { etapesVie } from "../../components/acte.tsx";
import { retirerDispositif } from "../../dispositifs/commands.server.ts";
import { retirerFait } from "../../faits/commands.server.ts";
import { retirerFiliation } from "../../filiations/commands.server.ts";
import { getVieStructure } from "../../queries.server.ts";
import { retirerSaisie } from "../../saisies/commands.server.ts";
import { retraitSchema } from "../../schema.ts";
import { isRetirable, lignesRetirables, RETIRABLES, type Retirable } from "../rules.ts";
import type { Route } from "./+types/retrait.ts";

const TITRE = "Retirer une saisie";
export const meta = () => documentTitle(TITRE);

type Retrait = (context: Context, acte: ActeSurStructure & { readonly id: string }) => Promise<void>;
const COMMANDS: Readonly<Record<Retirable, Retrait>> = {
  saisie: retirerSaisie,
  filiation: retirerFiliation,
  dispositif: retirerDispositif,
  fait: retirerFait,
};

/** `?nature=filiation&id=<id>`; nothing reads as « show me what may be withdrawn ». */
function cibleOf(request: Request): { nature: Retirable; id: string } | undefined {
  const params = new URL(request.url).searchParams;
  const [nature, id] = [params.get("nature"), params.get("id") ?? ""];
  return isRetirable(nature) && isUuid(id) ? { nature, id } : undefined;
}

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "structure.gerer");
  const vie = await getVieStructure(current.db, scope, params.uai, civilDay(current.now()));
  const faits = await listFaitsLocaux(current.db, vie.structure.uai);
  const lignes = lignesRetirables({ ...vie, faits });
  const cible = cibleOf(request);
  const choisie = cible && lignes.find(({ nature, id }) => nature === cible.nature && id === cible.id);
  if (cible && !choisie) throw new NotFound();
  return { structure: vie.structure, lignes, choisie };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const cible = cibleOf(request);
  if (!cible) throw new NotFound();
  return submitForm(request, retraitSchema, async ({ motif }) => {
    await COMMANDS[cible.nature](current, {
      uai: params.uai,
      id: cible.id,
      motif,
      agentId: actor.agentId,
      portee: scopeOf(actor, "structure.gerer"),
    });
    throw redirect(`/structures/${params.uai}/vie`, 303);
  });
}

export default function PageRetrait({ loaderData, actionData }: Route.ComponentProps) {
  const { structure, lignes, choisie } = loaderData;
  if (choisie)
    return (
      <PageActe
        id="retrait"
        titre={TITRE}
        consequence={`${RETIRABLES[choisie.nature]} : ${choisie.texte}. Rien n’est effacé : le retrait se lira dans la chronologie, avec votre motif.`}
        etapes={etapesVie(structure)}
        bouton="Retirer"
        retour={`/structures/${structure.uai}/vie`}
        reply={actionData}
      >
        {(field) => <MotifField field={field} />}
      </PageActe>
    );
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, ...etapesVie(structure), { label: TITRE }]} />
      <PageTitle lead="Choisissez ce qui a été noté par erreur : rien n’est effacé, le retrait se lit avec son motif.">
        {TITRE}
      </PageTitle>
      {lignes.length === 0 ? (
        <EmptyState title="Il n’y a rien à retirer">
          Ce qui vient des fichiers se corrige par une saisie ou par un nouvel import.
        </EmptyState>
      ) : (
        <ul>
          {lignes.map(({ nature, id, texte }) => (
            <li key={id}>
              {RETIRABLES[nature]} : <a href={`?nature=${nature}&id=${id}`}>{texte}</a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
