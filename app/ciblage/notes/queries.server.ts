import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { getTextes } from "#app/publications/textes/queries.server.ts";
import { getSeuilPetitEffectif } from "#app/referentiel/secret/queries.server.ts";
import { listNoms } from "../calculs/listes/queries.server.ts";
import { getCampagneLue } from "../campagnes/queries.server.ts";
import { listCandidaturesDe } from "../candidatures/queries.server.ts";
import type { EtatCandidature } from "../candidatures/rules.ts";
import { listConcertations } from "../concertations/queries.server.ts";
import {
  type DefinitionLue,
  listDefinitions,
  listDerniers,
  listVariablesDe,
} from "../explications/definitions/queries.server.ts";
import { findListeCourante } from "../listes/queries.server.ts";
import { countPopulation } from "../populations/queries.server.ts";
import { ruraliteOf } from "../rules.ts";
import { compterMasques } from "./comptes/rules.ts";
import {
  type CalculNote,
  GROUPES_NOTE,
  type GroupeNote,
  groupeOf,
  type NoteLue,
  type StructureNotee,
} from "./rules.ts";

/**
 * The note for the bodies: the published list, or the states as they stand. Rows are those that the person reads; what
 * the runs counted is told whole. `NotFound` where the campaign is not theirs to read.
 */
export async function getNote(db: Database, actor: Actor, campagneId: string): Promise<NoteLue> {
  const campagne = await getCampagneLue(db, actor, campagneId);
  const [candidatures, liste, concertations, textes, seuil] = await Promise.all([
    listCandidaturesDe(db, campagne.id),
    findListeCourante(db, campagne.id),
    listConcertations(db, campagne.id),
    getTextes(db),
    getSeuilPetitEffectif(db),
  ]);
  const lignes: readonly { readonly uai: string; readonly etat: EtatCandidature }[] =
    liste?.contenu.lignes ?? candidatures;
  const structures = await listStructures(db, actor, lignes);
  const ids = liste?.contenu.calculs.map(({ calculId }) => calculId) ?? [
    ...new Set(candidatures.flatMap(({ calculId }) => calculId ?? [])),
  ];
  const definitions = await listDefinitions(db, ids.length > 0 ? ids : await listDerniers(db, campagne.id));
  const { nom, annee, academieNom, dispositifNom, etat, population } = campagne;
  const scope = scopeOf(actor, "ciblage.lire");
  return {
    campagne: { nom, annee, academie: academieNom, dispositif: dispositifNom, etat, population },
    familles: await Promise.all(
      campagne.familles.map(async (famille) => ({
        famille,
        structures: (await countPopulation(db, campagne, famille, scope)).dedans,
      })),
    ),
    liste: liste ? { numero: liste.numero, publieeLe: liste.publieeLe, empreinte: liste.empreinte } : null,
    calculs: await Promise.all(definitions.map((definition) => getCalculNote(db, definition))),
    variables: await listVariablesDe(db, definitions),
    structures,
    ailleurs: lignes.length - structures.length,
    departements: await listNoms(db, [...new Set(structures.map(({ departement }) => departement))]),
    comptes: compterStructures(structures, seuil),
    ...{ seuil, concertations },
    textes: { mention: textes.mention_algorithme, textes: textes.textes_algorithme },
  };
}

/** Only the columns that hold somebody. */
function compterStructures(structures: readonly StructureNotee[], seuil: number) {
  const lignes = structures.flatMap((one) => {
    const groupe = groupeOf(one.etat);
    return groupe ? [{ ...one, groupe }] : [];
  });
  const groupes = (Object.keys(GROUPES_NOTE) as GroupeNote[]).filter((groupe) =>
    lignes.some((one) => one.groupe === groupe),
  );
  return compterMasques(lignes, groupes, seuil);
}

async function listStructures(
  db: Database,
  actor: Actor,
  lignes: readonly { readonly uai: string; readonly etat: EtatCandidature }[],
): Promise<StructureNotee[]> {
  const { rows } = await sql<Omit<StructureNotee, "etat" | "ruralite"> & { typologie: string | null }>`
    select structure.uai, structure.nom, structure.type, structure.secteur, structure.commune_nom as commune,
      structure.departement_code as departement, commune.typologie,
      round(structure.longitude * 1e3) / 1e3 as lon, round(structure.latitude * 1e3) / 1e3 as lat
    from structure left join commune on commune.code = structure.commune_code
    where structure.uai = any(${lignes.map(({ uai }) => uai)}::text[]) and ${withinScope(scopeOf(actor, "ciblage.lire"))}
    order by structure.departement_code, structure.nom, structure.uai`.execute(db);
  const etats = new Map(lignes.map(({ uai, etat }) => [uai, etat]));
  return rows.map(({ typologie, ...row }) => ({
    ...row,
    ruralite: ruraliteOf(typologie),
    etat: etats.get(row.uai) as EtatCandidature,
  }));
}

/** What a run says of its population in counts, without any of its structures. */
async function getCalculNote(db: Database, lue: DefinitionLue): Promise<CalculNote> {
  const { id, numero, scenario, famille, donneesAu, definition, population, analysees, retenues, stabilite } =
    lue;
  const [{ rows: criteres }, { rows: comptes }] = await Promise.all([
    sql<{ id: string; seuil: number | null; inconnues: number }>`
      select c->>'id' as id, max((c->>'seuil')::double precision) as seuil,
        (count(*) filter (where c->'valeur' = 'null'::jsonb))::int as inconnues
      from calcul_structure cross join jsonb_array_elements(criteres) c where calcul_id = ${id}::uuid group by 1`.execute(
      db,
    ),
    sql<{ retenues: number; autres: number }>`
      select (count(*) filter (where retenue and frequence < ${stabilite.seuilDepartage}))::int as retenues,
        (count(*) filter (where not retenue and frequence > 1 - ${stabilite.seuilDepartage}::double precision))::int as autres
      from calcul_structure where calcul_id = ${id}::uuid`.execute(db),
  ]);
  return {
    ...{ numero, scenario, famille, definition, population, analysees, retenues },
    donneesAu: donneesAu.toISOString(),
    seuils: Object.fromEntries(criteres.flatMap((one) => (one.seuil === null ? [] : [[one.id, one.seuil]]))),
    inconnues: Object.fromEntries(criteres.map((one) => [one.id, one.inconnues])),
    ...{
      tirages: stabilite.tirages,
      ecartPoids: stabilite.ecartPoids,
      seuilDepartage: stabilite.seuilDepartage,
    },
    aDepartager: comptes[0] ?? { retenues: 0, autres: 0 },
  };
}
