import { sql } from "kysely";
import type { Tx } from "#app/platform/db/database.server.ts";
import { type Cellule, choisirReferencesMasquees, type Tableau } from "./rules.ts";

/** Structures that no reference separates, of one (indicator, year, base, type, nation). */
interface Groupe {
  readonly territoires: readonly (string | null)[];
  readonly academie: string;
  readonly secteur: string;
  readonly n: number;
}

interface Ensemble {
  readonly indicateur: string;
  readonly annee: number;
  readonly base: string;
  readonly type: string;
  readonly nation: string;
  readonly seuil: number;
  readonly groupes: readonly [string, string | null, string | null, string | null, string, number][];
}

/** Levels of a group's territories, in the order of `territoires`. */
const NIVEAUX = ["academie", "departement", "circonscription", "bassin"] as const;
/** Keys are printed by nobody: a tab separates, which no code of territory holds. */
const SEPARATEUR = "\t";

/**
 * Hides the references that are too small or that a difference would give back, among those shown to everybody: it
 * runs after `calculerReferences`, whose temporary table `mesure` it reads. Territories are nested as they really are,
 * structure by structure: a bassin that crosses a circonscription is compared with it too.
 */
export async function masquerReferences(tx: Tx): Promise<void> {
  const { rows: ensembles } = await sql<Ensemble>`
    with groupe as (
      select indicateur_code, annee, base, type, nation, academie_code, departement_code, circonscription_code, bassin_code, secteur, count(*)::int as n
      from mesure where not reservee group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    )
    select g.indicateur_code as indicateur, g.annee, g.base, g.type, g.nation, i.seuil_reference as seuil,
      json_agg(json_build_array(g.academie_code, g.departement_code, g.circonscription_code, g.bassin_code, g.secteur, g.n)
        order by g.academie_code, g.departement_code, g.circonscription_code, g.bassin_code, g.secteur) as groupes
    from groupe g join indicateur i on i.code = g.indicateur_code
    group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5`.execute(tx);
  const memoire = new Map<string, Set<string>>();
  await noterMasquees(
    tx,
    ensembles.flatMap((ensemble) =>
      [...masquerEnsemble(ensemble, memoire)].map((cle) => ({ ...ensemble, cle: cle.split(SEPARATEUR) })),
    ),
  );
}

type Masquee = Pick<Ensemble, "indicateur" | "annee" | "base" | "type"> & { readonly cle: readonly string[] };

async function noterMasquees(tx: Tx, masquees: readonly Masquee[]): Promise<void> {
  const column = <T>(of: (masquee: Masquee) => T) => masquees.map(of);
  await sql`update reference_indicateur r set masquee = true
    from unnest(${column((m) => m.indicateur)}::text[], ${column((m) => m.annee)}::smallint[], ${column((m) => m.base)}::text[],
      ${column((m) => m.type)}::text[], ${column((m) => m.cle[0])}::text[], ${column((m) => m.cle[1])}::text[],
      ${column((m) => m.cle[2])}::text[]) as k (indicateur_code, annee, base, type, niveau, territoire, secteur)
    where r.indicateur_code = k.indicateur_code and r.annee = k.annee and r.base = k.base and r.type = k.type
      and r.niveau = k.niveau and r.territoire = k.territoire and r.secteur = k.secteur`.execute(tx);
}

/**
 * Académies against the nation, then each académie within: their groups have nothing else in common. What the inside
 * of an académie makes hide of it is hidden from the nation too, and the two are compared again.
 */
function masquerEnsemble(
  { nation, groupes: lus, seuil }: Ensemble,
  memoire: Map<string, Set<string>>,
): Set<string> {
  const groupes = lus.map(
    ([academie, departement, circonscription, bassin, secteur, n]): Groupe => ({
      territoires: [academie, departement, circonscription, bassin],
      academie,
      secteur,
      n,
    }),
  );
  const academies = Map.groupBy(groupes, ({ academie }) => academie);
  const national = tableauOf(sumByAcademie(groupes), ["academie"], nation);
  const masquees = new Set<string>();
  for (;;) {
    for (const cle of choisir(national, seuil, masquees, memoire)) masquees.add(cle);
    const known = new Set(masquees);
    for (const own of academies.values())
      for (const cle of choisir(tableauOf(own, NIVEAUX), seuil, masquees, memoire)) masquees.add(cle);
    if (!national.cellules.some(({ cle }) => masquees.has(cle) && !known.has(cle))) return masquees;
  }
}

/** Many indicators of one year describe the same structures: the same question is answered once. */
function choisir(
  tableau: Tableau,
  seuil: number,
  masquees: ReadonlySet<string>,
  memoire: Map<string, Set<string>>,
): Set<string> {
  const deja = new Set(tableau.cellules.map(({ cle }) => cle).filter((cle) => masquees.has(cle)));
  const question = JSON.stringify([tableau, seuil, [...deja]]);
  const known = memoire.get(question) ?? choisirReferencesMasquees(tableau, seuil, deja);
  memoire.set(question, known);
  return known;
}

function sumByAcademie(groupes: readonly Groupe[]): Groupe[] {
  return [
    ...Map.groupBy(groupes, ({ academie, secteur }) => academie + SEPARATEUR + secteur).values(),
  ].flatMap(([first, ...others]) =>
    first
      ? [
          {
            ...first,
            territoires: [first.academie],
            n: others.reduce((sum, { n }) => sum + n, first.n),
          },
        ]
      : [],
  );
}

/** Every reference of these groups: each territory that they belong to, by sector and for all of them. */
function tableauOf(groupes: readonly Groupe[], niveaux: readonly string[], nation?: string): Tableau {
  const ranks = new Map<string, number[]>();
  for (const [rank, { territoires, secteur }] of groupes.entries()) {
    const belongs = niveaux.flatMap((niveau, index) => {
      const territoire = territoires[index];
      return territoire ? [[niveau, territoire] as const] : [];
    });
    if (nation) belongs.push(["nation", nation]);
    for (const [niveau, territoire] of belongs)
      for (const detail of [secteur, "tous"]) {
        const cle = [niveau, territoire, detail].join(SEPARATEUR);
        const known = ranks.get(cle);
        if (known) known.push(rank);
        else ranks.set(cle, [rank]);
      }
  }
  const cellules = [...ranks].map(([cle, own]): Cellule => ({ cle, groupes: own }));
  return { groupes: groupes.map(({ n }) => n), cellules };
}
