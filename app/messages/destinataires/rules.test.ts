import { describe, expect, test } from "vitest";
import { adresser, boiteDirigee, isBoiteGenerique, type LieuConnu, REGLES_COPIE } from "./rules.ts";

const ecole: LieuConnu = {
  boite: { type: "structure", code: "9610001A" },
  nom: "École des Pins",
  ecole: true,
  adresse: "ce.9610001a@ac-exemple.fr",
  circonscription: { code: "C1", nom: "Port-Amarre", adresse: "ien.port-amarre@ac-exemple.fr" },
};
const college: LieuConnu = { ...ecole, ecole: false, adresse: "ce.9610002b@ac-exemple.fr" };
const circonscription: LieuConnu = {
  boite: { type: "circonscription", code: "C1" },
  nom: "Port-Amarre",
  ecole: false,
  adresse: "ien.port-amarre@ac-exemple.fr",
  circonscription: null,
};
const sans = (lieu: LieuConnu): LieuConnu => ({ ...lieu, adresse: null });

describe("writing to a place", () => {
  const C = "ien.port-amarre@ac-exemple.fr";
  test.each([
    ["école", ecole, "direction", ecole.adresse, [C]],
    ["école, alone", ecole, "place", ecole.adresse, []],
    ["collège", college, "direction", college.adresse, []],
    ["circonscription", circonscription, "direction", C, []],
    ["école that shares its mailbox", { ...ecole, adresse: C }, "direction", C, []],
    ["école without mailbox", sans(ecole), "direction", null, [C]],
    ["collège without mailbox", sans(college), "place", null, []],
  ] as const)("%s", (_name, lieu, regle, destinataire, copies) => {
    expect(adresser(lieu, regle)).toMatchObject({ destinataire, copies });
  });

  test("says which mailbox lacks: that of the place, and that of the copy when the rule wants one", () => {
    const orpheline = { ...sans(ecole), circonscription: { code: "C1", nom: "Port-Amarre", adresse: null } };
    expect(adresser(orpheline, "direction").manquantes).toEqual([
      { type: "structure", code: "9610001A", nom: "École des Pins" },
      { type: "circonscription", code: "C1", nom: "Port-Amarre" },
    ]);
    expect(adresser(orpheline, "place").manquantes).toHaveLength(1);
    expect(adresser({ ...ecole, circonscription: null }, "direction").manquantes).toEqual([]);
  });

  test("never uses the address of a person that stands in the directory", () => {
    expect(isBoiteGenerique("jean.dupont@ac-exemple.fr")).toBe(false);
    expect(isBoiteGenerique("pas une adresse")).toBe(false);
    expect(adresser({ ...ecole, adresse: "jean.dupont@ac-exemple.fr" }, "direction").destinataire).toBeNull();
  });

  test("follows rules that are data, each with its words", () => {
    for (const regle of Object.values(REGLES_COPIE)) expect(regle.libelle).toMatch(/^La /);
  });
});

describe("a function", () => {
  test.each([
    ["chef_etablissement", "structure", "structure"],
    ["directeur_ecole", "structure", "structure"],
    ["ien", "circonscription", "circonscription"],
    ["equipe", "structure", undefined],
    ["ien", "departement", undefined],
    ["pilote_academique", "academie", undefined],
  ])("%s on a %s answers for: %s", (fonction, portee_type, type) => {
    expect(boiteDirigee({ fonction, portee_type, portee_code: "X" })?.type).toBe(type);
  });
});
