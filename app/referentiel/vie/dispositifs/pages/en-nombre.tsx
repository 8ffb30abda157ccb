import { data, redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { type FormReply, submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { FormActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { listDispositifsConnus } from "../../queries.server.ts";
import { attribuerEnNombre } from "../commands.server.ts";
import { ApercuListe } from "../components/apercu-liste.tsx";
import { ChampsDispositif } from "../components/champs-dispositif.tsx";
import { type LigneApercue, listLignesApercues } from "../queries.server.ts";
import { LISTE_MAX, readListe } from "../rules.ts";
import { enNombreSchema } from "../schema.ts";
import type { Route } from "./+types/en-nombre.ts";

const TITRE = "Noter un dispositif pour une liste";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const notees = Number(new URL(request.url).searchParams.get("notees"));
  return {
    choix: await listDispositifsConnus(db),
    notees: Number.isInteger(notees) && notees > 0 && notees <= LISTE_MAX ? notees : undefined,
  };
}

interface ReponseApercu extends FormReply {
  readonly apercu: LigneApercue[];
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const portee = scopeOf(actor, "structure.gerer");
  // The form comes back with what was typed, beside the preview: a request is read once only.
  const typed = Object.fromEntries(await request.clone().formData());
  return submitForm(request, enNombreSchema, async ({ liste, intention, fin, precision, ...reste }) => {
    const lignes = readListe(liste);
    if (lignes.length > LISTE_MAX)
      throw new Refusal("trop_longue", `Une liste tient en ${LISTE_MAX} lignes : faites-en plusieurs.`);
    const attribution = { ...reste, fin: fin ?? null, precision: precision || null };
    const apercu = await listLignesApercues(current.db, portee, lignes, attribution);
    const initialValue = typed as Record<string, string>;
    const complete = apercu.length > 0 && apercu.every(({ raison }) => raison === null);
    if (intention === "verifier" || !complete)
      return data<ReponseApercu>({ apercu, submission: { initialValue } }, { status: complete ? 200 : 422 });
    const uais = apercu.flatMap(({ uai }) => uai ?? []);
    await attribuerEnNombre(current, { ...attribution, uais, agentId: actor.agentId, portee });
    throw redirect(`/structures/dispositifs?notees=${uais.length}`, 303);
  });
}

export default function PageEnNombre({ loaderData: { choix, notees }, actionData }: Route.ComponentProps) {
  const apercu = actionData && "apercu" in actionData ? actionData.apercu : undefined;
  const complete = apercu?.every(({ raison }) => raison === null);
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Les sorties d’éducation prioritaire de 2015, les CLA d’une vague, une cité éducative : collez les UAI, regardez ce qui est reconnu, puis enregistrez le tout en une fois.">
        {TITRE}
      </PageTitle>
      {notees !== undefined && (
        <Notification tone="success" live>
          {`Le dispositif est noté pour ${notees} structure${notees > 1 ? "s" : ""}.`}
        </Notification>
      )}
      {apercu && <ApercuListe lignes={apercu} />}
      <FormActe
        id="liste"
        bouton="Vérifier la liste"
        retour="/structures"
        reply={replyOf(actionData)}
        boutons={
          complete && (
            <SubmitButton intent={{ name: "intention", value: "enregistrer" }} priority="secondary">
              Enregistrer pour toute la liste
            </SubmitButton>
          )
        }
      >
        {(field) => (
          <>
            <TextAreaField
              field={field("liste")}
              label="UAI, un par ligne"
              hint="Le premier mot de chaque ligne est lu ; ce qui suit peut rester."
              rows={10}
            />
            <ChampsDispositif field={field} choix={choix} />
          </>
        )}
      </FormActe>
    </>
  );
}
