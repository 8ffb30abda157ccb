import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { Timeline } from "#app/platform/ui/timeline.tsx";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { ActesOuverts } from "../components/actes-ouverts.tsx";
import { EclairageCalcul } from "../components/eclairage.tsx";
import { FilPages } from "../components/fil-campagne.tsx";
import { MotifsArguments } from "../components/motifs-arguments.tsx";
import { getCampagneADeplacer } from "../deplacements/queries.server.ts";
import { actesDe } from "../deplacements/rules.ts";
import { findEclairage, findVolontariat } from "../eclairages/queries.server.ts";
import { listArguments } from "../motivations/queries.server.ts";
import { listMouvements } from "../queries.server.ts";
import {
  canTravailler,
  direMouvement,
  ETATS_CANDIDATURE,
  etapesAttendues,
  ORIGINES_CANDIDATURE,
} from "../rules.ts";
import { getCandidatureLue, type LigneCandidature } from "../tableaux/queries.server.ts";
import type { Route } from "./+types/candidature.ts";

const titreOf = ({ nom }: { nom: string }) => `Examen de « ${nom} »`;
export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData ? titreOf(loaderData.candidature) : "Examen d’une structure");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const jour = civilDay(current.now());
  const { campagne, candidature } = await getCandidatureLue(current.db, actor, params.candidature, jour);
  const { id, uai, calculId } = candidature;
  const [eclairage, motivations, mouvements, volontariat, aDeplacer] = await Promise.all([
    findEclairage(current.db, actor, { calculId, uai }),
    listArguments(current.db, id),
    listMouvements(current.db, id),
    findVolontariat(current.db, { campagneId: campagne.id, uai }),
    getCampagneADeplacer(current.db, campagne),
  ]);
  return {
    campagne: { id: campagne.id, nom: campagne.nom },
    ...{ candidature, eclairage, motivations, mouvements, volontariat, jour },
    actes: actesDe(candidature, aDeplacer),
    ecrit: candidature.pouvoirs.proposer && canTravailler(campagne).ok,
  };
}

const jourOf = (instant: string) => formatDate(new Date(instant), "Europe/Paris");

export default function PageCandidature({ loaderData }: Route.ComponentProps) {
  const { campagne, candidature, eclairage, motivations, mouvements, volontariat, jour, actes, ecrit } =
    loaderData;
  const { id, uai, nom, etat, type, secteur, commune, departementNom, origine } = candidature;
  const liste = `/ciblage/${campagne.id}/candidatures`;
  return (
    <>
      <FilPages {...{ campagne, titre: nom, etapes: [{ label: "Structures examinées", href: liste }] }} />
      <PageTitle
        overline={<Badge>{ETATS_CANDIDATURE[etat]}</Badge>}
        lead={`${TYPES[type]}, ${SECTEURS[secteur].toLowerCase()}, ${commune} (${departementNom}). Entrée par : ${ORIGINES_CANDIDATURE[origine].toLowerCase()}.`}
      >
        {titreOf(candidature)}
      </PageTitle>
      <p>
        <a href={`/structures/${uai}`}>Fiche de la structure</a>
      </p>
      <Decision {...candidature} />
      <ActesOuverts campagneId={campagne.id} candidatureId={id} {...actes} />
      <EclairageCalcul eclairage={eclairage} />
      <MotifsArguments candidatureId={id} {...{ motivations, ecrit }} />
      <section aria-labelledby="dispositifs">
        <h2 id="dispositifs">Dispositifs déjà en place</h2>
        <p>
          {candidature.dispositifs.length === 0
            ? "Aucun n’est connu à ce jour."
            : `${candidature.dispositifs.join(", ")}.`}{" "}
          <a href={`/structures/${uai}/vie`}>Vie de la structure</a>
        </p>
      </section>
      {volontariat && (
        <section aria-labelledby="volontariat">
          <h2 id="volontariat">Ce que la structure a écrit</h2>
          <p className="anc-texte-saisi">{volontariat.texte}</p>
          <p className="fr-hint-text">
            Volontaire depuis le {jourOf(volontariat.le)} : c’est noté, et aucune règle ne le compte.
          </p>
        </section>
      )}
      <Timeline
        titre="Où en est l’examen"
        jour={jour}
        passe={mouvements.map(({ de, vers, motif, qui, le }) => ({
          ...{ quand: le, titre: direMouvement({ de, vers }), qui },
          ...(motif !== "" && { texte: motif }),
        }))}
        suite={etapesAttendues(candidature).map((titre) => ({ titre }))}
      />
    </>
  );
}

function Decision({ etat, decision, accordLe }: Pick<LigneCandidature, "etat" | "decision" | "accordLe">) {
  if (!decision) return null;
  const { qui, fonction, motif, le } = decision;
  return (
    <section aria-labelledby="decision">
      <h2 id="decision">Décision</h2>
      <p>
        <strong>{ETATS_CANDIDATURE[etat]}</strong> : {qui}
        {fonction && ` (${fonction})`}, le {jourOf(le)}.{" "}
        {accordLe && `La structure a accepté le ${jourOf(accordLe)}.`}
      </p>
      {motif !== "" && <p className="anc-texte-saisi">{motif}</p>}
    </section>
  );
}
