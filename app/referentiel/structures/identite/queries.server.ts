import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { isVaste, type Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { EtatStructure, Secteur, StatutEp, TypeStructure } from "../../rules.ts";

export interface Structure {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly secteur: Secteur;
  readonly etat: EtatStructure;
  readonly adresse: string;
  readonly codePostal: string;
  readonly communeNom: string;
  readonly departementCode: string;
  readonly departementNom: string;
  readonly academieCode: string;
  readonly academieNom: string;
  readonly nation: "france" | "demonstration";
  readonly ouverteLe: string | null;
  readonly fermeeLe: string | null;
  readonly courriel: string | null;
  readonly telephone: string | null;
  readonly site: string | null;
  readonly circonscriptionCode: string | null;
  readonly circonscriptionNom: string | null;
  readonly circonscriptionCourriel: string | null;
  readonly bassinCode: string | null;
  readonly bassinNom: string | null;
  readonly offre: readonly string[];
  readonly statutEp: StatutEp | null;
  readonly statutEpAnnee: number | null;
  readonly sourceIdentite: "annuaire" | "adresse" | "statistique";
  readonly identiteLe: string | null;
  readonly origine: { readonly fichier: string; readonly ligne: number; readonly le: Date };
}

/** The identity of a structure in scope. Throws NotFound when it does not exist or is out of scope. */
export async function getStructure(db: Database, scope: Scope, uai: string): Promise<Structure> {
  const row = await db
    .selectFrom("structure")
    .innerJoin("academie as a", "a.code", "structure.academie_code")
    .innerJoin("departement as d", "d.code", "structure.departement_code")
    .innerJoin("import_fichier as f", "f.id", "structure.fichier_id")
    .leftJoin("circonscription as c", "c.code", "structure.circonscription_code")
    .leftJoin("bassin as b", "b.code", "structure.bassin_code")
    .select([
      "structure.uai",
      "structure.nom",
      "structure.type",
      "structure.secteur",
      "structure.etat",
      "structure.adresse",
    ])
    .select([
      "structure.code_postal",
      "structure.commune_nom",
      "structure.ouverte_le",
      "structure.statut_ep",
      "structure.statut_ep_annee",
    ])
    .select(["structure.source_identite", "structure.ligne", "structure.enregistre_le", "f.nom as fichier"])
    .select([
      "d.code as departementCode",
      "d.nom as departementNom",
      "a.code as academieCode",
      "a.nom as academieNom",
      "a.nation",
    ])
    .select(["structure.fermee_le", "structure.courriel", "structure.telephone", "structure.site"])
    .select(["structure.offre", "structure.identite_le"])
    .select([
      "c.code as circonscriptionCode",
      "c.nom as circonscriptionNom",
      "c.courriel as circonscriptionCourriel",
    ])
    .select(["b.code as bassinCode", "b.nom as bassinNom"])
    .where("structure.uai", "=", uai)
    .where(withinScope(scope))
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return {
    uai: row.uai,
    fermeeLe: row.fermee_le,
    courriel: row.courriel,
    telephone: row.telephone,
    site: row.site,
    circonscriptionCode: row.circonscriptionCode,
    circonscriptionNom: row.circonscriptionNom,
    circonscriptionCourriel: row.circonscriptionCourriel,
    bassinCode: row.bassinCode,
    bassinNom: row.bassinNom,
    offre: row.offre ?? [],
    identiteLe: row.identite_le,
    nom: row.nom,
    type: row.type as TypeStructure,
    secteur: row.secteur as Secteur,
    etat: row.etat as EtatStructure,
    adresse: row.adresse,
    codePostal: row.code_postal,
    communeNom: row.commune_nom,
    departementCode: row.departementCode,
    departementNom: row.departementNom,
    academieCode: row.academieCode,
    academieNom: row.academieNom,
    nation: row.nation as Structure["nation"],
    ouverteLe: row.ouverte_le,
    statutEp: row.statut_ep as StatutEp | null,
    statutEpAnnee: row.statut_ep_annee,
    sourceIdentite: row.source_identite as Structure["sourceIdentite"],
    origine: { fichier: row.fichier, ligne: row.ligne, le: row.enregistre_le },
  };
}

export interface StatutEpAnnuel {
  readonly annee: number;
  readonly statut: StatutEp;
}

/** Education-priority status at each rentrée, latest first. */
export async function listStatutsEp(db: Database, uai: string): Promise<StatutEpAnnuel[]> {
  const rows = await db
    .selectFrom("statut_ep_annuel")
    .select(["annee", "statut"])
    .where("uai", "=", uai)
    .where("remplace_le", "is", null)
    .orderBy("annee", "desc")
    .execute();
  return rows.map(({ annee, statut }) => ({ annee, statut: statut as StatutEp }));
}

export interface ModificationIdentite {
  readonly champ: string;
  readonly avant: string | null;
  readonly apres: string | null;
  readonly le: Date;
  readonly fichier: string;
}

/** What changed in the identity of a structure, latest first. */
export async function listModifications(db: Database, uai: string): Promise<ModificationIdentite[]> {
  return db
    .selectFrom("structure_modification as m")
    .innerJoin("import_fichier as f", "f.id", "m.fichier_id")
    .select(["m.champ", "m.avant", "m.apres", "m.enregistre_le as le", "f.nom as fichier"])
    .where("m.uai", "=", uai)
    .orderBy("m.id", "desc")
    .limit(50)
    .execute();
}

export interface ChangementRecent {
  readonly uai: string;
  readonly nom: string;
  readonly le: Date;
  /** How many facts of its identity changed at that moment. */
  readonly n: number;
}

/** What a wide scope looks back at: the moments of the latest import, without reading all that ever changed. */
const DERNIERES_MODIFICATIONS = 2_000;

/** Keeps the lookup by key: few structures of a wide scope may be reached, and the table would be read whole to find them. */
const PAR_CLE = sql`offset 0`;

/** The latest changes of the identity of structures in scope, by structure and moment, latest first. */
export async function listChangementsRecents(
  db: Database,
  scope: Scope,
  limit: number,
): Promise<ChangementRecent[]> {
  const vaste = isVaste(scope);
  const source = vaste
    ? sql`(select uai, enregistre_le from structure_modification order by id desc limit ${DERNIERES_MODIFICATIONS})`
    : sql`structure_modification`;
  const { rows } = await sql<ChangementRecent>`
    select structure.uai, structure.nom, m.enregistre_le as le, count(*)::int as n
    from ${source} m cross join lateral (select uai, nom from structure
      where structure.uai = m.uai and ${withinScope(scope)} ${vaste ? PAR_CLE : sql``}) structure
    group by structure.uai, structure.nom, m.enregistre_le order by le desc, structure.nom, structure.uai limit ${limit}`.execute(
    db,
  );
  return rows;
}
