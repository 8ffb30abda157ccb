import { formatDate } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { SubmitButton } from "#app/platform/ui/submit-button.tsx";
import { addJours } from "../../delegations/rules.ts";
import { FONCTIONS, NATURES_DELEGATION } from "../../fonctions/rules.ts";
import type { Reprise } from "../reprises/queries.server.ts";
import type { PersonneAJoindre, ResumePassation } from "../resume/queries.server.ts";

export interface ResumeSectionsProps {
  id: string;
  resume: ResumePassation;
  /** The successor, who may take delegations up. */
  reprendre: boolean;
}

/** The summary on screen: short sections, each with its way on. */
export function ResumeSections({ id, resume, reprendre }: ResumeSectionsProps) {
  const { boite, perimetre, lien, taches, reprises, personnes, changements } = resume;
  return (
    <>
      <section>
        <h2>Le périmètre en bref</h2>
        {boite && (
          <p>
            Boîte générique, qui reste quand les personnes changent : <a href={`mailto:${boite}`}>{boite}</a>
          </p>
        )}
        <DescriptionList
          entries={perimetre.map(({ terme, texte }) => ({ term: terme, description: texte }))}
        />
        {lien && (
          <p>
            <a className="fr-link" href={lien.href}>
              {lien.libelle}
            </a>
          </p>
        )}
      </section>
      <section>
        <h2>Tâches ouvertes</h2>
        {taches.length === 0 ? (
          <p>Rien n’attend cette fonction dans le service aujourd’hui.</p>
        ) : (
          <ul>
            {taches.map(({ libelle, href }) => (
              <li key={href}>
                <a href={href}>{libelle}</a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>Délégations à renouveler</h2>
        <Reprises id={id} reprises={reprises} reprendre={reprendre} />
      </section>
      <section>
        <h2>Personnes à appeler</h2>
        <Personnes personnes={personnes} />
      </section>
      <section>
        <h2>Derniers changements</h2>
        <Changements changements={changements} />
      </section>
    </>
  );
}

function Reprises({
  id,
  reprises,
  reprendre,
}: {
  id: string;
  reprises: readonly Reprise[];
  reprendre: boolean;
}) {
  if (reprises.length === 0)
    return <p>{reprendre ? "La personne qui part n’a" : "Vous n’avez"} délégué cette fonction à personne.</p>;
  return (
    <>
      <p>
        {reprendre
          ? "Elles tombent avec la fonction : un clic les redonne en votre nom, à la même personne."
          : "Elles tombent avec votre fonction : la personne qui arrive pourra les redonner d’un clic."}
      </p>
      <ul className="anc-actes">
        {reprises.map(({ delegationId, delegataire, nature, debut, fin, acte, dejaReprise }) => (
          <li key={delegationId}>
            <p className="anc-actes__titre">
              {delegataire} : {NATURES_DELEGATION[nature]}
            </p>
            <p className="anc-actes__source">{acte}</p>
            {dejaReprise && <p>Renouvelée.</p>}
            {!dejaReprise && reprendre && (
              <form method="post" action={`/passations/${id}/reprise`}>
                <input type="hidden" name="delegation" value={delegationId} />
                <SubmitButton priority="secondary">
                  {`Renouveler à ${delegataire}, du ${formatDate(debut)} au ${formatDate(addJours(fin, -1))}`}
                </SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Personnes({ personnes }: { personnes: readonly PersonneAJoindre[] }) {
  return (
    <>
      {personnes.length === 0 && (
        <p>Personne d’autre n’est inscrit autour de cette fonction pour le moment.</p>
      )}
      <ul className="anc-actes">
        {personnes.map(({ nomComplet, fonction, portee, contact }) => (
          <li key={nomComplet + fonction}>
            <p className="anc-actes__titre">{nomComplet}</p>
            <p>
              {FONCTIONS[fonction]}, {portee}
              {contact && (
                <>
                  {" : "}
                  <a href={`mailto:${contact}`}>{contact}</a>
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Changements({ changements }: Pick<ResumePassation, "changements">) {
  return (
    <>
      {changements.length === 0 ? (
        <p>La chronologie se lit dans la page de chaque structure ; rien n’est résumé ici.</p>
      ) : (
        <ul className="anc-actes">
          {changements.map(({ jour, phrase, source }) => (
            <li key={jour + phrase}>
              <p>
                {formatDate(jour)} : {phrase}
              </p>
              <p className="anc-actes__source">{source}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
