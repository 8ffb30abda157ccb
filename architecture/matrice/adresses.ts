import { LIEUX } from "#tests/cast.ts";
import { type Case, type Ids, isPersonnel, type Objet, PERSONNELS, type Personnel, type Qui } from "./cas.ts";
import type { Objets } from "./objets.ts";

export function urlOf(objets: Objets, { entry: { id, path }, qui, objet }: Case): string {
  const { ids } = objets;
  const ecole = qui === "directeur_ecole" || qui === "ien";
  const own = ecole ? ids.propre_ecole : qui === "caec" ? ids.propre_privee : ids.propre;
  const of = objet === "propre" ? own : ids[objet];
  const url = path.replace("*", "adresse/inconnue").replace(/:(\w+)/g, (parameter, name: string) => {
    const value = isPersonnel(name)
      ? personalOf(objets, name, qui, objet)
      : (PARTICULIERS[id]?.(of)[name] ?? of[name as keyof Ids]);
    if (!value)
      throw new Error(`The matrix knows no object for ${parameter} of ${path}: add one to objets.ts.`);
    return value;
  });
  return `/${url}${PARAMETRES[id] ?? ""}`;
}

/** Parameters that mean something else on one page than on the others. */
const PARTICULIERS: Readonly<Record<string, (of: Ids) => Readonly<Record<string, string>>>> = {
  "donnees.territoire": (of) => ({ code: of.territoire, valeur: of.valeurTerritoire }),
  "vitrine.courriel": () => ({ rang: "0" }),
  "publications.page": () => ({ page: "le-dispositif" }),
  "publications.actualite": () => ({ actualite: "essai" }),
  "aide.guide": () => ({ guide: "premiers-pas" }),
  "comparables.attendu": () => ({ indicateur: "ivac_reussite_g", annee: "2023" }),
};

function personalOf(
  { ids, personnels }: Objets,
  name: Personnel,
  qui: Qui,
  objet: Objet,
): string | undefined {
  if (objet === "inexistant") return ids.inexistant.import;
  const owner = objet === "propre" && qui !== "personne" ? qui : qui === "ssa" ? "depp" : "ssa";
  return personnels.get(owner)?.[name];
}

/** Every id that the address of this case may hold. */
export function idsOf(objets: Objets, { qui, objet }: Case): (string | undefined)[] {
  return [
    ...Object.values(objets.ids[objet]),
    ...PERSONNELS.map((name) => personalOf(objets, name, qui, objet)),
  ];
}

/** What a resource of the interface needs to be told before it answers. */
const PARAMETRES: Readonly<Record<string, string>> = {
  "interface.valeurs": "?indicateur=ips",
  "interface.references": "?indicateur=ips",
  "interface.territoires": "?niveau=departement",
  "interface.valeurs_territoires": "?niveau=commune",
  "donnees.reference": "?indicateur=ips&annee=2023&niveau=academie&territoire=96&type=college&secteur=public",
  "comparables.cote_a_cote_export": `?uai=${LIEUX.college}`,
  "territoires.nation_export": "?indicateur=ips",
};

/** A request of single fetch, by which scripts change page. */
export const dataUrl = (url: string) => (url === "/" ? "/_.data" : url.replace(/(?=\?|$)/, ".data"));
