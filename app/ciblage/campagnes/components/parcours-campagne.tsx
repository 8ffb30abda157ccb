import { formatDate, pluriel } from "#app/platform/format/format.ts";
import { type ComptesParcours, direCandidatures, type Suite, TENANTS } from "../../parcours/rules.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse } from "../../rules.ts";

export interface SuiteLue extends Suite {
  /** Absent for whoever may not do it. */
  readonly href?: string | undefined;
}

/** The next step of the person, or who holds the next one of the campaign, and what blocks it. */
export function ProchaineEtape({ suites }: { suites: readonly SuiteLue[] }) {
  const mine = suites.find(({ href, bloque }) => href !== undefined && bloque.length === 0);
  const next = mine ?? suites[0];
  if (!next) return null;
  return (
    <section className="anc-apercu-regle" aria-labelledby="prochaine">
      <h2 className="fr-h6" id="prochaine">
        {mine ? "Votre prochaine étape" : "Ce que la campagne attend"}
      </h2>
      <p>
        {mine?.href ? (
          <a className="fr-btn" href={mine.href}>
            {mine.titre}
          </a>
        ) : (
          <>
            {next.titre}. Entre les mains de : {TENANTS[next.tenant]}.
          </>
        )}
      </p>
      {[...new Set(suites.flatMap(({ bloque }) => bloque))].map((phrase) => (
        <p key={phrase}>{phrase}</p>
      ))}
    </section>
  );
}

interface ParcoursProps {
  base: string;
  comptes: ComptesParcours;
  populations: readonly { readonly famille: FamilleAnalyse; readonly n: number }[];
  consigne: boolean;
  publie: boolean;
}

/** The parts of a campaign in their order, each with where it stands and its pages. */
export function ParcoursCampagne({ base, comptes, populations, consigne, publie }: ParcoursProps) {
  const { scenarios, calculs, candidatures, listesRecues, listesAConfronter, volontariats } = comptes;
  return (
    <section aria-labelledby="parcours">
      <h2 id="parcours">Parcours de la campagne</h2>
      <ol className="anc-parcours">
        <Partie
          titre="Population"
          liens={populations.map(({ famille, n }) => ({
            href: `${base}/population?famille=${famille}`,
            libelle: FAMILLES_ANALYSE[famille].libelle,
            suite: ` : ${pluriel(n, "structure")}`,
          }))}
        />
        <Partie
          titre="Scénarios et calculs"
          etat={`${pluriel(scenarios, "scénario")}, ${pluriel(calculs, "calcul terminé", "calculs terminés")}`}
          liens={[{ href: `${base}/scenarios`, libelle: "Scénarios de la campagne" }]}
        />
        <Partie
          titre="Listes reçues"
          etat={`${listesRecues === 0 ? "Aucune liste venue d’ailleurs" : pluriel(listesRecues, "liste reçue", "listes reçues")}${listesAConfronter > 0 ? `, dont ${listesAConfronter} à confronter aux indicateurs` : ""}`}
          liens={[{ href: `${base}/listes-recues`, libelle: "Listes reçues" }]}
        />
        <Partie
          titre="Volontariats"
          etat={
            volontariats === 0
              ? "Aucune structure ne s’est déclarée volontaire"
              : `${pluriel(volontariats, "structure volontaire", "structures volontaires")} : noté, jamais compté`
          }
          liens={[{ href: `${base}/volontariats`, libelle: "Structures volontaires" }]}
        />
        <Partie
          titre="Structures examinées"
          etat={direCandidatures(candidatures) || "Aucune structure n’est encore repérée"}
          liens={[{ href: `${base}/candidatures`, libelle: "Structures examinées" }]}
        />
        <Debat {...{ base, comptes, consigne }} />
        <Publication {...{ base, comptes, publie }} />
      </ol>
    </section>
  );
}

function Debat({ base, comptes, consigne }: Pick<ParcoursProps, "base" | "comptes" | "consigne">) {
  const { concertation = 0, dialogue_social = 0 } = comptes.reunions;
  const { questionsEnAttente, reponsesPretes, reponsesPubliees } = comptes;
  const attente = questionsEnAttente + reponsesPretes;
  const campagne = base.split("/").at(-1) ?? "";
  return (
    <>
      <Partie
        titre="Concertations et dialogue social"
        etat={
          concertation + dialogue_social === 0
            ? "Aucune réunion n’est consignée"
            : `${concertation === 0 ? "Aucune concertation" : pluriel(concertation, "concertation")} avec les acteurs et les élus, ${dialogue_social === 0 ? "aucune réunion" : pluriel(dialogue_social, "réunion")} de dialogue social`
        }
        liens={[{ href: `${base}/concertations`, libelle: "Concertations et dialogue social" }]}
      />
      <Partie
        titre="Questions des équipes"
        etat={`${attente > 0 ? `${pluriel(attente, "question")} en attente` : "Aucune question en attente"}, ${reponsesPubliees === 0 ? "aucune réponse publiée" : pluriel(reponsesPubliees, "réponse publiée", "réponses publiées")}`}
        liens={[
          ...(consigne ? [{ href: `${base}/questions`, libelle: "Questions des équipes" }] : []),
          { href: `/ciblage/questions?campagne=${campagne}`, libelle: "Réponses publiées" },
        ]}
      />
    </>
  );
}

function Publication({ base, comptes, publie }: Pick<ParcoursProps, "base" | "comptes" | "publie">) {
  const [derniere] = comptes.versions;
  return (
    <>
      <Partie
        titre="Document pour les instances"
        etat="Méthode, critères, liste, nombres et limites, avant comme après la publication"
        liens={[
          { href: `${base}/note`, libelle: "Lire le document" },
          { href: `${base}/note.pdf`, libelle: "Document en PDF", fichier: true },
          { href: `${base}/note.docx`, libelle: "Document en DOCX", fichier: true },
        ]}
      />
      <Partie
        titre="Publication"
        etat={
          derniere
            ? `Version ${derniere.numero}, publiée le ${formatDate(new Date(derniere.publieeLe), "Europe/Paris")}`
            : "Aucune liste n’est publiée"
        }
        liens={[
          ...comptes.versions.map(({ id, numero, publieeLe }) => ({
            href: `/ciblage/listes/${id}`,
            libelle: `Liste publiée, version ${numero}`,
            suite: ` du ${formatDate(new Date(publieeLe), "Europe/Paris")}`,
          })),
          ...(publie ? [{ href: `${base}/publication`, libelle: "Publier la liste" }] : []),
        ]}
      />
    </>
  );
}

interface Lien {
  readonly href: string;
  readonly libelle: string;
  readonly suite?: string;
  readonly fichier?: boolean;
}

function Partie({ titre, etat, liens }: { titre: string; etat?: string; liens: readonly Lien[] }) {
  return (
    <li>
      <h3 className="fr-h6">{titre}</h3>
      <div>
        {etat && <p>{etat}.</p>}
        <ul className="anc-parcours__liens">
          {liens.map(({ href, libelle, suite, fichier }) => (
            <li key={href}>
              <a href={href} {...(fichier && { download: true })}>
                {libelle}
              </a>
              {suite}
            </li>
          ))}
        </ul>
      </div>
    </li>
  );
}
