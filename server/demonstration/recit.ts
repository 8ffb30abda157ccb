import type { Permission } from "#app/acces/droits/rules.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import { scopeOf } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { proposerValeur } from "#app/referentiel/corrections/commands.server.ts";
import { getLecteur } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { reprendreRegistre } from "#app/referentiel/vie/academies/commands.server.ts";
import { attribuerDispositif } from "#app/referentiel/vie/dispositifs/commands.server.ts";
import { consignerFait } from "#app/referentiel/vie/faits/commands.server.ts";
import { relierStructures } from "#app/referentiel/vie/filiations/commands.server.ts";
import { ACADEMIE_DEMONSTRATION } from "./academie.ts";
import { actorOf } from "./acteurs.ts";
import { LIEUX } from "./lieux.ts";
import { makePopulation } from "./population/population.ts";
import type { Structure } from "./population/structures.ts";
import { raconterAcces } from "./recit-acces.ts";
import { raconterCiblage } from "./recit-ciblage.ts";
import { raconterListe } from "./recit-liste.ts";
import { raconterPersonnes } from "./recit-personnes.ts";
import { raconterPublications } from "./recit-publications.ts";

/**
 * What no file tells of the fictitious académie, told by its cast through the ordinary acts: merges and a split, schemes
 * held before, a local shock, a local value, the register of académies.
 */
export async function raconterAcademie(context: Context): Promise<void> {
  const { graine, structures } = ACADEMIE_DEMONSTRATION;
  const population = makePopulation(graine, structures);
  const ssa = await actsAs(context, "ssa", "structure.gerer");
  for (const { de, vers, genre, annee } of listFiliations(population)) {
    await relierStructures(context, {
      ...ssa,
      uai: de,
      autreUai: vers,
      sens: "vers",
      genre,
      effetLe: `${annee}-09-01`,
      acte: `Arrêté du recteur du 14 mars ${annee}`,
      motif: "Carte scolaire",
      fermer: false,
    });
  }
  await raconterDispositifs(context, population.structures);
  await raconterFaits(context);
  const { agentId } = await actsAs(context, "administrateur", "academie.gerer");
  await reprendreRegistre(context, { agentId, motif: "Reprise des faits publics" });
  await raconterAcces(context);
  await raconterPersonnes(context);
  await raconterPublications(context);
  await raconterCiblage(context);
  await raconterListe(context);
}

/** A person of the cast and the scope of one of their rights. */
async function actsAs(context: Context, fonction: Fonction, permission: Permission) {
  const actor = await actorOf(context, fonction);
  return { agentId: actor.agentId, portee: scopeOf(actor, permission), actor };
}

interface Lien {
  de: string;
  vers: string;
  genre: "fusion" | "scission";
  annee: number;
}

/** Structures that closed when others opened in the same commune: several into one is a merge, one into several a split. */
function listFiliations({ structures, fermees }: ReturnType<typeof makePopulation>): Lien[] {
  const ouvertes = structures.filter(({ ouverture }) => ouverture !== undefined);
  return fermees.flatMap((fermee) => {
    const heritieres = ouvertes.filter(
      ({ ouverture, commune, type }) =>
        ouverture === fermee.fermeture && commune === fermee.commune && type === fermee.type,
    );
    const genre = heritieres.length > 1 ? "scission" : "fusion";
    return heritieres.map(
      ({ uai }): Lien => ({ de: fermee.uai, vers: uai, genre, annee: fermee.fermeture ?? 0 }),
    );
  });
}

/** A few schemes held before: a first generation of contracts, a city, what was lost in 2015. */
async function raconterDispositifs(context: Context, structures: readonly Structure[]): Promise<void> {
  const pilote = await actsAs(context, "pilote_academique", "structure.gerer");
  const publics = structures.filter(
    ({ contrat, type, aOuvrir }) => contrat === "public" && type === "college" && !aOuvrir,
  );
  const scheme = (uai: string, dispositif: string, debut: string, fin: string | null, source: string) =>
    attribuerDispositif(context, {
      ...pilote,
      uai,
      dispositif,
      debut,
      fin,
      source,
      precision: null,
      motif: "Reprise de l'existant",
    });
  for (const { uai } of publics.slice(3, 9))
    await scheme(uai, "cla", "2022-09-01", "2025-09-01", "Contrats signés en 2022");
  for (const { uai } of publics.filter(({ quartier }) => quartier).slice(0, 4))
    await scheme(
      uai,
      "cite_educative",
      "2020-01-01",
      null,
      "Convention-cadre de la cité éducative des Docks",
    );
  for (const { uai } of publics.slice(20, 24))
    await scheme(uai, "sortie_ep_2015", "2015-09-01", null, "Carte de l'éducation prioritaire de 2015");
}

async function raconterFaits(context: Context): Promise<void> {
  const pilote = await actsAs(context, "pilote_academique", "structure.gerer");
  await consignerFait(context, {
    agentId: pilote.agentId,
    portee: pilote.portee,
    uai: LIEUX.college,
    commune: true,
    genre: "emploi",
    survenuLe: "2025-11-03",
    description: "Fermeture annoncée de la corderie, premier employeur de la commune (310 emplois).",
    preuve: "Communiqué de la préfecture du 3 novembre 2025",
  });
  const ssa = await actsAs(context, "ssa", "valeur.corriger");
  await proposerValeur(context, {
    agentId: ssa.agentId,
    scope: ssa.portee,
    lecteur: getLecteur(ssa.actor),
    uai: LIEUX.college,
    indicateur: "effectif_college",
    annee: 2025,
    valeur: 403,
    piece: "Constat de rentrée du 18 septembre 2025",
    motif: "Six élèves arrivés après la remontée nationale",
    vue: null,
  });
}
