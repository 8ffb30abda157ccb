import { data, redirect } from "react-router";
import { civilDay } from "#app/platform/clock/clock.ts";
import { refusalOf } from "#app/platform/form/submit-form.server.ts";
import type { RequestContext } from "#app/platform/http/request-context.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { demand } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ErrorSummary } from "#app/platform/ui/error-summary.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { isFonction } from "../../../fonctions/rules.ts";
import { porteeKey } from "../../../portees/rules.ts";
import { getActor } from "../../../queries.server.ts";
import { findChoixAttribution } from "../../queries.server.ts";
import { listFonctionsAttribuables } from "../../rules.ts";
import { CHOIX_VIDE, jourSchema } from "../../schema.ts";
import { preparerRentree } from "../commands.server.ts";
import { ApercuRentree } from "../components/apercu-rentree.tsx";
import { ChoixRentree } from "../components/choix-rentree.tsx";
import { TenuesForm } from "../components/tenues-form.tsx";
import { listTenues } from "../queries.server.ts";
import { canPreparer, prochaineRentree, readMouvements } from "../rules.ts";
import type { Route } from "./+types/rentree.ts";

const TITRE = "Préparer la rentrée";
export const meta = () => documentTitle(TITRE);

/** The place, the function and the day that the address says, with those who exercise there. */
async function readDemande(current: RequestContext, params: URLSearchParams) {
  const actor = getActor(current);
  const asked = params.get("fonction") ?? "";
  const fonction = isFonction(asked) ? asked : undefined;
  const typed = jourSchema("").safeParse(params.get("jour"));
  const jour = typed.success ? typed.data : prochaineRentree(civilDay(current.now()));
  const q = (params.get("q") ?? "").slice(0, 100);
  const saisie = { ...CHOIX_VIDE, recherche: q, portee: params.get("perimetre") ?? "" };
  const { choix, choisie } = await findChoixAttribution(current.db, actor, saisie);
  const lieu = choisie ?? (q === "" ? choix[0] : undefined);
  const tenues = lieu
    ? await listTenues(current.db, actor, { portee: lieu, fonction, jour })
    : { lignes: [], total: 0 };
  return { actor, fonction, jour, q, choix, lieu, tenues };
}

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { actor, ...demande } = await readDemande(current, new URL(request.url).searchParams);
  return { ...demande, fonctions: listFonctionsAttribuables(actor) };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { actor, jour, tenues, lieu } = await readDemande(current, new URL(request.url).searchParams);
  const form = await request.formData();
  const ids = tenues.lignes.map(({ id }) => id);
  const lus = readMouvements(form, ids);
  const motif =
    String(form.get("motif") ?? "")
      .trim()
      .slice(0, 300) || "Rentrée";
  const typed = Object.fromEntries(
    [...form].filter(([name]) => name !== "part").map(([name, v]) => [name, String(v)]),
  );
  const reply = { typed, motif, partants: form.getAll("part").map(String), erreurs: lus.erreurs };
  try {
    demand(canPreparer(lus));
    if (form.get("intention") !== "appliquer")
      return data({ ...reply, apercu: lus.mouvements, raison: null });
    await preparerRentree(current, { actor, jour, motif, tenues: tenues.lignes, mouvements: lus.mouvements });
  } catch (thrown) {
    return data({ ...reply, apercu: null, raison: refusalOf(thrown).message }, { status: 422 });
  }
  throw redirect(`/personnes?perimetre=${encodeURIComponent(lieu?.code ?? "")}`, 303);
}

export default function PageRentree({ loaderData, actionData }: Route.ComponentProps) {
  const { tenues, lieu, jour, q } = loaderData;
  const apercu = actionData?.apercu;
  const erreurs = actionData?.erreurs ?? [];
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Personnes", href: "/personnes" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Dites qui part et qui arrive un même jour, relisez, puis appliquez en une fois. Les passations et les délégations suivent.">
        {TITRE}
      </PageTitle>
      <ChoixRentree {...loaderData} />
      {erreurs.length === 0 && <RefusalNotice reason={actionData?.raison} />}
      <ErrorSummary
        errors={erreurs.map(({ id, phrase }) => ({
          fieldId: `prenom-${id}`,
          message: `${tenues.lignes.find((tenue) => tenue.id === id)?.portee ?? "Une arrivée"}\u00a0: ${phrase}`,
        }))}
      />
      {lieu && tenues.lignes.length === 0 && (
        <EmptyState title="Personne n’exerce ici de fonction que vous confiez">
          Choisissez un autre périmètre, ou une autre date.
        </EmptyState>
      )}
      {!lieu && (
        <EmptyState title={`Rien ne répond à « ${q} »`}>Essayez un autre mot, ou un code UAI.</EmptyState>
      )}
      {lieu && tenues.lignes.length > 0 && (
        <form
          key={porteeKey(lieu) + jour}
          method="post"
          action={`/personnes/rentree?${new URLSearchParams({
            perimetre: porteeKey(lieu),
            jour,
            ...(loaderData.fonction ? { fonction: loaderData.fonction } : {}),
          })}`}
        >
          {apercu && <ApercuRentree mouvements={apercu} tenues={tenues.lignes} jour={jour} />}
          <h2>{lieu.libelle} : qui part, qui arrive</h2>
          {tenues.total > tenues.lignes.length && (
            <p>
              {tenues.lignes.length} fonctions sur {tenues.total} sont montrées : choisissez un périmètre plus
              petit ou une seule fonction pour voir les autres.
            </p>
          )}
          <TenuesForm
            tenues={tenues.lignes}
            typed={actionData?.typed ?? {}}
            partants={actionData?.partants ?? []}
            erreurs={erreurs}
          />
          <div className="fr-input-group">
            <label className="fr-label" htmlFor="motif">
              Motif des fins de fonction
            </label>
            <input
              className="fr-input"
              id="motif"
              name="motif"
              defaultValue={actionData?.motif ?? "Rentrée"}
            />
          </div>
          <button type="submit" className="fr-btn fr-btn--secondary" name="intention" value="apercu">
            Relire
          </button>
        </form>
      )}
    </>
  );
}
