import { sql } from "kysely";
import type { BulkTransaction, Cell } from "#app/platform/db/bulk.server.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import type { LieuDeStructures, LineObject } from "../chargement/rules.ts";
import type { ValueFact } from "../datasets/dataset.ts";
import { AUTORITES, codeCirconscription } from "./rules.ts";

/**
 * Temporary tables that hold what the files say until it is compared with what is known. They die with the
 * transaction. `fichier` is the rank of the file among those that are read.
 */
export async function preparerArrivees(tx: Tx, fichierIds: readonly string[]): Promise<void> {
  await sql`create temporary table arrivee_fichier (rang smallint primary key, id uuid) on commit drop`.execute(
    tx,
  );
  await sql`insert into arrivee_fichier select ordinality, id from unnest(${[...fichierIds]}::uuid[]) with ordinality as f (id)`.execute(
    tx,
  );
  for (const [table, columns] of Object.entries(ARRIVEES)) {
    await sql
      .raw(`create temporary table ${table} (fichier smallint, ligne integer, ${columns}) on commit drop`)
      .execute(tx);
  }
  await sql`create temporary table arrivee_action (fichier smallint, ligne integer, modifie boolean) on commit drop`.execute(
    tx,
  );
}

const VALEUR =
  "indicateur_code text, annee smallint, valeur double precision, statut text, texte text, colonne text";
const ARRIVEES = {
  arrivee_structure: `annee smallint, autorite smallint, uai text, nom text, type text, secteur text, etat text,
    departement text, commune text, commune_nom text, adresse text, code_postal text, latitude double precision,
    longitude double precision, ouverte_le date, fermee_le date, identite_le date, nature text, courriel text,
    telephone text, site text, circonscription text, bassin text, mere text, reseau text, offre text[], type_presume text`,
  arrivee_circonscription: "code text, nom text, departement text, courriel text, telephone text",
  arrivee_valeur: `uai text, ${VALEUR}`,
  arrivee_ep: "uai text, annee smallint, statut text",
  arrivee_secteur: "uai text, college text",
  arrivee_dispositif: "uai text, dispositif text, debut date, fin date, precision_texte text",
  arrivee_valeur_territoire: `niveau text, territoire text, ${VALEUR}`,
  arrivee_commune: `code text, nom text, departement text, population integer, typologie text, latitude double precision,
    longitude double precision, actuelle text`,
  arrivee_departement: "code text, nom text, academie text, academie_nom text",
  arrivee_contour: "niveau text, code text, nom text, geometrie jsonb",
} as const;
type Arrivee = keyof typeof ARRIVEES;

/** A line that was read and accepted, with the file it comes from. */
export interface LigneArrivee {
  readonly fichier: number;
  readonly ligne: number;
  readonly annee: number | undefined;
  readonly autorite: keyof typeof AUTORITES | undefined;
}

/** What the lines read so far say, waiting to be written. */
export class Arrivees {
  private rows = new Map<Arrivee, Cell[][]>();
  private territoires = new Map<string, TerritoireNomme>();
  private readonly bulk: BulkTransaction;
  waiting = 0;

  constructor(bulk: BulkTransaction) {
    this.bulk = bulk;
  }

  add(line: LigneArrivee, dit: Exclude<LineObject, LieuDeStructures>, valeurs: readonly ValueFact[]): void {
    const from = [line.fichier, line.ligne];
    switch (dit.objet) {
      case "structure":
        this.addStructure(line, dit, valeurs);
        break;
      case "circonscription": {
        const { code, nom, departement, courriel, telephone } = dit.circonscription;
        this.push("arrivee_circonscription", [...from, code, nom, departement, courriel, telephone]);
        break;
      }
      case "territoire":
        for (const v of valeurs)
          this.push("arrivee_valeur_territoire", [
            ...from,
            dit.territoire.niveau,
            dit.territoire.code,
            ...cellsOf(v),
          ]);
        break;
      case "commune": {
        const { code, nom, departement, population, typologie, latitude, longitude, actuelle } = dit.commune;
        const facts = [code, nom, departement, population, typologie, latitude, longitude, actuelle];
        this.push("arrivee_commune", [...from, ...facts]);
        break;
      }
      case "departement": {
        const { code, nom, academie, academieNom } = dit.departement;
        this.push("arrivee_departement", [...from, code, nom, academie, academieNom]);
        break;
      }
      case "contour": {
        const { niveau, code, nom, geometrie } = dit.contour;
        this.push("arrivee_contour", [...from, niveau, code, nom, geometrie]);
        break;
      }
    }
    this.waiting += 1;
  }

  private addStructure(
    line: LigneArrivee,
    { uai, structure: s, statutEp, dispositifs, secteurCollege }: LineObject & { objet: "structure" },
    valeurs: readonly ValueFact[],
  ): void {
    const from = [line.fichier, line.ligne];
    for (const v of valeurs) this.push("arrivee_valeur", [...from, uai, ...cellsOf(v)]);
    if (statutEp) this.push("arrivee_ep", [...from, uai, statutEp.annee, statutEp.statut]);
    for (const { dispositif, debut, fin, precision } of dispositifs)
      this.push("arrivee_dispositif", [...from, uai, dispositif, debut, fin, precision]);
    if (secteurCollege) this.push("arrivee_secteur", [...from, uai, secteurCollege]);
    if (!s) return;
    this.nameTerritoires(s);
    this.push("arrivee_structure", [
      ...from,
      line.annee,
      AUTORITES[line.autorite ?? "statistique"],
      ...[
        uai,
        s.nom,
        s.typePresume ? undefined : s.type,
        s.secteur,
        s.etat,
        s.departement,
        s.commune,
        s.communeNom,
        s.adresse,
        s.codePostal,
      ],
      ...[
        s.latitude,
        s.longitude,
        s.ouverteLe,
        s.fermeeLe,
        s.identiteLe,
        s.nature,
        s.courriel,
        s.telephone,
        s.site,
      ],
      ...[
        s.circonscription && codeCirconscription(s.departement, s.circonscription),
        s.bassin?.code,
        s.mere,
        s.reseau,
      ],
      ...[
        s.offre && `{${s.offre.map((word) => `"${word.replace(/["\\]/g, "")}"`).join(",")}}`,
        s.typePresume ? s.type : undefined,
      ],
    ]);
  }

  /** The line that names the académie introduces the département; a later line without it must not hide it. */
  private nameTerritoires(s: NonNullable<(LineObject & { objet: "structure" })["structure"]>): void {
    const add = (t: TerritoireNomme) => this.territoires.set(`${t.genre} ${t.code}`, t);
    if (s.academie) {
      const nom = s.departementNom ?? s.departement;
      add({ genre: "departement", code: s.departement, nom, dans: s.academie, academieNom: s.academieNom });
    }
    if (s.commune)
      add({ genre: "commune", code: s.commune, nom: s.communeNom || s.commune, dans: s.departement });
    if (s.circonscription) {
      const code = codeCirconscription(s.departement, s.circonscription);
      add({ genre: "circonscription", code, nom: s.circonscription.nom, dans: s.departement });
    }
    if (s.bassin) add({ genre: "bassin", code: s.bassin.code, nom: s.bassin.nom, dans: s.departement });
  }

  private push(table: Arrivee, row: Cell[]): void {
    const rows = this.rows.get(table);
    if (rows) rows.push(row);
    else this.rows.set(table, [row]);
  }

  async write(): Promise<void> {
    await ajouterTerritoires(this.bulk.tx, [...this.territoires.values()]);
    for (const [table, rows] of this.rows) await this.bulk.copy(table, rows);
    this.rows = new Map();
    this.territoires = new Map();
    this.waiting = 0;
  }
}

function cellsOf({ indicateur, annee, valeur, statut, texte, colonne }: ValueFact): Cell[] {
  return [indicateur, annee, valeur, statut, texte, colonne];
}

interface TerritoireNomme {
  readonly genre: "departement" | "commune" | "circonscription" | "bassin";
  readonly code: string;
  readonly nom: string;
  /** Académie of a département, département of the others. */
  readonly dans: string;
  readonly academieNom?: string | undefined;
}

/** Départements that Insee attributes to nobody: the fictitious académie lives there. */
const DEPARTEMENTS_FICTIFS = /^96[1-9]$/;

/** Adds the territories that the lines name and that the reference does not know, from the widest. */
async function ajouterTerritoires(tx: Tx, nommes: readonly TerritoireNomme[]): Promise<void> {
  const of = (genre: TerritoireNomme["genre"]) => {
    const own = nommes.filter((territoire) => territoire.genre === genre);
    return {
      codes: own.map(({ code }) => code),
      noms: own.map(({ nom }) => nom.slice(0, 100)),
      dans: own.map(({ dans }) => dans),
      own,
    };
  };
  const departements = of("departement");
  await sql`insert into academie (code, nom, nation)
    select distinct on (code) code, nom, nation from unnest(${departements.dans}::text[],
      ${departements.own.map(({ dans, academieNom }) => academieNom ?? `Académie ${dans}`)}::text[],
      ${departements.codes.map((code) => (DEPARTEMENTS_FICTIFS.test(code) ? "demonstration" : "france"))}::text[]) as t (code, nom, nation)
    on conflict do nothing`.execute(tx);
  await sql`insert into departement (code, nom, academie_code)
    select * from unnest(${departements.codes}::text[], ${departements.noms}::text[], ${departements.dans}::text[])
    on conflict do nothing`.execute(tx);
  const communes = of("commune");
  await sql`insert into commune (code, nom, departement_code)
    select * from unnest(${communes.codes}::text[], ${communes.noms}::text[], ${communes.dans}::text[])
    on conflict do nothing`.execute(tx);
  const circonscriptions = of("circonscription");
  await sql`insert into circonscription (code, nom, departement_code)
    select * from unnest(${circonscriptions.codes}::text[], ${circonscriptions.noms}::text[], ${circonscriptions.dans}::text[])
    on conflict do nothing`.execute(tx);
  const bassins = of("bassin");
  await sql`insert into bassin (code, nom, academie_code)
    select t.code, t.nom, d.academie_code
    from unnest(${bassins.codes}::text[], ${bassins.noms}::text[], ${bassins.dans}::text[]) as t (code, nom, departement)
    join departement d on d.code = t.departement
    on conflict do nothing`.execute(tx);
}
