import { createHash, randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "#app/platform/context.ts";
import { deposerImport, type FichierDepose } from "#app/referentiel/imports/commands.server.ts";
import { appliquerImport, previsualiserImport } from "#app/referentiel/imports/execution/commands.server.ts";
import { getImport, type ImportVu } from "#app/referentiel/imports/queries.server.ts";
import type { TestDatabase } from "./database.ts";

export type Contenu = string | Buffer;
export type Contenus = Readonly<Record<string, Contenu>>;

/** UAI of a département on three characters and a number; the letter is computed here, not by the product. */
export function uaiOf(departement: string, numero: number): string {
  const digits = `${departement}${String(numero).padStart(4, "0")}`;
  return digits + "ABCDEFGHJKLMNPRSTUVWXYZ"[Number(digits) % 23];
}

/**
 * Empties what imports write, journals included, as nobody but a superuser can: a clone for each of forty tests would
 * cost twenty seconds.
 */
export async function viderReferentiel({ pool }: TestDatabase): Promise<void> {
  await pool.query(`begin; set local session_replication_role = replica;
    truncate import_rejet, statut_ep_annuel, valeur_indicateur, structure_modification, structure, reference_indicateur,
      comptage_structure, mot_recherche, import_fichier, import, audit_valeur, audit_maillon, audit_event, tache, commune,
      contour, circonscription, bassin, correspondance, decision_uai cascade;
    delete from departement where code like '96_' or code = '999';
    delete from academie where code in ('96', '98'); commit`);
}

type Ligne = Readonly<Record<string, string>>;

/** A CSV of these lines: the columns are those of the first. */
export function csv(lignes: readonly Ligne[], separator = ";"): string {
  const columns = Object.keys(lignes[0] ?? {});
  const rows = lignes.map((ligne) => columns.map((column) => ligne[column] ?? ""));
  return [columns, ...rows].map((row) => `${row.join(separator)}\n`).join("");
}

/** A line of the address register: a public collège of Le Mans, unless told otherwise. */
export function adresse(uai: string, change: Ligne = {}): Ligne {
  return {
    numero_uai: uai,
    appellation_officielle: `Collège ${uai}`,
    secteur_public_prive_libe: "Public",
    nature_uai: "340",
    etat_etablissement: "1",
    code_commune: "72181",
    libelle_commune: "Le Mans",
    code_departement: "072",
    libelle_departement: "Sarthe",
    code_academie: "17",
    libelle_academie: "Nantes",
    latitude: "48.0",
    longitude: "0.2",
    date_ouverture: "1973-10-25",
    ...change,
  };
}

/** A line of the IPS of collèges, in the manner of 2022. */
export function ips(uai: string, change: Ligne = {}): Ligne {
  return {
    rentree_scolaire: "2023-2024",
    uai,
    nom_de_l_etablissment: `COLLEGE ${uai}`,
    code_du_departement: "072",
    code_insee_de_la_commune: "72181",
    nom_de_la_commune: "LE MANS",
    secteur: "public",
    ips: "100.5",
    ecart_type_de_l_ips: "30",
    ...change,
  };
}

/** A line of the pupils by collège, in the manner of 2026. */
export function effectifs(uai: string, change: Ligne = {}): Ligne {
  return {
    "Rentrée scolaire": "2024",
    "Code académie": "17",
    Académie: "NANTES",
    "Code département": "072",
    Commune: "LE MANS",
    UAI: uai,
    "Dénomination principale": "COLLEGE",
    Patronyme: uai,
    Secteur: "PUBLIC",
    REP: "0",
    "REP +": "0",
    nombre_eleves_total: "400",
    "Nombre d'élèves total Segpa": "0",
    "Nombre d'élèves total ULIS": "12",
    "6èmes total": "101",
    ...change,
  };
}

/** Marks the database as a real service or as a demonstration, as a start would. */
export async function marquer({ pool }: TestDatabase, demonstration = false): Promise<void> {
  await pool.query("insert into installation (demonstration, creee_le) values ($1, now())", [demonstration]);
}

/** Hands files in without previewing them. Gives the import back. */
export async function deposer(context: Context, contenus: Contenus): Promise<string> {
  const folder = join(context.settings.dataFolder, randomBytes(6).toString("hex"));
  await mkdir(folder, { recursive: true });
  const fichiers: FichierDepose[] = [];
  for (const [nom, contenu] of Object.entries(contenus)) {
    const bytes = Buffer.from(contenu as string);
    const emplacement = join(folder, nom);
    await writeFile(emplacement, bytes);
    const empreinte = createHash("sha256").update(bytes).digest();
    fichiers.push({ nom, taille: bytes.length, empreinte, emplacement });
  }
  return deposerImport(context, { origine: "commande", agentId: null, fichiers }, false);
}

const silently = async () => {};

export async function appliquer(context: Context, contenus: Contenus): Promise<ImportVu> {
  const id = await deposer(context, contenus);
  await appliquerImport(context, id, silently);
  return getImport(context.db, id);
}

export async function previsualiser(context: Context, contenus: Contenus): Promise<ImportVu> {
  const id = await deposer(context, contenus);
  await previsualiserImport(context, id, silently);
  return getImport(context.db, id);
}

type Comptes = readonly [lu: number, cree: number, modifie: number, inchange: number, rejete: number];

/** Counts of a file of an import. Fails when it has none. */
export function comptesOf(vu: ImportVu, nom = vu.fichiers[0]?.nom): Comptes {
  const fichier = vu.fichiers.find((candidate) => candidate.nom === nom);
  const comptes = [fichier?.lu, fichier?.cree, fichier?.modifie, fichier?.inchange, fichier?.rejete];
  if (comptes.some((compte) => typeof compte !== "number"))
    throw new Error(`${nom} has no counts: ${fichier?.etat}, ${fichier?.motif}`);
  return comptes as unknown as Comptes;
}

const REFERENTIEL = [
  ["academie", "code"],
  ["departement", "code"],
  ["commune", "code"],
  ["structure", "uai"],
  ["structure_modification", "id"],
  ["statut_ep_annuel", "id"],
  ["valeur_indicateur", "id"],
  ["reference_indicateur", "indicateur_code, annee, type, secteur, niveau, territoire"],
  ["comptage_structure", "academie_code, departement_code, type, secteur, statut_ep"],
  ["mot_recherche", "mot"],
  ["audit_event", "id"],
] as const;

/** One checksum a table of everything an import may write. */
export async function checksumReferentiel({ pool }: Pick<Context, "pool">): Promise<Record<string, string>> {
  const sums: Record<string, string> = {};
  for (const [table, key] of REFERENTIEL) {
    const { rows } = await pool.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) order by ${key})), '') as sum from ${table} t`,
    );
    sums[table] = rows[0]?.sum ?? "";
  }
  return sums;
}
