import { describe, expect, test } from "vitest";
import {
  canAbandonner,
  canReprendre,
  ETATS_COURRIEL,
  type EtatCourriel,
  expliquerErreur,
  libelleGabarit,
} from "./rules.ts";
import { readFiltreCourriels } from "./schema.ts";

describe("a message of the outbox", () => {
  const MOVES: Readonly<Record<EtatCourriel, [reprendre: boolean, abandonner: boolean]>> = {
    en_attente: [true, true],
    echoue: [true, true],
    envoye: [false, false],
    retenu: [false, false],
    abandonne: [false, false],
  };
  test.each(Object.keys(ETATS_COURRIEL) as EtatCourriel[])(
    "%s may be sent again or given up, or says why not",
    (etat) => {
      const decisions = [canReprendre({ etat, contenu: true }), canAbandonner(etat)];
      expect(decisions.map(({ ok }) => ok)).toEqual(MOVES[etat]);
      for (const decision of decisions) if (!decision.ok) expect(decision.message).toMatch(/^[A-ZÀÉ].*\.$/);
    },
  );
});

test("a message whose text was purged cannot be sent again", () => {
  for (const etat of ["echoue", "en_attente"] as const)
    expect(canReprendre({ etat, contenu: false })).toMatchObject({ ok: false, code: "contenu_efface" });
});

describe("the answer of a mail server", () => {
  test.each([
    ["EAUTH Invalid login: 535 5.7.8 Error", /refuse notre compte/],
    ["EENVELOPE 550 5.1.1 User unknown", /n’existe pas/],
    ["EENVELOPE 452 4.2.2 Mailbox full", /pleine/],
    ["EMESSAGE 554 5.7.1 Spam", /politique/],
    ["EENVELOPE 451 Try later", /plus tard/],
    ["EMESSAGE 571 No", /pour de bon/],
    ["ESOCKET connect ECONNREFUSED 127.0.0.1:25", /ne répond pas à cette adresse/],
    ["EDNS getaddrinfo ENOTFOUND mail", /introuvable/],
    ["ETIMEDOUT Connection timeout", /à temps/],
    ["ESOCKET self-signed certificate", /certificat/],
    ["ETLS Error upgrading connection with STARTTLS: 502", /chiffré/],
    ["ECONNECTION Connection closed unexpectedly", /coupé/],
    ["COURRIEL_EXPEDITEUR n'est pas une adresse qui peut envoyer", /adresse qui envoie/],
    ["???", /n’a pas abouti/],
  ])("%j is said in French", (erreur, expected) => {
    expect(expliquerErreur(erreur)).toMatch(expected);
  });
  test("and the kind of message too, its code when it has no words", () => {
    expect(libelleGabarit("acces.invitation")).toBe("Invitation");
    expect(libelleGabarit("autre.modele")).toBe("autre.modele");
  });
});

describe("the filters of the list", () => {
  test("are read from the address, and what is not one of ours is absent", () => {
    const read = (text: string) => readFiltreCourriels(new URLSearchParams(text));
    expect(read("etat=echoue&gabarit=acces.lien&domaine=AC-Exemple.fr&du=2026-01-01&au=2026-02-01")).toEqual({
      etat: "echoue",
      gabarit: "acces.lien",
      domaine: "ac-exemple.fr",
      du: "2026-01-01",
      au: "2026-02-01",
    });
    expect(read("etat=toString&gabarit=';--&domaine=a@b&du=hier&au=01/02/2026")).toEqual({});
  });
});
