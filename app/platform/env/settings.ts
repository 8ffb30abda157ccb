import { z } from "../form/zod.ts";
import { StartRefusal } from "./start-refusal.ts";

const ouiNon = z.enum(["oui", "non"]).transform((text) => text === "oui");

/** Every variable the operator may set. What is absent has a working default; what is wrong refuses the start. */
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  HOTE: z.string().min(1).max(255).default("127.0.0.1"),
  URL_PUBLIQUE: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ANCRAGE_DONNEES: z.string().min(1).max(1_000).optional(),
  ANCRAGE_DEMONSTRATION: ouiNon.optional(),
  ANCRAGE_DEMONSTRATION_OUVERTE: ouiNon.default(false),
  ANCRAGE_VITRINE: ouiNon.optional(),
  ANCRAGE_TAILLE_MAX_MO: z.coerce.number().int().min(1).max(2_000).default(128),
  NIVEAU_JOURNAL: z.enum(["debug", "info", "warn", "error"]).default("info"),
});

const EXPECTED: Record<keyof z.infer<typeof environmentSchema>, string> = {
  PORT: "un nombre de 0 à 65535 (0 : un port libre)",
  HOTE: "une adresse d'écoute, par exemple 127.0.0.1",
  URL_PUBLIQUE: "l'adresse vue par les utilisateurs, par exemple https://ancrage.ac-exemple.fr",
  DATABASE_URL: "une adresse PostgreSQL, par exemple postgres://ancrage:secret@serveur:5432/ancrage",
  ANCRAGE_DONNEES: "un dossier où écrire",
  ANCRAGE_DEMONSTRATION: "« oui » ou « non »",
  ANCRAGE_DEMONSTRATION_OUVERTE: "« oui » ou « non »",
  ANCRAGE_VITRINE: "« oui » ou « non »",
  ANCRAGE_TAILLE_MAX_MO: "un nombre de mégaoctets de 1 à 2000",
  NIVEAU_JOURNAL: "debug, info, warn ou error",
};

export interface Settings {
  /** Absent: 3000, or the next free port. */
  readonly port: number | undefined;
  readonly host: string;
  /** Where people reach the service, without trailing slash. */
  readonly urlPublique: string;
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  /** What a *new* database becomes; once the service runs, what its database is. */
  readonly demonstration: boolean;
  /** The operator accepts that a demonstration be reached from other machines. */
  readonly demonstrationOpen: boolean;
  readonly vitrine: boolean;
  readonly maxFileBytes: number;
  readonly logLevel: string;
}

/** Before the port is known, the public URL may still be open. */
export type StartSettings = Omit<Settings, "urlPublique"> & { readonly urlPublique: string | undefined };

const LOOPBACK = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Turns the environment into settings, or refuses with one sentence that names the variable and what it takes.
 *
 * @example readSettings({ PORT: "8080" }, "/srv/ancrage").port // 8080
 */
export function readSettings(environment: Record<string, string | undefined>, root: string): StartSettings {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = environmentSchema.safeParse(present);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]) as keyof typeof EXPECTED;
    // An address of a database holds a password: a log is no place for it.
    const found = name === "DATABASE_URL" ? "une adresse qui ne convient pas" : `« ${present[name]} »`;
    throw new StartRefusal(
      `La variable ${name} vaut ${found} ; il faut ${EXPECTED[name]}. Corrigez-la, ou retirez-la pour garder la valeur par défaut.`,
    );
  }
  const env = parsed.data;
  const demonstration = env.ANCRAGE_DEMONSTRATION ?? env.DATABASE_URL === undefined;
  refuseUnsafeListening(env.HOTE, env.URL_PUBLIQUE);
  return {
    port: env.PORT,
    host: env.HOTE,
    urlPublique: env.URL_PUBLIQUE?.replace(/\/+$/, ""),
    databaseUrl: env.DATABASE_URL,
    dataFolder: env.ANCRAGE_DONNEES ?? `${root}/.donnees`,
    demonstration,
    demonstrationOpen: env.ANCRAGE_DEMONSTRATION_OUVERTE,
    vitrine: env.ANCRAGE_VITRINE ?? demonstration,
    maxFileBytes: env.ANCRAGE_TAILLE_MAX_MO * 1024 * 1024,
    logLevel: env.NIVEAU_JOURNAL,
  };
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host);
}

/** Session cookies travel on https only, except on the machine itself. */
function refuseUnsafeListening(host: string, publicUrl: string | undefined): void {
  if (isLoopback(host) || publicUrl?.startsWith("https://")) return;
  throw new StartRefusal(
    `HOTE vaut « ${host} » : le service serait joignable d'autres machines en http. Donnez aussi URL_PUBLIQUE en https (derrière un relais TLS), ou gardez HOTE=127.0.0.1.`,
  );
}
