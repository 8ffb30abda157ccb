import { sql } from "kysely";
import { addJours } from "#app/acces/delegations/rules.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { lancerCalcul } from "#app/ciblage/calculs/commands.server.ts";
import { jobs } from "#app/ciblage/calculs/jobs.server.ts";
import { creerCampagne, ouvrirCampagne } from "#app/ciblage/campagnes/commands.server.ts";
import { ajouterCandidature } from "#app/ciblage/candidatures/ajouts/commands.server.ts";
import { deplacerLot } from "#app/ciblage/candidatures/deplacements/commands.server.ts";
import { ajouterArgument } from "#app/ciblage/candidatures/motivations/commands.server.ts";
import { findCandidature, listCandidaturesDe } from "#app/ciblage/candidatures/queries.server.ts";
import { repererCandidatures } from "#app/ciblage/candidatures/reperages/commands.server.ts";
import type { ActeCandidature, EtatCandidature } from "#app/ciblage/candidatures/rules.ts";
import { listChoisies } from "#app/ciblage/candidatures/tableaux/queries.server.ts";
import { consignerConcertation } from "#app/ciblage/concertations/commands.server.ts";
import { publierListe } from "#app/ciblage/listes/commands.server.ts";
import { getProjet, getTextes } from "#app/ciblage/listes/publication/queries.server.ts";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { creerScenario } from "#app/ciblage/scenarios/commands.server.ts";
import { MODELES } from "#app/ciblage/scenarios/modeles/rules.ts";
import { type DefinitionScenario, STABILITE_PAR_DEFAUT } from "#app/ciblage/scenarios/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { actorOf } from "./acteurs.ts";
import { LIEUX } from "./lieux.ts";

/** The list of the year: computed, proposed, debated, decided and published, so that the collège of the cast reads why. */
export async function raconterListe(context: Context): Promise<void> {
  const { campagne, calcul } = await calculer(context);
  await proposer(context, campagne, calcul);
  await debattre(context, campagne);
  await decider(context, campagne);
  await publier(context, campagne);
}

/** The example of Nantes, its two shares widened: a small académie has few collèges. */
const { definition: NANTES } = MODELES.nantes;
const PARTS: Readonly<Record<string, number>> = { c1: 0.4, c2: 0.6 };
const DEFINITION: DefinitionScenario = {
  ...NANTES,
  regle: {
    ...NANTES.regle,
    criteres: NANTES.regle.criteres.map((critere) =>
      critere.genre === "indicateur" && critere.seuil.genre === "quantile"
        ? { ...critere, seuil: { ...critere.seuil, quantile: PARTS[critere.id] ?? critere.seuil.quantile } }
        : critere,
    ),
  },
};

const preparant = (actor: Actor) => ({ agentId: actor.agentId, scope: scopeOf(actor, "ciblage.preparer") });

async function calculer(context: Context): Promise<{ campagne: string; calcul: string }> {
  const acteur = preparant(await actorOf(context, "ssa"));
  const jour = civilDay(context.now());
  const campagne = await creerCampagne(context, acteur, {
    ...{ academie: LIEUX.academie, dispositif: "cla", annee: Number(jour.slice(0, 4)) },
    ...{ nom: "Contrats locaux de l’année", familles: ["colleges"], stabilite: { ...STABILITE_PAR_DEFAUT } },
    ...{ ...POPULATION_PAR_DEFAUT, statutsEp: ["hors_ep"], secteurs: ["public", "prive_sous_contrat"] },
    ...{ departements: [], circonscriptions: [], bassins: [], ruralites: [] },
    ...{ analyseLe: addJours(jour, -90), instancesLe: addJours(jour, -20) },
    ...{ decisionLe: addJours(jour, -5), publicationLe: jour },
  });
  const scenario = await creerScenario(context, acteur, campagne, {
    ...{ nom: "Fragiles et mêlés, résultats à soutenir", famille: "colleges", definition: DEFINITION },
  });
  const calcul = await lancerCalcul(context, acteur, {
    ...{ campagneId: campagne, scenarioId: scenario, stabilite: STABILITE_PAR_DEFAUT },
  });
  const { id } = await context.db
    .selectFrom("tache")
    .select("id")
    .where("objet_id", "=", calcul)
    .executeTakeFirstOrThrow();
  await jobs["ciblage.calculer"](context, { tacheId: id });
  // Done at once: the queue that the service opens later has nothing left of it.
  await sql`select graphile_worker.complete_jobs(array(select id from graphile_worker.jobs
    where task_identifier = 'ciblage.calculer'))`.execute(context.db);
  await ouvrirCampagne(context, acteur, campagne);
  return { campagne, calcul };
}

/** What the rule keeps, and the collège of the cast, which the rule does not know enough of. */
async function proposer(context: Context, campagneId: string, calculId: string): Promise<void> {
  const pilote = await actorOf(context, "pilote_academique");
  await repererCandidatures(context, pilote, { campagneId, calculId });
  if (!(await findCandidature(context.db, campagneId, LIEUX.college)))
    await ajouterCandidature(
      context,
      pilote,
      { campagneId, uai: LIEUX.college },
      {
        motif: "La corderie de la commune ferme : ses effets ne sont pas encore dans les indicateurs.",
        argument: "L’équipe a déjà ouvert un accueil du mercredi avec la commune.",
        horsPopulation: "",
      },
    );
  const candidature = await findCandidature(context.db, campagneId, LIEUX.college);
  if (!candidature) throw new Error("The collège of the cast is not in the campaign");
  await ajouterArgument(context, pilote, {
    ...{ candidatureId: candidature.id, genre: "choc_conjoncturel", choc: "Fermeture du premier employeur" },
    ...{ chocLe: "2025-11-03", preuve: "Communiqué de la préfecture du 3 novembre 2025" },
    texte: "La corderie ferme : 310 emplois dans la commune.",
  });
  await deplacer(context, pilote, campagneId, { de: "repere", acte: "preselectionner" });
  await deplacer(context, pilote, campagneId, { de: "preselectionne", acte: "proposer" });
}

async function debattre(context: Context, campagneId: string): Promise<void> {
  const pilote = await actorOf(context, "pilote_academique");
  const jour = civilDay(context.now());
  const id = () => context.newId();
  await consignerConcertation(
    context,
    pilote,
    { campagneId, id: id() },
    {
      ...{ genre: "concertation", instance: "Réunion avec les communes et le département" },
      ...{ tenueLe: addJours(jour, -40), participants: "Quatre maires, deux conseillères départementales." },
      compteRendu: "Les communes demandent que les transports du mercredi soient regardés.",
      positions: [],
    },
  );
  await consignerConcertation(
    context,
    pilote,
    { campagneId, id: id() },
    {
      ...{ genre: "dialogue_social", instance: "Comité social d’administration académique" },
      ...{ tenueLe: addJours(jour, -20), participants: "Neuf représentants de quatre organisations." },
      compteRendu: "La liste et ses critères sont présentés. Les moyens de l’an prochain sont demandés.",
      positions: [
        { organisation: "Syndicat des phares", position: "favorable", texte: "" },
        { organisation: "Union des balises", position: "abstention", texte: "Demande à revoir les seuils." },
        { organisation: "Fédération des quais", position: "reserve", texte: "" },
      ],
    },
  );
  await deplacer(context, pilote, campagneId, { de: "propose", acte: "presenter" });
}

/** All are chosen but the last two that the rule keeps: one is followed otherwise, one is not chosen. */
async function decider(context: Context, campagneId: string): Promise<void> {
  const recteur = await actorOf(context, "recteur");
  const gardees = (await listCandidaturesDe(context.db, campagneId)).filter(
    ({ uai }) => uai !== LIEUX.college,
  );
  const [suivie, ecartee] = gardees.slice(-2);
  if (gardees.length > 2 && suivie && ecartee) {
    await deplacer(context, recteur, campagneId, {
      ...{ de: "presente", acte: "suivre", ids: [suivie.id] },
      motif: "Un accompagnement est déjà engagé avec l’inspection : il continue.",
    });
    await deplacer(context, recteur, campagneId, {
      ...{ de: "presente", acte: "ecarter", ids: [ecartee.id] },
      motif: "Le collège entre à la rentrée dans un autre dispositif.",
    });
  }
  const college = await findCandidature(context.db, campagneId, LIEUX.college);
  await deplacer(context, recteur, campagneId, {
    ...{ de: "presente", acte: "retenir", ids: college ? [college.id] : [] },
    motif: "Les effets de la fermeture se voient déjà dans les demandes d’aide sociale.",
  });
  await deplacer(context, recteur, campagneId, { de: "presente", acte: "retenir" });
}

async function publier(context: Context, campagneId: string): Promise<void> {
  const recteur = await actorOf(context, "recteur");
  const scope = scopeOf(recteur, "ciblage.publier");
  const projet = await getProjet(context.db, { id: campagneId, etat: "ouverte" });
  await publierListe(context, { agentId: recteur.agentId, scope }, campagneId, {
    ...(await getTextes(context.db, projet)),
    ...{ motif: "", nomsPublics: true, empreinte: projet.empreinte },
  });
}

interface Geste {
  readonly de: EtatCandidature;
  readonly acte: ActeCandidature;
  /** All those in the state, unless some are named. */
  readonly ids?: readonly string[];
  readonly motif?: string;
}

async function deplacer(
  context: Context,
  actor: Actor,
  campagneId: string,
  { de, acte, ids, motif = "" }: Geste,
): Promise<void> {
  const there = (await listCandidaturesDe(context.db, campagneId)).filter(
    ({ id, etat }) => etat === de && (ids?.includes(id) ?? true),
  );
  const lignes = await listChoisies(context.db, actor, campagneId, {
    ids: there.map(({ id }) => id),
    jour: civilDay(context.now()),
  });
  const suites = await deplacerLot(context, actor, campagneId, { lignes, acte, motif });
  const refused = suites.find(({ fait }) => !fait);
  if (refused) throw new Error(`${acte}: ${refused.raison}`);
}
