import { describe, expect, test } from "vitest";
import { SECTEURS, type Secteur, TYPES, type TypeStructure } from "#app/referentiel/rules.ts";
import { collectiviteOf } from "#app/referentiel/vie/rules.ts";
import { FONCTIONS, type Fonction, PORTEES, type PorteeType } from "../rules.ts";
import { isAdmise, listPhrasesRestriction, restrictionOf } from "./rules.ts";

const KINDS = (Object.keys(TYPES) as TypeStructure[]).flatMap((type) =>
  (Object.keys(SECTEURS) as Secteur[]).map((secteur) => ({ type, secteur })),
);

test("these functions are kept to a part of their territory, and no other", () => {
  const kept = (Object.keys(FONCTIONS) as Fonction[]).flatMap((fonction) =>
    (Object.keys(PORTEES) as PorteeType[]).flatMap((type) => {
      const restriction = restrictionOf(fonction, type);
      return restriction ? [`${fonction} ${type} ${restriction}`] : [];
    }),
  );
  expect(kept).toEqual([
    "caec academie prive_sous_contrat",
    "caec departement prive_sous_contrat",
    "collectivite academie lycees_publics",
    "collectivite departement colleges_publics",
    "collectivite commune ecoles_publiques",
  ]);
});

describe.each(KINDS)("a structure $type $secteur", ({ type, secteur }) => {
  test("is that of the CAEC when it is private and under contract, whatever its type", () => {
    expect(isAdmise("prive_sous_contrat", { type, secteur })).toBe(secteur === "prive_sous_contrat");
  });

  test("is that of the collectivité that its own page names", () => {
    const lieu = { type, secteur, communeNom: "Ville", departementNom: "Rives", saisie: null };
    const [named] = (collectiviteOf(lieu) ?? "").split(" :");
    expect([
      isAdmise("ecoles_publiques", { type, secteur }),
      isAdmise("colleges_publics", { type, secteur }),
      isAdmise("lycees_publics", { type, secteur }),
    ]).toEqual([named === "Commune", named === "Département", named === "Région"]);
  });
});

test.each<[Fonction, string[]]>([
  ["caec", ["académie, département : les structures privées sous contrat"]],
  [
    "collectivite",
    [
      "académie : les lycées publics, leurs sections professionnelles et les EREA",
      "département : les collèges publics et leurs SEGPA",
      "commune : les écoles publiques",
    ],
  ],
  ["recteur", []],
])("the restrictions of %s are told as %j", (fonction, expected) => {
  expect(listPhrasesRestriction(fonction)).toEqual(expected);
});
