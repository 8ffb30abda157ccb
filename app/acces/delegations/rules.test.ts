import { describe, expect, test } from "vitest";
import { FONCTIONS, type Fonction, type FonctionExercee } from "../fonctions/rules.ts";
import {
  addJours,
  canDonner,
  canRenouveler,
  canRevoquer,
  type DelegationADonner,
  ETATS_DELEGATION,
  type EtatDelegation,
  etatDelegation,
  naturesDelegables,
  nextRentree,
} from "./rules.ts";
import { renouvellementSchema } from "./schema.ts";

const JOUR = "2026-11-22";
const chef: FonctionExercee = {
  fonction: "chef_etablissement",
  porteeType: "structure",
  porteeCode: "9610315V",
  debut: "2024-09-01",
  fin: null,
};
const delegation: DelegationADonner = {
  exercee: chef,
  nature: "saisie",
  delegantId: "a",
  delegataireId: "b",
  delegataireFerme: false,
  debut: JOUR,
  fin: "2027-09-01",
};
const codeOf = (decision: { ok: boolean; code?: string }) => (decision.ok ? "oui" : decision.code);

describe("a delegation is given", () => {
  test.each<[string, Partial<DelegationADonner>, string]>([
    ["from today, for the school year", {}, "oui"],
    ["from tomorrow", { debut: addJours(JOUR, 1) }, "oui"],
    ["from yesterday", { debut: addJours(JOUR, -1) }, "debut_passe"],
    ["for no day", { fin: JOUR }, "fin_avant_debut"],
    ["for one day", { fin: addJours(JOUR, 1) }, "oui"],
    ["for a year and a day", { fin: addJours(JOUR, 366) }, "oui"],
    ["for longer", { fin: addJours(JOUR, 367) }, "trop_longue"],
    ["to oneself", { delegataireId: "a" }, "soi_meme"],
    ["to a closed account", { delegataireFerme: true }, "compte_ferme"],
    ["of a signature by a head", { nature: "signature" }, "oui"],
    [
      "of a signature by a statistician",
      { nature: "signature", exercee: { ...chef, fonction: "ssa" } },
      "nature_non_delegable",
    ],
    ["of entry by a statistician", { exercee: { ...chef, fonction: "ssa" } }, "oui"],
    [
      "of a function that does not delegate",
      { exercee: { ...chef, fonction: "equipe" } },
      "fonction_non_delegable",
    ],
    [
      "of a function that was received",
      { exercee: { ...chef, delegation: { id: "d", nature: "saisie", delegant: "Nadia Estran" } } },
      "sous_delegation",
    ],
    ["before the function begins", { exercee: { ...chef, debut: "2026-12-01" } }, "hors_fonction"],
    ["up to the last day of the function", { exercee: { ...chef, fin: "2027-09-01" } }, "oui"],
    ["beyond the function", { exercee: { ...chef, fin: "2027-08-31" } }, "au_dela_de_la_fonction"],
  ])("%s", (_, change, expected) => {
    expect(codeOf(canDonner({ ...delegation, ...change }, JOUR))).toBe(expected);
  });

  test("of signature by those that sign only, of entry by those of the rights table, of nothing by the others", () => {
    const by = (natures: number) =>
      (Object.keys(FONCTIONS) as Fonction[]).filter(
        (fonction) => naturesDelegables(fonction).length === natures,
      );
    expect(by(2)).toEqual(["recteur", "dasen", "ien", "chef_etablissement", "directeur_ecole"]);
    expect(by(1)).toEqual(["pilote_academique", "dsden", "ssa", "dos"]);
    expect(naturesDelegables("secretariat")).toEqual([]);
  });
});

describe("a delegation is", () => {
  const dates = {
    debut: "2026-11-01",
    fin: "2027-09-01",
    revoquee: false,
    fonctionFin: null,
    delegantFerme: false,
  };
  test.each<[string, Partial<typeof dates> | { fonctionFin: string }, EtatDelegation]>([
    ["to come before its first day", { debut: "2026-11-23" }, "a_venir"],
    ["under way on its first day", { debut: JOUR }, "en_cours"],
    ["under way 31 days before its end", { fin: addJours(JOUR, 31) }, "en_cours"],
    ["near its end 30 days before", { fin: addJours(JOUR, 30) }, "a_terme"],
    ["near its end on its last day", { fin: addJours(JOUR, 1) }, "a_terme"],
    ["over on the day of its end", { fin: JOUR }, "echu"],
    ["revoked, whatever the dates", { revoquee: true, fin: JOUR }, "revoque"],
    ["fallen when the function has ended", { fonctionFin: JOUR }, "tombe"],
    ["under way on the last day of the function", { fonctionFin: addJours(JOUR, 1) }, "en_cours"],
    ["fallen when the account is closed", { delegantFerme: true }, "tombe"],
  ])("%s", (_, change, expected) => {
    expect(etatDelegation({ ...dates, ...change }, JOUR)).toBe(expected);
  });

  const ETATS = Object.keys(ETATS_DELEGATION) as EtatDelegation[];
  test("revoked by those concerned and those who keep the rights, while it holds or will", () => {
    const table = ETATS.map((etat) => [
      etat,
      ...[
        { delegant: true, delegataire: false, gere: false },
        { delegant: false, delegataire: true, gere: false },
        { delegant: false, delegataire: false, gere: true },
        { delegant: false, delegataire: false, gere: false },
      ].map((qui) => codeOf(canRevoquer(etat, qui))),
    ]);
    const open = ["oui", "oui", "oui", "pas_la_sienne"];
    const over = ["deja_finie", "deja_finie", "deja_finie", "pas_la_sienne"];
    expect(table).toEqual([
      ["a_venir", ...open],
      ["en_cours", ...open],
      ["a_terme", ...open],
      ["echu", ...over],
      ["revoque", ...over],
      ["tombe", ...over],
    ]);
  });

  test.each<[EtatDelegation, string, boolean, boolean, string]>([
    ["en_cours", addJours(JOUR, 61), false, true, "trop_tot"],
    ["en_cours", addJours(JOUR, 60), false, true, "oui"],
    ["a_terme", addJours(JOUR, 10), false, true, "oui"],
    ["a_terme", addJours(JOUR, 10), true, true, "deja_renouvelee"],
    ["a_terme", addJours(JOUR, 10), false, false, "pas_la_sienne"],
    ["echu", addJours(JOUR, -60), false, true, "oui"],
    ["echu", addJours(JOUR, -61), false, true, "trop_tard"],
    ["revoque", addJours(JOUR, 10), false, true, "ne_vaut_plus"],
    ["tombe", addJours(JOUR, 10), false, true, "ne_vaut_plus"],
  ])("%s until %s, renewed %s, by its giver %s: %s", (etat, fin, renouvelee, delegant, expected) => {
    expect(codeOf(canRenouveler({ etat, fin, renouvelee }, { delegant }, JOUR))).toBe(expected);
  });
});

test("the school year ends on 31 August, whenever one asks", () => {
  expect([nextRentree("2026-08-31"), nextRentree("2026-09-01"), nextRentree(JOUR)]).toEqual([
    "2026-09-01",
    "2027-09-01",
    "2027-09-01",
  ]);
});

test.each([
  ["2027-02-28", true],
  ["2027-02-29", false],
  ["2027-02-32", false],
  ["2027-13-01", false],
  ["1999-12-31", false],
  ["demain", false],
])("a delegation that ends on %s is taken: %s", (dernier, taken) => {
  const read = renouvellementSchema.safeParse({ debut: JOUR, dernier, acte: "Arrêté nº 1" });
  expect(read.success).toBe(taken);
});
