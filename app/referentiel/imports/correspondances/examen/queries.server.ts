import { sql } from "kysely";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { normalizeHeader } from "#app/platform/files/headers.ts";
import { openTable } from "#app/platform/files/open-table.server.ts";
import { TableError, type TableRow } from "#app/platform/files/table.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { checkUai } from "../../../rules.ts";
import { getDecisions, hashEntete, readFirstRows } from "../../chargement/queries.server.ts";
import { type Recognition, recognize } from "../../chargement/reconnaissance/rules.ts";
import { type Bounds, lineReader } from "../../chargement/rules.ts";
import { DATASETS } from "../../datasets/catalogue.ts";
import { type ColonneVue, listColonnes } from "../colonnes/rules.ts";
import { findColonnesPersonnelles, motifDonneesPersonnelles } from "../personnes/rules.ts";
import { type Correspondance, datasetDecide } from "../rules.ts";
import { type Essai, essayerLecture, LIGNES_ESSAI } from "./rules.ts";

/** The context of an act, with the person that the guard found. */
interface ContexteAgent extends Context {
  readonly actor: unknown;
}

/** A file of a deposit as a person who describes it sees it. */
export interface FichierExamine {
  readonly importId: string;
  readonly id: string;
  readonly nom: string;
  readonly deposeLe: Date;
  readonly anneeDite: number | undefined;
  /** Why nothing can be described: closed deposit, unreadable file, file about persons. */
  readonly obstacle: string | undefined;
  readonly columns: readonly string[];
  readonly colonnes: readonly ColonneVue[];
  readonly rows: readonly TableRow[];
  readonly entete: Buffer | undefined;
  /** True when the header is itself a line of data: that line is lost. */
  readonly sansEntete: boolean;
}

interface FichierRow {
  readonly nom: string;
  readonly emplacement: string;
  readonly annee_dite: number | null;
  readonly depose_le: Date;
  readonly etat: string;
}

/**
 * Reads the first lines of a deposited file. Its content is shown to whoever manages the académie of the person who
 * brought it, and to nobody else: throws NotFound.
 */
export async function getFichierExamine(
  current: ContexteAgent,
  { importId, fichierId }: { readonly importId: string; readonly fichierId: string },
): Promise<FichierExamine> {
  const actor = getActor(current);
  const { nation, academies } = scopeOf(actor, "indicateur.gerer");
  const { rows } =
    isUuid(importId) && isUuid(fichierId)
      ? await sql<FichierRow>`
          select f.nom, f.emplacement, f.annee_dite, i.depose_le, i.etat
          from import_fichier f join import i on i.id = f.import_id
          where f.id = ${fichierId}::uuid and i.id = ${importId}::uuid
            and (${nation} or i.depose_par is null or i.depose_par = ${actor.agentId}::uuid
              or exists (select from fonction_exercee e where e.agent_id = i.depose_par and e.portee_type = 'academie'
                and e.portee_code = any(${[...academies]}::text[])))`.execute(current.db)
      : { rows: [] };
  const [row] = rows;
  if (!row) throw new NotFound();
  const known = {
    importId,
    id: fichierId,
    nom: row.nom,
    deposeLe: row.depose_le,
    anneeDite: row.annee_dite ?? undefined,
  };
  if (row.etat === "applique" || row.etat === "abandonne")
    return {
      ...known,
      ...RIEN,
      obstacle: "Ce dépôt est clos : déposez le fichier à nouveau pour le décrire.",
    };
  return { ...known, ...(await readContenu(row.emplacement)) };
}

const RIEN = { columns: [], colonnes: [], rows: [], entete: undefined, sansEntete: false };

async function readContenu(
  emplacement: string,
): Promise<Pick<FichierExamine, "obstacle" | "columns" | "colonnes" | "rows" | "entete" | "sansEntete">> {
  try {
    const { columns, rows } = await openFirst(emplacement);
    const personnelles = findColonnesPersonnelles(columns, rows);
    if (personnelles.length > 0) return { ...RIEN, obstacle: motifDonneesPersonnelles(personnelles) };
    return {
      obstacle: undefined,
      columns,
      rows,
      colonnes: listColonnes(columns, rows),
      entete: hashEntete(columns),
      sansEntete: columns.some((column) => checkUai(column).ok),
    };
  } catch (error) {
    if (error instanceof TableError) return { ...RIEN, obstacle: error.message };
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    return { ...RIEN, obstacle: "Ce fichier n'est plus sur le serveur : déposez-le à nouveau." };
  }
}

async function openFirst(emplacement: string) {
  const table = await openTable(emplacement);
  return { columns: table.columns, rows: await readFirstRows(table, LIGNES_ESSAI) };
}

/** What a reading would give of the first lines of the file. `bornes` of indicators that do not exist yet. */
export async function readEssai(
  current: ContexteAgent,
  fichier: FichierExamine,
  lecture: Pick<Correspondance, "jeu" | "libelle" | "academie" | "lecture">,
  {
    anneeDite,
    bornes,
    libelles,
  }: {
    readonly anneeDite: number | undefined;
    readonly bornes: ReadonlyMap<string, Bounds>;
    readonly libelles: ReadonlyMap<string, string>;
  },
): Promise<Essai> {
  const decided = datasetDecide(DATASETS, lecture, fichier.columns.map(normalizeHeader));
  if (!decided.ok) throw new NotFound();
  const decisions = await getDecisions(current);
  const codes = fichier.rows.flatMap(({ cells }) => cells[decided.mapping.uai ?? -1] ?? []);
  const uais = codes.map((code) => decisions.decisionsUai.get(code.trim()) ?? code.trim());
  const rows = await current.db
    .selectFrom("structure")
    .select(["uai", "academie_code"])
    .where("uai", "in", uais.length > 0 ? uais : [""])
    .execute();
  const communes = await listCommunes(current, lecture.academie?.code, fichier, decided.mapping.commune);
  return essayerLecture({
    communes,
    dataset: decided.dataset,
    mapping: decided.mapping,
    about: { columns: fichier.columns, fichier: fichier.nom, anneeDite },
    demonstration: decisions.demonstration,
    known: { ...decisions, bornes: new Map([...decisions.bornes, ...bornes]) },
    rows: fichier.rows,
    structures: new Map(rows.map(({ uai, academie_code }) => [uai, academie_code])),
    libelles,
  });
}

/** Communes of the first lines where the académie has structures. */
async function listCommunes(
  { db }: Context,
  academie: string | undefined,
  { rows }: FichierExamine,
  rang: number | undefined,
): Promise<ReadonlySet<string>> {
  if (rang === undefined || academie === undefined) return new Set();
  const codes = rows.map(({ cells }) => (cells[rang] ?? "").trim().toUpperCase().padStart(5, "0"));
  const found = await db
    .selectFrom("structure")
    .select("commune_code")
    .distinct()
    .where("academie_code", "=", academie)
    .where("etat", "<>", "ferme")
    .where("commune_code", "in", codes.length > 0 ? codes : [""])
    .execute();
  return new Set(found.flatMap(({ commune_code }) => commune_code ?? []));
}

/** What the header alone says: its dataset, or the nearest one. */
export function findJeu({ columns, nom, rows }: FichierExamine, anneeDite: number | undefined): Recognition {
  return recognize(DATASETS, columns.map(normalizeHeader), (mapping) =>
    rows.map((row) => lineReader({ mapping, columns, fichier: nom, anneeDite }, row.cells)),
  );
}
