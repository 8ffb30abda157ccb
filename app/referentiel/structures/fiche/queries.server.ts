import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { type Lecteur, withinLecture } from "../../indicateurs/lecture/queries.server.ts";
import { listFichesIndicateurs, type Pairs } from "../../indicateurs/queries.server.ts";
import { choisirAnnee, type FicheIndicateur, type Niveau } from "../../indicateurs/rules.ts";
import {
  getStructure,
  listModifications,
  listStatutsEp,
  type ModificationIdentite,
  type StatutEpAnnuel,
  type Structure,
} from "../identite/queries.server.ts";
import type { Lecture } from "../schema.ts";

/** All that is told of one structure, on screen and on paper alike. */
export interface FicheLue {
  readonly structure: Structure;
  readonly statutsEp: readonly StatutEpAnnuel[];
  readonly modifications: readonly ModificationIdentite[];
  readonly fiches: readonly FicheIndicateur[];
  readonly niveau: Niveau;
  /** Years that at least one indicator knows, latest first. */
  readonly annees: readonly number[];
  readonly annee: number | undefined;
}

/** Whose identity, and whose values. */
export interface PorteesFiche {
  readonly structures: Scope;
  readonly lecteur: Lecteur;
}

/** Throws NotFound when the structure does not exist or is out of scope. */
export async function getFicheStructure(
  db: Database,
  portees: PorteesFiche,
  uai: string,
  lecture: Lecture,
): Promise<FicheLue> {
  const structure = await getStructure(db, portees.structures, uai);
  const niveau = lecture.territoire ?? "academie";
  const [statutsEp, modifications, fiches] = await Promise.all([
    listStatutsEp(db, structure.uai),
    listModifications(db, structure.uai),
    listFichesIndicateurs(db, portees.lecteur, {
      uai: structure.uai,
      annee: lecture.annee,
      niveau,
      pairs: readPairs(structure),
    }),
  ]);
  const annees = [
    ...new Set(fiches.flatMap(({ series }) => series.flat().map((valeur) => valeur.annee))),
  ].sort((a, b) => b - a);
  const annee = choisirAnnee(annees, lecture.annee);
  return { structure, statutsEp, modifications, fiches, niveau, annees, annee };
}

/** Whom the values of a structure are read against: those of its type and sector, on its territories. */
export function readPairs(structure: Structure): Pairs {
  return {
    type: structure.type,
    secteur: structure.secteur,
    territoires: {
      nation: structure.nation,
      academie: structure.academieCode,
      departement: structure.departementCode,
      circonscription: structure.circonscriptionCode,
      bassin: structure.bassinCode,
    },
  };
}

/** Where a current value was read. */
export interface OrigineValeur {
  readonly id: number;
  readonly fichier: string;
  /** Code of the dataset, when the file was one. */
  readonly jeu: string | null;
  readonly ligne: number;
  readonly colonne: string;
  readonly enregistreLe: Date;
}

/** The origin of every current value of a structure that this person may read. */
export async function listOriginesValeurs(
  db: Database,
  lecteur: Lecteur,
  uai: string,
): Promise<OrigineValeur[]> {
  const { rows } = await sql<OrigineValeur>`
    select v.id, f.nom as fichier, f.jeu, v.ligne, v.colonne, v.enregistre_le as "enregistreLe"
    from valeur_indicateur v
    join structure on structure.uai = v.uai
    join indicateur on indicateur.code = v.indicateur_code
    join import_fichier f on f.id = v.fichier_id
    where v.uai = ${uai} and v.remplace_le is null and ${withinLecture(lecteur)}
    order by v.annee`.execute(db);
  return rows;
}
