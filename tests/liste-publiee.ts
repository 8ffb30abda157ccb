import type { ContenuListe, LignePubliee } from "#app/ciblage/listes/rules.ts";
import { sha256Of } from "#app/platform/files/packed-json.server.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import { person } from "./cast.ts";
import type { TestDatabase } from "./database.ts";

/** One structure of a list, and what was decided of it. */
export interface Decidee {
  readonly uai: string;
  readonly etat: LignePubliee["etat"];
  readonly motif: string;
}

export interface Publication {
  readonly campagne: string;
  /** Null where the list stood on no run. */
  readonly calcul: string | null;
  readonly decidees: readonly Decidee[];
  readonly nomsPublics?: boolean;
  readonly regles?: string;
  /** Of the decisions; the list is published an hour later. */
  readonly le?: Date;
}

/** Structures that the recteur decided on, before any list names them. */
export async function deciderStructures(
  { pool, newId }: TestDatabase,
  { campagne, calcul, decidees, le = new Date("2026-11-21T09:00:00Z") }: Publication,
): Promise<void> {
  for (const { uai, etat, motif } of decidees) {
    const candidature = newId();
    await pool.query(
      `insert into candidature (id, campagne_id, uai, etat, origine, calcul_id, proactive, version, cree_le, modifiee_le)
       values ($1, $2, $3, $4, $5, $6, false, 1, $7, $7)`,
      [candidature, campagne, uai, etat, calcul ? "calcul" : "ajout", calcul, le],
    );
    await pool.query(
      `insert into candidature_mouvement (id, candidature_id, de, vers, motif, agent_id, survenu_le)
       values ($1, $2, 'presente', $3, $4, $5, $6)`,
      [newId(), candidature, etat, motif, person("recteur").id, le],
    );
  }
}

/** The published list of these decisions; returns its id. */
export async function publierListe(
  { pool, newId }: TestDatabase,
  {
    campagne,
    calcul,
    decidees,
    nomsPublics = false,
    regles = "Une règle écrite.\n\n- un critère",
    le,
  }: Publication,
): Promise<string> {
  const { rows } = await pool.query<Omit<LignePubliee, "etat" | "motifs">>(
    `select uai, nom, type, secteur, commune_nom as commune, departement_code as departement, null as ruralite
     from structure where uai = any($1) order by uai`,
    [decidees.map(({ uai }) => uai)],
  );
  const contenu: ContenuListe = {
    ...{ campagne, numero: 1 },
    calculs: calcul ? [{ famille: "colleges", calculId: calcul, listeEmpreinte: "00" }] : [],
    lignes: rows.map((row) => ({
      ...row,
      motifs: [],
      etat: decidees.find(({ uai }) => uai === row.uai)?.etat ?? "non_retenu",
    })),
  };
  const id = newId();
  await pool.query(
    `insert into liste_publiee (id, campagne_id, numero, publiee_le, publiee_par, noms_publics, regles, motif, message, contenu, empreinte)
     values ($1, $2, 1, $3, $4, $5, $6, '', '', $7, $8)`,
    [
      ...[id, campagne, new Date((le ?? new Date("2026-11-21T09:00:00Z")).getTime() + 3_600_000)],
      ...[
        person("recteur").id,
        nomsPublics,
        regles,
        JSON.stringify(contenu),
        sha256Of(canonicalJson(contenu)),
      ],
    ],
  );
  return id;
}
