import { describe, expect, test } from "vitest";
import { isAdresse, lineOf, parseExpediteur } from "./address.ts";
import type { Bloc } from "./courriel.ts";
import { renderHtml, renderText } from "./render.ts";
import { optionsOf } from "./transport.server.ts";
import { concludeTentative, prochainEssai } from "./tries.ts";

const cadre = { urlPublique: "https://ancrage.ac-exemple.fr", contact: null };
const long =
  "Solène Amarin vous confie la fonction de cheffe d’établissement au collège des Tilleuls à partir du 1er septembre 2026, et vous invite à entrer.";
const blocs: readonly Bloc[] = [
  { genre: "paragraphe", texte: long },
  { genre: "titre", texte: "Ce matin" },
  { genre: "liste", elements: ["Collège des Tilleuls", long] },
  {
    genre: "liens",
    elements: [{ libelle: "Une passation", texte: "Elle vous attend.", href: "/passations/1" }],
  },
  { genre: "bouton", libelle: "Entrer", href: `/invitation/${"x".repeat(80)}` },
];

describe("the text of a message", () => {
  const text = renderText({ blocs }, cadre);
  test("is wrapped at 72 signs, but never cuts an address", () => {
    const wide = text.split("\n").filter((line) => line.length > 72);
    expect(wide).toEqual([`https://ancrage.ac-exemple.fr/invitation/${"x".repeat(80)}`]);
  });
  test("keeps every word, and aligns what follows a dash", () => {
    expect(text.replace(/\s+/g, " ")).toContain(long);
    expect(text).toContain("- Collège des Tilleuls\n- Solène");
    expect(text).toMatch(/\n {2}\S/);
  });
  test("ends with the signature that mail programs recognise", () => {
    expect(text).toMatch(/\n\n-- \nAncrage, le service/);
    expect(text).not.toContain("Choisir les messages");
    expect(
      renderText({ blocs, reglageHref: "/messages/preferences" }, { ...cadre, contact: "a@b.fr" }),
    ).toMatch(
      /Une question : a@b\.fr\nChoisir les messages que vous recevez : https:\/\/ancrage\.ac-exemple\.fr\/messages\/preferences\n$/,
    );
  });
});

describe("the HTML of a message", () => {
  test("lets nothing that a person typed become markup", () => {
    const html = renderHtml(
      {
        objet: `<script>"'`,
        blocs: [
          { genre: "paragraphe", texte: "<img src=x onerror=alert(1)>\nseconde ligne" },
          { genre: "liens", elements: [{ libelle: "<b>", texte: "<i>", href: '/"><script>' }] },
          { genre: "bouton", libelle: "</a>", href: "/'onclick='x" },
        ],
      },
      cadre,
    );
    expect(html).not.toMatch(/<script|<img|<b>|<i>|onclick='|onerror=alert\(1\)>/);
    expect(html).toContain("<br>seconde ligne");
  });
  test("asks nothing of another place and says its language and its colours", () => {
    const html = renderHtml({ objet: "Objet", blocs }, cadre);
    expect(html).not.toMatch(/<img|<link|url\(|@import|src=/);
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html.match(/<h1>/g)).toHaveLength(1);
  });
});

describe("an address", () => {
  test.each([
    ["ce.0440001a@ac-nantes.fr", true],
    ["o'neil+x@sub.ac-nantes.fr", true],
    ["marie@académie.fr", true],
    ["élève@ac-nantes.fr", false],
    [".a@ac.fr", false],
    ["a.@ac.fr", false],
    ["a@-", false],
    ["a@ac", false],
    ["a@ac..fr", false],
    ["a@b@ac.fr", false],
    ['"a b"@ac.fr', false],
    ["a@[127.0.0.1]", false],
    ["a\t@ac.fr", false],
    ["", false],
    [`a@${"b".repeat(250)}.fr`, false],
  ])("%j is one: %s", (adresse, expected) => {
    expect(isAdresse(adresse)).toBe(expected);
  });
  test("of who sends may have a name, which stays on one line", () => {
    expect(parseExpediteur('"Ancrage" <a@ac.fr>')).toEqual({ nom: "Ancrage", adresse: "a@ac.fr" });
    expect(parseExpediteur("a@ac.fr")).toEqual({ nom: "", adresse: "a@ac.fr" });
    expect(parseExpediteur("Ancrage\r\nBcc: x@y.fr <a@ac.fr>")?.nom).toBe("Ancrage Bcc: x@y.fr");
    expect(parseExpediteur("Ancrage")).toBeUndefined();
    expect(parseExpediteur("Ancrage <a@ac.fr>, <b@ac.fr>")).toBeUndefined();
    expect(lineOf(" a\u0000\u2028b\u202e  c ")).toBe("a b c");
  });
});

describe("the connection", () => {
  test("demands TLS elsewhere than on the machine, whatever the address says", () => {
    expect(optionsOf("smtp://mail.ac-exemple.fr")).toMatchObject({
      port: 587,
      requireTLS: true,
      secure: false,
    });
    expect(
      optionsOf("smtps://u%40ac:p%2Fw@mail.ac-exemple.fr?tls.rejectUnauthorized=false&ignoreTLS=true"),
    ).toMatchObject({
      port: 465,
      secure: true,
      auth: { user: "u@ac", pass: "p/w" },
      tls: { rejectUnauthorized: true, minVersion: "TLSv1.2" },
    });
    expect(optionsOf("smtp://mail.ac-exemple.fr?ignoreTLS=true")).not.toHaveProperty("ignoreTLS");
    for (const local of ["smtp://127.0.0.1:25", "smtp://localhost", "smtp://[::1]:2525"])
      expect(optionsOf(local)).toMatchObject({ ignoreTLS: true });
    expect(optionsOf("smtp://[::1]:2525")).toMatchObject({ host: "::1", port: 2525 });
  });
});

describe("what becomes of a message after a try", () => {
  const now = new Date("2026-11-22T09:00:00Z");
  const tentative = { destinataire: "a@x.fr", copies: ["b@x.fr"], remis: [], essais: 1 };
  const refus = (adresse: string, code: number) => ({ adresse, code, reponse: `E ${code}` });
  test.each([
    ["both accepted", ["a@x.fr", "b@x.fr"], [], null, "envoye", null],
    ["copy refused for good", ["a@x.fr"], [refus("b@x.fr", 550)], null, "envoye", "E 550"],
    ["copy refused for now", ["a@x.fr"], [refus("b@x.fr", 450)], null, "en_attente", "E 450"],
    ["recipient refused at 499", ["b@x.fr"], [refus("a@x.fr", 499)], null, "en_attente", "E 499"],
    ["recipient refused at 500", ["b@x.fr"], [refus("a@x.fr", 500)], null, "echoue", "E 500"],
    ["text refused for good", [], [refus("", 554)], null, "echoue", "E 554"],
    ["text refused for now", [], [refus("", 451)], null, "en_attente", "E 451"],
    ["server away", [], [], "ECONN", "en_attente", "ECONN"],
  ] as const)("%s", (_name, acceptes, refuses, panne, etat, erreur) => {
    expect(concludeTentative(tentative, { acceptes, refus: refuses, panne }, now)).toMatchObject({
      etat,
      erreur,
    });
  });
  test("when every try is spent: failed, or sent when only a copy lacks it", () => {
    const last = { ...tentative, essais: 8 };
    const away = { acceptes: [], refus: [], panne: "ECONN" };
    expect(prochainEssai(7, now)?.getTime()).toBe(now.getTime() + 24 * 3_600_000);
    expect(prochainEssai(8, now)).toBeNull();
    expect(concludeTentative(last, away, now).etat).toBe("echoue");
    expect(concludeTentative({ ...last, remis: ["a@x.fr"] }, away, now).etat).toBe("envoye");
  });
});
