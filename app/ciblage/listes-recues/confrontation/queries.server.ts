import { createHash } from "node:crypto";
import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import {
  getLecteur,
  type Lecteur,
  readValeur,
  withinLecture,
  withMasque,
} from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import type { TypeStructure } from "#app/referentiel/rules.ts";
import { choisirDerniereAnnee } from "../../calculs/entree/rules.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { readExclusion } from "../../populations/queries.server.ts";
import type { MotIndicateur } from "../../regles/lecture/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { listMots } from "../../scenarios/indicateurs/queries.server.ts";
import type { ListeRecue } from "../queries.server.ts";
import {
  type ComptesRecus,
  type Connue,
  countLignes,
  jugerLignes,
  type LigneJugee,
  type ValeurConnue,
} from "./rules.ts";

export interface Confrontation {
  /** Lines of the structures that the person reaches, and those that name none of the académie. */
  readonly lignes: readonly LigneJugee[];
  readonly comptes: ComptesRecus;
  readonly horsPerimetre: number;
  /** The announced indicator; null without a criterion as data. */
  readonly mot: MotIndicateur | null;
  /** School years of our values, one by family, in their order. */
  readonly annees: readonly number[];
  /** Changes with what the list would do. */
  readonly vue: string;
}

/** Each line of a received list beside what is known of its structure, as one person reads it with one permission. */
export async function getConfrontation(
  db: Database | Tx,
  actor: Actor,
  permission: "ciblage.lire" | "ciblage.proposer",
  campagne: Campagne,
  liste: ListeRecue,
): Promise<Confrontation> {
  const uais = [...new Set(liste.lignes.map(({ uai }) => uai))];
  const connues = await listConnues(db, campagne, scopeOf(actor, permission), uais);
  const valeurs = liste.annonce
    ? await findValeurs(db, getLecteur(actor), campagne, liste.annonce.code, uais)
    : new Map<string, ValeurConnue>();
  const jugees = jugerLignes(liste.lignes, {
    ...{ academie: campagne.academie, critere: liste.annonce, connues, valeurs },
  });
  const lignes = jugees.filter(({ uai }) => {
    const connue = connues.get(uai);
    return connue?.academie !== campagne.academie || connue.atteinte;
  });
  const mots = liste.annonce ? await listMots(db as Database, [liste.annonce.code]) : {};
  const mot = liste.annonce && mots[liste.annonce.code];
  return {
    lignes,
    comptes: countLignes(lignes),
    horsPerimetre: jugees.length - lignes.length,
    mot: mot ?? null,
    annees: [...new Set([...valeurs.values()].map(({ annee }) => annee))].sort((a, b) => a - b),
    vue: hashVue(lignes),
  };
}

function hashVue(lignes: readonly LigneJugee[]): string {
  const entrantes = lignes.filter(({ entre }) => entre).map(({ uai }) => uai);
  return createHash("sha256").update(entrantes.join(" ")).digest("hex").slice(0, 16);
}

async function listConnues(
  db: Database | Tx,
  campagne: Campagne,
  scope: Scope,
  uais: readonly string[],
): Promise<Map<string, Connue>> {
  const types = campagne.familles.flatMap((famille) => [...FAMILLES_ANALYSE[famille].types]);
  const { rows } = await sql<Connue & { uai: string }>`
    select structure.uai, structure.nom, structure.type, structure.commune_nom as commune,
      departement.nom as "departementNom", structure.academie_code as academie,
      structure.type = any(${types}::text[]) as regardee, ${readExclusion(campagne)} as raison,
      candidature.etat as candidature, ${withinScope(scope)} as atteinte
    from structure join departement on departement.code = structure.departement_code
    left join commune on commune.code = structure.commune_code
    left join candidature on candidature.uai = structure.uai and candidature.campagne_id = ${campagne.id}::uuid
    where structure.uai = any(${[...uais]}::text[])`.execute(db);
  return new Map(rows.map(({ uai, ...connue }) => [uai, connue]));
}

/** How many school years before the campaign a value may come from. */
const RECUL = 8;

interface ValeurLue extends ValeurConnue {
  readonly uai: string;
  readonly type: TypeStructure;
}

/**
 * Values of one indicator, those of one family in one year: the latest that tells of half of its structures, never from
 * before a break. Families are published at different times: one year for all would leave whole ones without a value.
 */
async function findValeurs(
  db: Database | Tx,
  lecteur: Lecteur,
  campagne: Campagne,
  code: string,
  uais: readonly string[],
): Promise<Map<string, ValeurConnue>> {
  const { valeur, statut } = readValeur(lecteur);
  const { rows } = await sql<ValeurLue>`
    select v.uai, structure.type, v.annee, ${valeur} as valeur, ${statut} as statut
    from structure join valeur_indicateur v on v.uai = structure.uai and v.indicateur_code = ${code}
      and v.remplace_le is null and v.annee >= ${campagne.annee - RECUL}
    join indicateur on indicateur.code = v.indicateur_code
    ${withMasque}
    where structure.uai = any(${[...uais]}::text[]) and structure.academie_code = ${campagne.academie}
      and ${withinLecture(lecteur)}`.execute(db);
  const { rows: ruptures } = await sql<{ annee: number; types: TypeStructure[] | null }>`
    select annee, types from rupture_serie where indicateur_code = ${code}`.execute(db);
  const found = Object.values(FAMILLES_ANALYSE).flatMap(({ types }) => {
    const own: readonly TypeStructure[] = types;
    const breaks = ruptures.filter((rupture) => rupture.types?.some((type) => own.includes(type)) ?? true);
    return valeursDe(
      rows.filter(({ type }) => own.includes(type)),
      breaks.map(({ annee }) => annee),
    );
  });
  return new Map(found.map(({ uai, ...value }) => [uai, value]));
}

function valeursDe(rows: readonly ValeurLue[], ruptures: readonly number[]): ValeurLue[] {
  const known = new Map<number, number>();
  for (const { annee, statut } of rows) if (statut === "ok") known.set(annee, (known.get(annee) ?? 0) + 1);
  const couvertures = [...known].map(([annee, connues]) => ({ annee, connues }));
  const structures = new Set(rows.map(({ uai }) => uai)).size;
  // Without any number, the latest year still says why: not significant, not published, hidden.
  const latest = Math.max(...rows.map(({ annee }) => annee));
  const annee = choisirDerniereAnnee(couvertures, structures, ruptures) ?? latest;
  return rows.filter((row) => row.annee === annee);
}
