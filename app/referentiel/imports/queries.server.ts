import { sql } from "kysely";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import type { Feuille } from "#app/platform/files/table.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { EtatImport, ImportState } from "./rules.ts";

/** Loads, under lock, what the rules of an import look at. Throws NotFound when there is no such import. */
export async function getImportState(tx: Tx, id: string): Promise<ImportState> {
  const row = await tx
    .selectFrom("import")
    .select(["etat", "version"])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFound();
  const { rows } = await sql<{ en_travail: boolean; reconnus: number }>`
    select exists (select from tache where objet_type = 'import' and objet_id = ${id} and terminee_le is null) as en_travail,
           (select count(*)::int from import_fichier where import_id = ${id}::uuid and etat = 'reconnu') as reconnus`.execute(
    tx,
  );
  return {
    etat: row.etat as EtatImport,
    version: row.version,
    enTravail: rows[0]?.en_travail ?? false,
    reconnus: rows[0]?.reconnus ?? 0,
  };
}

export interface ImportResume {
  readonly id: string;
  readonly etat: EtatImport;
  readonly origine: string;
  readonly deposePar: string | null;
  readonly deposeLe: Date;
  readonly appliqueLe: Date | null;
  readonly fichiers: number;
  readonly lu: number;
  readonly cree: number;
  readonly modifie: number;
  readonly rejete: number;
}

/** The latest imports, newest first. `offset` and `limit` count imports. */
export async function listImports(
  db: Database,
  page: { offset: number; limit: number },
): Promise<{ imports: ImportResume[]; total: number }> {
  const rows = await db
    .selectFrom("import as i")
    .leftJoin("agent as a", "a.id", "i.depose_par")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("import_fichier as f")
          .select(({ fn }) => [
            fn.countAll<number>().as("fichiers"),
            fn.coalesce(fn.sum<number>("f.lu"), sql<number>`0`).as("lu"),
            fn.coalesce(fn.sum<number>("f.cree"), sql<number>`0`).as("cree"),
            fn.coalesce(fn.sum<number>("f.modifie"), sql<number>`0`).as("modifie"),
            fn.coalesce(fn.sum<number>("f.rejete"), sql<number>`0`).as("rejete"),
          ])
          .whereRef("f.import_id", "=", "i.id")
          .as("f"),
      (join) => join.onTrue(),
    )
    .select(["i.id", "i.etat", "i.origine", "i.depose_le as deposeLe", "i.applique_le as appliqueLe"])
    .select(["f.fichiers", "f.lu", "f.cree", "f.modifie", "f.rejete"])
    .select(sql<string | null>`a.prenom || ' ' || a.nom`.as("deposePar"))
    .orderBy("i.depose_le", "desc")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const total = await db
    .selectFrom("import")
    .select(({ fn }) => fn.countAll<number>().as("n"))
    .executeTakeFirstOrThrow();
  return {
    imports: rows.map((row) => ({
      ...row,
      etat: row.etat as EtatImport,
      fichiers: row.fichiers ?? 0,
      lu: row.lu ?? 0,
      cree: row.cree ?? 0,
      modifie: row.modifie ?? 0,
      rejete: row.rejete ?? 0,
    })),
    total: total.n,
  };
}

export interface TacheVue {
  readonly id: string;
  readonly genre: string;
  readonly etat: "en_attente" | "en_cours" | "terminee" | "echouee" | "annulee";
  readonly avancement: number;
  readonly etape: string;
  readonly erreur: string | null;
  readonly annulationDemandee: boolean;
}

export interface FichierVu {
  readonly id: string;
  readonly nom: string;
  readonly taille: number;
  readonly etat: "depose" | "reconnu" | "inconnu" | "illisible";
  readonly jeu: string | null;
  readonly motif: string | null;
  readonly avertissements: readonly string[];
  readonly lu: number | null;
  readonly cree: number | null;
  readonly modifie: number | null;
  readonly inchange: number | null;
  readonly rejete: number | null;
  /** Sheets of a workbook: where its lines are found again. */
  readonly feuilles: readonly Feuille[];
  /** Its columns were read: a person may say what they hold. */
  readonly decrivable: boolean;
  /** Name of the description that served, and whether it is that of a file of an académie. */
  readonly lecture: { readonly libelle: string; readonly academie: string | null } | null;
}

export interface ImportVu {
  readonly id: string;
  readonly etat: EtatImport;
  readonly version: number;
  readonly origine: string;
  readonly deposePar: string | null;
  readonly deposeLe: Date;
  readonly appliqueLe: Date | null;
  readonly fichiers: readonly FichierVu[];
  readonly tache: TacheVue | null;
}

/** One import with its files and its latest work. Throws NotFound when there is no such import. */
export async function getImport(db: Database, id: string): Promise<ImportVu> {
  const row = await db
    .selectFrom("import as i")
    .leftJoin("agent as a", "a.id", "i.depose_par")
    .select([
      "i.id",
      "i.etat",
      "i.version",
      "i.origine",
      "i.depose_le as deposeLe",
      "i.applique_le as appliqueLe",
    ])
    .select(sql<string | null>`a.prenom || ' ' || a.nom`.as("deposePar"))
    .where("i.id", "=", id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  const fichiers = await listFichiers(db, id);
  const tache = await db
    .selectFrom("tache")
    .select(["id", "genre", "etat", "avancement", "etape", "erreur", "annulation_demandee_le"])
    .where("objet_type", "=", "import")
    .where("objet_id", "=", id)
    .orderBy("demandee_le", "desc")
    .orderBy("terminee_le", (order) => order.desc().nullsFirst())
    .limit(1)
    .executeTakeFirst();
  return {
    ...row,
    etat: row.etat as EtatImport,
    fichiers,
    tache: tache
      ? {
          id: tache.id,
          genre: tache.genre,
          etat: tache.etat as TacheVue["etat"],
          avancement: tache.avancement,
          etape: tache.etape,
          erreur: tache.erreur,
          annulationDemandee: tache.annulation_demandee_le !== null,
        }
      : null,
  };
}

async function listFichiers(db: Database, importId: string): Promise<FichierVu[]> {
  const rows = await db
    .selectFrom("import_fichier as f")
    .leftJoin("correspondance as c", "c.id", "f.correspondance_id")
    .select(["f.id", "f.nom", "f.taille", "f.etat", "f.jeu", "f.motif", "f.avertissements"])
    .select(["f.lu", "f.cree", "f.modifie", "f.inchange", "f.rejete", "f.feuilles"])
    .select((eb) => eb("f.colonnes", "is not", null).as("decrivable"))
    .select(["c.libelle", "c.academie_code"])
    .where("import_id", "=", importId)
    .orderBy("rang")
    .execute();
  return rows.map(({ libelle, academie_code, ...fichier }) => ({
    ...fichier,
    etat: fichier.etat as FichierVu["etat"],
    feuilles: (fichier.feuilles ?? []) as unknown as Feuille[],
    decrivable: fichier.decrivable === true,
    lecture: libelle === null ? null : { libelle, academie: academie_code },
  }));
}

export interface Rejet {
  readonly ligne: number;
  readonly colonne: string;
  readonly valeur: string;
  readonly raison: string;
}

/** Refused lines of a file, in file order. */
export async function listRejets(db: Database, fichierId: string, limit: number): Promise<Rejet[]> {
  return db
    .selectFrom("import_rejet")
    .select(["ligne", "colonne", "valeur", "raison"])
    .where("fichier_id", "=", fichierId)
    .orderBy("ligne")
    .limit(limit)
    .execute();
}

/** What a person decides about: enough to name the import and to tell whether somebody else acted meanwhile. */
export async function getImportAConfirmer(
  db: Database,
  id: string,
): Promise<Pick<ImportVu, "id" | "version" | "deposeLe">> {
  const row = isUuid(id)
    ? await db
        .selectFrom("import")
        .select(["id", "version", "depose_le as deposeLe"])
        .where("id", "=", id)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new NotFound();
  return row;
}
