import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import type { FormulaireRendu } from "../../../imports/components/formulaire.ts";
import { creerIndicateur } from "../commands.server.ts";
import { NoticeForm } from "../components/notice-form.tsx";
import { findModele, MODELES } from "../modeles/rules.ts";
import { listEffectifs, listUsages } from "../queries.server.ts";
import { canCreer, MAX_INDICATEURS_ACADEMIE } from "../rules.ts";
import { noticeOf, noticeSchema } from "../schema.ts";
import type { Route } from "./+types/creation.ts";

const TITRE = "Créer un indicateur";
export const meta = () => documentTitle(TITRE);

async function findAcademie(current: RequestContext, asked: string | null | undefined) {
  const usages = await listUsages(current.db, scopeOf(getActor(current), "indicateur.gerer"));
  return { usages, academie: asked ? usages.find(({ code }) => code === asked) : usages[0] };
}

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const { usages, academie } = await findAcademie(current, params.get("academie"));
  const modele = params.get("modele") ?? "";
  const allowed = academie && canCreer(academie.utilises);
  return {
    usages,
    academie,
    refus: allowed && !allowed.ok ? allowed.message : undefined,
    modele,
    notice: findModele(modele) ?? {},
    effectifs: await listEffectifs(current.db, academie?.code ?? null),
  };
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  return submitForm(request, noticeSchema, async (typed) => {
    const { academie } = await findAcademie(current, typed.academie);
    if (!academie) throw new NotFound();
    const code = await creerIndicateur(current, {
      academie: academie.code,
      agentId: getActor(current).agentId,
      indicateur: noticeOf(typed),
    });
    throw redirect(`/indicateurs/${code}`, 303);
  });
}

export default function Creation({ loaderData, actionData }: Route.ComponentProps) {
  const { usages, academie, refus, modele, notice, effectifs } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Dictionnaire des indicateurs", href: "/indicateurs" },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="Un indicateur est une donnée : sa notice dit ce qu’il mesure, son bruit, ses biais et qui peut le lire.">
        {TITRE}
      </PageTitle>
      {academie ? (
        <>
          <p>
            Académie de {academie.nom} :{" "}
            {pluriel(academie.utilises, "indicateur propre", "indicateurs propres")} sur{" "}
            {MAX_INDICATEURS_ACADEMIE}.
          </p>
          {refus ? (
            <Notification tone="info" title="La liste est complète">
              {refus}
            </Notification>
          ) : (
            <>
              <ChoixModele modele={modele} usages={usages} academie={academie.code} />
              <NoticeForm
                notice={notice}
                effectifs={effectifs}
                rendu={actionData as FormulaireRendu | undefined}
                bouton="Créer l’indicateur"
                retour="/indicateurs"
                academie={academie.code}
              />
            </>
          )}
        </>
      ) : (
        <Notification tone="info">Votre fonction ne s’exerce dans aucune académie connue ici.</Notification>
      )}
    </>
  );
}

function ChoixModele({
  modele,
  usages,
  academie,
}: {
  modele: string;
  usages: readonly { code: string; nom: string }[];
  academie: string;
}) {
  return (
    <form method="get" className="anc-formulaire">
      {usages.length > 1 ? (
        <SelectField
          field={{ id: "academie", name: "academie", initialValue: academie, key: academie }}
          label="Académie"
          choices={usages.map(({ code, nom }) => ({ value: code, label: nom }))}
        />
      ) : (
        <input type="hidden" name="academie" value={academie} />
      )}
      <SelectField
        field={{ id: "modele", name: "modele", initialValue: modele, key: modele }}
        label="Partir d’un modèle"
        hint="Une notice prête à compléter, avec ses mises en garde."
        choices={Object.entries(MODELES).map(([value, { libelle }]) => ({ value, label: libelle }))}
        placeholder="Sans modèle"
      />
      <div className="anc-formulaire__actions">
        <button type="submit" className="fr-btn fr-btn--secondary">
          Préremplir
        </button>
      </div>
    </form>
  );
}
