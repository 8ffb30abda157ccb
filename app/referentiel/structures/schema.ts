import { z } from "#app/platform/form/zod.ts";
import { SECTEURS, type Secteur, STATUTS_EP, type StatutEp, TYPES, type TypeStructure } from "../rules.ts";
import { TYPOLOGIES } from "../vie/rules.ts";
import {
  ETATS_FILTRE,
  type EtatFiltre,
  FILTRES,
  type FiltresStructures,
  ORPHELINES_FILTRE,
  type OrphelineFiltre,
  type TypologieFiltre,
} from "./rules.ts";

function oneOf<T extends string>(choices: Readonly<Record<T, string>>) {
  return z
    .enum(Object.keys(choices) as [T, ...T[]])
    .optional()
    .catch(undefined);
}

/** Code of a circonscription or of a bassin: their producers number them as they like. */
const codeLocal = z
  .string()
  .regex(/^[\p{L}\p{N} ._-]{1,60}$/u)
  .optional()
  .catch(undefined);

/** Filters of the list, from the URL. A value nobody offered is ignored: a URL is typed by anybody. */
const filtresSchema = z.object({
  q: z.string().trim().max(200).optional().catch(undefined),
  type: oneOf<TypeStructure>(TYPES),
  secteur: oneOf<Secteur>(SECTEURS),
  ep: oneOf<StatutEp>(STATUTS_EP),
  academie: z
    .string()
    .regex(/^\d{2}$/)
    .optional()
    .catch(undefined),
  departement: z
    .string()
    .regex(/^[0-9AB]{2,3}$/)
    .optional()
    .catch(undefined),
  circonscription: codeLocal,
  bassin: codeLocal,
  commune: z
    .string()
    .regex(/^\d[0-9AB]\d{3}$/)
    .optional()
    .catch(undefined),
  etat: oneOf<EtatFiltre>(ETATS_FILTRE),
  typologie: oneOf<TypologieFiltre>({ ...TYPOLOGIES, rural: "", urbain: "" }),
  dispositif: z
    .string()
    .regex(/^[a-z][a-z0-9_]{1,40}$/)
    .optional()
    .catch(undefined),
  orpheline: oneOf<OrphelineFiltre>(ORPHELINES_FILTRE),
  ips: z
    .string()
    .transform((text) => Number(text.replace(",", ".")))
    .pipe(z.number().min(30).max(200))
    .optional()
    .catch(undefined),
  annee: z.coerce.number().int().min(1980).max(2100).optional().catch(undefined),
});

/** `jour`: civil day on which the schemes of the filter must hold. */
export function readFiltres(params: URLSearchParams, jour: string): FiltresStructures {
  const present = [...params].filter(
    ([name, value]) => (FILTRES as readonly string[]).includes(name) && value !== "",
  );
  return { ...filtresSchema.parse(Object.fromEntries(present)), jour };
}

/** What the page of a structure depends on, from the URL. */
const lectureSchema = z.object({
  annee: z.coerce.number().int().min(1980).max(2100).optional().catch(undefined),
  territoire: z
    .enum(["nation", "academie", "departement", "circonscription", "bassin"])
    .optional()
    .catch(undefined),
});
export type Lecture = z.output<typeof lectureSchema>;

export function readLecture(params: URLSearchParams): Lecture {
  return lectureSchema.parse(Object.fromEntries([...params].filter(([, value]) => value !== "")));
}
