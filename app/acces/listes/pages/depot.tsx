import { rm } from "node:fs/promises";
import { join } from "node:path";
import { data, redirect } from "react-router";
import { formatDateHeure, pluriel } from "#app/platform/format/format.ts";
import { receiveFiles } from "#app/platform/http/receive-files.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { isRefusal, Refusal } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { FileField } from "#app/platform/ui/file-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { FONCTIONS } from "../../fonctions/rules.ts";
import { listFonctionsAttribuables } from "../../personnes/rules.ts";
import { getActor } from "../../queries.server.ts";
import { deposerListe } from "../commands.server.ts";
import { COLONNES, NOMS_COLONNES } from "../entete/rules.ts";
import { listListes, readLignes } from "../queries.server.ts";
import { ETATS_LISTE } from "../rules.ts";
import type { Route } from "./+types/depot.ts";

const TITRE = "Inviter par fichier";
const MAX_BYTES = 5 * 1024 * 1024;
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  return {
    listes: await listListes(current.db, actor.agentId),
    fonctions: listFonctionsAttribuables(actor),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const folder = join(current.settings.dataFolder, "listes", current.newId());
  try {
    const [fichier] = await receiveFiles(request, folder, { maxFileBytes: MAX_BYTES, maxFiles: 1 });
    if (!fichier) throw new Refusal("sans_fichier", "Choisissez d’abord le fichier de votre liste.");
    const lignes = await readLignes(fichier.emplacement);
    const { nom, empreinte } = fichier;
    throw redirect(
      `/personnes/liste/${await deposerListe(current, { agentId, nom, empreinte, lignes })}`,
      303,
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return data({ raison: error.message }, { status: 422 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export default function Depot({ loaderData: { listes, fonctions }, actionData }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Personnes", href: "/personnes" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Déposez la liste des personnes, une ligne par fonction. Vous lirez ce que chaque ligne ferait avant d’inviter qui que ce soit.">
        {TITRE}
      </PageTitle>
      <RefusalNotice reason={actionData?.raison} />
      <form method="post" encType="multipart/form-data" className="anc-formulaire">
        <FileField
          field={{ id: "fichier", name: "fichier", required: true }}
          label="Liste"
          accept={[".csv", ".xlsx", ".ods"]}
          maxBytes={MAX_BYTES}
        />
        <div className="anc-formulaire__actions">
          <SubmitButton pending="Envoi en cours…">Envoyer et relire</SubmitButton>
        </div>
      </form>
      <Attendu fonctions={fonctions.map((code) => FONCTIONS[code])} />
      {listes.length > 0 && (
        <section aria-labelledby="deposees">
          <h2 id="deposees">Vos listes</h2>
          <ul>
            {listes.map(({ id, nom, etat, nombre, creeLe }) => (
              <li key={id}>
                <a href={`/personnes/liste/${id}`}>{nom}</a>, {pluriel(nombre, "ligne")}, {ETATS_LISTE[etat]}
                <span className="fr-hint-text">{formatDateHeure(new Date(creeLe), "Europe/Paris")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Attendu({ fonctions }: { fonctions: readonly string[] }) {
  return (
    <section aria-labelledby="attendu">
      <h2 id="attendu">Ce que la liste contient</h2>
      <p>
        Un fichier CSV, XLSX ou ODS dont la première ligne porte ces titres ; les accents, le point-virgule et
        la virgule conviennent.{" "}
        <a href="/personnes/liste/modele?format=xlsx" download>
          Modèle XLSX
        </a>
        ,{" "}
        <a href="/personnes/liste/modele?format=ods" download>
          modèle ODS
        </a>
        ,{" "}
        <a href="/personnes/liste/modele" download>
          modèle CSV
        </a>
        .
      </p>
      <ul>
        {NOMS_COLONNES.map((cle) => (
          <li key={cle}>
            <strong>{COLONNES[cle].titre}</strong>
            {COLONNES[cle].obligatoire ? " (obligatoire)" : ""} : {COLONNES[cle].aide}
          </li>
        ))}
      </ul>
      <h3 className="anc-intitules__titre">Les fonctions que vous pouvez confier</h3>
      <ul className="anc-intitules">
        {fonctions.map((intitule) => (
          <li key={intitule}>{intitule}</li>
        ))}
      </ul>
    </section>
  );
}
