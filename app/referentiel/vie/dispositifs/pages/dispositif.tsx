import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { MotifField, PageActe } from "#app/platform/ui/act-page.tsx";
import { TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import type { DispositifLu } from "../../chronologie/rules.ts";
import { etapesVie } from "../../components/acte.tsx";
import { getVieStructure, listDispositifsConnus } from "../../queries.server.ts";

import { attribuerDispositif, terminerDispositif } from "../commands.server.ts";
import { ChampsDispositif } from "../components/champs-dispositif.tsx";
import { dispositifSchema, finDispositifSchema } from "../schema.ts";
import type { Route } from "./+types/dispositif.ts";

const TITRE = "Noter un dispositif";
const TITRE_FIN = "Terminer un dispositif";
export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.finit ? TITRE_FIN : TITRE);

/** `?fin=<id>`: the scheme that ends. */
function finOf(request: Request): string | undefined {
  const id = new URL(request.url).searchParams.get("fin") ?? "";
  return isUuid(id) ? id : undefined;
}

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const scope = scopeOf(getActor(current), "structure.gerer");
  const vie = await getVieStructure(current.db, scope, params.uai, civilDay(current.now()));
  const ouverts = vie.dispositifs.filter(({ fin }) => fin === null);
  return {
    structure: vie.structure,
    ouverts,
    finit: ouverts.find(({ id }) => id === finOf(request)),
    choix: await listDispositifsConnus(current.db),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const acte = { uai: params.uai, agentId: actor.agentId, portee: scopeOf(actor, "structure.gerer") };
  const id = finOf(request);
  if (id)
    return submitForm(request, finDispositifSchema, async (typed) => {
      await terminerDispositif(current, { ...acte, ...typed, id });
      throw redirect(`/structures/${params.uai}/vie`, 303);
    });
  return submitForm(request, dispositifSchema, async ({ fin, precision, ...typed }) => {
    await attribuerDispositif(current, { ...acte, ...typed, fin: fin ?? null, precision: precision || null });
    throw redirect(`/structures/${params.uai}/vie`, 303);
  });
}

export default function PageDispositif({ loaderData, actionData }: Route.ComponentProps) {
  const { structure, ouverts, finit, choix } = loaderData;
  const shared = {
    etapes: etapesVie(structure),
    retour: `/structures/${structure.uai}/vie`,
    reply: actionData,
  };
  if (finit)
    return (
      <PageActe
        {...shared}
        id="fin"
        titre={TITRE_FIN}
        consequence={`${finit.libelle}, noté depuis le ${formatDate(finit.debut)} pour ${structure.nom}, gardera ses deux dates.`}
        bouton="Terminer"
      >
        {(field) => (
          <>
            <TextField
              field={field("fin")}
              label="Fin"
              hint="Le premier jour où il ne vaut plus."
              type="date"
              width="short"
            />
            <MotifField field={field} />
          </>
        )}
      </PageActe>
    );
  return (
    <>
      <PageActe
        {...shared}
        id="dispositif"
        titre={TITRE}
        consequence={`Un contrat, un label, un territoire, ou l’histoire de ${structure.nom}. Deux mentions du même dispositif ne se chevauchent pas.`}
        bouton="Noter"
      >
        {(field) => <ChampsDispositif field={field} choix={choix} />}
      </PageActe>
      <SansFin ouverts={ouverts} />
      <p>
        <a className="fr-link" href="/structures/dispositifs">
          Noter un dispositif pour toute une liste
        </a>
      </p>
    </>
  );
}

/** Schemes that hold until somebody gives them their end. */
function SansFin({ ouverts }: { ouverts: readonly DispositifLu[] }) {
  if (ouverts.length === 0) return null;
  return (
    <section aria-labelledby="ouverts">
      <h2 id="ouverts">Dispositifs sans fin connue</h2>
      <ul>
        {ouverts.map(({ id, libelle, debut }) => (
          <li key={id}>
            {libelle}, depuis le {formatDate(debut)} : <a href={`?fin=${id}`}>lui donner une fin</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
