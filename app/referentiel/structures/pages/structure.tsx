import { canSurStructure, getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { AnomaliesStructure } from "../../anomalies/components/anomalies-structure.tsx";
import { listAnomaliesOf } from "../../anomalies/queries.server.ts";
import { listCorrections } from "../../corrections/queries.server.ts";
import { FamillesIndicateurs } from "../../indicateurs/components/familles-indicateurs.tsx";
import { LectureForm } from "../../indicateurs/components/lecture-form.tsx";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { SECTEURS, TYPES } from "../../rules.ts";
import { VieResumee } from "../../vie/components/vie-resumee.tsx";
import { getVieStructure } from "../../vie/queries.server.ts";
import { IdentiteStructure } from "../components/identite-structure.tsx";
import { getFicheStructure } from "../fiche/queries.server.ts";
import { readLecture } from "../schema.ts";
import type { Route } from "./+types/structure.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.structure.nom ?? "Structure");

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { db } = current;
  const actor = getActor(current);
  const lecteur = getLecteur(actor);
  const portees = { structures: scopeOf(actor, "structure.lire"), lecteur };
  const lecture = readLecture(new URL(request.url).searchParams);
  const lue = await getFicheStructure(db, portees, params.uai, lecture);
  const jour = civilDay(current.now());
  const [vie, anomalies, corrections, explication] = await Promise.all([
    getVieStructure(db, portees.structures, params.uai, jour),
    hasPermission(actor, "anomalie.lire")
      ? listAnomaliesOf(db, scopeOf(actor, "anomalie.lire"), params.uai)
      : [],
    listCorrections(db, lecteur, params.uai),
    canSurStructure(db, actor, { uai: lue.structure.uai, permission: "ciblage.comprendre" }),
  ]);
  return {
    ...lue,
    vie,
    anomalies,
    corrections,
    explication,
    indicateurs: hasPermission(actor, "indicateur.lire"),
    corriger: hasPermission(actor, "valeur.corriger"),
  };
}

export default function PageStructure({ loaderData }: Route.ComponentProps) {
  const { structure, statutsEp, modifications, fiches, niveau, annees, annee, indicateurs } = loaderData;
  const { vie, anomalies, corrections, corriger, explication } = loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: structure.nom },
        ]}
      />
      <PageTitle
        overline={`${TYPES[structure.type]}, ${SECTEURS[structure.secteur].toLowerCase()}`}
        lead={`${structure.communeNom || "Commune non précisée"}, académie : ${structure.academieNom}`}
        actions={
          indicateurs && (
            <>
              <a href={`/structures/${structure.uai}/comparables`} className="fr-btn fr-btn--secondary">
                Structures comparables
              </a>
              <a
                href={hrefFiche(structure.uai, niveau, annee)}
                data-reload
                className="fr-btn fr-btn--secondary"
              >
                Fiche imprimable (PDF)
              </a>
            </>
          )
        }
      >
        {structure.nom}
      </PageTitle>
      <IdentiteStructure structure={structure} statutsEp={statutsEp} modifications={modifications} />
      <VieResumee vie={vie} />
      {explication && (
        <p>
          <a href={`/structures/${structure.uai}/ciblage`}>Pourquoi mon école ?</a> Ce que les listes publiées
          disent de cette structure, et pourquoi.
        </p>
      )}
      <AnomaliesStructure anomalies={anomalies} />
      {indicateurs ? (
        <>
          {fiches.length > 0 && (
            <LectureForm annees={annees} annee={annee} niveau={niveau} structure={structure} />
          )}
          <FamillesIndicateurs
            fiches={fiches}
            structure={structure}
            niveau={niveau}
            annee={annee}
            corrections={corrections}
          />
          {corriger && (
            <p>
              <a href={`/structures/${structure.uai}/corrections/nouvelle`}>
                Proposer une valeur locale à côté d’une valeur officielle
              </a>
            </p>
          )}
        </>
      ) : (
        <Notification tone="info" title="Indicateurs">
          Les valeurs par structure ne sont pas ouvertes à votre fonction, qui lit des agrégats.
        </Notification>
      )}
    </>
  );
}

/** The sheet shows what the page shows: its year and its territory go along. */
function hrefFiche(uai: string, niveau: string, annee: number | undefined): string {
  const lecture = new URLSearchParams({
    ...(annee === undefined ? {} : { annee: String(annee) }),
    territoire: niveau,
  });
  return `/structures/${uai}/fiche.pdf?${lecture}`;
}
