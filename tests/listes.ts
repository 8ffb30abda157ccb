import { sql } from "kysely";
import { scopeOf } from "#app/acces/rules.ts";
import type { EtatCandidature } from "#app/ciblage/candidatures/rules.ts";
import { gelerBase } from "#app/ciblage/listes/base/commands.server.ts";
import { publierListe } from "#app/ciblage/listes/commands.server.ts";
import { tirerGroupe } from "#app/ciblage/listes/comparaison/commands.server.ts";
import { getProjet } from "#app/ciblage/listes/publication/queries.server.ts";
import type { ContenuListe, LignePubliee } from "#app/ciblage/listes/rules.ts";
import { POPULATION_PAR_DEFAUT } from "#app/ciblage/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { sha256Of } from "#app/platform/files/packed-json.server.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import { calculerDemonstration } from "./calculs.ts";
import { consignerDialogue, insererCandidature } from "./candidatures.ts";
import { person } from "./cast.ts";
import type { TestContext, TestDatabase } from "./database.ts";
import { actorOf } from "./personnes.ts";

export interface CampagneDecidee {
  readonly campagne: string;
  readonly calcul: string;
  /** UAI of the structures of the population, those that the rule keeps first. */
  readonly uais: readonly string[];
}

/** A campaign of the demonstration with its run, a social dialogue, and as many decided structures as states are given. */
export async function deciderDemonstration(
  database: TestDatabase,
  context: TestContext,
  etats: readonly EtatCandidature[],
): Promise<CampagneDecidee> {
  const { campagne, calcul } = await calculerDemonstration(database, context);
  const { rows } = await database.pool.query<{ uai: string }>(
    `select uai from calcul_structure where calcul_id = $1 order by retenue desc, uai collate "C"`,
    [calcul],
  );
  const uais = rows.map(({ uai }) => uai);
  await consignerDialogue(database, campagne);
  for (const [i, etat] of etats.entries())
    await insererCandidature(database, context, { campagne, calcul, uai: uais[i] as string, etat });
  return { campagne, calcul, uais };
}

/** The recteur publishes the list as it stands; returns the id of the version. */
export async function publier(context: TestContext, campagne: string, motif = ""): Promise<string> {
  const actor = await actorOf(context, "recteur");
  const { rows } = await context.pool.query("select etat from campagne_ciblage where id = $1", [campagne]);
  const { empreinte } = await getProjet(context.db, { id: campagne, etat: rows[0].etat });
  return publierListe(
    context,
    { agentId: actor.agentId, scope: scopeOf(actor, "ciblage.publier") },
    campagne,
    { ...{ regles: "La règle.", motif, message: "Bonjour.\n\nÀ bientôt.", nomsPublics: false }, empreinte },
  );
}

/** One structure of a list, and what was decided of it. */
interface Decidee {
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
const DECIDEES_LE = new Date("2026-11-21T09:00:00Z");

/** Structures that the recteur decided on, before any list names them. */
export async function deciderStructures(
  database: TestDatabase,
  { campagne, calcul, decidees, le = DECIDEES_LE }: Publication,
): Promise<void> {
  for (const decidee of decidees)
    await insererCandidature(database, { now: () => le }, { campagne, calcul, ...decidee });
}

/** The list of these decisions, written without the act that publishes it; returns its id. */
export async function insererListe(
  { db, pool, newId }: TestDatabase,
  { campagne, calcul, decidees, nomsPublics = false, regles = REGLES, le = DECIDEES_LE }: Publication,
): Promise<string> {
  const { rows } = await pool.query<Omit<LignePubliee, "etat" | "motifs">>(
    `select uai, nom, type, secteur, commune_nom as commune, departement_code as departement, null as ruralite
     from structure where uai = any($1) order by uai`,
    [decidees.map(({ uai }) => uai)],
  );
  const { rows: versions } = await pool.query("select from liste_publiee where campagne_id = $1", [campagne]);
  return ecrireListe(db, {
    ...{ id: newId(), le: new Date(le.getTime() + 3_600_000), nomsPublics, regles, motif: "" },
    contenu: {
      ...{ campagne, numero: versions.length + 1 },
      calculs: calcul ? [{ famille: "colleges", calculId: calcul, listeEmpreinte: "00" }] : [],
      lignes: rows.map((row) => ({
        ...row,
        motifs: [],
        etat: decidees.find(({ uai }) => uai === row.uai)?.etat ?? "non_retenu",
      })),
    },
  });
}
const REGLES = "Une règle écrite.\n\n- un critère";

interface ListeEcrite {
  readonly id: string;
  readonly le: Date;
  readonly nomsPublics: boolean;
  readonly regles: string;
  readonly motif: string;
  readonly contenu: ContenuListe;
}

async function ecrireListe(
  db: TestDatabase["db"] | Tx,
  { id, le, nomsPublics, regles, motif, contenu }: ListeEcrite,
): Promise<string> {
  await db
    .insertInto("liste_publiee")
    .values({
      ...{ id, campagne_id: contenu.campagne, numero: contenu.numero, publiee_le: le },
      ...{
        publiee_par: person("recteur").id,
        noms_publics: nomsPublics,
        regles,
        motif,
        message: "Bienvenue.",
      },
      ...{ contenu: JSON.stringify(contenu), empreinte: sha256Of(canonicalJson(contenu)) },
    })
    .execute();
  return id;
}

/**
 * Two versions of a list about a few collèges of an académie, with their baseline and comparison group, written without
 * the acts that lead to them: the campaign stays as it is. Returns the id of the second.
 */
export async function insererVersions(
  { db, newId }: Pick<TestDatabase, "db" | "newId">,
  {
    campagne,
    calculs,
    now,
  }: { readonly campagne: string; readonly calculs: readonly string[]; readonly now: Date },
): Promise<string> {
  const { rows } = await sql<LignePubliee & { academie: string }>`
    select s.uai, s.nom, s.type, s.secteur, s.commune_nom as commune, s.departement_code as departement,
      null as ruralite, 'retenu' as etat, '[]'::jsonb as motifs, s.academie_code as academie
    from structure s join campagne_ciblage c on c.academie_code = s.academie_code and c.id = ${campagne}::uuid
    where s.type = 'college' and s.secteur = 'public' and s.etat = 'ouvert' order by s.uai limit 3`.execute(
    db,
  );
  const lignes = rows.map(({ academie: _, ...ligne }) => ligne);
  const versions: readonly LignePubliee[][] = [
    lignes.slice(0, 2),
    lignes.map((ligne, i) => (i === 0 ? { ...ligne, etat: "a_decline" } : ligne)),
  ];
  const ids = [newId(), newId()];
  await inTransaction(db, async (tx) => {
    for (const [i, contenus] of versions.entries()) {
      await ecrireListe(tx, {
        ...{ id: ids[i] as string, le: now, nomsPublics: false, regles: "Collèges\n\n- IPS au plus 90" },
        motif: i === 0 ? "" : "Une structure a décliné.",
        contenu: { campagne, numero: i + 1, calculs: [], lignes: contenus },
      });
      const choisies = contenus.filter(({ etat }) => etat === "retenu").map(({ uai }) => uai);
      const comparaisons = await tirerGroupe(tx, {
        ...{
          listeId: ids[i] as string,
          famille: "colleges",
          choisies,
          exclues: choisies,
          calculs,
          jour: civilDay(now),
        },
        campagne: { academie: rows[0]?.academie ?? "", population: POPULATION_PAR_DEFAUT },
      });
      await gelerBase(tx, ids[i] as string, { choisies, comparaisons });
    }
  });
  return ids[1] as string;
}
