import { listAssistancesAttendues } from "#app/acces/assistance/queries.server.ts";
import { listDelegationsAVenirATerme } from "#app/acces/delegations/queries.server.ts";
import {
  countDemandesADecider,
  findPlusAncienneADecider,
  listMesDemandes,
} from "#app/acces/demandes/queries.server.ts";
import { countFinsProches } from "#app/acces/fonctions/queries.server.ts";
import { FONCTIONS } from "#app/acces/fonctions/rules.ts";
import { listPassationsOuvertes } from "#app/acces/passations/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "#app/acces/rules.ts";
import { getSecondFacteur } from "#app/acces/second-facteur/queries.server.ts";
import { isSecondFacteurAttendu } from "#app/acces/second-facteur/rules.ts";
import { listControles } from "#app/journal/queries.server.ts";
import { countCourrielsEnEchec } from "#app/messages/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { countAnomaliesOuvertes } from "#app/referentiel/anomalies/queries.server.ts";
import { type ImportEnAttente, listImportsEnAttente } from "#app/referentiel/imports/suivi/queries.server.ts";
import { listNoticesARelire } from "#app/referentiel/indicateurs/dictionnaire/queries.server.ts";
import { countSansCourriel } from "#app/referentiel/structures/recherche/queries.server.ts";
import { countOrphelinesADecider } from "#app/referentiel/vie/orphelines/queries.server.ts";
import { listSignauxCiblage } from "./ciblage/queries.server.ts";
import { COMPTE_MAX, DAY_MS, isBientot, PREAVIS_JOURS, type Signal } from "./rules.ts";

type Source = (context: Context, actor: Actor) => Promise<readonly Signal[]> | readonly Signal[];

/** What awaits a person, from every feature that makes work: asked together, each within the person's own scope. */
export async function listSignaux(context: Context, actor: Actor): Promise<Signal[]> {
  const answers = await Promise.all(SOURCES.map((source) => source(context, actor)));
  return answers.flat();
}

const SOURCES: readonly Source[] = [
  secondFacteur,
  assistances,
  demandes,
  mesDemandes,
  fonctionsDuPerimetre,
  fonctionsPropres,
  delegations,
  passations,
  listSignauxCiblage,
  journal,
  imports,
  notices,
  courriels,
  orphelines,
  anomalies,
  sansCourriel,
];

/** Functions of one's own that end soon, and no function at all is nobody's task. */
function fonctionsPropres(context: Context, actor: Actor): Signal[] {
  const jour = civilDay(context.now());
  return actor.fonctions.flatMap(({ fonction, fin, delegation }) =>
    !delegation && isBientot(fin, jour)
      ? [{ genre: "ma_fonction" as const, n: 1, echeance: fin, nom: FONCTIONS[fonction] }]
      : [],
  );
}

async function delegations(context: Context, { agentId }: Actor): Promise<Signal[]> {
  const found = await listDelegationsAVenirATerme(context, agentId);
  return found.map(({ id, delegant, delegataire, delegantId, fin }) => ({
    genre: "delegation",
    n: 1,
    echeance: fin,
    nom: delegantId === agentId ? `donnée à ${delegataire}` : `reçue de ${delegant}`,
    href: `/delegations/${id}`,
  }));
}

/** Requests of the help desk to see as the person: they lapse by themselves. */
async function assistances(context: Context, { agentId }: Actor): Promise<Signal[]> {
  const found = await listAssistancesAttendues(context, agentId);
  return found.map(({ id, assistant, demandeeLe, expireLe }) => ({
    genre: "assistance",
    n: 1,
    depuis: civilDay(demandeeLe),
    echeance: civilDay(expireLe),
    nom: assistant,
    href: `/assistance/${id}`,
  }));
}

async function demandes(context: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "agent.gerer")) return [];
  const [n, oldest] = await Promise.all([
    countDemandesADecider(context, actor),
    findPlusAncienneADecider(context, actor),
  ]);
  return [{ genre: "demandes_acces", n, depuis: oldest && civilDay(oldest) }];
}

/** One's own requests that others are to decide. */
async function mesDemandes(context: Context, { agentId }: Actor): Promise<Signal[]> {
  const found = await listMesDemandes(context, agentId);
  return found
    .filter(({ etat }) => etat === "deposee")
    .map(({ fonction, portee, creeLe }) => ({
      genre: "ma_demande",
      n: 1,
      depuis: civilDay(creeLe),
      nom: `${FONCTIONS[fonction]}, ${portee}`,
    }));
}

async function fonctionsDuPerimetre({ db, now }: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "agent.gerer")) return [];
  const today = now().getTime();
  const { n, premiere } = await countFinsProches(db, scopeOf(actor, "agent.gerer"), {
    sauf: actor.agentId,
    du: civilDay(new Date(today + DAY_MS)),
    au: civilDay(new Date(today + PREAVIS_JOURS * DAY_MS)),
  });
  return [{ genre: "fonctions", n, echeance: premiere ?? undefined }];
}

/** Handovers to read when one arrives, and the word to write before one leaves. */
async function passations(context: Context, { agentId }: Actor): Promise<Signal[]> {
  const found = await listPassationsOuvertes(context, agentId);
  return found.map(({ id, role, portee, depart, creeLe }) =>
    role === "entrant"
      ? { genre: "passation", n: 1, depuis: civilDay(creeLe), nom: portee, href: `/passations/${id}` }
      : { genre: "mot_passation", n: 1, echeance: depart, nom: portee, href: `/passations/${id}/mot` },
  );
}

async function journal({ db }: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "journal.verifier")) return [];
  const [last] = await listControles(db, 1);
  return last && !last.intact ? [{ genre: "journal", n: 1, depuis: civilDay(last.faitLe) }] : [];
}

/** Below three, a lost telephone may shut one out. */
const CODES_PRESQUE_EPUISES = 2;

async function secondFacteur(context: Context, actor: Actor): Promise<Signal[]> {
  const { agentId, session } = actor;
  if (isSecondFacteurAttendu(actor)) return [{ genre: "sans_second_facteur", n: 1 }];
  if (!session?.secondFacteur) return [];
  const { codesRestants } = await getSecondFacteur(context, agentId);
  if (codesRestants > CODES_PRESQUE_EPUISES) return [];
  return [
    {
      genre: "second_facteur",
      n: 1,
      nom: codesRestants === 0 ? "il n’en reste aucun" : `il en reste ${codesRestants}`,
    },
  ];
}

async function imports({ db }: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "import.deposer")) return [];
  const waiting = (await listImportsEnAttente(db)).filter(
    ({ travail }) => travail !== "en_attente" && travail !== "en_cours",
  );
  const echoues = waiting.filter(({ travail }) => travail === "echouee");
  const prets = waiting.filter(
    ({ etat, reconnus, travail }) => etat === "previsualise" && reconnus > 0 && travail !== "echouee",
  );
  const inconnus = waiting.filter(({ inconnus }) => inconnus > 0);
  return [
    signalOf("imports_echoues", echoues, echoues.length),
    signalOf("imports", prets, prets.length),
    signalOf(
      "fichiers_inconnus",
      inconnus,
      inconnus.reduce((sum, { inconnus: n }) => sum + n, 0),
    ),
  ];
}

/** One import leads to its page, several to their list. */
function signalOf(genre: Signal["genre"], imports: readonly ImportEnAttente[], n: number): Signal {
  const [first] = imports;
  return {
    genre,
    n,
    depuis: first && civilDay(first.deposeLe),
    href: first && imports.length === 1 ? `/imports/${first.id}` : undefined,
  };
}

/** Whoever keeps the notices of an académie vouches for them; the service as a whole vouches for none. */
async function notices({ db }: Context, actor: Actor): Promise<Signal[]> {
  const { academies } = scopeOf(actor, "indicateur.gerer");
  if (academies.length === 0) return [];
  const codes = await listNoticesARelire(db, academies);
  return [{ genre: "notices", n: codes.length, href: codes[0] && `/indicateurs/${codes[0]}` }];
}

async function courriels({ db }: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "courriel.suivre")) return [];
  return [{ genre: "courriels", n: await countCourrielsEnEchec(db) }];
}

async function orphelines({ db }: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "orpheline.decider")) return [];
  const n = await countOrphelinesADecider(db, scopeOf(actor, "orpheline.decider"), COMPTE_MAX);
  return [{ genre: "orphelines", n }];
}

async function anomalies({ db }: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "anomalie.traiter")) return [];
  return [
    {
      genre: "anomalies",
      n: await countAnomaliesOuvertes(db, scopeOf(actor, "anomalie.traiter"), COMPTE_MAX),
    },
  ];
}

async function sansCourriel({ db }: Context, actor: Actor): Promise<Signal[]> {
  if (!hasPermission(actor, "structure.gerer")) return [];
  const n = await countSansCourriel(db, scopeOf(actor, "structure.gerer"), COMPTE_MAX);
  return [{ genre: "sans_courriel", n }];
}
