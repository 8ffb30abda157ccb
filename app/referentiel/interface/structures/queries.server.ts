import { sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { type PageLignes, readPage, withinDepuis, withinEgal } from "../lecture/queries.server.ts";
import type { Parametres } from "../schema.ts";
import { dispositifs, statutsEp, structures } from "./rules.ts";

/** What last touched a structure. A withdrawn scheme leaves a line among the changes, as every act of a person does. */
const MODIFIE_LE = sql`greatest(structure.enregistre_le,
  (select max(m.enregistre_le) from structure_modification m where m.uai = structure.uai),
  (select max(e.enregistre_le) from statut_ep_annuel e where e.uai = structure.uai and e.remplace_le is null),
  (select max(x.enregistre_le) from structure_dispositif x where x.uai = structure.uai and x.retire_le is null))`;

/** Identities of the structures within the person's scope. */
export async function listStructuresLues(
  { db, now }: Pick<Context, "db" | "now">,
  actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  const jour = civilDay(now());
  return readPage(db, structures, p, {
    cle: ["structure.uai"],
    select: sql`select structure.uai, structure.nom, structure.type, structure.secteur, structure.etat, structure.commune_code as commune,
        structure.commune_nom, structure.departement_code as departement, structure.academie_code as academie,
        structure.circonscription_code as circonscription, structure.bassin_code as bassin, structure.latitude, structure.longitude,
        structure.ouverte_le, structure.fermee_le, structure.statut_ep, structure.statut_ep_annee,
        array(select x.dispositif_code from structure_dispositif x where x.uai = structure.uai and x.retire_le is null
          and daterange(x.debut, x.fin) @> ${jour}::date order by 1) as dispositifs,
        structure.mere_uai as mere, structure.reseau_uai as reseau, structure.secteur_college_uai as secteur_college,
        f.nom as fichier, structure.ligne, structure.enregistre_le, ${MODIFIE_LE} as modifie_le
      from structure join import_fichier f on f.id = structure.fichier_id`,
    where: [
      withinScope(scopeOf(actor, "structure.lire")),
      withinEgal("structure.uai", p.uai),
      withinEgal("structure.type", p.type),
      withinEgal("structure.secteur", p.secteur),
      withinEgal("structure.etat", p.etat),
      withinEgal("structure.statut_ep", p.statut_ep),
      withinEgal("structure.academie_code", p.academie),
      withinEgal("structure.departement_code", p.departement),
      withinEgal("structure.circonscription_code", p.circonscription),
      withinEgal("structure.commune_code", p.commune),
      withinDepuis(MODIFIE_LE, p.depuis),
    ],
  });
}

/** Status of priority education by rentrée, of the structures within the person's scope. */
export async function listStatutsEpLus(
  { db }: Pick<Context, "db">,
  actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  return readPage(db, statutsEp, p, {
    cle: ["e.uai", "e.annee"],
    select: sql`select e.uai, e.annee, e.statut, f.nom as fichier, e.ligne, e.enregistre_le
      from statut_ep_annuel e
      join structure on structure.uai = e.uai
      join import_fichier f on f.id = e.fichier_id`,
    where: [
      sql`e.remplace_le is null`,
      withinScope(scopeOf(actor, "structure.lire")),
      withinEgal("e.uai", p.uai),
      withinEgal("e.annee", p.annee),
      withinEgal("e.statut", p.statut),
      withinEgal("structure.type", p.type),
      withinEgal("structure.academie_code", p.academie),
      withinEgal("structure.departement_code", p.departement),
      withinDepuis(sql`e.enregistre_le`, p.depuis),
    ],
  });
}

/** Schemes with their dates, of the structures within the person's scope. */
export async function listDispositifsLus(
  { db }: Pick<Context, "db">,
  actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  return readPage(db, dispositifs, p, {
    cle: ["x.uai", "x.dispositif_code", "x.debut"],
    select: sql`select x.uai, x.dispositif_code as dispositif, d.libelle, d.nature, x.debut, x.fin, x.precision_texte as precision,
        x.source, f.nom as fichier, x.ligne, x.enregistre_le
      from structure_dispositif x
      join structure on structure.uai = x.uai
      join dispositif d on d.code = x.dispositif_code
      left join import_fichier f on f.id = x.fichier_id`,
    where: [
      sql`x.retire_le is null`,
      withinScope(scopeOf(actor, "structure.lire")),
      withinEgal("x.uai", p.uai),
      withinEgal("x.dispositif_code", p.dispositif),
      p.en_vigueur_le === undefined ? undefined : sql`daterange(x.debut, x.fin) @> ${p.en_vigueur_le}::date`,
      withinEgal("structure.academie_code", p.academie),
      withinEgal("structure.departement_code", p.departement),
      withinDepuis(sql`x.enregistre_le`, p.depuis),
    ],
  });
}
