import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { unpackFirst } from "#app/platform/files/packed-json-first.server.ts";
import { getLecteur } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { listReferences } from "#app/referentiel/indicateurs/queries.server.ts";
import type { Structure } from "#app/referentiel/structures/identite/queries.server.ts";
import { cleOf, listVariables } from "../../calculs/entree/rules.ts";
import { listValeursLisibles } from "../../calculs/listes/queries.server.ts";
import type { CritereApplique, EntreeCalcul, ValeurGelee, VariableGelee } from "../../calculs/rules.ts";
import type { ListePubliee } from "../../listes/queries.server.ts";
import type { FamilleAnalyse } from "../../rules.ts";
import type { DefinitionScenario } from "../../scenarios/rules.ts";
import { DEBUT, listDerniers } from "../definitions/queries.server.ts";
import { type CalculExplique, LICENCES, type ReferenceComparable, type VariableExpliquee } from "../rules.ts";
import { getApprofondi } from "./approfondis/queries.server.ts";

export interface RowCalcul {
  readonly id: string;
  readonly numero: number;
  readonly scenario: string;
  readonly famille: FamilleAnalyse;
  readonly donneesAu: Date;
  readonly stabilite: EntreeCalcul["stabilite"];
  readonly debut: Buffer;
  readonly retenue: boolean;
  readonly population: number;
  readonly criteres: readonly CritereApplique[];
  readonly frequence: number | null;
}

interface Demande {
  readonly structure: Structure;
  readonly campagneId: string;
  readonly liste: ListePubliee | null;
  readonly candidature: { readonly calculId: string | null } | undefined;
  readonly entiere: boolean;
}

/**
 * The runs that tell why, one by family: those of the published list; for who reads the work, otherwise the one of the
 * candidature, or the latest of each family. What the run froze is read again from its parts: unpacking a whole run for
 * one structure would cost more than the page.
 */
export async function listCalculsExpliques(
  db: Database,
  actor: Actor,
  { structure, campagneId, liste, candidature, entiere }: Demande,
): Promise<CalculExplique[]> {
  const listed = await listRows(
    db,
    structure.uai,
    liste?.contenu.calculs.map((one) => one.calculId),
  );
  const own = candidature?.calculId ? [candidature.calculId] : [];
  let rows = unParFamille(listed, liste?.contenu.calculs.map((one) => one.calculId) ?? [], own);
  if (rows.length === 0 && entiere) rows = await listRows(db, structure.uai, own);
  if (rows.length === 0 && entiere)
    rows = await listRows(db, structure.uai, await listDerniers(db, campagneId));
  return Promise.all(rows.map((row) => expliquer(db, actor, { structure, row, entiere })));
}

/**
 * A list may stand on several runs of one family, whose rules differ: a structure is told the one that enlightened its
 * own decision, and one that was not examined the first of the list, which is the latest.
 */
function unParFamille(
  rows: readonly RowCalcul[],
  order: readonly string[],
  own: readonly string[],
): RowCalcul[] {
  const rankOf = ({ id }: RowCalcul) => (own.includes(id) ? -1 : order.indexOf(id));
  return rows.filter((row) =>
    rows.every((other) => other.famille !== row.famille || rankOf(row) <= rankOf(other)),
  );
}

async function listRows(db: Database, uai: string, ids: readonly string[] = []): Promise<RowCalcul[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<RowCalcul>`
    select c.id, c.numero, s.nom as scenario, s.famille, c.donnees_au as "donneesAu", c.definition->'stabilite' as stabilite,
      substring(c.entree from 1 for ${DEBUT}) as debut, c.population, lue.retenue, lue.criteres, lue.frequence
    from calcul c join scenario s on s.id = c.scenario_id
    join calcul_structure lue on lue.calcul_id = c.id and lue.uai = ${uai}
    where c.id = any(${[...ids]}::uuid[]) and c.termine_le is not null order by s.famille, c.numero`.execute(
    db,
  );
  return rows;
}

async function expliquer(
  db: Database,
  actor: Actor,
  { structure, row, entiere }: Pick<Demande, "structure" | "entiere"> & { readonly row: RowCalcul },
): Promise<CalculExplique> {
  const { id, numero, scenario, famille, retenue, criteres } = row;
  const definition = unpackFirst<DefinitionScenario>(row.debut, "definition");
  const donneesAu = row.donneesAu.toISOString();
  const variables = await listVariablesExpliquees(db, actor, { structure, definition, donneesAu });
  return {
    ...{ id, numero, scenario, famille, donneesAu, definition, retenue, criteres, variables },
    approfondi: entiere ? await getApprofondi(db, structure.uai, row, variables) : null,
  };
}

interface RowVariable extends Omit<VariableGelee, "faiblesses"> {
  readonly bruit: string;
  readonly biais: string;
  readonly seuil: number;
  readonly valeur: number | null;
  readonly statut: ValeurGelee["statut"];
}

interface Lecture {
  readonly structure: Structure;
  readonly definition: DefinitionScenario;
  readonly donneesAu: string;
}

async function listVariablesExpliquees(
  db: Database,
  actor: Actor,
  { structure, definition, donneesAu }: Lecture,
): Promise<VariableExpliquee[]> {
  const rows = await listValeurs(db, structure.uai, definition, donneesAu);
  const lecteur = getLecteur(actor);
  const { academieCode: academie, nation, type, secteur, uai } = structure;
  const [lisibles, references] = await Promise.all([
    listValeursLisibles(db, actor, { variables: rows.map(toVariable), donneesAu }, [uai]),
    listReferences(
      db,
      lecteur,
      { type, secteur, territoires: { academie, nation } },
      rows.map(({ code, annee }) => ({ indicateur: code, annee })),
    ),
  ]);
  const { criteres, composite } = definition.regle;
  const read = [...criteres.filter((critere) => critere.genre === "indicateur"), ...(composite ?? [])];
  const regle = new Set(read.map(({ code, annee }) => cleOf(code, Number(annee))));
  return rows.map((row): VariableExpliquee => {
    const lisible = lisibles.has(`${uai}|${row.cle}`);
    const known = references.filter(
      (one) => one.indicateur === row.code && one.annee === row.annee && one.n >= row.seuil,
    );
    const reference = known.find(({ niveau }) => niveau === "academie") ?? known[0];
    return {
      ...toVariable(row),
      ...{ lisible, dansRegle: regle.has(row.cle) },
      valeur: lisible ? { valeur: row.valeur, statut: row.statut } : { valeur: null, statut: "manquant" },
      reference: lisible && reference ? toReference(reference) : null,
    };
  });
}

/** The values of one structure as a run read them; a variable without any has none, never 0. */
async function listValeurs(
  db: Database,
  uai: string,
  definition: DefinitionScenario,
  donneesAu: string,
): Promise<RowVariable[]> {
  const chosen = new Map(
    listVariables(definition).map(({ code, annee }) => [
      cleOf(code, Number(annee)),
      { code, annee: Number(annee) },
    ]),
  );
  // Weights of structures are not values of the rule: their year is not settled with the definition.
  const known = [...chosen.values()].filter(({ annee }) => !Number.isNaN(annee));
  const { rows } = await sql<RowVariable>`
    select i.code || '@' || choisie.annee as cle, i.code, i.libelle, i.unite, i.decimales, choisie.annee, i.source, i.diffusion,
      i.bruit, i.biais, i.seuil_reference as seuil, v.valeur, coalesce(v.statut, 'manquant') as statut
    from unnest(${known.map(({ code }) => code)}::text[], ${known.map(({ annee }) => annee)}::int[])
      with ordinality as choisie (code, annee, place)
    join indicateur i on i.code = choisie.code
    left join valeur_indicateur v on v.uai = ${uai} and v.indicateur_code = i.code and v.annee = choisie.annee
      and v.enregistre_le <= ${donneesAu}::timestamptz
      and (v.remplace_le is null or v.remplace_le > ${donneesAu}::timestamptz)
    order by choisie.place`.execute(db);
  return rows;
}

function toVariable(row: RowVariable): VariableGelee {
  const { cle, code, libelle, unite, decimales, annee, source, diffusion, bruit, biais } = row;
  return {
    ...{ cle, code, libelle, unite, decimales, annee, diffusion },
    source: `${source} (${LICENCES[diffusion]})`,
    faiblesses: [bruit, biais].filter((text) => text !== ""),
  };
}

function toReference(one: {
  niveau: string;
  n: number;
  q1: number;
  mediane: number;
  q3: number;
}): ReferenceComparable {
  const { n, q1, mediane, q3 } = one;
  return { niveau: one.niveau === "academie" ? "academie" : "nation", n, q1, mediane, q3 };
}
