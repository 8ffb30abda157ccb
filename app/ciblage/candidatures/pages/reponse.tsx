import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatAnneeScolaire, formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe } from "#app/platform/ui/act-page.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { repondreProposition } from "../reponses/commands.server.ts";
import { getPropositions, type PropositionLue } from "../reponses/queries.server.ts";
import { canRepondre, REPONSES, type Reponse } from "../reponses/rules.ts";
import { reponseSchema } from "../reponses/schema.ts";
import type { Route } from "./+types/reponse.ts";

const TITRE = "Accepter ou décliner";
const titreOf = ({ nom }: { nom: string }) => `${TITRE} : ${nom}`;
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.structure) : TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { structure, propositions } = await getPropositions(current.db, getActor(current), params.uai);
  return {
    structure,
    propositions: propositions.map((proposition) => ({
      ...proposition,
      reponses: (Object.keys(REPONSES) as Reponse[]).filter(
        (reponse) => canRepondre(proposition, reponse).ok,
      ),
      refus: canRepondre(proposition, "decliner"),
    })),
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { structure } = await getPropositions(current.db, actor, params.uai);
  return submitForm(request, reponseSchema, async (saisie) => {
    await repondreProposition(current, actor, structure.uai, saisie);
    throw redirect(`/structures/${structure.uai}/ciblage/reponse`, 303);
  });
}

export default function PageReponse({ loaderData, actionData }: Route.ComponentProps) {
  const { structure, propositions } = loaderData;
  const sent = actionData?.submission.initialValue?.candidature;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: structure.nom, href: `/structures/${structure.uai}` },
          { label: TITRE },
        ]}
      />
      <PageTitle lead="On entre librement dans un contrat : prenez le temps d’en parler avec l’équipe. Décliner n’a aucune conséquence pour votre structure, et accepter n’engage encore que l’échange qui suit.">
        {titreOf(structure)}
      </PageTitle>
      {propositions.map((proposition) => (
        <section key={proposition.id} aria-labelledby={`p-${proposition.id}`}>
          <h2 id={`p-${proposition.id}`}>{proposition.dispositif}</h2>
          <Proposition proposition={proposition} />
          {proposition.reponses.length > 0 && (
            <Formulaire
              proposition={proposition}
              uai={structure.uai}
              reply={propositions.length === 1 || sent === proposition.id ? actionData : undefined}
            />
          )}
        </section>
      ))}
      <p>
        <a href={`/structures/${structure.uai}/ciblage`}>Pourquoi mon école&nbsp;?</a>
      </p>
    </>
  );
}

const jourOf = (instant: string) => formatDate(new Date(instant), "Europe/Paris");

interface Montree extends PropositionLue {
  readonly reponses: readonly Reponse[];
  readonly refus: ReturnType<typeof canRepondre>;
}

function Proposition({ proposition }: { proposition: Montree }) {
  const { campagne, annee, publieeLe, message, etat, accordLe, refus } = proposition;
  return (
    <>
      <p>
        {`« ${campagne} », entrée en ${formatAnneeScolaire(annee)} : votre structure est sur la liste publiée le ${jourOf(publieeLe)}.`}
      </p>
      {accordLe && (
        <p>
          <strong>Votre accord est enregistré depuis le {jourOf(accordLe)}.</strong> L’équipe académique va
          prendre contact avec vous. Vous pouvez encore changer d’avis.
        </p>
      )}
      {etat === "a_decline" && (
        <p>
          <strong>Votre réponse est enregistrée : la structure décline.</strong>
        </p>
      )}
      {!refus.ok && <p>{refus.message}</p>}
      {message !== "" && <p className="anc-texte-saisi">{message}</p>}
    </>
  );
}

interface FormulaireProps {
  readonly proposition: Montree;
  readonly uai: string;
  readonly reply: Route.ComponentProps["actionData"];
}

function Formulaire({ proposition, uai, reply }: FormulaireProps) {
  const { id, version, reponses } = proposition;
  return (
    <FormActe id={`reponse-${id}`} bouton="Envoyer la réponse" retour={`/structures/${uai}`} reply={reply}>
      {(field) => (
        <>
          <input type="hidden" name="candidature" value={id} />
          <input type="hidden" name="version" value={String(field("version", version).initialValue)} />
          <RadioGroupField
            field={field("reponse")}
            label="Votre réponse"
            choices={reponses.map((value) => ({ value, label: REPONSES[value] }))}
          />
          <TextAreaField
            field={field("motif", undefined, false)}
            label="Ce que vous souhaitez ajouter"
            hint="Facultatif : vous n’avez pas à vous justifier. Lu par l’équipe académique. Aucun nom d’élève ni de personne."
            rows={3}
          />
        </>
      )}
    </FormActe>
  );
}
