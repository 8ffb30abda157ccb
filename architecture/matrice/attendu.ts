import { DROITS, type Droit } from "#app/acces/droits/rules.ts";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { person } from "#tests/cast.ts";
import { isInterface, isPersonnel, type Objet, type Qui } from "./cas.ts";

/** What a page of its own answers to whoever may enter; 200 for all the others. */
const PARTICULAR: Readonly<Record<string, (qui: Qui) => number>> = {
  "messages.notification": () => 303,
  introuvable: () => 404,
  "acces.connexion": (qui) => (qui === "personne" ? 200 : 303),
  "acces.deconnexion": () => 303,
  // No word of the matrix is a link that holds.
  "acces.lien": () => 404,
  "acces.invitation": () => 404,
  "acces.amorce": () => 404,
  // ProConnect is closed in a demonstration, which holds no real person.
  "acces.proconnect": () => 404,
  "acces.proconnect.retour": () => 404,
  "acces.proconnect.attente": () => 404,
  "acces.proconnect.depart": () => 404,
  "acces.proconnect.sortie": () => 404,
  "acces.rattachement": () => 404,
  // Nobody of the matrix owes a second factor, and everybody has just proven who they are.
  "acces.second_facteur.code": () => 303,
  "acces.confirmation": () => 303,
  // No act of a delegation was joined.
  "delegations.fichier": () => 404,
  "interface.introuvable": () => 404,
  // Whoever may not compare by name is led to the comparison without names.
  "comparables.cote_a_cote": (qui) => (mayCompare(qui) ? 200 : 303),
  // A collège belongs to no circonscription: nobody there has one. That of the cast is in the other département.
  "circonscriptions.page": (qui) =>
    ["chef_etablissement", "secretariat", "adjoint", "collectivite"].includes(qui) ? 404 : 200,
  "circonscriptions.contact": (qui) => (qui === "dsden" ? 404 : 200),
  "ciblage.pourquoi_pdf": readsWhy,
  // No list says anything of the école of the cast: there is nothing to answer.
  "candidatures.reponse": (qui) => (qui === "directeur_ecole" ? 404 : 200),
  "listes_ciblage.comparaison": seesComparison,
  "listes_ciblage.comparaison_export": seesComparison,
};

function mayCompare(qui: Qui): boolean {
  const { fonctions }: Droit = DROITS["indicateur.comparer"];
  return qui !== "personne" && fonctions[qui] !== undefined;
}

/** The campaign of the matrix looks at collèges: a school and its inspection have no list to read. */
function readsWhy(qui: Qui): number {
  return qui === "directeur_ecole" || qui === "ien" ? 404 : 200;
}

/** Whoever does not read the structures of comparison is not told that there are any. */
function seesComparison(qui: Qui): number {
  const { fonctions }: Droit = DROITS["ciblage.comparaison"];
  return qui !== "personne" && fonctions[qui] ? 200 : 404;
}

/** Objects that belong to the reference as a whole. */
const SANS_PORTEE = new Set(["import", "indicateur", "territoire", "courriel", "publication"]);

/** The rights table read naively: permission, then object. */
export function expectedStatus(entry: RouteEntry, qui: Qui, objet: Objet): number {
  const own = PARTICULAR[entry.id]?.(qui) ?? 200;
  if (entry.permission === "publique") return own;
  if (qui === "personne") return isInterface(entry) ? 401 : 303;
  // People of everywhere are the administrator's to read, and so are their delegations.
  const isOpenToAll = entry.permission === "connecte";
  if (isOpenToAll && entry.objet === "delegation" && qui === "administrateur" && objet === "autre")
    return own;
  if (isOpenToAll) return objet !== "propre" && isPersonnel(entry.objet) ? 404 : own;
  const { fonctions }: Droit = DROITS[entry.permission as keyof typeof DROITS];
  const etendue = fonctions[qui];
  if (!etendue) return 403;
  if (objet === "inexistant") return 404;
  // A token is of its person alone, however far the right to have one goes.
  if (
    objet === "autre" &&
    (entry.objet === "jeton" || entry.objet === "liste_personnes" || entry.objet === "assistance")
  )
    return 404;
  if (objet === "autre" && SANS_PORTEE.has(entry.objet ?? "")) return own;
  if (objet === "autre" && etendue === "portee" && !isNational(qui)) return 404;
  return own;
}

/** Whose own scope is the nation reaches everything, however narrowly the line is read. */
const isNational = (qui: Fonction) => person(qui).fonctions.some(({ porteeType }) => porteeType === "nation");
