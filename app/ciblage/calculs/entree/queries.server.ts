import { sql } from "kysely";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { Refusal } from "#app/platform/refusal.ts";
import type { StatutEp } from "#app/referentiel/rules.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { withinPopulation } from "../../populations/queries.server.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse, ruraliteOf } from "../../rules.ts";
import type { DefinitionScenario } from "../../scenarios/rules.ts";
import {
  type EntreeCalcul,
  MOTEUR,
  type StructureGelee,
  type ValeurGelee,
  type VariableGelee,
} from "../rules.ts";
import {
  type Attributs,
  choisirDerniereAnnee,
  cleOf,
  fixerAnnees,
  listVariables,
  marquesOf,
  qualitativesOf,
} from "./rules.ts";

export interface DemandeEntree {
  readonly campagne: Pick<Campagne, "academie" | "annee" | "population">;
  readonly famille: FamilleAnalyse;
  readonly definition: DefinitionScenario;
  /** Instant of the data. */
  readonly at: Date;
  readonly graine: number;
  readonly stabilite: EntreeCalcul["stabilite"];
}

/** Values as they stood at an instant; `v` is `valeur_indicateur`. */
const asOf = (at: Date) =>
  sql`(v.enregistre_le <= ${at} and (v.remplace_le is null or v.remplace_le > ${at}))`;

/**
 * All that a run needs, read in one state of the database: what is imported meanwhile does not reach it. Values are
 * those of the instant asked; the population and what describes a structure are those of the moment of reading.
 */
export async function getEntree(db: Database, demande: DemandeEntree): Promise<EntreeCalcul> {
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (tx) => {
      const { campagne, famille, at, graine, stabilite } = demande;
      const rows = await listStructures(tx, campagne, famille);
      const uais = rows.map(({ uai }) => uai);
      const { variables, definition: settled, poidsPlace } = await listGelees(tx, demande, uais);
      const valeurs = await listValeurs(tx, uais, variables, at);
      return {
        moteur: MOTEUR,
        famille,
        population: campagne.population,
        definition: settled,
        donneesAu: at.toISOString(),
        ...{ graine, stabilite, variables, valeurs },
        // A weight that is not known is 0: such a structure takes no part in the axes, and the run says so.
        structures: rows.map((row, i) =>
          toStructure(row, settled, poidsPlace === undefined ? 1 : (valeurs[i]?.[poidsPlace]?.valeur ?? 0)),
        ),
        seuilsExternes: await listSeuils(tx, demande, settled),
      };
    });
}

interface RowStructure extends Attributs {
  readonly uai: string;
  readonly nom: string;
  readonly commune: string;
  readonly departement: string;
  readonly circonscription: string | null;
  readonly bassin: string | null;
  readonly statutEp: StatutEp | null;
}

async function listStructures(
  tx: Tx,
  campagne: DemandeEntree["campagne"],
  famille: FamilleAnalyse,
): Promise<RowStructure[]> {
  const { rows } = await sql<RowStructure>`
    select structure.uai, structure.nom, structure.type, structure.secteur, structure.commune_nom as commune,
      structure.departement_code as departement, departement.nom as "departementNom",
      structure.circonscription_code as circonscription, structure.bassin_code as bassin,
      structure.statut_ep as "statutEp", commune.typologie, structure.offre,
      coalesce((select d.orpheline from decision_orpheline d where d.uai = structure.uai and d.retiree_le is null
          order by d.annee desc limit 1),
        (select case o.calcul when 'oui' then true when 'non' then false end from orpheline o where o.uai = structure.uai
          order by o.annee desc limit 1)) as orpheline,
      exists (select from structure_dispositif s where s.uai = structure.uai and s.dispositif_code = 'sortie_ep_2015'
        and s.retire_le is null) as "sortieEp"
    from structure join departement on departement.code = structure.departement_code
    left join commune on commune.code = structure.commune_code
    where ${withinPopulation(campagne, famille)} order by structure.uai collate "C"`.execute(tx);
  return rows;
}

function toStructure(row: RowStructure, { qualitatives }: DefinitionScenario, poids: number): StructureGelee {
  const { uai, nom, type, secteur, commune, departement, circonscription, bassin, statutEp } = row;
  return {
    ...{ uai, nom, type, secteur, commune, departement, circonscription, bassin, statutEp, poids },
    ruralite: ruraliteOf(row.typologie),
    qualitatives: qualitativesOf(row, qualitatives),
    marques: marquesOf(row),
  };
}

interface RowIndicateur {
  readonly code: string;
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly source: string;
  readonly bruit: string;
  readonly biais: string;
  readonly diffusion: VariableGelee["diffusion"];
  readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
}

interface Gelees {
  readonly variables: readonly VariableGelee[];
  readonly definition: DefinitionScenario;
  /** Place among the variables of the one that weighs the structures. */
  readonly poidsPlace: number | undefined;
}

/** The variables of the scenario with their year settled, and the definition that says so. */
async function listGelees(
  tx: Tx,
  { campagne, famille, definition, at }: DemandeEntree,
  uais: readonly string[],
): Promise<Gelees> {
  const choisies = listVariables(definition);
  const codes = [...new Set(choisies.map(({ code }) => code))];
  const types = [...FAMILLES_ANALYSE[famille].types];
  const { rows: indicateurs } = await sql<RowIndicateur>`
    select i.code, i.libelle, i.unite, i.decimales, i.source, i.bruit, i.biais, i.diffusion,
      coalesce((select json_agg(json_build_object('annee', r.annee, 'motif', r.motif) order by r.annee)
        from rupture_serie r where r.indicateur_code = i.code and (r.types is null or r.types && ${types}::text[])), '[]')
        as ruptures
    from indicateur i where i.code = any(${codes}::text[]) and i.objet = 'structure'`.execute(tx);
  const { rows: couvertures } = await sql<{ code: string; annee: number; connues: number }>`
    select v.indicateur_code as code, v.annee, count(*)::int as connues from valeur_indicateur v
    where v.uai = any(${[...uais]}::text[]) and v.indicateur_code = any(${codes}::text[]) and v.statut = 'ok'
      and ${asOf(at)} group by 1, 2`.execute(tx);
  const known = new Map(indicateurs.map((row) => [row.code, row]));
  const anneeOf = (code: string) => {
    const own = couvertures.filter((row) => row.code === code);
    const ruptures = known.get(code)?.ruptures.map(({ annee }) => annee) ?? [];
    return choisirDerniereAnnee(own, uais.length, ruptures) ?? campagne.annee - 1;
  };
  const variables = new Map<string, VariableGelee>();
  for (const { code, annee } of choisies) {
    const row = known.get(code);
    if (!row)
      throw new Refusal(
        "indicateur_absent",
        `L’indicateur « ${code} » n’est plus au dictionnaire : retirez-le du scénario, puis relancez le calcul.`,
      );
    const settled = annee === "derniere" ? anneeOf(code) : annee;
    variables.set(cleOf(code, settled), toVariable(row, settled));
  }
  const { poids } = definition;
  const cle = poids === "egaux" ? undefined : cleOf(poids.code, anneeOf(poids.code));
  return {
    variables: [...variables.values()],
    definition: fixerAnnees(definition, anneeOf),
    poidsPlace: cle === undefined ? undefined : [...variables.keys()].indexOf(cle),
  };
}

function toVariable(row: RowIndicateur, annee: number): VariableGelee {
  const { code, libelle, unite, decimales, source, diffusion, bruit, biais, ruptures } = row;
  const since = ruptures.filter((rupture) => rupture.annee > annee);
  return {
    ...{ cle: cleOf(code, annee), code, libelle, unite, decimales, annee, source, diffusion },
    faiblesses: [
      ...[bruit, biais].filter((text) => text !== ""),
      ...since.map((rupture) => `La série a changé à la rentrée ${rupture.annee} : ${rupture.motif}`),
    ],
  };
}

/**
 * structures × variables, one variable after the other so that a nation's values never stand twice in memory. A
 * structure without a row for a variable has no value for it, never 0.
 */
async function listValeurs(
  tx: Tx,
  uais: readonly string[],
  variables: readonly VariableGelee[],
  at: Date,
): Promise<ValeurGelee[][]> {
  const places = new Map(uais.map((uai, place) => [uai, place]));
  // Keys in the order in which they are written: nothing is left to sort.
  const absent: ValeurGelee = { statut: "manquant", valeur: null };
  const valeurs = uais.map(() => variables.map(() => absent));
  for (const [place, { code, annee }] of variables.entries()) {
    const { rows } = await sql<{ uai: string } & ValeurGelee>`
      select v.uai, v.valeur, v.statut from valeur_indicateur v
      where v.indicateur_code = ${code} and v.annee = ${annee} and v.uai = any(${[...uais]}::text[])
        and ${asOf(at)}`.execute(tx);
    for (const { uai, valeur, statut } of rows) {
      const own = valeurs[places.get(uai) as number];
      if (own) own[place] = { statut, valeur };
    }
  }
  return valeurs;
}

/** Relative thresholds whose base is wider than the population: the quantile among open structures of the family's types. */
async function listSeuils(
  tx: Tx,
  { campagne, famille, at }: DemandeEntree,
  { regle }: DefinitionScenario,
): Promise<Record<string, { readonly valeur: number; readonly n: number }>> {
  const seuils: Record<string, { valeur: number; n: number }> = {};
  for (const critere of regle.criteres) {
    if (critere.genre !== "indicateur" || critere.seuil.genre !== "quantile") continue;
    const { base, quantile } = critere.seuil;
    if (base === "population") continue;
    const territoire = base === "academie" ? sql`structure.academie_code = ${campagne.academie}` : sql`true`;
    // percentile_disc is the inverse of the distribution function, as the engine takes its own quantiles.
    const { rows } = await sql<{ valeur: number | null; n: number }>`
      select percentile_disc(${quantile}::double precision) within group (order by v.valeur) as valeur, count(*)::int as n
      from valeur_indicateur v join structure on structure.uai = v.uai
      where v.indicateur_code = ${critere.code} and v.annee = ${critere.annee} and v.statut = 'ok' and ${asOf(at)}
        and structure.etat in ('ouvert', 'a_fermer')
        and structure.type = any(${[...FAMILLES_ANALYSE[famille].types]}::text[]) and ${territoire}`.execute(
      tx,
    );
    const row = rows[0];
    if (row?.valeur != null) seuils[critere.id] = { valeur: row.valeur, n: row.n };
  }
  return seuils;
}
