import type { AgentDemonstration } from "#app/acces/commands.server.ts";
import type { Fonction, PorteeType } from "#app/acces/fonctions/rules.ts";
import { LIEUX } from "./lieux.ts";

export { LIEUX };

/** First day of every function: a cast that has been there for a while. */
const DEBUT = "2024-09-01";

function person(
  rank: number,
  [prenom, nom]: readonly [string, string],
  fonction: Fonction,
  porteeType: PorteeType,
  porteeCode: string,
  boite: string = fonction.replaceAll("_", "-"),
): AgentDemonstration {
  return {
    id: `00000000-0000-4000-8000-0000000000${String(rank).padStart(2, "0")}`,
    prenom,
    nom,
    courriel: `${boite}@port-amarre.exemple`,
    fonctions: [{ fonction, porteeType, porteeCode, debut: DEBUT, fin: null }],
  };
}

/**
 * The cast: one person by function that can already do something, and a mairie beside the département. The same people play in the tests, the
 * demonstration, the screenshots and the guide.
 */
export const DISTRIBUTION: readonly AgentDemonstration[] = [
  person(1, ["Solène", "Amarin"], "ssa", "academie", LIEUX.academie),
  person(2, ["Ronan", "Vigie"], "pilote_academique", "academie", LIEUX.academie),
  person(3, ["Hélène", "Cabestan"], "recteur", "academie", LIEUX.academie),
  person(4, ["Marc", "Jusant"], "dasen", "departement", LIEUX.departement),
  person(5, ["Awa", "Brisant"], "carec", "academie", LIEUX.academie),
  person(6, ["Yves", "Balise"], "ia_ipr", "academie", LIEUX.academie),
  person(7, ["Nadia", "Estran"], "chef_etablissement", "structure", LIEUX.college),
  person(8, ["Paul", "Goémon"], "directeur_ecole", "structure", LIEUX.ecole),
  person(9, ["Inès", "Ressac"], "equipe", "structure", LIEUX.college),
  person(10, ["Thomas", "Grève"], "dos", "academie", LIEUX.academie),
  person(11, ["Claire", "Môle"], "daf", "academie", LIEUX.academie),
  person(12, ["Bernard", "Phare"], "igesr", "nation", "france"),
  person(13, ["Lucie", "Chenal"], "dgesco", "nation", "france"),
  person(14, ["Karim", "Sonde"], "depp", "nation", "france"),
  person(15, ["Alix", "Timonier"], "administrateur", "nation", "france"),
  person(16, ["Gaëlle", "Misaine"], "ien", "circonscription", LIEUX.circonscription),
  person(17, ["Jeanne", "Drisse"], "dsden", "departement", LIEUX.departement),
  person(18, ["Malo", "Écoute"], "secretariat", "structure", LIEUX.college),
  person(19, ["Sarah", "Hauban"], "adjoint", "structure", LIEUX.college),
  person(20, ["Denis", "Cap"], "drh", "academie", LIEUX.academie),
  person(21, ["Rose", "Amer"], "assistance", "academie", LIEUX.academie),
  person(22, ["Benoît", "Quille"], "caec", "academie", LIEUX.academie),
  person(23, ["Fatou", "Bôme"], "collectivite", "departement", LIEUX.departement),
  person(24, ["Luc", "Tangage"], "membre_comite", "nation", "france"),
  person(25, ["Anne", "Étrave"], "coordonnateur_clas", "territoire_clas", "port-amarre-est"),
  person(26, ["Hugo", "Foc"], "caf", "departement", LIEUX.departement),
  person(27, ["Carole", "Jetée"], "prefecture", "departement", LIEUX.departement),
  person(28, ["Samir", "Gréement"], "association", "territoire_clas", "port-amarre-est"),
  person(29, ["Odile", "Chaumard"], "collectivite", "commune", LIEUX.commune, "mairie"),
];
