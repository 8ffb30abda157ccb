import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { civilTime } from "#app/platform/clock/clock.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FormActe, replyOf } from "#app/platform/ui/act-page.tsx";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { annoncer, retirerBandeau } from "../bandeau/commands.server.ts";
import { type Bandeau, listBandeaux } from "../bandeau/queries.server.ts";
import { isAffiche, TONS } from "../bandeau/rules.ts";
import { bandeauSchema, retraitSchema } from "../bandeau/schema.ts";
import type { Route } from "./+types/bandeau.ts";

const TITRE = "Bandeau d’information";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const { db, now } = context.get(requestContext);
  const bandeaux = await listBandeaux(db);
  return {
    bandeaux: bandeaux.map((bandeau) => ({ ...bandeau, etat: etatOf(bandeau, now()) })),
    debut: civilTime(now()),
    fin: civilTime(new Date(now().getTime() + 7 * 24 * 60 * 60 * 1000)),
  };
}

function etatOf(bandeau: Bandeau, now: Date): "affiche" | "a_venir" | "fini" {
  if (bandeau.retireLe !== null || bandeau.fin <= now) return "fini";
  return isAffiche(bandeau, now) ? "affiche" : "a_venir";
}

export async function action({ request, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const retrait = (await request.clone().formData()).has("bandeau");
  if (retrait)
    return submitForm(request, retraitSchema, async ({ bandeau }) => {
      await retirerBandeau(current, agentId, bandeau);
      throw redirect("/bandeau", 303);
    });
  return submitForm(request, bandeauSchema, async (annonce) => {
    await annoncer(current, agentId, annonce);
    throw redirect("/bandeau", 303);
  });
}

const ETATS = { affiche: "Affiché", a_venir: "À venir", fini: "Terminé" } as const;

export default function PageBandeau({ loaderData, actionData }: Route.ComponentProps) {
  const { bandeaux, debut, fin } = loaderData;
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: TITRE }]} />
      <PageTitle lead="Une phrase en haut de chaque page, pour tous, entre deux dates : une maintenance, une échéance, une nouveauté. Elle paraît et disparaît en quelques secondes.">
        {TITRE}
      </PageTitle>
      <section aria-labelledby="nouveau">
        <h2 id="nouveau">Annoncer</h2>
        <FormActe id="bandeau" bouton="Annoncer" retour="/" reply={replyOf(actionData)}>
          {(field) => (
            <>
              <TextAreaField field={field("texte")} label="Phrase" hint="300 caractères au plus." rows={2} />
              <RadioGroupField
                field={field("ton", "information")}
                label="Ton"
                choices={Object.entries(TONS).map(([value, label]) => ({ value, label }))}
              />
              <TextField
                field={field("debut", debut)}
                label="Début (heure de Paris)"
                type="datetime-local"
                width="medium"
              />
              <TextField
                field={field("fin", fin)}
                label="Fin (heure de Paris)"
                type="datetime-local"
                width="medium"
              />
            </>
          )}
        </FormActe>
      </section>
      <section aria-labelledby="annonces">
        <h2 id="annonces">Annonces</h2>
        {bandeaux.length === 0 ? (
          <EmptyState title="Aucune annonce">Rien n’est affiché en haut des pages.</EmptyState>
        ) : (
          <ul className="anc-publications">
            {bandeaux.map(({ id, texte, ton, debut: depuis, fin: jusque, auteur, etat }) => (
              <li key={id} className="anc-publication">
                <p>
                  {texte} <Badge>{ETATS[etat]}</Badge>
                </p>
                <p className="anc-publication__faits">
                  <span>{TONS[ton]}</span>
                  <span>
                    Du {formatDateHeure(new Date(depuis), "Europe/Paris")} au{" "}
                    {formatDateHeure(new Date(jusque), "Europe/Paris")}
                  </span>
                  <span>Par {auteur}</span>
                </p>
                {etat !== "fini" && (
                  <form method="post">
                    <button
                      type="submit"
                      name="bandeau"
                      value={id}
                      className="fr-btn fr-btn--secondary fr-btn--sm"
                    >
                      Retirer <span className="fr-sr-only">« {texte} »</span>
                    </button>
                  </form>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}
