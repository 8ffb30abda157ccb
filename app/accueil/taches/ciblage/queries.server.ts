import { type Actor, hasPermission } from "#app/acces/rules.ts";
import {
  type AppelStructure,
  type Attente,
  countReponsesNonLues,
  listAppels,
  listDatesProches,
  listDecisionsAttendues,
  listQuestionsAttendues,
} from "#app/ciblage/attentes/queries.server.ts";
import { DATES_CAMPAGNE } from "#app/ciblage/campagnes/rules.ts";
import { listOffres } from "#app/ciblage/volontariats/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { DAY_MS, type GenreTache, type Signal } from "../rules.ts";

/** How long before its day a step of the calendar is spoken of: two weeks, to gather what it needs. House rule. */
const PREAVIS_ETAPE_JOURS = 14;
/** How long a published list is spoken of on the home page; the page of the structure keeps it for good. House rule. */
const PUBLICATION_JOURS = 30;

/** What targeting asks of a person: to decide, to answer, to be ready; and what it says to their school. */
export async function listSignauxCiblage(context: Context, actor: Actor): Promise<Signal[]> {
  const { db } = context;
  const found = await Promise.all([
    hasPermission(actor, "ciblage.decider") ? decisions(db, actor) : [],
    hasPermission(actor, "ciblage.consigner") ? questions(db, actor) : [],
    hasPermission(actor, "ciblage.preparer") ? dates(context, actor) : [],
    hasPermission(actor, "ciblage.declarer") ? appels(context, actor) : [],
    hasPermission(actor, "ciblage.questionner") ? reponses(db, actor) : [],
  ]);
  return found.flat();
}

const signalOf =
  (genre: GenreTache, chemin: string) =>
  ({ campagneId, nom, n, depuis, echeance }: Attente): Signal => ({
    ...{ genre, n, nom, href: `/ciblage/${campagneId}${chemin}` },
    depuis: depuis ? civilDay(new Date(depuis)) : undefined,
    echeance: echeance ?? undefined,
  });

async function decisions(db: Database, actor: Actor): Promise<Signal[]> {
  const found = await listDecisionsAttendues(db, actor);
  return found.map(signalOf("candidatures", "/candidatures?etat=presente"));
}

async function questions(db: Database, actor: Actor): Promise<Signal[]> {
  return (await listQuestionsAttendues(db, actor)).map(signalOf("questions_ciblage", "/questions"));
}

async function dates({ db, now }: Context, actor: Actor): Promise<Signal[]> {
  const today = now().getTime();
  const found = await listDatesProches(db, actor, {
    du: civilDay(new Date(today)),
    au: civilDay(new Date(today + PREAVIS_ETAPE_JOURS * DAY_MS)),
  });
  return found.map(({ campagneId, nom, date, quand }) => ({
    ...{ genre: "etape_ciblage", n: 1, echeance: quand, nom: `${DATES_CAMPAGNE[date]}, ${nom}` },
    href: `/ciblage/${campagneId}`,
  }));
}

async function reponses(db: Database, actor: Actor): Promise<Signal[]> {
  return [{ genre: "reponse_ciblage", n: await countReponsesNonLues(db, actor) }];
}

/** A campaign open to volunteers is told once, and to a structure that it looks at. */
async function appels({ db, now }: Context, actor: Actor): Promise<Signal[]> {
  const found = await listAppels(db, actor, new Date(now().getTime() - PUBLICATION_JOURS * DAY_MS));
  const ouvertes = new Map(
    found.filter(({ genre }) => genre === "volontariat").map((appel) => [appel.campagneId, appel]),
  );
  const offres = await Promise.all(
    [...ouvertes].map(async ([id, appel]) => {
      const concernees = (await listOffres(db, actor, id)).filter(({ concernee }) => concernee);
      return concernees.length > 0 ? [appelVolontaires(appel)] : [];
    }),
  );
  return [...found.flatMap(appelStructure), ...offres.flat()];
}

const appelVolontaires = ({ campagne, echeance }: AppelStructure): Signal => ({
  ...{ genre: "volontariat_ciblage", n: 1, nom: campagne, echeance: echeance ?? undefined },
});

function appelStructure({ genre, uai, structure, depuis }: AppelStructure): Signal[] {
  const since = depuis ? civilDay(new Date(depuis)) : undefined;
  if (genre === "retenue")
    return [
      {
        ...{ genre: "structure_retenue", n: 1, nom: structure, depuis: since },
        href: `/structures/${uai}/ciblage/reponse`,
      },
    ];
  if (genre === "publication")
    return [
      {
        ...{ genre: "liste_ciblage", n: 1, nom: structure, depuis: since },
        href: `/structures/${uai}/ciblage`,
      },
    ];
  return [];
}
