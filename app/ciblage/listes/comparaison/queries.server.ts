import { sql } from "kysely";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { choisirDerniereAnnee, listVariables } from "../../calculs/entree/rules.ts";
import type { DemandeCalcul } from "../../calculs/suivi/rules.ts";
import type { Campagne } from "../../campagnes/rules.ts";
import { withinPopulation } from "../../populations/queries.server.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse } from "../../rules.ts";
import {
  type DonneesComparaison,
  ENTREES_COMMUNES,
  type IndicateurDecrit,
  type LigneEquilibre,
  listEntrees,
  type MethodeComparaison,
  type StructureComparee,
  type VariableEntree,
} from "./rules.ts";

export interface DemandeComparaison {
  readonly campagne: Pick<Campagne, "academie" | "population">;
  readonly famille: FamilleAnalyse;
  readonly choisies: readonly string[];
  /** Structures that are nobody's comparison: decided on otherwise, or already compared with others. */
  readonly exclues: readonly string[];
  /** Runs that the decision stood on. */
  readonly calculs: readonly string[];
  /** Day of the publication. */
  readonly jour: string;
}

/** All that the comparison group of a family is made from, as the data stand in this transaction. */
export async function getDonneesComparaison(
  tx: Tx,
  demande: DemandeComparaison,
): Promise<DonneesComparaison> {
  const { famille } = demande;
  const structures = await listStructures(tx, demande);
  const indicateurs = await listIndicateurs(tx, demande);
  const { entrees, ecartees } = listEntrees(indicateurs);
  const uais = structures.map(({ uai }) => uai);
  const annees = await listAnnees(tx, { uais, famille, codes: entrees.map(({ code }) => code) });
  const datees = entrees.flatMap((variable) => {
    const annee = annees.get(variable.code);
    return annee === undefined ? [] : [{ variable, annee }];
  });
  return {
    structures,
    variables: await listValeurs(tx, uais, datees),
    ecartees: [
      ...ecartees,
      ...entrees
        .filter(({ code }) => !annees.has(code))
        .map(({ code, libelle }) => ({ code, libelle, raison: "couverture" as const })),
    ],
  };
}

/**
 * The chosen ones, and those of the population that nothing accompanies: no decision of this list, no contract and no
 * territorial scheme today. Labels and past schemes are left in.
 */
async function listStructures(tx: Tx, demande: DemandeComparaison): Promise<StructureComparee[]> {
  const { campagne, famille, choisies, exclues, jour } = demande;
  const { rows } = await sql<StructureComparee>`
    select structure.uai, structure.type, structure.secteur, structure.uai = any(${[...choisies]}::text[]) as choisie
    from structure left join commune on commune.code = structure.commune_code
    where structure.uai = any(${[...choisies]}::text[]) or (${withinPopulation(campagne, famille)}
      and not structure.uai = any(${[...exclues]}::text[])
      and not exists (select from structure_dispositif s join dispositif on dispositif.code = s.dispositif_code
        where s.uai = structure.uai and s.retire_le is null and dispositif.nature in ('contrat', 'territoire')
          and s.debut <= ${jour}::date and (s.fin is null or s.fin > ${jour}::date)))
    order by structure.uai collate "C"`.execute(tx);
  return rows;
}

/** The usual inputs of the family, and every indicator that a run of it looked at, whatever its nature. */
async function listIndicateurs(
  tx: Tx,
  { famille, calculs }: DemandeComparaison,
): Promise<IndicateurDecrit[]> {
  const rows =
    calculs.length === 0
      ? []
      : await tx
          .selectFrom("calcul")
          .select("definition")
          .where("id", "in", [...calculs])
          .orderBy("id")
          .execute();
  const looked = rows
    .map(({ definition }) => definition as unknown as DemandeCalcul)
    .filter((demande) => demande.famille === famille)
    .flatMap(({ definition }) => listVariables(definition).map(({ code }) => code));
  const codes = [...new Set([...ENTREES_COMMUNES[famille], ...looked])];
  const { rows: known } =
    await sql<IndicateurDecrit>`select code, libelle, unite, decimales, nature from indicateur
    where code = any(${codes}::text[]) and objet = 'structure' order by ordre, code`.execute(tx);
  return known;
}

/** The latest comparable year that most of them know, by code; absent where nobody knows any. */
async function listAnnees(
  tx: Tx,
  {
    uais,
    codes,
    famille,
  }: {
    readonly uais: readonly string[];
    readonly codes: readonly string[];
    readonly famille: FamilleAnalyse;
  },
): Promise<ReadonlyMap<string, number>> {
  const types = [...FAMILLES_ANALYSE[famille].types];
  const { rows: couvertures } = await sql<{ code: string; annee: number; connues: number }>`
    select v.indicateur_code as code, v.annee, count(*)::int as connues from valeur_indicateur v
    where v.uai = any(${[...uais]}::text[]) and v.indicateur_code = any(${[...codes]}::text[])
      and v.statut = 'ok' and v.remplace_le is null group by 1, 2`.execute(tx);
  const { rows: ruptures } = await sql<{ code: string; annee: number }>`
    select indicateur_code as code, annee from rupture_serie
    where indicateur_code = any(${[...codes]}::text[]) and (types is null or types && ${types}::text[])`.execute(
    tx,
  );
  return new Map(
    codes.flatMap((code) => {
      const of = <Row extends { readonly code: string }>(rows: readonly Row[]) =>
        rows.filter((row) => row.code === code);
      const annee = choisirDerniereAnnee(
        of(couvertures),
        uais.length,
        of(ruptures).map((rupture) => rupture.annee),
      );
      return annee === undefined ? [] : [[code, annee] as const];
    }),
  );
}

async function listValeurs(
  tx: Tx,
  uais: readonly string[],
  datees: readonly { readonly variable: VariableEntree; readonly annee: number }[],
): Promise<DonneesComparaison["variables"]> {
  const { rows } = await sql<{ uai: string; place: number; valeur: number }>`
    select v.uai, (choisie.place - 1)::int as place, v.valeur
    from unnest(${datees.map(({ variable }) => variable.code)}::text[], ${datees.map(({ annee }) => annee)}::int[])
      with ordinality as choisie (code, annee, place)
    join valeur_indicateur v on v.indicateur_code = choisie.code and v.annee = choisie.annee
    where v.uai = any(${[...uais]}::text[]) and v.statut = 'ok' and v.remplace_le is null`.execute(tx);
  const places = new Map(uais.map((uai, place) => [uai, place]));
  const variables = datees.map((datee) => ({
    ...datee,
    valeurs: new Float64Array(uais.length).fill(Number.NaN),
  }));
  for (const { uai, place, valeur } of rows) {
    const values = variables[place]?.valeurs;
    if (values) values[places.get(uai) as number] = valeur;
  }
  return variables;
}

export interface GroupeLu {
  readonly famille: FamilleAnalyse;
  readonly methode: MethodeComparaison;
  readonly equilibre: readonly LigneEquilibre[];
}

/** How the comparison groups of a list were drawn. The caller has checked that the person may read them. */
export async function listGroupes(db: Database, listeId: string): Promise<GroupeLu[]> {
  const rows = await db
    .selectFrom("groupe_comparaison")
    .select(["famille", "methode", "equilibre"])
    .where("liste_id", "=", listeId)
    .execute();
  const order = Object.keys(FAMILLES_ANALYSE);
  return rows
    .map((row) => row as unknown as GroupeLu)
    .sort((a, b) => order.indexOf(a.famille) - order.indexOf(b.famille));
}

export interface PaireLue {
  readonly uai: string;
  readonly nom: string;
  readonly comparable: string;
  readonly comparableNom: string;
  readonly commune: string;
  readonly rang: number;
  readonly distance: number;
}

/** Pairs of a list, by chosen structure then rank. The caller has checked that the person may read them. */
export async function listPaires(db: Database, listeId: string): Promise<PaireLue[]> {
  const { rows } = await sql<PaireLue>`
    select a.uai, choisie.nom, a.comparable_uai as comparable, autre.nom as "comparableNom",
      autre.commune_nom as commune, a.rang, a.distance
    from appariement a join structure choisie on choisie.uai = a.uai join structure autre on autre.uai = a.comparable_uai
    where a.liste_id = ${listeId}::uuid order by choisie.nom, a.uai, a.rang`.execute(db);
  return rows;
}
