import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { FormActe } from "#app/platform/ui/act-page.tsx";
import { CheckboxField } from "#app/platform/ui/choice-field.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listNoms } from "../../calculs/listes/queries.server.ts";
import { FilCampagne } from "../../campagnes/components/reperes-campagne.tsx";
import { getCampagneLuePour } from "../../campagnes/queries.server.ts";
import { publierListe } from "../commands.server.ts";
import { ComptesPublies } from "../components/comptes-publies.tsx";
import { ApercuMessage, EcartsAnnonces, Obstacles } from "../components/projet-liste.tsx";
import { courrielEquipe } from "../documents/message-equipes.ts";
import { comparerLignes } from "../ecarts/rules.ts";
import { compterLignes } from "../lignes/rules.ts";
import { getMention, getProjet, getTextes } from "../publication/queries.server.ts";
import { publicationSchema } from "../schema.ts";
import type { Route } from "./+types/publication.ts";

const TITRE = "Publier la liste";
export const meta = () => documentTitle(TITRE);

const getPubliee = ({ db }: RequestContext, actor: Actor, id: string) =>
  getCampagneLuePour(db, actor, "ciblage.publier", id);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const campagne = await getPubliee(current, getActor(current), params.campagne);
  const projet = await getProjet(current.db, campagne);
  const { contenu, precedente, empreinte, obstacles, enCours } = projet;
  const { lignes } = contenu;
  const [textes, mention, noms] = await Promise.all([
    getTextes(current.db, projet),
    getMention(current.db),
    listNoms(current.db, [...new Set(lignes.map(({ departement }) => departement))]),
  ]);
  const { dispositifNom: dispositif, academieNom: academie, annee } = campagne;
  const [apercu] = lignes.flatMap(({ uai, nom, etat }) =>
    etat === "retenu" || etat === "suivi_differencie"
      ? [
          {
            listeId: "",
            uai,
            nom,
            etat,
            dispositif,
            academie,
            annee,
            message: textes.message,
            motif: "",
            mention,
          },
        ]
      : [],
  );
  return {
    apercu: apercu && courrielEquipe(apercu),
    ...{
      campagne: { id: campagne.id, nom: campagne.nom },
      lignes,
      empreinte,
      enCours,
      textes,
      mention,
      noms,
    },
    numero: contenu.numero,
    obstacles: obstacles.map(({ code, message }) => ({ code, message })),
    precedente: precedente && {
      ...{ id: precedente.id, numero: precedente.numero, publieeLe: precedente.publieeLe },
      ecarts: comparerLignes(precedente.contenu.lignes, lignes),
    },
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { id } = await getPubliee(current, actor, params.campagne);
  const acteur = { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.publier") };
  return submitForm(request, publicationSchema, async (saisie) => {
    const liste = await publierListe(current, acteur, id, saisie);
    throw redirect(`/ciblage/listes/${liste}`, 303);
  });
}

export default function PagePublication({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, lignes, noms, numero, obstacles, precedente, enCours } = loaderData;
  const chosen = lignes.filter(({ etat }) => etat === "retenu" || etat === "suivi_differencie");
  return (
    <>
      <FilCampagne campagne={campagne} page={TITRE} />
      <PageTitle
        overline={`${campagne.nom}, version ${numero}`}
        lead="Une liste publiée ne change plus. Ce jour-là, les valeurs des structures retenues sont gelées, et chaque équipe concernée reçoit un message qui explique le choix."
      >
        {TITRE}
      </PageTitle>
      <Obstacles obstacles={obstacles} campagne={campagne.id} />
      <ComptesPublies comptes={compterLignes(lignes)} noms={noms} />
      <ul>
        {chosen.map(({ uai, nom, commune, etat }) => (
          <li key={uai}>
            <a href={`/structures/${uai}`}>{nom}</a>, {commune}
            {etat === "suivi_differencie" && " : suivi différencié"}
          </li>
        ))}
      </ul>
      {enCours > 0 && (
        <p>
          {pluriel(enCours, "structure est encore à l’étude", "structures sont encore à l’étude")}, sans avoir
          été présentée aux instances : la liste n’en dira rien.{" "}
          <a href={`/ciblage/${campagne.id}/candidatures`}>Voir les structures examinées</a>
        </p>
      )}
      {precedente && (
        <p>
          Version {precedente.numero} publiée le {formatDate(new Date(precedente.publieeLe), "Europe/Paris")}{" "}
          : <a href={`/ciblage/listes/${precedente.id}`}>la relire</a>
        </p>
      )}
      {precedente && <EcartsAnnonces ecarts={precedente.ecarts} />}
      {(obstacles.length === 0 || actionData) && <Formulaire page={loaderData} reply={actionData} />}
    </>
  );
}

interface FormulaireProps {
  readonly page: Route.ComponentProps["loaderData"];
  readonly reply: Route.ComponentProps["actionData"];
}

function Formulaire({ page, reply }: FormulaireProps) {
  const { campagne, numero, empreinte, textes, mention, apercu } = page;
  return (
    <section aria-labelledby="textes">
      <h2 id="textes">Ce qui accompagne la liste</h2>
      <FormActe
        id="publication"
        bouton={numero === 1 ? "Publier la liste" : `Publier la version ${numero}`}
        retour={`/ciblage/${campagne.id}`}
        reply={reply}
      >
        {(field) => (
          <>
            {/* What is shown is what is published: a page read again after a change carries the new one. */}
            <input type="hidden" name="empreinte" value={empreinte} />
            {numero > 1 && (
              <TextAreaField
                field={field("motif")}
                label="Motif de cette version"
                hint="En une phrase : ce qui change et pourquoi. Les équipes le liront. Aucun nom de personne."
                rows={3}
              />
            )}
            <TextAreaField
              field={field("regles", textes.regles)}
              label="Règles publiées"
              hint="Écrites à partir du scénario. Vous pouvez les dire autrement, sans en changer le sens. Une ligne qui commence par un tiret devient une liste."
              rows={14}
            />
            <TextAreaField
              field={field("message", textes.message)}
              label="Message aux équipes"
              hint="Il part à la boîte de chaque structure retenue ou en suivi différencié, avec la décision qui la concerne et le lien vers sa page."
              rows={10}
            />
            {mention !== "" && (
              <p className="fr-hint-text">Le message se termine par cette mention : « {mention} »</p>
            )}
            {apercu && <ApercuMessage {...apercu} />}
            <CheckboxField
              field={field("nomsPublics", textes.nomsPublics ? "on" : "", false)}
              label="Publier aussi les noms des structures retenues"
              hint="Sans leurs indicateurs ni leurs motifs. Sans cette case, la page publique montre les règles et les nombres."
            />
          </>
        )}
      </FormActe>
    </section>
  );
}
