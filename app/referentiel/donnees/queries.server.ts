import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { withinAnomalies } from "../anomalies/queries.server.ts";
import { DATASETS } from "../imports/datasets/catalogue.ts";
import { JEUX_DU_PORTAIL } from "../imports/datasets/portail.ts";
import type { TypeStructure } from "../rules.ts";

export interface JeuResume {
  readonly code: string;
  readonly libelle: string;
  readonly source: string;
  readonly licence: string;
  readonly moisPublication: number | undefined;
  /** Identifiers on the portal; none when it does not have it. */
  readonly portail: readonly string[];
  readonly indicateurs: readonly string[];
  readonly derniereAnnee: number | null;
  readonly valeurs: number;
  readonly lignes: number;
  readonly importeLe: Date | null;
  readonly anomalies: number;
}

interface Fait {
  readonly jeu: string;
  readonly libelle: string | null;
  readonly lignes: number;
  readonly importeLe: Date;
}

/** Every dataset, imported or not, with what is known of it; those that académies described come last. */
export async function listJeux(db: Database, scope: Scope): Promise<JeuResume[]> {
  const [faits, couverture, anomalies] = await Promise.all([
    sql<Fait>`select distinct on (f.jeu) f.jeu, c.libelle, coalesce(f.lu, 0) as lignes, i.applique_le as "importeLe"
      from import_fichier f join import i on i.id = f.import_id left join correspondance c on c.id = f.correspondance_id
      where f.jeu is not null and i.etat = 'applique' order by f.jeu, i.applique_le desc, f.lu desc nulls last`.execute(
      db,
    ),
    sql<{
      code: string;
      derniere: number;
      valeurs: number;
    }>`select indicateur_code as code, max(annee)::int as derniere, sum(publiees)::int as valeurs
      from couverture_indicateur group by 1`.execute(db),
    sql<{
      jeu: string | null;
      code: string | null;
      n: number;
    }>`select a.jeu, a.indicateur_code as code, count(*)::int as n
      from anomalie a left join structure on structure.uai = a.uai
      where a.etat = 'ouverte' and ${withinAnomalies(scope)} group by 1, 2`.execute(db),
  ]);
  const declared = DATASETS.map(({ code, libelle, source, licence, moisPublication, indicateurs }) => ({
    ...{ code, libelle, source, licence, moisPublication },
    indicateurs: [...new Set(indicateurs.map(({ indicateur }) => indicateur))],
  }));
  const known = new Set(declared.map(({ code }) => code));
  const own = faits.rows.flatMap(({ jeu, libelle }) =>
    known.has(jeu)
      ? []
      : [
          {
            code: jeu,
            libelle: libelle ?? jeu,
            source: "Académie",
            licence: "Usage interne",
            moisPublication: undefined,
            indicateurs: [],
          },
        ],
  );
  return [...declared, ...own].map((jeu) => {
    const fait = faits.rows.find((row) => row.jeu === jeu.code);
    const couvert = couverture.rows.filter(({ code }) => jeu.indicateurs.includes(code));
    return {
      ...jeu,
      portail: JEUX_DU_PORTAIL.filter((candidate) => candidate.jeu === jeu.code).map(({ id }) => id),
      // An indicator that other datasets bring too says nothing of one that was never imported.
      derniereAnnee: fait && couvert.length > 0 ? Math.max(...couvert.map(({ derniere }) => derniere)) : null,
      valeurs: fait ? couvert.reduce((sum, { valeurs }) => sum + valeurs, 0) : 0,
      lignes: fait?.lignes ?? 0,
      importeLe: fait?.importeLe ?? null,
      anomalies: anomalies.rows
        .filter(
          (row) =>
            row.jeu === jeu.code ||
            (row.jeu === null && row.code !== null && jeu.indicateurs.includes(row.code)),
        )
        .reduce((sum, { n }) => sum + n, 0),
    };
  });
}

export interface LigneCouverture {
  readonly territoire: string;
  readonly type: TypeStructure;
  readonly publiees: number;
  readonly nonSignificatives: number;
  readonly manquantes: number;
  /** Open structures of the type of which nothing is said. */
  readonly sansValeur: number;
}

export interface JeuVu {
  readonly jeu: JeuResume;
  readonly notices: readonly { readonly code: string; readonly libelle: string }[];
  readonly imports: readonly {
    readonly id: string;
    readonly appliqueLe: Date;
    readonly fichiers: readonly string[];
  }[];
  readonly annees: readonly {
    readonly annee: number;
    readonly publiees: number;
    readonly nonSignificatives: number;
    readonly manquantes: number;
  }[];
  readonly academies: readonly { readonly code: string; readonly nom: string }[];
  readonly indicateur: string | undefined;
  readonly annee: number | undefined;
  readonly couverture: readonly LigneCouverture[];
}

export interface ChoixCouverture {
  readonly indicateur: string | undefined;
  readonly annee: number | undefined;
  readonly academie: string | undefined;
}

/** One dataset, with the coverage of one of its indicators. Throws NotFound when nobody knows such a dataset. */
export async function getJeu(
  db: Database,
  scope: Scope,
  code: string,
  choix: ChoixCouverture,
): Promise<JeuVu> {
  const jeu = (await listJeux(db, scope)).find((candidate) => candidate.code === code);
  if (!jeu) throw new NotFound();
  const notices = await sql<{ code: string; libelle: string }>`select code, libelle from indicateur
    where code = any(${[...jeu.indicateurs]}::text[]) order by ordre`.execute(db);
  const indicateur =
    notices.rows.find((notice) => notice.code === choix.indicateur)?.code ?? notices.rows[0]?.code;
  const imports = await sql<
    JeuVu["imports"][number]
  >`select i.id, i.applique_le as "appliqueLe", array_agg(f.nom order by f.nom) as fichiers
    from import_fichier f join import i on i.id = f.import_id where f.jeu = ${code} and i.etat = 'applique'
    group by i.id order by i.applique_le desc limit 20`.execute(db);
  const annees = await sql<
    JeuVu["annees"][number]
  >`select annee::int, sum(publiees)::int as publiees, sum(non_significatives)::int as "nonSignificatives",
      sum(manquantes)::int as manquantes
    from couverture_indicateur where indicateur_code = ${indicateur ?? ""} group by 1 order by 1 desc`.execute(
    db,
  );
  const annee = annees.rows.find((row) => row.annee === choix.annee)?.annee ?? annees.rows[0]?.annee;
  const academies = await sql<{ code: string; nom: string }>`select code, nom from academie
    where exists (select from structure where structure.academie_code = academie.code) order by nom`.execute(
    db,
  );
  const couverture =
    indicateur === undefined || annee === undefined
      ? []
      : await listCouverture(db, { indicateur, annee, academie: choix.academie });
  return {
    jeu,
    notices: notices.rows,
    imports: imports.rows,
    annees: annees.rows,
    academies: academies.rows,
    indicateur,
    annee,
    couverture,
  };
}

async function listCouverture(
  db: Database,
  { indicateur, annee, academie }: { indicateur: string; annee: number; academie: string | undefined },
): Promise<LigneCouverture[]> {
  const { rows } = academie
    ? await sql<LigneCouverture>`
        select d.nom as territoire, s.type, count(*) filter (where v.statut = 'ok')::int as publiees, count(*) filter (where v.statut = 'ns')::int as "nonSignificatives",
          count(*) filter (where v.statut in ('manquant', 'sans_objet'))::int as manquantes,
          count(*) filter (where v.id is null and s.etat = 'ouvert')::int as "sansValeur"
        from structure s join departement d on d.code = s.departement_code
        left join valeur_indicateur v on v.uai = s.uai and v.indicateur_code = ${indicateur} and v.annee = ${annee} and v.remplace_le is null
        where s.academie_code = ${academie}
          and s.type in (select type from couverture_indicateur where indicateur_code = ${indicateur} and annee = ${annee})
        group by d.nom, s.type order by d.nom, s.type`.execute(db)
    : await sql<LigneCouverture>`
        select a.nom as territoire, c.type, c.publiees, c.non_significatives as "nonSignificatives", c.manquantes,
          (select count(*)::int from structure s where s.academie_code = c.academie_code and s.type = c.type and s.etat = 'ouvert'
            and not exists (select from valeur_indicateur v where v.uai = s.uai and v.indicateur_code = c.indicateur_code
              and v.annee = c.annee and v.remplace_le is null)) as "sansValeur"
        from couverture_indicateur c join academie a on a.code = c.academie_code
        where c.indicateur_code = ${indicateur} and c.annee = ${annee} order by a.nom, c.type`.execute(db);
  return rows;
}
