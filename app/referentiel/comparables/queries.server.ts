import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  type Lecteur,
  readValeur,
  withinLecture,
  withMasque,
} from "../indicateurs/lecture/queries.server.ts";
import { listIndicateurs } from "../indicateurs/queries.server.ts";
import { choisirAnnee } from "../indicateurs/rules.ts";
import type { Structure } from "../structures/identite/queries.server.ts";
import {
  type Entree,
  type EntreeResumee,
  type LigneRepere,
  NOMS_ENTREES,
  REGLAGES_PAR_DEFAUT,
  type Reglages,
  repereLisible,
  resumerEntree,
  retenirEntrees,
  type ValeurLue,
  VOISINES_MINIMALES_ANONYMES,
} from "./rules.ts";
import type { Demande } from "./schema.ts";
import {
  findProfil,
  type IdentiteVoisine,
  listEntrees,
  listIdentites,
  listReperes,
  listVoisines,
} from "./voisines/queries.server.ts";

/**
 * Current values of some structures that this person may read, oldest first; of all the indicators, or of some. The
 * codes are said of both tables: without that PostgreSQL reads all the structures.
 */
export async function listValeursLues(
  db: Database,
  lecteur: Lecteur,
  uais: readonly string[],
  codes?: readonly string[],
): Promise<ValeurLue[]> {
  const { valeur, statut } = readValeur(lecteur);
  const among = codes ? sql`and v.indicateur_code = any(${[...codes]}::text[])` : sql``;
  const { rows } = await sql<ValeurLue>`
    select v.id, v.uai, v.indicateur_code as indicateur, v.annee, ${valeur} as valeur, ${statut} as statut
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join indicateur on indicateur.code = v.indicateur_code and indicateur.objet = 'structure'
    ${withMasque}
    where v.uai = any(${[...uais]}::text[]) and structure.uai = any(${[...uais]}::text[]) and v.remplace_le is null ${among} and ${withinLecture(lecteur)}
    order by v.annee, v.id`.execute(db);
  return rows;
}

export interface DroitsComparaison {
  readonly lecteur: Lecteur;
  /** Scope of « indicateur.comparer »; undefined for whoever compares with anonymous references only. */
  readonly comparer: Scope | undefined;
}

export interface StructureDecrite extends IdentiteVoisine {
  readonly entrees: Readonly<Record<Entree, EntreeResumee>>;
}

export interface VoisineNommee extends StructureDecrite {
  /** Null where an input is masked from this person: the distance would give it away. */
  readonly distance: number | null;
}

export interface Comparables {
  readonly reglages: Reglages;
  readonly retenues: readonly Entree[];
  readonly inconnues: readonly Entree[];
  /** False when the structure has no profile: its IPS is not known in the current series, or it is closed. */
  readonly profil: boolean;
  readonly nombre: number;
  readonly candidates: number;
  readonly incompletes: number;
  readonly lignes: readonly LigneRepere[];
  /** Years that at least one indicator knows, latest first. */
  readonly annees: readonly number[];
  /** With « indicateur.comparer » only. */
  readonly nommees: { readonly soi: StructureDecrite; readonly voisines: readonly VoisineNommee[] } | null;
}

/**
 * The comparables of a structure known to be in scope. Without « indicateur.comparer » settings are the common ones:
 * moving them one neighbour at a time would tell the values of each.
 */
export async function getComparables(
  db: Database,
  { lecteur, comparer }: DroitsComparaison,
  structure: Structure,
  demande: Demande,
): Promise<Comparables> {
  const reglages = comparer ? demande.reglages : REGLAGES_PAR_DEFAUT;
  const profil = await findProfil(db, structure.uai);
  const trouvees = profil
    ? await listVoisines(db, profil, reglages, comparer)
    : { proches: [], candidates: 0, incompletes: 0 };
  const uais = trouvees.proches.map(({ uai }) => uai);
  const [{ lignes, annees }, nommees] = await Promise.all([
    listLignes(db, comparer ? lecteur : undefined, lecteur, structure, uais, demande.annee),
    comparer ? listNommees(db, lecteur, comparer, structure.uai, trouvees.proches) : null,
  ]);
  return {
    reglages,
    ...(profil ? retenirEntrees(profil, reglages.poids) : { retenues: [], inconnues: [] }),
    profil: profil !== undefined,
    nombre: uais.length,
    candidates: trouvees.candidates,
    incompletes: trouvees.incompletes,
    lignes,
    annees,
    nommees,
  };
}

async function listLignes(
  db: Database,
  nommant: Lecteur | undefined,
  lecteur: Lecteur,
  { uai, type }: Structure,
  voisines: readonly string[],
  annee: number | undefined,
): Promise<{ lignes: LigneRepere[]; annees: number[] }> {
  const [indicateurs, valeurs] = await Promise.all([
    listIndicateurs(db, type),
    listValeursLues(db, lecteur, [uai]),
  ]);
  const montrees = indicateurs.flatMap((indicateur) => {
    const siennes = valeurs.filter((valeur) => valeur.indicateur === indicateur.code);
    const choisie = choisirAnnee(
      siennes.map((valeur) => valeur.annee),
      annee,
    );
    const valeur = siennes.find((candidate) => candidate.annee === choisie);
    return valeur ? [{ indicateur, valeur }] : [];
  });
  const pairs = montrees.map(({ indicateur, valeur }) => ({
    indicateur: indicateur.code,
    annee: valeur.annee,
  }));
  const suffisantes = nommant || voisines.length >= VOISINES_MINIMALES_ANONYMES;
  const reperes = await listReperes(db, nommant, suffisantes ? voisines : [], pairs);
  const lignes = montrees.map(({ indicateur, valeur }) => {
    const { code, libelle, unite, decimales, famille, seuilReference } = indicateur;
    const repere = reperes.find((candidate) => candidate.indicateur === code);
    const seuil = nommant ? seuilReference : VOISINES_MINIMALES_ANONYMES;
    return { code, libelle, unite, decimales, famille, valeur, ...repereLisible(repere, seuil) };
  });
  return { lignes, annees: [...new Set(valeurs.map((valeur) => valeur.annee))].sort((a, b) => b - a) };
}

async function listNommees(
  db: Database,
  lecteur: Lecteur,
  scope: Scope,
  uai: string,
  proches: readonly { readonly uai: string; readonly distance: number }[],
): Promise<Comparables["nommees"]> {
  const uais = [uai, ...proches.map((proche) => proche.uai)];
  const [identites, lues] = await Promise.all([
    listIdentites(db, scope, uais),
    listEntrees(db, lecteur, uais),
  ]);
  const decrites = new Map(
    identites.map((identite) => {
      const siennes = lues.filter((lue) => lue.uai === identite.uai);
      const entrees = Object.fromEntries(
        NOMS_ENTREES.map((entree) => [entree, resumerEntree(entree, siennes)]),
      ) as Record<Entree, EntreeResumee>;
      return [identite.uai, { ...identite, entrees }];
    }),
  );
  const soi = decrites.get(uai);
  if (!soi) return null;
  return {
    soi,
    voisines: proches.flatMap((proche) => {
      const decrite = decrites.get(proche.uai);
      if (!decrite) return [];
      const masquee = Object.values(decrite.entrees).some(({ statut }) => statut === "masque");
      return [{ ...decrite, distance: masquee ? null : proche.distance }];
    }),
  };
}
