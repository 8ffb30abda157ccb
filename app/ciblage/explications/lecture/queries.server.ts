import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { listCampagnes } from "../../campagnes/queries.server.ts";
import { findPublicationDe, type ListePubliee } from "../../listes/queries.server.ts";
import { withinPopulation } from "../../populations/queries.server.ts";
import type { FamilleAnalyse, Population } from "../../rules.ts";

/** A campaign that concerns a structure, as one person may read it. */
export interface CampagneConcernee {
  readonly id: string;
  readonly nom: string;
  readonly annee: number;
  readonly dispositif: string;
  /** The published version, by which a unit knows of the campaign; absent for who reads the work of the académie. */
  readonly liste?: ListePubliee;
}

/**
 * The campaigns that concern a structure and that the person may read, the latest first. A unit knows of a campaign by
 * its published list: before, nothing tells it apart from one that does not exist. The caller has read the structure.
 */
export async function listCampagnesConcernees(
  db: Database,
  actor: Actor,
  { uai, academie, entiere }: { readonly uai: string; readonly academie: string; readonly entiere: boolean },
): Promise<CampagneConcernee[]> {
  if (!entiere)
    return (await findPublicationDe(db, uai)).map(({ campagne, ...liste }) => ({
      ...{
        id: liste.campagneId,
        nom: campagne.nom,
        annee: campagne.annee,
        dispositif: campagne.dispositifNom,
      },
      liste,
    }));
  const campagnes = (await listCampagnes(db, actor)).filter((campagne) => campagne.academie === academie);
  const concerned = await Promise.all(campagnes.map((campagne) => isConcernee(db, uai, campagne)));
  return campagnes
    .filter((_, place) => concerned[place])
    .map(({ id, nom, annee, dispositifNom }) => ({ id, nom, annee, dispositif: dispositifNom }));
}

interface Regardante {
  readonly id: string;
  readonly academie: string;
  readonly population: Population;
  readonly familles: readonly FamilleAnalyse[];
}

/** It is followed in the campaign, a run of it looked at the structure, or its population holds it today. */
async function isConcernee(db: Database, uai: string, campagne: Regardante): Promise<boolean> {
  const { rows } = await sql`select from structure left join commune on commune.code = structure.commune_code
    where structure.uai = ${uai} and (
      exists (select from candidature c where c.campagne_id = ${campagne.id}::uuid and c.uai = structure.uai)
      or exists (select from scenario s join calcul on calcul.scenario_id = s.id
        join calcul_structure lue on lue.calcul_id = calcul.id and lue.uai = structure.uai
        where s.campagne_id = ${campagne.id}::uuid)
      or ${sql.join(
        campagne.familles.map((famille) => withinPopulation(campagne, famille)),
        sql` or `,
      )})`.execute(db);
  return rows.length > 0;
}
