import { z } from "#app/platform/form/zod.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";
import {
  type Forme,
  LIMITE_PAR_DEFAUT,
  PAGINATION,
  type Parametre,
  type Ressource,
} from "./ressource/rules.ts";

/** Parameters of a request, read; a resource has only those that it declares. */
export interface Parametres {
  readonly uai?: string;
  readonly type?: string;
  readonly secteur?: string;
  readonly etat?: string;
  readonly statut_ep?: string;
  readonly statut?: string;
  readonly dispositif?: string;
  readonly en_vigueur_le?: string;
  readonly academie?: string;
  readonly departement?: string;
  readonly circonscription?: string;
  readonly commune?: string;
  readonly indicateur?: string;
  readonly niveau?: string;
  readonly territoire?: string;
  readonly dans?: string;
  readonly annee?: number;
  readonly depuis?: string;
  readonly limite: number;
  readonly format: "json" | "csv";
  /** Key of the last row already read. */
  readonly repere?: Repere;
}

export type Repere = readonly (string | number)[];

function fieldOf({ nom, forme }: Parametre) {
  const error = `« ${nom} » ${"attendu" in forme ? forme.attendu : `attend l'un de ces mots : ${forme.valeurs.join(", ")}.`}`;
  return schemaOf(forme, error).optional();
}

function schemaOf(forme: Forme, error: string) {
  switch (forme.genre) {
    case "choix":
      return z.enum(forme.valeurs as [string, ...string[]], { error });
    case "code":
      return z.string().regex(new RegExp(forme.motif), { error });
    case "entier":
      return z
        .string()
        .regex(/^\d{1,6}$/, { error })
        .transform(Number)
        .refine((value) => value >= forme.minimum && value <= forme.maximum, { error });
    case "date":
      return z.iso.date({ error }).refine(isReadable, { error });
    case "instant":
      return z.union([z.iso.date(), z.iso.datetime()], { error }).refine(isReadable, { error });
  }
}

/** Years that the database and people both read. */
const isReadable = (text: string) => /^(19|2\d)\d\d/.test(text);

/** Parameters of an address, or the sentence that names the first one that is not understood. */
export function readParametres(
  ressource: Ressource,
  params: URLSearchParams,
): { readonly parametres: Parametres } | { readonly probleme: string } {
  const declared = [...ressource.parametres, ...PAGINATION];
  const given = [...params].filter(([, value]) => value !== "");
  const decision = canLire(declared, given);
  if (!decision.ok) return { probleme: decision.message };
  const schema = z.object(
    Object.fromEntries(declared.map((parametre) => [parametre.nom, fieldOf(parametre)])),
  );
  const read = schema.safeParse(Object.fromEntries(given));
  if (!read.success) return { probleme: read.error.issues[0]?.message ?? "Demande mal formée." };
  const { apres, ...rest } = read.data as { apres?: string };
  const repere = apres === undefined ? undefined : readRepere(ressource, apres);
  if (apres !== undefined && !repere)
    return { probleme: "« apres » reprend le repère donné par la page précédente, sans le changer." };
  return {
    parametres: { limite: LIMITE_PAR_DEFAUT, format: "json", ...rest, ...(repere ? { repere } : {}) },
  };
}

/** Names only are repeated: a value may be a token that somebody put in the address. */
function canLire(declared: readonly Parametre[], given: readonly [string, string][]): Decision {
  const names = declared.map(({ nom }) => nom);
  const unknown = given.find(([name]) => !names.includes(name));
  if (unknown) {
    return no(
      "inconnu",
      `Le paramètre « ${unknown[0].slice(0, 40)} » n'existe pas ici. Connus : ${names.join(", ")}.`,
    );
  }
  const twice = given.find(([name], rank) => given.findIndex(([other]) => other === name) !== rank);
  if (twice) return no("repete", `« ${twice[0]} » est donné deux fois : faites une demande par valeur.`);
  const missing = declared.find(
    ({ nom, obligatoire }) => obligatoire && !given.some(([name]) => name === nom),
  );
  if (missing) return no("absent", `Le paramètre « ${missing.nom} » est attendu. ${missing.description}`);
  if (
    names.includes("uai") &&
    names.includes("indicateur") &&
    !given.some(([name]) => /^(uai|indicateur)$/.test(name))
  )
    return no(
      "trop_large",
      "Précisez « indicateur » ou « uai » : toutes les valeurs à la fois seraient trop nombreuses.",
    );
  return yes;
}

/** Key of a row, as carried from one page to the next. Opaque: nobody builds it. */
export function writeRepere(repere: Repere): string {
  return Buffer.from(JSON.stringify(repere)).toString("base64url");
}

/** The key that a page gave, or undefined when no page of this resource can have given it. */
function readRepere({ cle, colonnes }: Ressource, text: string): Repere | undefined {
  const parts = cle.map(
    (nom): z.ZodType<string | number> =>
      colonnes.find((colonne) => colonne.nom === nom)?.genre === "entier"
        ? z.int().min(-32_768).max(32_767)
        : // No text of the database holds a NUL, and PostgreSQL answers one with an error.
          z
            .string()
            .max(100)
            .refine((part) => !part.includes("\0") && part.isWellFormed()),
  );
  let json: unknown;
  try {
    json = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
  const read = z.tuple(parts as [z.ZodType<string | number>]).safeParse(json);
  return read.success ? read.data : undefined;
}
