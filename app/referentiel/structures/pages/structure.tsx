import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FamillesIndicateurs } from "../../indicateurs/components/familles-indicateurs.tsx";
import { LectureForm } from "../../indicateurs/components/lecture-form.tsx";
import { listFichesIndicateurs } from "../../indicateurs/queries.server.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import { SECTEURS, TYPES } from "../../rules.ts";
import { IdentiteStructure } from "../components/identite-structure.tsx";
import { getStructure, listModifications, listStatutsEp } from "../identite/queries.server.ts";
import { readLecture } from "../schema.ts";
import type { Route } from "./+types/structure.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.structure.nom ?? "Structure");

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { db } = current;
  const actor = getActor(current);
  const structure = await getStructure(db, scopeOf(actor, "structure.lire"), params.uai);
  const lecture = readLecture(new URL(request.url).searchParams);
  const niveau = lecture.territoire ?? "academie";
  const [statutsEp, modifications, fiches] = await Promise.all([
    listStatutsEp(db, structure.uai),
    listModifications(db, structure.uai),
    listFichesIndicateurs(db, scopeOf(actor, "indicateur.lire"), {
      uai: structure.uai,
      annee: lecture.annee,
      niveau,
      pairs: {
        type: structure.type,
        secteur: structure.secteur,
        territoires: {
          nation: structure.nation,
          academie: structure.academieCode,
          departement: structure.departementCode,
        },
      },
    }),
  ]);
  const annees = [
    ...new Set(fiches.flatMap(({ series }) => series.flat().map((valeur) => valeur.annee))),
  ].sort((a, b) => b - a);
  return {
    structure,
    statutsEp,
    modifications,
    fiches,
    niveau,
    annees,
    annee: choisirAnnee(annees, lecture.annee),
    indicateurs: hasPermission(actor, "indicateur.lire"),
  };
}

export default function PageStructure({ loaderData }: Route.ComponentProps) {
  const { structure, statutsEp, modifications, fiches, niveau, annees, annee, indicateurs } = loaderData;
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
      >
        {structure.nom}
      </PageTitle>
      <IdentiteStructure structure={structure} statutsEp={statutsEp} modifications={modifications} />
      {indicateurs ? (
        <>
          {fiches.length > 0 && (
            <LectureForm annees={annees} annee={annee} niveau={niveau} structure={structure} />
          )}
          <FamillesIndicateurs fiches={fiches} structure={structure} niveau={niveau} annee={annee} />
        </>
      ) : (
        <Notification tone="info" title="Indicateurs">
          Les valeurs par structure ne sont pas ouvertes à votre fonction, qui lit des agrégats.
        </Notification>
      )}
    </>
  );
}
