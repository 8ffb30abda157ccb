import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { etapesVie } from "../../components/acte.tsx";
import { getVieStructure, listChoixTerritoires, type Rattachement } from "../../queries.server.ts";
import { saisirFait } from "../commands.server.ts";
import { CHAMPS_SAISIS, CHAMPS_UAI, isChampSaisi } from "../rules.ts";
import { saisieSchema } from "../schema.ts";
import type { Route } from "./+types/saisie.ts";

const TITRE = "Saisir un fait";
export const meta = () => documentTitle(TITRE);

function champOf(request: Request) {
  const champ = new URL(request.url).searchParams.get("champ");
  return isChampSaisi(champ) ? champ : undefined;
}

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "structure.gerer");
  const { structure, rattachements } = await getVieStructure(
    current.db,
    scope,
    params.uai,
    civilDay(current.now()),
  );
  const champ = champOf(request);
  return {
    structure,
    rattachements,
    champ,
    choix: champ ? await listChoixTerritoires(current.db, structure) : undefined,
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const champ = champOf(request);
  if (!champ) throw new NotFound();
  return submitForm(request, saisieSchema, async ({ valeur, vue, motif }) => {
    const text = CHAMPS_UAI.includes(champ) ? valeur.toUpperCase() : valeur;
    await saisirFait(current, {
      uai: params.uai,
      champ,
      valeur: text,
      vue,
      motif,
      agentId: actor.agentId,
      portee: scopeOf(actor, "structure.gerer"),
    });
    throw redirect(`/structures/${params.uai}/vie`, 303);
  });
}

export default function PageSaisie({ loaderData, actionData }: Route.ComponentProps) {
  const { structure, rattachements, champ, choix } = loaderData;
  const vie = `/structures/${structure.uai}/vie`;
  if (!champ) return <ChoixDuChamp structure={structure} rattachements={rattachements} />;
  const { libelle, aide } = CHAMPS_SAISIS[champ];
  const valeur = rattachements.find((candidate) => candidate.champ === champ)?.valeur ?? null;
  const proposes = champ === "circonscription_code" || champ === "bassin_code" ? choix?.[champ] : undefined;
  return (
    <PageActe
      id="saisie"
      titre={TITRE}
      consequence={`${libelle} de ${structure.nom}. La saisie vaut aussitôt, et les fichiers importés ensuite ne la remplacent pas tant qu’elle n’est pas retirée.`}
      etapes={etapesVie(structure)}
      bouton="Enregistrer"
      retour={vie}
      reply={actionData}
    >
      {(field) => (
        <>
          <input type="hidden" name="vue" value={valeur ?? ""} />
          <p>
            Valeur connue : <strong>{valeur ?? "aucune"}</strong>
          </p>
          {proposes ? (
            <SelectField field={field("valeur", valeur)} label={libelle} hint={aide} choices={proposes} />
          ) : (
            <TextField field={field("valeur", valeur)} label={libelle} hint={aide} />
          )}
          <MotifField field={field} />
        </>
      )}
    </PageActe>
  );
}

type ChoixProps = { structure: { uai: string; nom: string }; rattachements: readonly Rattachement[] };

function ChoixDuChamp({ structure, rattachements }: ChoixProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, ...etapesVie(structure), { label: TITRE }]} />
      <PageTitle lead="Choisissez ce que vous savez mieux que les fichiers.">{TITRE}</PageTitle>
      <ul>
        {rattachements.map(({ champ, libelle, texte, saisie }) => (
          <li key={champ}>
            <a href={`?champ=${champ}`}>{libelle}</a> : {texte ?? "inconnu"}
            {saisie && " (saisi)"}
          </li>
        ))}
      </ul>
    </>
  );
}
