import { sql } from "kysely";
import type { BulkTransaction, Cell } from "#app/platform/db/bulk.server.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { TableError } from "#app/platform/files/table.ts";
import { normalizeSearch } from "../../rules.ts";
import type { Dataset } from "../datasets/dataset.ts";
import type { FichierReconnu, LineSink } from "./queries.server.ts";
import { readFichier } from "./queries.server.ts";
import { type Bounds, type LineFacts, REJETS_GARDES, type Rejection } from "./rules.ts";

/** Lines written to the temporary tables at a time. */
const FLUSH_LINES = 5_000;

export interface FichierCharge {
  readonly lu: number;
  readonly repetees: number;
  readonly rejete: number;
  readonly rejets: readonly Rejection[];
  /** Why the file stopped being readable on the way; nothing of it is kept then. */
  readonly illisible?: string;
}

/** Temporary tables that hold what the files say until it is compared with what is known. They die with the transaction. */
export async function preparerArrivees(tx: Tx, fichierIds: readonly string[]): Promise<void> {
  await sql`create temporary table arrivee_fichier (rang smallint primary key, id uuid) on commit drop`.execute(
    tx,
  );
  await sql`insert into arrivee_fichier select ordinality, id from unnest(${[...fichierIds]}::uuid[]) with ordinality as f (id)`.execute(
    tx,
  );
  await sql`create temporary table arrivee_structure (
    fichier smallint, ligne integer, annee smallint, autorite smallint, uai text, nom text, type text, secteur text, etat text,
    departement text, commune text, commune_nom text, adresse text, code_postal text, latitude double precision, longitude double precision,
    ouverte_le date, recherche text) on commit drop`.execute(tx);
  await sql`create temporary table arrivee_valeur (
    fichier smallint, ligne integer, uai text, indicateur_code text, annee smallint, valeur double precision, statut text,
    texte text, colonne text) on commit drop`.execute(tx);
  await sql`create temporary table arrivee_ep (
    fichier smallint, ligne integer, uai text, annee smallint, statut text) on commit drop`.execute(tx);
  await sql`create temporary table arrivee_action (fichier smallint, ligne integer, modifie boolean) on commit drop`.execute(
    tx,
  );
}

/** Départements that Insee attributes to nobody: the fictitious académie lives there. */
const DEPARTEMENTS_FICTIFS = /^96[1-9]$/;

/**
 * Reads one file into the temporary tables. Lines whose département is unknown and cannot be placed in an académie
 * are refused like any other bad line.
 */
export async function chargerFichier(
  bulk: BulkTransaction,
  rang: number,
  fichier: FichierReconnu,
  bornes: ReadonlyMap<string, Bounds>,
  onLines: (lues: number) => Promise<void>,
): Promise<FichierCharge> {
  const known = await listDepartementCodes(bulk.tx);
  const gathering = new Gathering(bulk, rang, fichier.dataset, known);
  await sql`savepoint fichier`.execute(bulk.tx);
  try {
    const { lues, repetees } = await readFichier(fichier, bornes, {
      accept: (facts) => gathering.accept(facts),
      reject: (rejection) => gathering.reject(rejection),
      async flush(read) {
        if (gathering.waiting >= FLUSH_LINES) await gathering.write();
        await onLines(read);
      },
    });
    await gathering.write();
    return { lu: lues, repetees, rejete: gathering.rejete, rejets: gathering.rejets };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    // The lines before the defect were written, with the communes they name: a file that cannot be read to its end is
    // left aside whole.
    await sql`rollback to savepoint fichier`.execute(bulk.tx);
    return { lu: 0, repetees: 0, rejete: 0, rejets: [], illisible: error.message };
  }
}

async function listDepartementCodes(tx: Tx): Promise<Set<string>> {
  const rows = await tx.selectFrom("departement").select("code").execute();
  return new Set(rows.map(({ code }) => code));
}

/** What the lines read so far say, waiting to be written. */
class Gathering implements Omit<LineSink, "flush"> {
  rejete = 0;
  readonly rejets: Rejection[] = [];
  waiting = 0;
  private structures: Cell[][] = [];
  private valeurs: Cell[][] = [];
  private statuts: Cell[][] = [];
  private territoires = new Map<string, LineFacts>();
  private readonly bulk: BulkTransaction;
  private readonly rang: number;
  private readonly dataset: Dataset;
  private readonly departements: Set<string>;

  constructor(bulk: BulkTransaction, rang: number, dataset: Dataset, departements: Set<string>) {
    this.bulk = bulk;
    this.rang = rang;
    this.dataset = dataset;
    this.departements = departements;
  }

  reject(rejection: Rejection): void {
    this.rejete += 1;
    if (this.rejets.length < REJETS_GARDES) this.rejets.push(rejection);
  }

  accept(facts: LineFacts): void {
    const { structure } = facts;
    if (!this.departements.has(structure.departement) && !structure.academie) {
      this.reject({
        ligne: facts.ligne,
        colonne: "",
        valeur: structure.departement,
        raison: `Le département ${structure.departement} n'est pas connu et la ligne ne dit pas son académie. Importez d'abord le fichier des adresses, qui la donne.`,
      });
      return;
    }
    this.departements.add(structure.departement);
    // The line that names the académie introduces the département; a later line without it must not hide it.
    if (structure.academie) this.territoires.set(`departement ${structure.departement}`, facts);
    if (structure.commune) this.territoires.set(`commune ${structure.commune}`, facts);
    const from = [this.rang, facts.ligne];
    this.structures.push([
      ...from,
      facts.annee,
      this.dataset.autorite === "annuaire" ? 1 : 2,
      ...[facts.uai, structure.nom, structure.type, structure.secteur, structure.etat, structure.departement],
      ...[
        structure.commune,
        structure.communeNom,
        structure.adresse,
        structure.codePostal,
        structure.latitude,
        structure.longitude,
      ],
      structure.ouverteLe,
      normalizeSearch(`${structure.nom} ${structure.communeNom} ${facts.uai}`),
    ]);
    for (const value of facts.valeurs) {
      this.valeurs.push([
        ...from,
        facts.uai,
        value.indicateur,
        value.annee,
        value.valeur,
        value.statut,
        value.texte,
        value.colonne,
      ]);
    }
    if (facts.statutEp) this.statuts.push([...from, facts.uai, facts.annee, facts.statutEp.statut]);
    this.waiting += 1;
  }

  async write(): Promise<void> {
    await ajouterTerritoires(this.bulk.tx, [...this.territoires.values()]);
    await this.bulk.copy("arrivee_structure", this.structures);
    await this.bulk.copy("arrivee_valeur", this.valeurs);
    await this.bulk.copy("arrivee_ep", this.statuts);
    this.structures = [];
    this.valeurs = [];
    this.statuts = [];
    this.territoires = new Map();
    this.waiting = 0;
  }
}

/** Adds the académies, départements and communes that the lines name and that the reference does not know. */
async function ajouterTerritoires(tx: Tx, lines: readonly LineFacts[]): Promise<void> {
  const structures = lines.map(({ structure }) => structure);
  const placed = structures.filter(({ academie }) => academie !== undefined);
  await sql`insert into academie (code, nom, nation)
    select distinct on (code) code, nom, nation from unnest(
      ${placed.map((s) => s.academie)}::text[], ${placed.map((s) => s.academieNom ?? `Académie ${s.academie}`)}::text[],
      ${placed.map((s) => (DEPARTEMENTS_FICTIFS.test(s.departement) ? "demonstration" : "france"))}::text[]) as t (code, nom, nation)
    on conflict do nothing`.execute(tx);
  await sql`insert into departement (code, nom, academie_code)
    select distinct on (code) code, nom, academie from unnest(
      ${placed.map((s) => s.departement)}::text[], ${placed.map((s) => s.departementNom ?? s.departement)}::text[],
      ${placed.map((s) => s.academie)}::text[]) as t (code, nom, academie)
    on conflict do nothing`.execute(tx);
  const communes = structures.filter(({ commune }) => commune !== undefined);
  await sql`insert into commune (code, nom, departement_code)
    select distinct on (code) code, nom, departement from unnest(
      ${communes.map((s) => s.commune)}::text[], ${communes.map((s) => s.communeNom || (s.commune ?? ""))}::text[],
      ${communes.map((s) => s.departement)}::text[]) as t (code, nom, departement)
    on conflict do nothing`.execute(tx);
}
