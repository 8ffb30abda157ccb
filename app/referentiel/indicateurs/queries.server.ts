import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { Famille, StatutValeur } from "../rules.ts";
import {
  choisirAnnee,
  couperSeries,
  type FicheIndicateur,
  NIVEAUX,
  type Niveau,
  type Repartition,
  referenceLisible,
} from "./rules.ts";

export interface Indicateur {
  readonly code: string;
  readonly libelle: string;
  readonly libelleCourt: string;
  readonly definition: string;
  readonly lecture: string;
  readonly unite: string;
  readonly decimales: number;
  readonly famille: Famille;
  readonly seuilReference: number;
  readonly source: string;
  readonly ruptures: readonly { readonly annee: number; readonly motif: string }[];
}

/** The dictionary, in display order. */
export async function listIndicateurs(db: Database): Promise<Indicateur[]> {
  const { rows } = await sql<Indicateur>`
    select i.code, i.libelle, i.libelle_court as "libelleCourt", i.definition, i.lecture, i.unite, i.decimales, i.famille,
      i.seuil_reference as "seuilReference", i.source,
      coalesce((select json_agg(json_build_object('annee', r.annee, 'motif', r.motif) order by r.annee)
        from rupture_serie r where r.indicateur_code = i.code), '[]') as ruptures
    from indicateur i order by i.ordre`.execute(db);
  return rows;
}

export interface ValeurAnnuelle {
  readonly id: number;
  readonly indicateur: string;
  readonly annee: number;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
}

/** Every current value of a structure, oldest first. The caller has checked that it is in scope. */
async function listValeurs(db: Database, scope: Scope, uai: string): Promise<ValeurAnnuelle[]> {
  const rows = await db
    .selectFrom("valeur_indicateur as v")
    .innerJoin("structure", "structure.uai", "v.uai")
    .select(["v.id", "v.indicateur_code as indicateur", "v.annee", "v.valeur", "v.statut"])
    .where("v.uai", "=", uai)
    .where("v.remplace_le", "is", null)
    .where(withinScope(scope))
    .orderBy("v.annee")
    .execute();
  return rows.map((row) => ({ ...row, statut: row.statut as StatutValeur }));
}

export interface Reference {
  readonly indicateur: string;
  readonly annee: number;
  readonly niveau: Niveau;
  readonly n: number;
  readonly moyenne: number;
  readonly mediane: number;
  readonly q1: number;
  readonly q3: number;
  readonly bornes: readonly number[];
  readonly effectifs: readonly number[];
}

export interface Pairs {
  readonly type: string;
  readonly secteur: string;
  readonly territoires: Readonly<Record<Niveau, string>>;
}

/** References of the structures of one type and sector, for some (indicator, year) pairs and the three territories. */
export async function listReferences(
  db: Database,
  pairs: Pairs,
  annees: readonly { readonly indicateur: string; readonly annee: number }[],
): Promise<Reference[]> {
  const { rows } = await sql<Reference>`
    select r.indicateur_code as indicateur, r.annee, r.niveau, r.n, r.moyenne, r.deciles[5] as mediane, r.q1, r.q3, r.bornes, r.effectifs
    from unnest(${annees.map((a) => a.indicateur)}::text[], ${annees.map((a) => a.annee)}::smallint[]) as d (code, annee)
    cross join (values ('nation', ${pairs.territoires.nation}), ('academie', ${pairs.territoires.academie}),
      ('departement', ${pairs.territoires.departement})) as t (niveau, territoire)
    join reference_indicateur r on r.indicateur_code = d.code and r.annee = d.annee and r.type = ${pairs.type}
      and r.secteur = ${pairs.secteur} and r.niveau = t.niveau and r.territoire = t.territoire`.execute(db);
  return rows;
}

export interface ActeDeNaissance {
  readonly uai: string;
  readonly structure: string;
  readonly indicateur: string;
  readonly valeur: number | null;
  readonly statut: StatutValeur;
  readonly annee: number;
  readonly texte: string;
  readonly fichier: string;
  readonly empreinte: string;
  readonly jeu: string | null;
  readonly ligne: number;
  readonly colonne: string;
  readonly enregistreLe: Date;
  readonly remplaceLe: Date | null;
  readonly importId: string;
}

/** Where a value comes from: file, line, column, date. Throws NotFound when out of scope. */
export async function getActeDeNaissance(
  db: Database,
  scope: Scope,
  uai: string,
  id: number,
): Promise<ActeDeNaissance> {
  const row = await db
    .selectFrom("valeur_indicateur as v")
    .innerJoin("structure", "structure.uai", "v.uai")
    .innerJoin("import_fichier as f", "f.id", "v.fichier_id")
    .select([
      "v.uai",
      "structure.nom as structure",
      "v.indicateur_code as indicateur",
      "v.valeur",
      "v.statut",
      "v.annee",
      "v.texte",
    ])
    .select(["f.nom as fichier", "f.jeu", "f.import_id as importId", "v.ligne", "v.colonne"])
    .select([
      "v.enregistre_le as enregistreLe",
      "v.remplace_le as remplaceLe",
      sql<string>`encode(f.empreinte, 'hex')`.as("empreinte"),
    ])
    .where("v.id", "=", id)
    .where("v.uai", "=", uai)
    .where(withinScope(scope))
    .executeTakeFirst();
  if (!row) throw new NotFound();
  return { ...row, statut: row.statut as StatutValeur };
}

/** Every value ever known for the same structure, indicator and year, latest first. */
export async function listVersions(
  db: Database,
  acte: Pick<ActeDeNaissance, "uai" | "indicateur" | "annee">,
) {
  return db
    .selectFrom("valeur_indicateur as v")
    .innerJoin("import_fichier as f", "f.id", "v.fichier_id")
    .select([
      "v.id",
      "v.valeur",
      "v.statut",
      "v.texte",
      "v.ligne",
      "v.enregistre_le as enregistreLe",
      "v.remplace_le as remplaceLe",
      "f.nom as fichier",
    ])
    .where("v.uai", "=", acte.uai)
    .where("v.indicateur_code", "=", acte.indicateur)
    .where("v.annee", "=", acte.annee)
    .orderBy("v.id", "desc")
    .execute();
}

export interface LectureDemandee {
  readonly uai: string;
  readonly annee: number | undefined;
  readonly niveau: Niveau;
  readonly pairs: Pairs;
}

/** The cards of a structure: each known indicator with its value, its references, its distribution and its series. */
export async function listFichesIndicateurs(
  db: Database,
  scope: Scope,
  lecture: LectureDemandee,
): Promise<FicheIndicateur[]> {
  const [indicateurs, valeurs] = await Promise.all([
    listIndicateurs(db),
    listValeurs(db, scope, lecture.uai),
  ]);
  const shown = indicateurs.flatMap((indicateur) => {
    const siennes = valeurs.filter((valeur) => valeur.indicateur === indicateur.code);
    const annee = choisirAnnee(
      siennes.map((valeur) => valeur.annee),
      lecture.annee,
    );
    const valeur = siennes.find((candidate) => candidate.annee === annee);
    return valeur ? [{ indicateur, siennes, valeur }] : [];
  });
  const pairs = shown.map(({ indicateur, valeur }) => ({ indicateur: indicateur.code, annee: valeur.annee }));
  const references = await listReferences(db, lecture.pairs, pairs);
  return shown.map(({ indicateur, siennes, valeur }) => {
    const own = references.filter((reference) => reference.indicateur === indicateur.code);
    return {
      ...indicateur,
      annee: valeur.annee,
      valeur,
      references: (Object.keys(NIVEAUX) as Niveau[]).flatMap((niveau) => {
        const reference = own.find((candidate) => candidate.niveau === niveau);
        return reference ? [referenceLisible(reference, indicateur.seuilReference)] : [];
      }),
      repartition: repartitionOf(own, lecture.niveau, indicateur.seuilReference),
      series: couperSeries(
        siennes,
        indicateur.ruptures.map(({ annee }) => annee),
      ),
    };
  });
}

function repartitionOf(
  references: readonly Reference[],
  niveau: Niveau,
  seuil: number,
): Repartition | undefined {
  const reference = references.find((candidate) => candidate.niveau === niveau);
  if (!reference || reference.n < seuil) return undefined;
  const { n, bornes, effectifs, q1, mediane, q3 } = reference;
  return { n, bornes, effectifs, quartiles: [q1, mediane, q3] };
}
