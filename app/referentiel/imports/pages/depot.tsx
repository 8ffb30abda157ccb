import { join } from "node:path";
import { data, redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { receiveFiles } from "#app/platform/http/receive-files.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { isRefusal } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { FileField } from "#app/platform/ui/file-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { deposerImport } from "../commands.server.ts";
import { DATASETS } from "../datasets/catalogue.ts";
import type { Route } from "./+types/depot.ts";

const MAX_FICHIERS = 60;

export const meta = () => documentTitle("Déposer des fichiers");

export function loader({ context }: Route.LoaderArgs) {
  const { settings } = context.get(requestContext);
  return {
    maxBytes: settings.maxFileBytes,
    jeux: DATASETS.map(({ libelle, source }) => ({ libelle, source })),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const folder = join(current.settings.dataFolder, "depots", current.newId());
  try {
    const fichiers = await receiveFiles(request, folder, {
      maxFileBytes: current.settings.maxFileBytes,
      maxFiles: MAX_FICHIERS,
    });
    const id = await deposerImport(current, {
      origine: "interface",
      agentId: getActor(current).agentId,
      fichiers,
    });
    throw redirect(`/imports/${id}`, 303);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return data({ raison: error.message }, { status: 422 });
  }
}

export default function Depot({ loaderData: { maxBytes, jeux }, actionData }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Imports", href: "/imports" },
          { label: "Déposer des fichiers" },
        ]}
      />
      <PageTitle lead="Déposez les fichiers tels que le ministère les publie : chacun est reconnu à son contenu. Rien n’est écrit avant que vous ayez vu ce qui changera.">
        Déposer des fichiers
      </PageTitle>
      <RefusalNotice reason={actionData?.raison} />
      <form method="post" encType="multipart/form-data" className="anc-formulaire">
        <FileField
          field={{ id: "fichiers", name: "fichiers" }}
          label="Fichiers"
          accept={[".csv", ".json", ".geojson", ".txt", ".xlsx", ".ods"]}
          maxBytes={maxBytes}
          multiple
        />
        <div className="fr-upload-group">
          <label className="fr-label" htmlFor="dossier">
            Ou un dossier entier
            <span className="fr-hint-text">
              Tous ses fichiers sont envoyés ; ceux qui ne sont pas reconnus sont nommés et laissés de côté.
            </span>
          </label>
          <input
            className="fr-upload"
            type="file"
            id="dossier"
            name="dossier"
            multiple
            {...{ webkitdirectory: "" }}
          />
        </div>
        <div className="anc-formulaire__actions">
          <SubmitButton pending="Envoi en cours…">Envoyer et prévisualiser</SubmitButton>
        </div>
      </form>
      <section aria-labelledby="jeux">
        <h2 id="jeux">Fichiers reconnus</h2>
        <p>
          Un en-tête abîmé se répare en indiquant les colonnes, et un fichier de votre académie se décrit une
          fois pour toutes : les deux se proposent après la prévisualisation. Ne déposez aucun fichier
          d’élèves ou d’agents : il serait refusé.
        </p>
        <ul>
          {jeux.map(({ libelle, source }) => (
            <li key={libelle}>
              {libelle} <span className="fr-hint-text">{source}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
