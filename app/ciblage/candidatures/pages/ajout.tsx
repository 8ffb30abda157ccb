import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe, MotifField } from "#app/platform/ui/act-page.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { TYPES } from "#app/referentiel/rules.ts";
import { getCampagneLuePour } from "../../campagnes/queries.server.ts";
import { ajouterCandidature } from "../ajouts/commands.server.ts";
import { getAjoutable, type StructureTrouvee, searchAjoutables } from "../ajouts/queries.server.ts";
import { canAjouter, TROUVEES_MAX } from "../ajouts/rules.ts";
import { ajoutSchema } from "../ajouts/schema.ts";
import { FilPages } from "../components/fil-campagne.tsx";
import { canTravailler, ETATS_CANDIDATURE } from "../rules.ts";
import type { Route } from "./+types/ajout.ts";

const TITRE = "Ajouter une structure";
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? `${TITRE} : ${loaderData.campagne.nom}` : TITRE);

async function read({ request, params, context }: Pick<Route.LoaderArgs, "request" | "params" | "context">) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLuePour(current.db, actor, "ciblage.proposer", params.campagne);
  const search = new URL(request.url).searchParams;
  const uai = search.get("uai");
  const choisie = uai ? await getAjoutable(current.db, actor, campagne, uai) : null;
  return { current, actor, campagne, choisie, q: (search.get("q") ?? "").slice(0, 100) };
}

export async function loader(args: Route.LoaderArgs) {
  const { current, actor, campagne, choisie, q } = await read(args);
  const ouverte = canTravailler(campagne);
  return {
    ...{ campagne: { id: campagne.id, nom: campagne.nom }, choisie, q },
    refus: ouverte.ok ? choisie && canAjouter(choisie) : ouverte,
    trouvees: choisie ? [] : await searchAjoutables(current.db, actor, campagne, q),
  };
}

export async function action({ request, ...args }: Route.ActionArgs) {
  const { current, actor, campagne, choisie } = await read({ request, ...args });
  return submitForm(request, ajoutSchema, async (saisie) => {
    const cible = { campagneId: campagne.id, uai: choisie?.uai ?? "" };
    const id = await ajouterCandidature(current, actor, cible, saisie);
    throw redirect(`/ciblage/candidatures/${id}`, 303);
  });
}

export default function PageAjout({ loaderData, actionData }: Route.ComponentProps) {
  const { campagne, choisie, q, trouvees, refus } = loaderData;
  const liste = `/ciblage/${campagne.id}/candidatures`;
  const possible = refus === null || refus.ok;
  return (
    <>
      <FilPages {...{ campagne, titre: TITRE, etapes: [{ label: "Structures examinées", href: liste }] }} />
      <PageTitle lead="La connaissance fine du territoire complète les indicateurs : une structure ajoutée à la main entre «&nbsp;proposée&nbsp;», avec son motif et ce que l’on en sait, sous votre nom.">
        {`${TITRE} : ${campagne.nom}`}
      </PageTitle>
      {!possible && (
        <p>
          {choisie && <strong>{choisie.nom}. </strong>}
          {refus.message}
          {choisie?.candidatureId && (
            <>
              {" "}
              <a href={`/ciblage/candidatures/${choisie.candidatureId}`}>Ouvrir son examen</a>
            </>
          )}
        </p>
      )}
      {choisie && possible && (
        <FormActe id="ajout" bouton="Ajouter cette structure" retour={`${liste}/ajout`} reply={actionData}>
          {(field) => (
            <>
              <p>
                <strong>{choisie.nom}</strong>, {TYPES[choisie.type].toLowerCase()}, {choisie.commune} (
                {choisie.departementNom}).
              </p>
              <MotifField field={field} />
              <TextAreaField
                field={field("argument")}
                label="Ce que le territoire en sait"
                hint="L’argument qualitatif que les chiffres ne disent pas. Aucun nom d’élève ni de personne."
                rows={4}
              />
              {!choisie.dansPopulation && (
                <TextAreaField
                  field={field("horsPopulation")}
                  label="Pourquoi elle entre, hors de la population"
                  hint="La campagne ne regarde pas cette structure (type, secteur, territoire, éducation prioritaire…) : dites ce qui le justifie."
                  rows={3}
                />
              )}
            </>
          )}
        </FormActe>
      )}
      {!choisie && possible && <Recherche {...{ q, trouvees, liste }} />}
    </>
  );
}

interface RechercheProps {
  readonly q: string;
  readonly trouvees: readonly StructureTrouvee[];
  readonly liste: string;
}

function Recherche({ q, trouvees, liste }: RechercheProps) {
  return (
    <>
      <search>
        <form method="get" className="anc-formulaire">
          <TextField
            field={{ id: "ajout-q", name: "q", initialValue: q }}
            label="Chercher une structure"
            hint="Son nom, sa commune ou son UAI."
            type="search"
          />
          <button type="submit" className="fr-btn">
            Chercher
          </button>
        </form>
      </search>
      {q !== "" && trouvees.length === 0 && (
        <EmptyState title="Aucune structure">
          Aucune structure ouverte de votre périmètre ne répond à ces mots. Essayez une partie du nom, ou la
          commune seule.
        </EmptyState>
      )}
      {trouvees.length > 0 && (
        <ul aria-label="Structures trouvées">
          {trouvees.map(({ uai, nom, commune, departementNom, etat, dansPopulation }) => (
            <li key={uai}>
              <a href={`${liste}/ajout?uai=${uai}`}>{nom}</a>, {commune} ({departementNom})
              {etat && ` : déjà dans la campagne, « ${ETATS_CANDIDATURE[etat]} »`}
              {!etat && !dansPopulation && " : hors de la population de la campagne"}
            </li>
          ))}
        </ul>
      )}
      {trouvees.length === TROUVEES_MAX && (
        <p className="fr-hint-text">Seules les premières sont montrées : précisez les mots.</p>
      )}
    </>
  );
}
