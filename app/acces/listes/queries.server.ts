import { sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { openTable } from "#app/platform/files/open-table.server.ts";
import { placeInWorkbook, TableError } from "#app/platform/files/table.ts";
import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";

import { listPortees } from "../portees/queries.server.ts";
import type { Actor } from "../rules.ts";
import { canLireEntete, NOMS_COLONNES, readEntete } from "./entete/rules.ts";
import { type LigneLue, listPorteesPossibles, readFonction } from "./lignes/rules.ts";
import { type EtatListe, LIGNES_MAX } from "./rules.ts";
import { type AgentConnu, judgeLignes, type Verdict } from "./verdicts/rules.ts";

/** The lines of a deposited file, whatever its format and its encoding. Refuses, with a way out, what is no list. */
export async function readLignes(path: string): Promise<LigneLue[]> {
  try {
    const table = await openTable(path);
    demand(canLireEntete(table.columns));
    const entete = readEntete(table.columns);
    const lignes: LigneLue[] = [];
    for await (const batch of table.rows()) {
      for (const { line, cells } of batch) {
        const cellOf = (rank: number | undefined) =>
          rank === undefined ? "" : (cells[rank] ?? "").slice(0, 500);
        const cellules = Object.fromEntries(NOMS_COLONNES.map((cle) => [cle, cellOf(entete[cle])]));
        if (Object.values(cellules).every((text) => text.trim() === "")) continue;
        const ligne = placeInWorkbook(table.feuilles ?? [], line)?.ligne ?? line;
        lignes.push({ ligne, cellules: cellules as LigneLue["cellules"] });
      }
      if (lignes.length > LIGNES_MAX)
        throw new Refusal(
          "trop_de_lignes",
          `Une liste compte ${LIGNES_MAX} lignes au plus : déposez-la en plusieurs fichiers.`,
        );
    }
    if (lignes.length === 0)
      throw new Refusal(
        "liste_vide",
        "Ce fichier n’a aucune ligne sous ses titres : ajoutez-y les personnes à inviter.",
      );
    return lignes;
  } catch (error) {
    if (error instanceof TableError) throw new Refusal(error.code, error.message);
    throw error;
  }
}

/** What each line would do today, given who deposited them: three reads of the database, whatever their number. */
export async function listVerdicts(
  context: Context,
  db: Database,
  actor: Actor,
  lignes: readonly LigneLue[],
): Promise<Verdict[]> {
  const wanted = lignes.flatMap(({ cellules }) => {
    const fonction = readFonction(cellules.fonction);
    return fonction ? listPorteesPossibles(fonction, cellules.perimetre) : [];
  });
  const known = wanted.filter(({ type }) => type !== "territoire_clas");
  return judgeLignes(lignes, {
    actor,
    jour: civilDay(context.now()),
    portees: await listPortees(db, known),
    agents: await listAgentsConnus(
      db,
      lignes.map(({ cellules }) => canonicalCourriel(cellules.courriel)),
    ),
  });
}

async function listAgentsConnus(
  db: Database,
  courriels: readonly string[],
): Promise<Map<string, AgentConnu>> {
  const { rows } = await sql<AgentConnu & { courriel: string }>`
    select a.courriel, a.id, a.ferme_le is not null as ferme, a.prenom || ' ' || a.nom as "nomComplet",
      (select coalesce(json_agg(json_build_object('fonction', f.fonction, 'porteeType', f.portee_type, 'porteeCode', f.portee_code,
        'debut', f.debut, 'fin', f.fin)), '[]') from fonction_exercee f where f.agent_id = a.id) as fonctions
    from agent a where a.courriel = any(${[...new Set(courriels)]}::text[])`.execute(db);
  return new Map(rows.map(({ courriel, ...agent }) => [courriel, agent]));
}

export interface TravailListe {
  readonly etat: "en_attente" | "en_cours" | "terminee" | "echouee" | "annulee";
  readonly avancement: number;
  readonly etape: string;
  readonly erreur: string | null;
}

/** What became of a line once the list was applied. */
export interface LigneSuivie {
  readonly ligne: number;
  readonly suite: Verdict["suite"];
  readonly problemes: Verdict["problemes"];
  readonly agentId?: string | undefined;
}

export interface ListeVue {
  readonly id: string;
  readonly nom: string;
  readonly message: string;
  readonly etat: EtatListe;
  readonly nombre: number;
  readonly creeLe: Date;
  readonly appliqueeLe: Date | null;
  readonly version: number;
  readonly lignes: readonly LigneLue[];
  readonly compteRendu: readonly LigneSuivie[] | null;
  readonly travail: TravailListe | null;
}

/** One list of the person who deposited it. Throws NotFound for anybody else. */
export async function getListe(db: Database, deposeePar: string, id: string): Promise<ListeVue> {
  if (!isUuid(id)) throw new NotFound();
  const row = await db
    .selectFrom("liste_personnes")
    .select(["id", "fichier_nom as nom", "message", "etat", "nombre", "version", "lignes"])
    .select(["cree_le as creeLe", "appliquee_le as appliqueeLe", "compte_rendu as compteRendu"])
    .where("id", "=", id)
    .where("deposee_par", "=", deposeePar)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  const travail = await db
    .selectFrom("tache")
    .select(["etat", "avancement", "etape", "erreur"])
    .where("objet_type", "=", "liste_personnes")
    .where("objet_id", "=", id)
    .orderBy("demandee_le", "desc")
    .orderBy("id", "desc")
    .executeTakeFirst();
  return {
    ...row,
    etat: row.etat as EtatListe,
    lignes: row.lignes as unknown as LigneLue[],
    compteRendu: row.compteRendu as unknown as LigneSuivie[] | null,
    travail: (travail as TravailListe | undefined) ?? null,
  };
}

export type ListeDeposee = Pick<ListeVue, "id" | "nom" | "etat" | "nombre" | "creeLe">;

/** The lists that a person deposited, the latest first. */
export async function listListes(db: Database, deposeePar: string): Promise<ListeDeposee[]> {
  const rows = await db
    .selectFrom("liste_personnes")
    .select(["id", "fichier_nom as nom", "etat", "nombre", "cree_le as creeLe"])
    .where("deposee_par", "=", deposeePar)
    .orderBy("cree_le", "desc")
    .orderBy("id")
    .limit(20)
    .execute();
  return rows.map((row) => ({ ...row, etat: row.etat as EtatListe }));
}
