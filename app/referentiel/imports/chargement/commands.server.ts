import { sql } from "kysely";
import type { BulkTransaction } from "#app/platform/db/bulk.server.ts";
import { TableError } from "#app/platform/files/table.ts";
import { Arrivees, type LigneArrivee } from "../arrivees/commands.server.ts";
import type { Dataset, ValueFact } from "../datasets/dataset.ts";
import { canImporterIci } from "../rules.ts";
import {
  type Connus,
  type Decisions,
  type FichierReconnu,
  type LineSink,
  readFichier,
} from "./queries.server.ts";
import {
  addTo,
  type LieuDeStructures,
  type LineFacts,
  type LineObject,
  REJETS_GARDES,
  type Rejection,
} from "./rules.ts";

/** Lines written to the temporary tables at a time. */
const FLUSH_LINES = 5_000;

export interface FichierCharge {
  readonly lu: number;
  readonly repetees: number;
  readonly horsChamp: number;
  readonly rejete: number;
  readonly rejets: readonly Rejection[];
  /** Lines about a commune where the académie has no structure. */
  readonly sansStructure: number;
  /** Malformed codes that a person decided about, with the lines read (or set aside) by that decision. */
  readonly codes: ReadonlyMap<string, number>;
  /** Why the file stopped being readable on the way; nothing of it is kept then. */
  readonly illisible?: string;
}

/**
 * Reads one file into the temporary tables. Lines that refer to a structure or a département that nobody introduced
 * are refused like any other bad line.
 */
export async function chargerFichier(
  bulk: BulkTransaction,
  rang: number,
  fichier: FichierReconnu,
  known: Decisions,
  connus: Connus,
  onLines: (lues: number) => Promise<void>,
): Promise<FichierCharge> {
  const gathering = new Gathering(bulk, rang, fichier, known.demonstration, connus);
  await sql`savepoint fichier`.execute(bulk.tx);
  try {
    const { lues, ...counts } = await readFichier(fichier, known, {
      accept: (facts) => gathering.accept(facts),
      reject: (rejection) => gathering.reject(rejection),
      async flush(read) {
        if (gathering.arrivees.waiting >= FLUSH_LINES) await gathering.arrivees.write();
        await onLines(read);
      },
    });
    await gathering.arrivees.write();
    const { rejete, rejets, sansStructure } = gathering;
    return { lu: lues, ...counts, rejete, rejets, sansStructure };
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    // The lines before the defect were written, with the communes they name: a file that cannot be read to its end is
    // left aside whole.
    await sql`rollback to savepoint fichier`.execute(bulk.tx);
    const nothing = {
      lu: 0,
      repetees: 0,
      horsChamp: 0,
      rejete: 0,
      rejets: [],
      sansStructure: 0,
      codes: new Map(),
    };
    return { ...nothing, illisible: error.message };
  }
}

/** A structure of which only values are said. */
const VALEURS_SEULES = {
  objet: "structure",
  structure: undefined,
  statutEp: undefined,
  dispositifs: [],
  secteurCollege: undefined,
} as const;

class Gathering implements Omit<LineSink, "flush"> {
  rejete = 0;
  sansStructure = 0;
  readonly rejets: Rejection[] = [];
  readonly arrivees: Arrivees;
  private readonly rang: number;
  private readonly dataset: Dataset;
  private readonly demonstration: boolean;
  private readonly connus: Connus;

  constructor(
    bulk: BulkTransaction,
    rang: number,
    { reading }: FichierReconnu,
    demonstration: boolean,
    connus: Connus,
  ) {
    this.arrivees = new Arrivees(bulk);
    this.rang = rang;
    this.dataset = reading.dataset;
    this.demonstration = demonstration;
    this.connus = connus;
  }

  reject(rejection: Rejection): void {
    this.rejete += 1;
    if (this.rejets.length < REJETS_GARDES) this.rejets.push(rejection);
  }

  accept({ ligne, dit, annee, valeurs }: LineFacts): void {
    const obstacle =
      findObstacle(dit, this.connus) ?? findInterdit(dit, this.dataset, this.demonstration, this.connus);
    if (obstacle) {
      this.reject({ ligne, colonne: "", ...obstacle });
      return;
    }
    this.learn(dit);
    const autorite = this.dataset.objet === "structure" ? this.dataset.autorite : undefined;
    const line = { fichier: this.rang, ligne, annee, autorite };
    if (dit.objet === "structures_commune") this.spread(line, dit, valeurs);
    else this.arrivees.add(line, dit, valeurs);
  }

  private spread(line: LigneArrivee, dit: LieuDeStructures, valeurs: readonly ValueFact[]): void {
    const own = this.listStructures(dit);
    if (own.length === 0) this.sansStructure += 1;
    for (const uai of own) this.arrivees.add(line, { ...VALEURS_SEULES, uai }, valeurs);
  }

  /** Structures of a commune that the file may speak of: a commune may lie beside the académie. */
  private listStructures({ commune }: LieuDeStructures): readonly string[] {
    const academie = this.dataset.objet === "structure" ? this.dataset.academie?.code : undefined;
    return (this.connus.communes.get(commune) ?? []).filter(
      (uai) =>
        this.connus.structures.get(uai) === academie &&
        canImporterIci(this.dataset, uai, this.demonstration).ok,
    );
  }

  /** The lines that follow may refer to what this one introduces. */
  private learn(dit: LineObject): void {
    const { departements, structures } = this.connus;
    if (dit.objet === "departement") departements.set(dit.departement.code, dit.departement.academie);
    if (dit.objet !== "structure" || !dit.structure) return;
    const { departement, academie } = dit.structure;
    if (academie && !departements.has(departement)) departements.set(departement, academie);
    if (structures.has(dit.uai)) return;
    structures.set(dit.uai, departements.get(departement) ?? "");
    if (dit.structure.commune && dit.structure.etat !== "ferme")
      addTo(this.connus.communes, dit.structure.commune, dit.uai);
  }
}

/** What a file of an académie may not bring: structures of its neighbours; in a demonstration, those that exist. */
function findInterdit(
  dit: LineObject,
  dataset: Dataset,
  demonstration: boolean,
  { structures }: Connus,
): Pick<Rejection, "valeur" | "raison"> | undefined {
  // Of a commune, the structures that the file may speak of are chosen one by one.
  if (dit.objet === "structures_commune") return undefined;
  const uai = dit.objet === "structure" ? dit.uai : undefined;
  const here = canImporterIci(dataset, uai, demonstration);
  if (!here.ok) return { valeur: uai ?? "", raison: here.message };
  const academie = dataset.objet === "structure" ? dataset.academie : undefined;
  if (!academie || uai === undefined || structures.get(uai) === academie.code) return undefined;
  return {
    valeur: uai,
    raison: `${uai} n'est pas une structure de l'académie de ${academie.nom} : un fichier de l'académie ne parle que des siennes.`,
  };
}

/** What prevents a line from being attached to something known. */
function findObstacle(dit: LineObject, connus: Connus): Pick<Rejection, "valeur" | "raison"> | undefined {
  const departement = departementOf(dit);
  if (departement !== undefined && !connus.departements.has(departement)) {
    return {
      valeur: departement,
      raison: `Le département ${departement} n'est pas connu et la ligne ne dit pas son académie. Importez d'abord le fichier des adresses, qui la donne.`,
    };
  }
  if (dit.objet === "structure" && !dit.structure && !connus.structures.has(dit.uai)) {
    return {
      valeur: dit.uai,
      raison: `${dit.uai} n'est pas une structure connue. Importez d'abord l'annuaire, puis ce fichier à nouveau.`,
    };
  }
  return undefined;
}

/** The département that a line takes for granted; undefined when it introduces it itself. */
function departementOf(dit: LineObject): string | undefined {
  if (dit.objet === "structure") return dit.structure?.academie ? undefined : dit.structure?.departement;
  if (dit.objet === "commune") return dit.commune.departement;
  if (dit.objet === "circonscription") return dit.circonscription.departement;
  return dit.objet === "territoire" && dit.territoire.niveau === "departement"
    ? dit.territoire.code
    : undefined;
}
