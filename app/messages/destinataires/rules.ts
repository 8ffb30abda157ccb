import { isAdresse } from "#app/platform/mail/address.ts";
import { isAdresseNominative } from "#app/referentiel/vie/saisies/rules.ts";

/** A place of which one writes to the shared mailbox: it outlives those who read it. Source: S2, domaine §4.3 rule 6. */
export interface Boite {
  readonly type: "structure" | "circonscription";
  readonly code: string;
}

/**
 * Who else reads what is written to a place. An école has no administration of its own: its circonscription, which
 * follows its contract, reads what its direction receives. Source: S2, domaine §4.3 rule 6 and §4.1.
 */
export const REGLES_COPIE = {
  place: { libelle: "La boîte du lieu, seule", ecole: [], secondDegre: [] },
  direction: {
    libelle: "La direction, et la circonscription en copie pour une école",
    ecole: ["circonscription"],
    secondDegre: [],
  },
} as const satisfies Record<string, RegleCopie>;
export type NomRegleCopie = keyof typeof REGLES_COPIE;

interface RegleCopie {
  readonly libelle: string;
  readonly ecole: readonly "circonscription"[];
  readonly secondDegre: readonly "circonscription"[];
}

/** A place as the référentiel knows it. */
export interface LieuConnu {
  readonly boite: Boite;
  readonly nom: string;
  readonly ecole: boolean;
  readonly adresse: string | null;
  readonly circonscription: {
    readonly code: string;
    readonly nom: string;
    readonly adresse: string | null;
  } | null;
}

export interface BoiteManquante extends Boite {
  readonly nom: string;
}

export interface Adressage {
  /** Null when nobody knows the mailbox: people who hold the place are then written to, each at their own. */
  readonly destinataire: string | null;
  readonly copies: readonly string[];
  /** What the référentiel should know and does not: somebody is asked to complete it. */
  readonly manquantes: readonly BoiteManquante[];
}

/** A shared mailbox is written to; the address of a person, kept there by mistake, is not one. Source: CNIL, minimisation. */
export function isBoiteGenerique(adresse: string | null): adresse is string {
  return adresse !== null && isAdresse(adresse) && !isAdresseNominative(adresse);
}

/** To whom one writes when one writes to a place, with the copies of the rule, and what is missing to do so. */
export function adresser(
  { boite, nom, ecole, adresse, circonscription }: LieuConnu,
  regle: NomRegleCopie,
): Adressage {
  const { ecole: ofEcole, secondDegre } = REGLES_COPIE[regle];
  const wanted: readonly string[] = boite.type === "circonscription" ? [] : ecole ? ofEcole : secondDegre;
  const copied = wanted.includes("circonscription") ? circonscription : null;
  const found = isBoiteGenerique(adresse);
  return {
    destinataire: found ? adresse : null,
    copies: copied && isBoiteGenerique(copied.adresse) && copied.adresse !== adresse ? [copied.adresse] : [],
    manquantes: [
      ...(found ? [] : [{ ...boite, nom }]),
      ...(copied && !isBoiteGenerique(copied.adresse)
        ? [{ type: "circonscription" as const, code: copied.code, nom: copied.nom }]
        : []),
    ],
  };
}

/** Functions whose holders answer for a place when its mailbox is unknown, first found first. */
export const TITULAIRES = {
  structure: ["chef_etablissement", "directeur_ecole"],
  circonscription: ["ien"],
} as const;

/** The place that such a function answers for; undefined when it answers for none. */
export function boiteDirigee(exercee: {
  readonly fonction: string;
  readonly portee_type: string;
  readonly portee_code: string;
}): Boite | undefined {
  const { fonction, portee_type: type, portee_code: code } = exercee;
  if (type !== "structure" && type !== "circonscription") return undefined;
  const titulaires: readonly string[] = TITULAIRES[type];
  return titulaires.includes(fonction) ? { type, code } : undefined;
}

/** Page where the mailbox of a place is completed. */
export function hrefAdresse({ type, code }: Boite): string {
  return type === "structure" ? `/structures/${code}/vie/saisie` : `/circonscriptions/${code}/contact`;
}
