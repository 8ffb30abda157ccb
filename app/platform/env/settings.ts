import { z } from "../form/zod.ts";
import { isNetwork } from "../http/client-network.server.ts";
import { parseExpediteur } from "../mail/address.ts";
import { StartRefusal } from "./start-refusal.ts";

/** Words separated by commas or spaces. */
const list = (word: RegExp) =>
  z
    .string()
    .max(4_000)
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string().regex(word)).min(1).max(100));

/** A relay on the machine itself, which is where one is put first. */
const RELAIS_LOCAUX = ["127.0.0.0/8", "::1"];

/** Addresses and blocks, or « aucun ». */
const reseaux = z.union([
  z.literal("aucun").transform((): string[] => []),
  z
    .string()
    .max(4_000)
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(z.string().refine(isNetwork)).min(1).max(100)),
]);

const ouiNon = z.enum(["oui", "non"]).transform((text) => text === "oui");

/** Every variable the operator may set. What is absent has a working default; what is wrong refuses the start. */
const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).optional(),
  HOTE: z.string().min(1).max(255).default("127.0.0.1"),
  URL_PUBLIQUE: z.url({ protocol: /^https?$/ }).optional(),
  RELAIS_DE_CONFIANCE: reseaux.default(RELAIS_LOCAUX),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ANCRAGE_DONNEES: z.string().min(1).max(1_000).optional(),
  ANCRAGE_DEMONSTRATION: ouiNon.optional(),
  ANCRAGE_DEMONSTRATION_OUVERTE: ouiNon.default(false),
  ANCRAGE_VITRINE: ouiNon.optional(),
  ANCRAGE_TAILLE_MAX_MO: z.coerce.number().int().min(1).max(2_000).default(128),
  NIVEAU_JOURNAL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  ANCRAGE_CLE: z.string().min(32).max(1_000).optional(),
  PROCONNECT_EMETTEUR: z.url({ protocol: /^https?$/ }).optional(),
  PROCONNECT_CLIENT: z.string().min(1).max(200).optional(),
  PROCONNECT_SECRET: z.string().min(16).max(500).optional(),
  PROCONNECT_NIVEAUX: list(/^[a-z0-9-]{1,40}$/).default(["eidas0-mfa", "eidas1-mfa", "eidas2", "eidas3"]),
  PROCONNECT_SIRETS: list(/^\d{14}$/).default([]),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  COURRIEL_EXPEDITEUR: z
    .string()
    .max(254)
    .refine((text) => parseExpediteur(text) !== undefined)
    .optional(),
});

const EXPECTED: Record<keyof z.infer<typeof environmentSchema>, string> = {
  PORT: "un nombre de 0 à 65535 (0 : un port libre)",
  HOTE: "une adresse d'écoute, par exemple 127.0.0.1",
  URL_PUBLIQUE: "l'adresse vue par les utilisateurs, par exemple https://ancrage.ac-exemple.fr",
  RELAIS_DE_CONFIANCE:
    "des adresses ou des réseaux séparés par des virgules (10.0.0.5, 10.1.0.0/16), ou « aucun »",
  DATABASE_URL: "une adresse PostgreSQL, par exemple postgres://ancrage:secret@serveur:5432/ancrage",
  ANCRAGE_DONNEES: "un dossier où écrire",
  ANCRAGE_DEMONSTRATION: "« oui » ou « non »",
  ANCRAGE_DEMONSTRATION_OUVERTE: "« oui » ou « non »",
  ANCRAGE_VITRINE: "« oui » ou « non »",
  ANCRAGE_TAILLE_MAX_MO: "un nombre de mégaoctets de 1 à 2000",
  NIVEAU_JOURNAL: "debug, info, warn ou error",
  ANCRAGE_CLE: "une clé d'au moins 32 caractères tirés au sort",
  PROCONNECT_EMETTEUR: "l'adresse de l'émetteur, telle que ProConnect la publie",
  PROCONNECT_CLIENT: "l'identifiant du service chez ProConnect",
  PROCONNECT_SECRET: "le secret du service chez ProConnect, d'au moins 16 caractères",
  PROCONNECT_NIVEAUX: "les niveaux acceptés (acr), séparés par des virgules",
  PROCONNECT_SIRETS: "les SIRET acceptés (14 chiffres), séparés par des virgules",
  SMTP_URL: "l'adresse du serveur de messagerie, par exemple smtps://compte:secret@serveur:465",
  COURRIEL_EXPEDITEUR: "l'adresse qui envoie, par exemple Ancrage <ancrage@ac-exemple.fr>",
};

export interface Settings {
  /** Absent: 3000, or the next free port. */
  readonly port: number | undefined;
  readonly host: string;
  /** Where people reach the service, without trailing slash. */
  readonly urlPublique: string;
  /** Machines whose `X-Forwarded-For` is believed: addresses and CIDR blocks. */
  readonly relaisDeConfiance: readonly string[];
  readonly databaseUrl: string | undefined;
  readonly dataFolder: string;
  /** What a *new* database becomes; once the service runs, what its database is. */
  readonly demonstration: boolean;
  /** The operator accepts that a demonstration be reached from other machines. */
  readonly demonstrationOpen: boolean;
  readonly vitrine: boolean;
  readonly maxFileBytes: number;
  readonly logLevel: string;
  /** Encrypts secrets and stands for addresses: never shown, never logged. */
  readonly cle: string;
  /** Absent: nobody enters by ProConnect. */
  readonly proconnect: ProConnectSettings | undefined;
  /** Absent: no message leaves; they wait, and the administrator is told. */
  readonly smtp: SmtpSettings | undefined;
}

export interface ProConnectSettings {
  readonly emetteur: string;
  readonly client: string;
  readonly secret: string;
  /** Values of `acr` that open a session. */
  readonly niveaux: readonly string[];
  /** Empty: any employer. */
  readonly sirets: readonly string[];
}

export interface SmtpSettings {
  readonly url: string;
  readonly expediteur: string;
}

/** Before the port is known, the public URL may still be open; so may the key, until the data folder is. */
export type StartSettings = Omit<Settings, "urlPublique" | "cle"> & {
  readonly urlPublique: string | undefined;
  readonly cle: string | undefined;
};

/** They hold passwords or keys: a log is no place for them. */
const SECRETS: ReadonlySet<string> = new Set([
  "DATABASE_URL",
  "SMTP_URL",
  "ANCRAGE_CLE",
  "PROCONNECT_SECRET",
]);

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
    const found = SECRETS.has(name) ? "une valeur qui ne convient pas" : `« ${present[name]} »`;
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
    relaisDeConfiance: env.RELAIS_DE_CONFIANCE,
    databaseUrl: env.DATABASE_URL,
    dataFolder: env.ANCRAGE_DONNEES ?? `${root}/.donnees`,
    demonstration,
    demonstrationOpen: env.ANCRAGE_DEMONSTRATION_OUVERTE,
    vitrine: env.ANCRAGE_VITRINE ?? demonstration,
    maxFileBytes: env.ANCRAGE_TAILLE_MAX_MO * 1024 * 1024,
    logLevel: env.NIVEAU_JOURNAL,
    cle: env.ANCRAGE_CLE,
    proconnect: proconnectOf(env),
    smtp: smtpOf(env),
  };
}

type Environment = z.infer<typeof environmentSchema>;

function proconnectOf(env: Environment): ProConnectSettings | undefined {
  const { PROCONNECT_EMETTEUR: emetteur, PROCONNECT_CLIENT: client, PROCONNECT_SECRET: secret } = env;
  if (!emetteur && !client && !secret) return undefined;
  if (!emetteur || !client || !secret) {
    throw new StartRefusal(
      "ProConnect se règle avec PROCONNECT_EMETTEUR, PROCONNECT_CLIENT et PROCONNECT_SECRET ensemble : il en manque. Donnez les trois, ou aucune.",
    );
  }
  refusePlainHttp("PROCONNECT_EMETTEUR", emetteur);
  return { emetteur, client, secret, niveaux: env.PROCONNECT_NIVEAUX, sirets: env.PROCONNECT_SIRETS };
}

/** Tokens and codes cross it: plain http only between programs of one machine. */
function refusePlainHttp(name: string, address: string): void {
  const { protocol, hostname } = new URL(address);
  if (protocol === "https:" || isLoopback(hostname)) return;
  throw new StartRefusal(`La variable ${name} est en http : il faut https, sauf sur la machine même.`);
}

function smtpOf(env: Environment): SmtpSettings | undefined {
  const { SMTP_URL: url, COURRIEL_EXPEDITEUR: expediteur } = env;
  if (!url && !expediteur) return undefined;
  if (url && expediteur) return { url, expediteur };
  throw new StartRefusal(
    "La messagerie se règle avec SMTP_URL et COURRIEL_EXPEDITEUR ensemble : il en manque une. Donnez les deux, ou aucune.",
  );
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
