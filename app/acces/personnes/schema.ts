import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import { z } from "#app/platform/form/zod.ts";
import { FONCTIONS, type Fonction, isFonction } from "../fonctions/rules.ts";
import { ETATS_PERSONNE, type EtatPersonne } from "./rules.ts";

export interface FiltresPersonnes {
  readonly q?: string | undefined;
  readonly fonction?: Fonction | undefined;
  readonly perimetre?: string | undefined;
  readonly etat?: EtatPersonne | undefined;
}

export const NOMS_FILTRES = ["q", "fonction", "perimetre", "etat"] as const;

/** The filters of the list, as the address says them; what is not one of ours reads as absent. */
export function readFiltres(params: URLSearchParams): FiltresPersonnes {
  const text = (name: string) => params.get(name)?.trim().slice(0, 100) || undefined;
  const fonction = text("fonction");
  const etat = text("etat");
  return {
    q: text("q"),
    perimetre: text("perimetre"),
    fonction: fonction && isFonction(fonction) ? fonction : undefined,
    etat: etat && Object.hasOwn(ETATS_PERSONNE, etat) ? (etat as EtatPersonne) : undefined,
  };
}

const fonctionSchema = z.enum(Object.keys(FONCTIONS) as [Fonction, ...Fonction[]], {
  error: "Choisissez la fonction dans la liste.",
});

/** A civil day between 1990 and 2099, as a date field sends it. */
export const jourSchema = (phrase: string) =>
  z
    .string({ error: phrase })
    .regex(/^(199\d|20\d{2})-\d{2}-\d{2}$/, phrase)
    .refine(
      (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text),
      phrase,
    );

const texteLibre = (max: number, phrase: string) =>
  z
    .string()
    .trim()
    .max(max, phrase)
    .optional()
    .transform((text) => text ?? "");

export const nomSchema = (quoi: string) =>
  z
    .string({ error: `Donnez ${quoi}.` })
    .trim()
    .min(1, `Donnez ${quoi}.`)
    .max(100, `Cent caractères au plus pour ${quoi}.`);

const COURRIEL = "Donnez une adresse électronique, comme prenom.nom@ac-exemple.fr.";

export const courrielSchema = z
  .string({ error: COURRIEL })
  .overwrite(canonicalCourriel)
  .max(254, COURRIEL)
  .regex(/^[^@\s,;<>"]+@[^@\s,;<>"]+\.[^@\s,;<>"]+$/, COURRIEL);

export const acteSchema = texteLibre(300, "La référence de l’acte tient en 300 caractères.");
export const motSchema = texteLibre(1000, "Votre mot tient en mille caractères.");

const motifFinSchema = z
  .string({ error: "Dites en une phrase pourquoi." })
  .trim()
  .min(3, "Dites en une phrase pourquoi.")
  .max(300, "Le motif tient en 300 caractères.");

/** The search and the choice of a scope: what was typed, and the box that was ticked. */
export const choixPorteeShape = {
  fonction: fonctionSchema,
  recherche: texteLibre(100, "Cherchez avec quelques mots seulement."),
  portee: texteLibre(60, "Choisissez le périmètre dans la liste."),
  intention: z.enum(["chercher", "envoyer"]).optional(),
};

const periodeShape = {
  debut: jourSchema("Donnez le premier jour de la fonction."),
  fin: jourSchema("Donnez un jour, ou laissez vide.")
    .optional()
    .transform((text) => text ?? null),
};

const dansLOrdre = (value: { debut: string; fin: string | null }) =>
  value.fin === null || value.fin > value.debut;
const ORDRE = { path: ["fin"], error: "La fin vient après le premier jour." };

export const invitationSchema = z
  .object({
    prenom: nomSchema("le prénom"),
    nom: nomSchema("le nom"),
    courriel: courrielSchema,
    ...choixPorteeShape,
    ...periodeShape,
    acte: acteSchema,
    message: motSchema,
  })
  .refine(dansLOrdre, ORDRE);

export const ajoutSchema = z
  .object({
    ...choixPorteeShape,
    ...periodeShape,
    acte: acteSchema,
    motif: texteLibre(300, "Le motif tient en 300 caractères."),
  })
  .refine(dansLOrdre, ORDRE);

/** What a form says of a scope so far. */
export interface ChoixSaisi {
  readonly fonction?: Fonction | undefined;
  readonly recherche: string;
  readonly portee: string;
  /** The person asks for scopes, and for nothing else yet. */
  readonly cherche: boolean;
}

export const CHOIX_VIDE: ChoixSaisi = { recherche: "", portee: "", cherche: false };

/** Reads the choice of a scope out of a form, whole or not. */
export function readChoix(form: FormData): ChoixSaisi {
  const text = (name: string) =>
    String(form.get(name) ?? "")
      .trim()
      .slice(0, 100);
  const fonction = text("fonction");
  return {
    fonction: isFonction(fonction) ? fonction : undefined,
    recherche: text("recherche"),
    portee: text("portee"),
    cherche: text("intention") === "chercher",
  };
}

/** Asking for scopes only needs a function and words: the rest of the form is not judged yet. */
export const rechercheSchema = z.object(choixPorteeShape);

export const finSchema = z.object({
  fin: jourSchema("Donnez le premier jour où la fonction n’est plus exercée."),
  motif: motifFinSchema,
  vue: z
    .string()
    .max(10)
    .optional()
    .transform((text) => text || null),
});

export const fermetureSchema = z.object({ motif: motifFinSchema, intention: z.enum(["fermer", "rouvrir"]) });
export const sessionsSchema = z.object({ motif: motifFinSchema, intention: z.enum(["sessions", "facteur"]) });

export const envoiSchema = z.object({ intention: z.enum(["renvoyer", "annuler"]), message: motSchema });
