import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import type { FormulaireRendu } from "../../../imports/components/formulaire.ts";
import { modifierIndicateur } from "../commands.server.ts";
import { NoticeForm } from "../components/notice-form.tsx";
import { getNotice, listEffectifs } from "../queries.server.ts";
import { canModifier } from "../rules.ts";
import { noticeOf, noticeSchema } from "../schema.ts";
import type { Route } from "./+types/modification.ts";

const TITRE = "Modifier la notice";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const notice = await getNotice(current.db, getActor(current), params.indicateur);
  const allowed = canModifier(notice);
  const effectifs = await listEffectifs(current.db, notice.academie);
  return {
    notice,
    refus: allowed.ok ? undefined : allowed.message,
    effectifs: effectifs.filter(({ code }) => code !== notice.code),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  await getNotice(current.db, actor, params.indicateur);
  return submitForm(request, noticeSchema, async (typed) => {
    await modifierIndicateur(current, {
      code: params.indicateur,
      agentId: actor.agentId,
      gerer: scopeOf(actor, "indicateur.gerer"),
      notice: noticeOf(typed),
    });
    throw redirect(`/indicateurs/${params.indicateur}`, 303);
  });
}

export default function Modification({
  loaderData: { notice, refus, effectifs },
  actionData,
}: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Dictionnaire des indicateurs", href: "/indicateurs" },
          { label: notice.libelleCourt, href: `/indicateurs/${notice.code}` },
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={notice.libelle}
        lead="La notice modifiée est à relire par le service statistique. Les valeurs déjà importées restent."
      >
        {TITRE}
      </PageTitle>
      {refus ? (
        <Notification tone="info" title="Cette notice se lit seulement">
          {refus}
        </Notification>
      ) : (
        <NoticeForm
          notice={notice}
          effectifs={effectifs}
          rendu={actionData as FormulaireRendu | undefined}
          bouton="Enregistrer la notice"
          retour={`/indicateurs/${notice.code}`}
        />
      )}
    </>
  );
}
