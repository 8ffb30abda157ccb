import { FONCTIONS } from "#app/acces/fonctions/rules.ts";
import { searchAgents } from "#app/acces/personnes/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "#app/acces/rules.ts";
import { ENTREES } from "#app/accueil/entrees/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { formatDate, formatNombre } from "#app/platform/format/format.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { ETATS_IMPORT } from "#app/referentiel/imports/rules.ts";
import { searchImports } from "#app/referentiel/imports/suivi/queries.server.ts";
import { listIndicateurs } from "#app/referentiel/indicateurs/dictionnaire/queries.server.ts";
import { readFiltresDictionnaire } from "#app/referentiel/indicateurs/dictionnaire/schema.ts";
import { TYPES } from "#app/referentiel/rules.ts";
import { getStructure } from "#app/referentiel/structures/identite/queries.server.ts";
import { searchStructures } from "#app/referentiel/structures/queries.server.ts";
import {
  findCorrectedWords,
  getPortees,
  searchWords,
} from "#app/referentiel/structures/recherche/queries.server.ts";
import { searchTerritoires } from "#app/referentiel/territoires/recherche/queries.server.ts";
import { hrefTerritoire, NIVEAUX_TERRITOIRE, nationOf } from "#app/referentiel/territoires/rules.ts";
import { searchCirconscriptions } from "#app/referentiel/vie/circonscriptions/queries.server.ts";
import { type Groupe, isAssezLong, PAGES_COMMUNES, type Page, pagesTrouvees, uaiOf } from "./rules.ts";

/** Results of one kind on the page; the others are one link away. */
const PAR_GROUPE = 8;

export interface RechercheFaite {
  readonly groupes: readonly Groupe[];
  readonly total: number;
  /** Words that replaced those typed, when these found nothing at all. */
  readonly corrige: string | undefined;
}

interface Demande {
  readonly context: Context;
  readonly actor: Actor;
  readonly q: string;
  readonly words: readonly string[];
}

type Source = (demande: Demande) => Promise<Groupe> | Groupe;

const SOURCES: readonly Source[] = [
  structures,
  circonscriptions,
  territoires,
  personnes,
  indicateurs,
  pages,
  imports,
];

/** Everything that the words find within the person's scopes, by kind; mended when as typed they find nothing. */
export async function searchService(context: Context, actor: Actor, q: string): Promise<RechercheFaite> {
  const words = searchWords(q);
  const found = await searchKinds({ context, actor, q, words });
  if (found.length > 0 || !isAssezLong(words)) return resultOf(found, undefined);
  const corrected = await findCorrectedWords(context.db, words);
  if (!corrected) return resultOf([], undefined);
  const mended = corrected.join(" ");
  const again = await searchKinds({ context, actor, q: mended, words: corrected });
  return resultOf(again, again.length > 0 ? mended : undefined);
}

async function searchKinds(demande: Demande): Promise<Groupe[]> {
  if (demande.words.length === 0) return [];
  const found = await Promise.all(SOURCES.map((source) => source(demande)));
  return found.filter(({ resultats }) => resultats.length > 0);
}

function resultOf(groupes: readonly Groupe[], corrige: string | undefined): RechercheFaite {
  return { groupes, total: groupes.reduce((sum, { resultats }) => sum + resultats.length, 0), corrige };
}

/** The address of a structure whose UAI was typed whole, when it is in scope. */
export async function findStructureTapee(
  { db }: Context,
  actor: Actor,
  q: string,
): Promise<string | undefined> {
  const uai = uaiOf(q);
  if (!uai) return undefined;
  try {
    await getStructure(db, scopeOf(actor, "structure.lire"), uai);
    return `/structures/${uai}`;
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

async function structures({ context, actor, words }: Demande): Promise<Groupe> {
  const titre = "Structures";
  if (!hasPermission(actor, "structure.lire") || !isAssezLong(words)) return { titre, resultats: [] };
  const { lignes, total } = await searchStructures(context.db, getPortees(actor), words, PAR_GROUPE);
  return {
    titre,
    resultats: lignes.map(({ uai, nom, type, communeNom }) => ({
      titre: nom,
      texte: `${TYPES[type]}, ${communeNom} (${uai})`,
      href: `/structures/${uai}`,
    })),
    suite: suiteOf(total, "structures", "/structures", words.join(" ")),
  };
}

/** A link to the whole list, when the page shows less. */
function suiteOf(total: number, noun: string, path: string, q: string): Groupe["suite"] {
  if (total <= PAR_GROUPE) return undefined;
  return { texte: `Voir les ${formatNombre(total)} ${noun}`, href: `${path}?${new URLSearchParams({ q })}` };
}

async function circonscriptions({ context, actor, words }: Demande): Promise<Groupe> {
  const titre = "Circonscriptions";
  if (!hasPermission(actor, "structure.lire")) return { titre, resultats: [] };
  const scope = scopeOf(actor, "structure.lire");
  const found = await searchCirconscriptions(context.db, scope, words, PAR_GROUPE);
  return {
    titre,
    resultats: found.map(({ code, nom, departementNom }) => ({
      titre: nom,
      texte: departementNom,
      href: `/circonscriptions/${encodeURIComponent(code)}`,
    })),
  };
}

async function territoires({ context, actor, words }: Demande): Promise<Groupe> {
  const titre = "Territoires";
  if (!hasPermission(actor, "territoire.lire")) return { titre, resultats: [] };
  const nation = nationOf(context.settings.demonstration);
  const found = await searchTerritoires(context.db, nation, words, PAR_GROUPE);
  return {
    titre,
    resultats: found.map(({ niveau, code, nom, dans }) => ({
      titre: nom,
      texte: dans ? `${NIVEAUX_TERRITOIRE[niveau]}, ${dans}` : NIVEAUX_TERRITOIRE[niveau],
      href: hrefTerritoire({ niveau, code }),
    })),
  };
}

async function personnes({ context, actor, q, words }: Demande): Promise<Groupe> {
  const titre = "Personnes";
  if (!hasPermission(actor, "agent.lire") || !isAssezLong(words)) return { titre, resultats: [] };
  const found = await searchAgents(context, scopeOf(actor, "agent.lire"), q, PAR_GROUPE);
  return {
    titre,
    resultats: found.map(({ id, nomComplet, fonctions }) => ({
      titre: nomComplet,
      texte: [...new Set(fonctions.map(({ fonction }) => FONCTIONS[fonction]))].join(", "),
      href: `/personnes/${id}`,
    })),
  };
}

async function indicateurs({ context, actor, q, words }: Demande): Promise<Groupe> {
  const titre = "Indicateurs";
  if (!hasPermission(actor, "donnees.lire") || !isAssezLong(words)) return { titre, resultats: [] };
  const found = await listIndicateurs(context.db, actor, readFiltresDictionnaire(new URLSearchParams({ q })));
  return {
    titre,
    resultats: found.slice(0, PAR_GROUPE).map(({ code, libelle, source }) => ({
      titre: libelle,
      texte: source,
      href: `/indicateurs/${code}`,
    })),
    suite: suiteOf(found.length, "indicateurs", "/indicateurs", q),
  };
}

function pages({ actor, words }: Demande): Groupe {
  const known: readonly Page[] = [...Object.values(ENTREES), ...PAGES_COMMUNES];
  return { titre: "Pages du service", resultats: pagesTrouvees(known, words, actor).slice(0, PAR_GROUPE) };
}

async function imports({ context, actor, words }: Demande): Promise<Groupe> {
  const titre = "Imports";
  if (!hasPermission(actor, "import.lire") || !isAssezLong(words)) return { titre, resultats: [] };
  const found = await searchImports(context.db, words, PAR_GROUPE);
  return {
    titre,
    resultats: found.map(({ id, fichier, etat, deposeLe }) => ({
      titre: fichier,
      texte: `${ETATS_IMPORT[etat]}, déposé le ${formatDate(deposeLe, "Europe/Paris")}`,
      href: `/imports/${id}`,
    })),
  };
}
