import { rm } from "node:fs/promises";
import { join } from "node:path";
import { data, redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { type FormReply, refusalOf, submitForm } from "#app/platform/form/submit-form.server.ts";
import { receiveFiles } from "#app/platform/http/receive-files.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { PageActe } from "#app/platform/ui/act-page.tsx";
import { FileField } from "#app/platform/ui/file-field.tsx";
import { SelectField, TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { SENS } from "../../regles/rules.ts";
import { deposerListeRecue } from "../commands.server.ts";
import { getCampagneProposee, listIndicateurs, readLignes } from "../queries.server.ts";
import { canRecevoir, FICHIER_MAX } from "../rules.ts";
import { depotSchema } from "../schema.ts";
import type { Route } from "./+types/nouvelle.ts";

const TITRE = "Déposer une liste reçue";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const campagne = await getCampagneProposee(current.db, getActor(current), params.campagne);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    indicateurs: await listIndicateurs(current.db, campagne.academie),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneProposee(current.db, actor, params.campagne);
  const folder = join(current.settings.dataFolder, "listes-recues", current.newId());
  const fields = new FormData();
  try {
    demand(canRecevoir(campagne));
    const [fichier] = await receiveFiles(request, folder, { maxFileBytes: FICHIER_MAX, maxFiles: 1 }, fields);
    if (!fichier) throw new Refusal("sans_fichier", "Choisissez d’abord le fichier de la liste.");
    return await submitForm(formRequest(request, fields), depotSchema, async (depot) => {
      const { nom, empreinte, emplacement } = fichier;
      const lu = { nom, empreinte, lignes: await readLignes(emplacement) };
      const { id, deja } = await deposerListeRecue(current, actor, campagne.id, lu, depot);
      throw redirect(`/ciblage/${campagne.id}/listes-recues/${id}${deja ? "?deja=1" : ""}`, 303);
    });
  } catch (error) {
    if (error instanceof Response) throw error;
    const initialValue = Object.fromEntries([...fields].map(([name, value]) => [name, String(value)]));
    const reason = refusalOf(error).message;
    return data<FormReply>({ submission: { initialValue, error: { "": [reason] } } }, { status: 422 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The fields of the form without its file, as any other form comes. */
function formRequest({ url }: Request, body: FormData): Request {
  return new Request(url, { method: "POST", body });
}

export default function PageDepot({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, indicateurs } = loaderData;
  const base = `/ciblage/${campagne.id}`;
  return (
    <PageActe
      id="depot"
      titre={TITRE}
      consequence="Le fichier est lu, et chaque ligne confrontée aux données de l’académie. Rien n’entre encore dans la campagne : vous relirez d’abord."
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: base },
        { label: "Listes reçues", href: `${base}/listes-recues` },
      ]}
      bouton="Déposer et relire"
      retour={`${base}/listes-recues`}
      reply={actionData}
      fichier
    >
      {(field) => (
        <>
          <TextField
            field={field("origine")}
            label="Établie par"
            hint="Le service ou l’autorité, par exemple : ministère, DGESCO."
          />
          <TextField field={field("recueLe")} label="Date de la liste" type="date" width="short" />
          <TextAreaField
            field={field("critere", undefined, false)}
            label="Critère annoncé"
            hint="Dans les mots de qui l’envoie, par exemple : au moins 40 % des élèves sous 8 sur 20 à l’écrit."
            rows={2}
          />
          <fieldset className="fr-fieldset">
            <legend className="fr-fieldset__legend">Le critère comme donnée, pour le confronter</legend>
            <div className="fr-fieldset__element">
              <p>
                Si vous le donnez, chaque structure est comparée à ce seuil ; une valeur qui n’est pas connue
                reste « on ne sait pas ».
              </p>
              <SelectField
                field={field("indicateur", undefined, false)}
                label="Indicateur"
                placeholder="Aucun"
                choices={indicateurs.map(({ code, libelle }) => ({ value: code, label: libelle }))}
              />
              <SelectField
                field={field("sens", undefined, false)}
                label="Comparaison"
                placeholder="Aucune"
                choices={Object.entries(SENS).map(([value, label]) => ({ value, label }))}
              />
              <TextField
                field={field("seuil", undefined, false)}
                label="Seuil"
                inputMode="decimal"
                width="short"
              />
            </div>
          </fieldset>
          {/* Last: the fields before it arrive even where the file is refused on the way. */}
          <FileField
            field={field("fichier")}
            label="Liste"
            hint="Une ligne par structure, dans une colonne « UAI » ; une colonne « Nom » aide à relire."
            accept={[".csv", ".xlsx", ".ods"]}
            maxBytes={FICHIER_MAX}
          />
        </>
      )}
    </PageActe>
  );
}
