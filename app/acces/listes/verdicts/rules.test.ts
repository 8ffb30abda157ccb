import { describe, expect, test } from "vitest";
import type { PorteeType } from "../../fonctions/rules.ts";
import type { PorteeNommee } from "../../portees/rules.ts";
import type { Actor } from "../../rules.ts";
import { canLireEntete, readEntete } from "../entete/rules.ts";
import type { LigneLue } from "../lignes/rules.ts";
import { canAppliquer, canInviter } from "../rules.ts";
import { type AgentConnu, judgeLignes } from "./rules.ts";

const dans = { academie: "96", departement: "961", circonscription: "C1" };
const structure = (code: string, academie = "96"): PorteeNommee => ({
  type: "structure",
  code,
  libelle: `Structure ${code}`,
  dans: { ...dans, academie },
});
const territoires = (named: readonly [PorteeType, string, string][]) =>
  named.map(([type, code, libelle]): [string, PorteeNommee] => [
    `${type}:${code}`,
    { type, code, libelle, dans: { ...dans, circonscription: null } },
  ]);
const portees = new Map<string, PorteeNommee>([
  ["structure:9610315V", structure("9610315V")],
  ["structure:0010001A", structure("0010001A", "01")],
  ...territoires([
    ["academie", "96", "Port-Amarre (académie)"],
    ["departement", "96", "Vigies (département)"],
    ["departement", "961", "Rives (département)"],
    ["commune", "96201", "Port-Amarre (commune, 961)"],
  ]),
]);
const actor: Actor = {
  agentId: "moi",
  nomComplet: "Moi",
  fonctions: [
    {
      fonction: "pilote_academique",
      porteeType: "academie",
      porteeCode: "96",
      debut: "2024-09-01",
      fin: null,
    },
  ],
};
const connu: AgentConnu = {
  id: "connu",
  ferme: false,
  nomComplet: "Lou Connu",
  fonctions: [
    { fonction: "equipe", porteeType: "structure", porteeCode: "9610315V", debut: "2025-09-01", fin: null },
  ],
};
const agents = new Map([
  ["connu@exemple.fr", connu],
  ["ferme@exemple.fr", { ...connu, id: "ferme", ferme: true, fonctions: [] }],
  ["moi@exemple.fr", { ...connu, id: "moi", fonctions: [] }],
]);

const cellules = (change: Partial<LigneLue["cellules"]> = {}): LigneLue["cellules"] => ({
  ...{ prenom: "Zoé", nom: "Le Goff", courriel: "zoe@exemple.fr", fonction: "Chef d'établissement" },
  ...{ perimetre: "9610315V", debut: "", fin: "", acte: "" },
  ...change,
});
const judge = (...changes: Partial<LigneLue["cellules"]>[]) =>
  judgeLignes(
    changes.map((change, rank) => ({ ligne: rank + 2, cellules: cellules(change) })),
    { actor, jour: "2026-11-22", portees, agents },
  );
const outcome = (change: Partial<LigneLue["cellules"]>) => {
  const [verdict] = judge(change);
  return verdict?.suite === "refusee"
    ? verdict.problemes.map(({ colonne }) => colonne).join(" ")
    : verdict?.suite;
};

describe("a line of a list", () => {
  test.each([
    [{}, "nouvelle"],
    [{ perimetre: " 9610315v " }, "nouvelle"],
    [{ fonction: "PROVISEUR" }, "nouvelle"],
    [{ fonction: "chef_etablissement" }, "nouvelle"],
    [{ courriel: "CONNU@exemple.fr" }, "ajout"],
    [{ courriel: "connu@exemple.fr", fonction: "Membre d'une équipe" }, "deja"],
    [{ courriel: "connu@exemple.fr", fonction: "equipe", debut: "01/09/2025" }, "deja"],
    [{ courriel: "connu@exemple.fr", fonction: "equipe", fin: "01/09/2027" }, "debut"],
    [{ courriel: "connu@exemple.fr", fonction: "equipe", debut: "01/09/2024" }, "debut"],
    [{ courriel: "ferme@exemple.fr" }, "courriel"],
    [{ courriel: "moi@exemple.fr" }, "fonction"],
    [{ courriel: "zoe chez exemple" }, "courriel"],
    [{ courriel: "" }, "courriel"],
    [{ prenom: " " }, "prenom"],
    [{ nom: "x".repeat(101) }, "nom"],
    [{ fonction: "Capitaine" }, "fonction"],
    [{ fonction: "Administrateur du service", perimetre: "france" }, "perimetre"],
    [{ perimetre: "9999999Z" }, "perimetre"],
    [{ perimetre: "0010001A" }, "perimetre"],
    [{ fonction: "collectivite", perimetre: "96201" }, "nouvelle"],
    [{ fonction: "Collectivité de rattachement", perimetre: "Commune 96201" }, "nouvelle"],
    [{ fonction: "collectivite", perimetre: "961" }, "nouvelle"],
    [{ fonction: "collectivite", perimetre: "département 96201" }, "perimetre"],
    [{ fonction: "caec", perimetre: "96201" }, "perimetre"],
    [{ fonction: "caec", perimetre: "96" }, "perimetre"],
    [{ fonction: "caec", perimetre: "Académie 96" }, "nouvelle"],
    [{ fonction: "caec", perimetre: "departement: 96" }, "nouvelle"],
    [{ debut: "31/02/2026" }, "debut"],
    [{ debut: "2026-09-01", fin: "01/09/2026" }, "fin"],
    [{ fin: "bientôt" }, "fin"],
    [{ acte: "x".repeat(301) }, "acte"],
    [{ prenom: "", fonction: "Capitaine" }, "prenom fonction"],
  ])("%j: %s", (change, expected) => {
    expect(outcome(change)).toBe(expected);
  });

  test("is refused with a sentence that says the way out", () => {
    for (const verdict of judge(
      { courriel: "x" },
      { fonction: "Capitaine" },
      { perimetre: "1" },
      { debut: "demain" },
    ))
      for (const { phrase } of verdict.problemes)
        expect(phrase).toMatch(/Donnez|prenez|Vérifiez|Écrivez|corrigez/);
  });

  test("whose code is that of two scopes says both, and how to tell them apart", () => {
    expect(judge({ fonction: "caec", perimetre: "96" })[0]?.problemes).toEqual([
      {
        colonne: "perimetre",
        phrase:
          "« 96 » désigne Port-Amarre (académie) et Vigies (département) : écrivez « académie 96 » ou « département 96 ».",
      },
    ]);
  });

  test("is told from the same line further up, from another function, and from another name at one address", () => {
    const verdicts = judge({}, {}, { fonction: "equipe" }, { fonction: "adjoint", nom: "Autre" });
    expect(verdicts.map(({ suite }) => suite)).toEqual(["nouvelle", "refusee", "nouvelle", "refusee"]);
    expect(verdicts[1]?.problemes[0]).toMatchObject({
      colonne: "fonction",
      phrase: expect.stringContaining("ligne 2"),
    });
    expect(verdicts[3]?.problemes[0]).toMatchObject({
      colonne: "courriel",
      phrase: expect.stringContaining("ligne 2"),
    });
  });
});

describe("a header", () => {
  test.each([
    [["Prénom", "Nom", "Adresse", "Fonction", "Périmètre"], true],
    [["PRENOM", "nom d'usage", "E-mail", "fonction", "UAI", "Autre"], true],
    [["\uFEFFprénom ", "NOM", "courriel", "Fonction", "Code UAI"], true],
    [["Nom", "Adresse", "Fonction", "UAI"], false],
    [["a"], false],
  ])("%j is read: %s", (columns, expected) => {
    expect(canLireEntete(columns).ok).toBe(expected);
  });
  test("keeps the first of two columns of one meaning", () => {
    expect(readEntete(["UAI", "Code UAI"]).perimetre).toBe(0);
  });
});

describe("applying a list", () => {
  test.each([
    ["deposee", 1, false, "oui"],
    ["deposee", 2, false, "version_perimee"],
    ["deposee", 1, true, "en_cours"],
    ["en_cours", 1, false, "oui"],
    ["appliquee", 1, false, "deja_close"],
    ["abandonnee", 1, false, "deja_close"],
  ] as const)("%s, read at version %i, with work under way %s: %s", (etat, vue, travail, expected) => {
    const decision = canAppliquer({ etat, version: 1, travail }, vue);
    expect(decision.ok ? "oui" : decision.code).toBe(expected);
  });
  test.each([
    [[{}], "toutes", "oui"],
    [[{}, { nom: "" }], "toutes", "lignes_refusees"],
    [[{}, { nom: "" }], "valables", "oui"],
    [[{ nom: "" }], "valables", "rien_a_faire"],
    [[{ courriel: "connu@exemple.fr", fonction: "equipe" }], "toutes", "rien_a_faire"],
  ] as const)("%j by « %s »: %s", (changes, quoi, expected) => {
    const decision = canInviter(judge(...changes), quoi);
    expect(decision.ok ? "oui" : decision.code).toBe(expected);
  });
});
