import { describe, expect, test } from "vitest";
import { readSettings } from "./settings.ts";
import { isStartRefusal } from "./start-refusal.ts";

const ROOT = "/srv/ancrage";

function refusalOf(environment: Record<string, string>): string {
  try {
    readSettings(environment, ROOT);
  } catch (error) {
    expect(isStartRefusal(error)).toBe(true);
    return (error as Error).message;
  }
  throw new Error(`accepted: ${JSON.stringify(environment)}`);
}

describe("settings", () => {
  test("work without any variable: a demonstration on this machine", () => {
    expect(readSettings({}, ROOT)).toEqual({
      port: undefined,
      host: "127.0.0.1",
      urlPublique: undefined,
      relaisDeConfiance: ["127.0.0.0/8", "::1"],
      databaseUrl: undefined,
      dataFolder: "/srv/ancrage/.donnees",
      demonstration: true,
      demonstrationOpen: false,
      vitrine: true,
      maxFileBytes: 128 * 1024 * 1024,
      logLevel: "info",
    });
  });

  test("take an empty variable for an absent one, and ignore those of others", () => {
    expect(
      readSettings({ PORT: "", HOTE: "", ANCRAGE_DEMONSTRATION: "", PATH: "/bin", MOT: "é" }, ROOT),
    ).toEqual(readSettings({}, ROOT));
  });

  test("of a given database make a real service, unless told otherwise", () => {
    const DATABASE_URL = "postgres://ancrage:secret@localhost:5432/ancrage";
    expect(readSettings({ DATABASE_URL }, ROOT)).toMatchObject({ demonstration: false, vitrine: false });
    expect(readSettings({ DATABASE_URL, ANCRAGE_DEMONSTRATION: "oui" }, ROOT)).toMatchObject({
      demonstration: true,
      vitrine: true,
    });
    expect(readSettings({ ANCRAGE_DEMONSTRATION: "non" }, ROOT)).toMatchObject({ demonstration: false });
  });

  test.each([
    ["10.0.0.5", ["10.0.0.5"]],
    ["10.0.0.5, 2001:db8::/32 10.1.0.0/16", ["10.0.0.5", "2001:db8::/32", "10.1.0.0/16"]],
    ["aucun", []],
    ["", ["127.0.0.0/8", "::1"]],
  ])("read « %s » as the relays that are believed", (RELAIS_DE_CONFIANCE, expected) => {
    expect(readSettings({ RELAIS_DE_CONFIANCE }, ROOT).relaisDeConfiance).toEqual(expected);
  });

  test.each(["relais.exemple.fr", "10.0.0.0/99", "10.0.0.5;10.0.0.6", ","])(
    "refuse « %s », which names no relay, with a sentence",
    (RELAIS_DE_CONFIANCE) => {
      expect(refusalOf({ RELAIS_DE_CONFIANCE })).toMatch(/RELAIS_DE_CONFIANCE .* il faut des adresses/);
    },
  );

  test("drop the slash that ends a public address", () => {
    expect(readSettings({ URL_PUBLIQUE: "https://ancrage.ac-exemple.fr//" }, ROOT).urlPublique).toBe(
      "https://ancrage.ac-exemple.fr",
    );
  });

  test.each([
    ["PORT", "-1"],
    ["PORT", "65536"],
    ["PORT", "80.5"],
    ["PORT", "abc"],
    ["URL_PUBLIQUE", "ancrage.ac-exemple.fr"],
    ["URL_PUBLIQUE", "ftp://ancrage.ac-exemple.fr"],
    ["ANCRAGE_DEMONSTRATION", "yes"],
    ["ANCRAGE_DEMONSTRATION", "1"],
    ["ANCRAGE_DEMONSTRATION_OUVERTE", "true"],
    ["ANCRAGE_VITRINE", "OUI"],
    ["ANCRAGE_TAILLE_MAX_MO", "0"],
    ["ANCRAGE_TAILLE_MAX_MO", "2001"],
    ["ANCRAGE_TAILLE_MAX_MO", "1.5"],
    ["ANCRAGE_TAILLE_MAX_MO", "beaucoup"],
    ["ANCRAGE_DONNEES", "x".repeat(1_001)],
    ["HOTE", "x".repeat(256)],
    ["NIVEAU_JOURNAL", "verbose"],
  ])("refuse %s=%s in one sentence that names it and says what it takes", (name, value) => {
    const sentence = refusalOf({ [name]: value });
    expect(sentence).toMatch(new RegExp(`^La variable ${name} vaut « .* » ; il faut .+\\. Corrigez-la`));
    expect(sentence).not.toContain("undefined");
  });

  test.each([
    ["DATABASE_URL", "mysql://a:secret@c/d"],
    ["DATABASE_URL", "pas-une-adresse"],
    ["SMTP_URL", "http://compte:secret@serveur"],
    ["ANCRAGE_CLE", "trop-courte"],
    ["PROCONNECT_SECRET", "trop-court"],
  ])("refuse %s=%s without repeating it, since it may hold a secret", (name, value) => {
    const sentence = refusalOf({ [name]: value });
    expect(sentence).toMatch(
      new RegExp(`^La variable ${name} vaut une valeur qui ne convient pas ; il faut .+\\. Corrigez-la`),
    );
    expect(sentence).not.toContain(value);
  });

  test.each([
    [
      { PROCONNECT_CLIENT: "ancrage" },
      /PROCONNECT_EMETTEUR, PROCONNECT_CLIENT et PROCONNECT_SECRET ensemble/,
    ],
    [{ SMTP_URL: "smtp://127.0.0.1:25" }, /SMTP_URL et COURRIEL_EXPEDITEUR ensemble/],
    [
      {
        PROCONNECT_EMETTEUR: "http://fca.exemple.fr/api/v2",
        PROCONNECT_CLIENT: "ancrage",
        PROCONNECT_SECRET: "x".repeat(32),
      },
      /PROCONNECT_EMETTEUR est en http/,
    ],
  ])("refuse %j, which is not whole or not safe", (environment, sentence) => {
    expect(refusalOf(environment)).toMatch(sentence);
  });

  test.each([
    ["PORT", "0", { port: 0 }],
    ["PORT", "65535", { port: 65_535 }],
    ["ANCRAGE_TAILLE_MAX_MO", "1", { maxFileBytes: 1024 * 1024 }],
    ["ANCRAGE_TAILLE_MAX_MO", "2000", { maxFileBytes: 2000 * 1024 * 1024 }],
    ["NIVEAU_JOURNAL", "debug", { logLevel: "debug" }],
    ["DATABASE_URL", "postgresql://a:b@c/d", { databaseUrl: "postgresql://a:b@c/d" }],
  ])("take %s=%s", (name, value, expected) => {
    expect(readSettings({ [name]: value }, ROOT)).toMatchObject(expected);
  });

  test.each([
    [{ HOTE: "0.0.0.0" }, false],
    [{ HOTE: "192.0.2.1", URL_PUBLIQUE: "http://ancrage.ac-exemple.fr" }, false],
    [{ HOTE: "0.0.0.0", URL_PUBLIQUE: "https://ancrage.ac-exemple.fr" }, true],
    [{ HOTE: "127.0.0.1", URL_PUBLIQUE: "http://ancrage.ac-exemple.fr" }, true],
    [{ HOTE: "localhost" }, true],
    [{ HOTE: "::1" }, true],
  ])("let other machines in over https only: %o is taken: %s", (environment, taken) => {
    if (taken) expect(readSettings(environment, ROOT).host).toBe(environment.HOTE);
    else expect(refusalOf(environment)).toMatch(/^HOTE vaut .*URL_PUBLIQUE en https/);
  });
});
