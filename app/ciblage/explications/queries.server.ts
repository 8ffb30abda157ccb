import { canSurStructure } from "#app/acces/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getTextes } from "#app/publications/textes/queries.server.ts";
import { getStructure } from "#app/referentiel/structures/identite/queries.server.ts";
import { type CandidatureEntiere, findCandidature } from "../candidatures/queries.server.ts";
import { findListeCourante, type ListePubliee, listComparables } from "../listes/queries.server.ts";
import { listCalculsExpliques } from "./calculs/queries.server.ts";
import { type CampagneConcernee, listCampagnesConcernees } from "./lecture/queries.server.ts";
import type { DecisionLue, ExplicationLue } from "./rules.ts";

export interface Demande {
  readonly uai: string;
  /** Campaign asked for; the latest one that concerns the structure otherwise. */
  readonly campagne: string | null;
}

export interface Explicable {
  readonly structure: { readonly uai: string; readonly nom: string };
  /** Null where no campaign concerns it, and where none is published yet for who reads published lists only. */
  readonly lue: ExplicationLue | null;
  readonly autres: readonly Pick<CampagneConcernee, "id" | "nom">[];
}

/**
 * What a person may read of why a structure was chosen, or not. `NotFound` where it is out of scope, and for a campaign
 * that the person does not read: as if it did not exist.
 */
export async function getExplication(
  db: Database,
  actor: Actor,
  { uai, campagne: asked }: Demande,
): Promise<Explicable> {
  const structure = await getStructure(db, scopeOf(actor, "ciblage.comprendre"), uai);
  const [entiere, valeursOuvertes] = await Promise.all([
    canSurStructure(db, actor, { uai, permission: "ciblage.lire" }),
    canSurStructure(db, actor, { uai, permission: "indicateur.lire" }),
  ]);
  const campagnes = await listCampagnesConcernees(db, actor, {
    ...{ uai: structure.uai, academie: structure.academieCode, entiere },
  });
  const campagne = asked === null ? campagnes[0] : campagnes.find(({ id }) => id === asked);
  if (!campagne && asked !== null) throw new NotFound();
  if (!campagne) return { structure, lue: null, autres: [] };
  const liste = campagne.liste ?? (await findListeCourante(db, campagne.id)) ?? null;
  const [candidature, textes] = await Promise.all([findCandidature(db, campagne.id, uai), getTextes(db)]);
  const [calculs, comparables] = await Promise.all([
    listCalculsExpliques(db, actor, { structure, campagneId: campagne.id, liste, candidature, entiere }),
    liste && hasPermission(actor, "ciblage.comparaison") ? listComparables(db, actor, liste.id, uai) : null,
  ]);
  const { id, nom, annee, dispositif } = campagne;
  return {
    structure,
    autres: campagnes.map((one) => ({ id: one.id, nom: one.nom })),
    lue: {
      structure: {
        ...{ uai: structure.uai, nom: structure.nom, type: structure.type, secteur: structure.secteur },
        ...{ commune: structure.communeNom, departement: structure.departementNom },
        academie: structure.academieNom,
      },
      campagne: { id, nom, annee, dispositif },
      ...examenOf(liste, candidature, entiere),
      ...{ calculs, valeursOuvertes },
      // How near they are would order them: only who they are is told.
      comparables:
        comparables?.map(({ uai: one, nom: own, commune }) => ({ uai: one, nom: own, commune })) ?? null,
      textes: {
        mention: textes.mention_algorithme,
        textes: textes.textes_algorithme,
        recours: textes.recours_algorithme,
      },
    },
  };
}

type Examen = Pick<ExplicationLue, "liste" | "etat" | "origine" | "motifs" | "decision" | "arguments">;

/** The examination of the structure: as it stands for who reads the work, as it was published for the others. */
function examenOf(
  liste: ListePubliee | null,
  candidature: CandidatureEntiere | undefined,
  entiere: boolean,
): Examen {
  const ligne = liste?.contenu.lignes.find(({ uai }) => uai === candidature?.uai);
  const published = liste && {
    ...{ id: liste.id, numero: liste.numero, publieeLe: liste.publieeLe, etat: ligne?.etat ?? null },
  };
  const known = { liste: published, origine: candidature?.origine ?? null };
  if (entiere)
    return {
      ...known,
      etat: candidature?.etat ?? null,
      motifs: candidature?.motifs ?? [],
      decision: candidature?.decision ?? null,
      arguments: candidature?.arguments ?? [],
    };
  const before = ({ le }: { readonly le: string }) => liste !== null && le <= liste.publieeLe;
  return {
    ...known,
    // Its examination is the académie's work until a list says where it ended.
    origine: ligne ? known.origine : null,
    etat: null,
    motifs: ligne?.motifs ?? [],
    decision: ligne && candidature ? decisionPubliee(candidature, ligne.etat, before) : null,
    arguments: ligne ? (candidature?.arguments ?? []).filter(before) : [],
  };
}

/** The decision that the list tells: the last one that led to its state before it was published. An answer of the unit, which stays where it was, is none. */
function decisionPubliee(
  { decision, mouvements }: CandidatureEntiere,
  etat: string,
  before: (one: { readonly le: string }) => boolean,
): DecisionLue | null {
  const move = mouvements.findLast((one) => one.vers === etat && one.de !== etat && before(one));
  if (!move) return null;
  const fonction = decision?.le === move.le ? decision.fonction : "";
  return { qui: move.qui, fonction, motif: move.motif, le: move.le };
}
