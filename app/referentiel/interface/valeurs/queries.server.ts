import { sql } from "kysely";
import { type Actor, scopeOf } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import {
  getLecteur,
  isMasquee,
  readValeur,
  withinLecture,
  withMasque,
} from "../../indicateurs/lecture/queries.server.ts";
import { type PageLignes, readPage, withinDepuis, withinEgal } from "../lecture/queries.server.ts";
import type { Parametres } from "../schema.ts";
import { indicateurs, valeurs } from "./rules.ts";

/** Current values of structures as this person may read them; what is proposed beside a masked value is masked too. */
export async function listValeursLues(
  { db }: Pick<Context, "db">,
  actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  const lecteur = getLecteur(actor);
  const { valeur, statut } = readValeur(lecteur);
  return readPage(db, valeurs, p, {
    cle: ["v.uai", "v.indicateur_code", "v.annee"],
    select: sql`select v.uai, v.indicateur_code as indicateur, v.annee, ${valeur} as valeur, ${statut} as statut,
        case when ${isMasquee(lecteur)} then null else c.valeur end as valeur_locale,
        f.nom as fichier, encode(f.empreinte, 'hex') as sha256, v.ligne, v.colonne, v.enregistre_le
      from valeur_indicateur v
      join structure on structure.uai = v.uai
      join indicateur on indicateur.code = v.indicateur_code
      join import_fichier f on f.id = v.fichier_id
      left join correction_locale c on c.uai = v.uai and c.indicateur_code = v.indicateur_code and c.annee = v.annee and c.retiree_le is null
      ${withMasque}`,
    where: [
      sql`v.remplace_le is null`,
      withinLecture(lecteur),
      withinEgal("v.indicateur_code", p.indicateur),
      withinEgal("v.uai", p.uai),
      withinEgal("v.annee", p.annee),
      withinEgal("structure.type", p.type),
      withinEgal("structure.secteur", p.secteur),
      withinEgal("structure.academie_code", p.academie),
      withinEgal("structure.departement_code", p.departement),
      withinDepuis(sql`greatest(v.enregistre_le, c.enregistre_le)`, p.depuis),
    ],
  });
}

/** The dictionary names no school: whoever reads it sees all of it, the indicators of other académies excepted. */
export async function listIndicateursLus(
  { db }: Pick<Context, "db">,
  actor: Actor,
  p: Parametres,
): Promise<PageLignes> {
  const { academies, nation } = scopeOf(actor, "indicateur.lire_interne");
  return readPage(db, indicateurs, p, {
    cle: ["i.code"],
    select: sql`select i.code, i.libelle, i.definition, i.population, i.lecture, i.bruit, i.biais, i.comparaisons, i.unite, i.famille,
        i.nature, i.objet, i.diffusion, i.academie_code as academie,
        array(select r.annee::text from rupture_serie r where r.indicateur_code = i.code order by r.annee) as ruptures, i.source
      from indicateur i`,
    where: [
      sql`i.retire_le is null`,
      sql`(i.academie_code is null or ${nation} or i.academie_code = any(${[...academies]}::text[]))`,
    ],
  });
}
