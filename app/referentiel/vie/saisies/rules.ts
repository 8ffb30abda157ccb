import { type Decision, no, yes } from "#app/platform/refusal.ts";
import { checkUai } from "../../rules.ts";

/** Facts that a person may type beside the files, in the order of the form. Source: constraint structure_saisie_champ. */
export const CHAMPS_SAISIS = {
  courriel: {
    libelle: "Courriel générique",
    aide: "La boîte de la structure, comme ce.0720902p@ac-nantes.fr ; jamais celle d’une personne.",
  },
  telephone: { libelle: "Téléphone", aide: "Le numéro de la structure, comme 02 40 00 00 00." },
  site: { libelle: "Site", aide: "L’adresse complète, comme https://exemple.ac-nantes.fr." },
  circonscription_code: {
    libelle: "Circonscription",
    aide: "Une circonscription connue du département de la structure.",
  },
  bassin_code: { libelle: "Bassin", aide: "Un bassin connu de l’académie." },
  mere_uai: {
    libelle: "Établissement de rattachement",
    aide: "L’UAI du collège d’une SEGPA, ou de l’établissement support d’une cité scolaire.",
  },
  reseau_uai: {
    libelle: "Tête de réseau",
    aide: "L’UAI du collège tête du réseau d’éducation prioritaire.",
  },
  secteur_college_uai: {
    libelle: "Collège de secteur",
    aide: "Pour une école : l’UAI du collège de son secteur.",
  },
  collectivite: {
    libelle: "Collectivité de rattachement",
    aide: "Quand ce n’est pas la commune, le département ou la région : un EPCI, par exemple.",
  },
} as const;
export type ChampSaisi = keyof typeof CHAMPS_SAISIS;

export function isChampSaisi(champ: string | null): champ is ChampSaisi {
  return champ !== null && Object.hasOwn(CHAMPS_SAISIS, champ);
}

/** Fields whose value is the UAI of another structure. */
export const CHAMPS_UAI: readonly ChampSaisi[] = ["mere_uai", "reseau_uai", "secteur_college_uai"];

/** Words that begin or end the name of a mailbox shared by several people. */
const MOTS_GENERIQUES =
  /^(ce|ecole|ec|college|clg|col|lycee|lyc|lp|lgt|lpo|erea|segpa|ien|circonscription|circo|inspection|dsden|ia|rectorat|secretariat|direction|administration|contact|accueil|mairie|gestion|intendance|vie|scolaire|cpe|maternelle|elementaire|primaire|publique|prive|saint|sainte|ulis|groupe|cite|reseau|rep|info)\d*$/;

/**
 * An address that names a person: `prenom.nom@`, `p.nom@`, `nom.prenom2@`. A shared mailbox outlives those who read
 * it, and the service keeps no address of a person beside a structure. Source: CNIL, minimisation.
 */
export function isAdresseNominative(courriel: string): boolean {
  const [local = ""] = courriel.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").split("@");
  const parts = local.split(/[._]/).filter(Boolean);
  if (parts.length < 2 || parts.length > 4) return false;
  if (parts.some((part) => MOTS_GENERIQUES.test(part.split("-")[0] ?? ""))) return false;
  return parts.every((part) => /^[a-z]+(-[a-z]+)*\d{0,3}$/.test(part));
}

const CONTROLES: Readonly<Record<ChampSaisi, (valeur: string) => Decision>> = {
  courriel: canSaisirCourriel,
  telephone: (valeur) =>
    /^\+?[0-9 .()-]{6,40}$/.test(valeur)
      ? yes
      : no(
          "telephone",
          "Ce numéro ne se lit pas : des chiffres et des espaces suffisent, comme 02 40 00 00 00.",
        ),
  site: (valeur) =>
    /^https?:\/\/[^\s<>"]{3,290}$/.test(valeur)
      ? yes
      : no("site", "L’adresse d’un site commence par https:// et ne contient pas d’espace."),
  circonscription_code: () => yes,
  bassin_code: () => yes,
  mere_uai: canSaisirUai,
  reseau_uai: canSaisirUai,
  secteur_college_uai: canSaisirUai,
  collectivite: (valeur) =>
    valeur.length <= 200 ? yes : no("collectivite", "Le nom de la collectivité tient en 200 caractères."),
};

export function canSaisirCourriel(valeur: string): Decision {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(valeur) || valeur.length > 254)
    return no("courriel", "Cette adresse ne se lit pas : il faut un nom, « @ » et un domaine.");
  if (isAdresseNominative(valeur))
    return no(
      "courriel_nominatif",
      "Cette adresse semble être celle d’une personne. Donnez la boîte générique, celle que toute l’équipe relève (ce.UAI@ac-…, ecole.…@, secretariat.…@) : elle reste juste quand les personnes changent.",
    );
  return yes;
}

function canSaisirUai(valeur: string): Decision {
  const check = checkUai(valeur);
  return check.ok ? yes : no("uai", check.raison);
}

/** A typed fact has the form of its field and differs from what is known; nothing points to itself. Source: house rule. */
export function canSaisir(
  champ: ChampSaisi,
  valeur: string,
  { uai, actuelle }: { uai: string; actuelle: string | null },
): Decision {
  if (CHAMPS_UAI.includes(champ) && valeur === uai)
    return no("soi_meme", "Une structure ne se rattache pas à elle-même : donnez l’UAI de l’autre.");
  if (valeur === actuelle)
    return no("inchange", "C’est déjà la valeur connue : il n’y a rien à enregistrer.");
  return CONTROLES[champ](valeur);
}
