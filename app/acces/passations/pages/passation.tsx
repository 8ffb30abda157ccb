import { civilDay } from "#app/platform/clock/clock.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { Timeline } from "#app/platform/ui/timeline.tsx";
import { addJours } from "../../delegations/rules.ts";
import { getActor } from "../../queries.server.ts";
import { lirePassation } from "../commands.server.ts";
import { EtatPassationBadge, readCharge } from "../components/charge.tsx";
import { etapesPassation } from "../components/etapes.ts";
import { ResumeSections } from "../components/resume.tsx";
import { getPassation } from "../queries.server.ts";
import { findResume } from "../resume/queries.server.ts";
import { canClore, canEcrireMot } from "../rules.ts";
import type { Route } from "./+types/passation.ts";

const TITRE = "Une passation";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const jour = civilDay(current.now());
  const trouvee = await getPassation(current, actor.agentId, params.passation);
  const resume = await findResume(current, actor, trouvee);
  const entrant = trouvee.entrantId === actor.agentId;
  // Read once the summary can be: before the first day, there is only the word of a person who is still there.
  if (entrant && resume && !actor.assistePar)
    await lirePassation(current, { agentId: actor.agentId, id: trouvee.id });
  const passation = await getPassation(current, actor.agentId, params.passation);
  return {
    passation,
    resume,
    entrant,
    jour,
    etapes: etapesPassation(passation, jour),
    ecrire: canEcrireMot(passation, { sortant: !entrant }, jour).ok,
    clore: canClore(passation.etat, { entrant }).ok,
  };
}

export default function PagePassation({ loaderData }: Route.ComponentProps) {
  const { passation, resume, entrant, jour, etapes, ecrire, clore } = loaderData;
  const { id, sortant, depart, version } = passation;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Passations", href: "/passations" },
          { label: TITRE },
        ]}
      />
      <PageTitle
        overline={<EtatPassationBadge etat={passation.etat} />}
        lead={
          entrant
            ? `${readCharge(passation)}. Vous succédez à ${sortant}, à partir du ${formatDate(depart)}.`
            : `${readCharge(passation)}. Votre dernier jour : ${formatDate(addJours(depart, -1))}${passation.entrant ? ` ; ${passation.entrant} vous succède` : ""}.`
        }
        actions={
          resume && (
            <a className="fr-btn fr-btn--secondary" href={`/passations/${id}/pdf`} data-reload>
              Résumé à imprimer (PDF)
            </a>
          )
        }
      >
        {TITRE}
      </PageTitle>
      <Mot passation={passation} entrant={entrant} ecrire={ecrire} />
      {resume ? (
        <ResumeSections id={id} resume={resume} reprendre={entrant} />
      ) : (
        <Notification
          tone="info"
          title={entrant ? "Le résumé s’ouvre à votre premier jour" : "Le résumé ne se lit plus d’ici"}
        >
          {entrant
            ? "Le périmètre, les tâches, les délégations et les personnes à appeler se lisent dès que votre fonction commence."
            : "Vous n’exercez plus cette fonction : le résumé est entre les mains de la personne qui arrive."}
        </Notification>
      )}
      {clore && (
        <form method="post" action={`/passations/${id}/cloture`}>
          <input type="hidden" name="version" value={version} />
          <SubmitButton>Tenir cette passation pour faite</SubmitButton>
        </form>
      )}
      <Timeline titre="Où en est la passation" passe={etapes.passe} suite={etapes.suite} jour={jour} />
    </>
  );
}

interface MotProps {
  passation: Route.ComponentProps["loaderData"]["passation"];
  entrant: boolean;
  ecrire: boolean;
}

/** The word of who leaves: read by who arrives, written by the other. */
function Mot({ passation: { id, sortant, mot }, entrant, ecrire }: MotProps) {
  return (
    <section>
      <h2>{entrant ? `Le mot de ${sortant}` : "Votre mot"}</h2>
      {mot ? (
        <blockquote className="anc-mot">
          {mot.split(/\n+/).map((ligne) => (
            <p key={ligne}>{ligne}</p>
          ))}
        </blockquote>
      ) : (
        <p>
          {entrant ? "Aucun mot pour le moment." : "Rien n’est encore écrit : quelques lignes suffisent."}
        </p>
      )}
      {ecrire && (
        <p>
          <a className="fr-btn" href={`/passations/${id}/mot`}>
            {mot ? "Changer le mot" : "Écrire le mot"}
          </a>
        </p>
      )}
    </section>
  );
}
