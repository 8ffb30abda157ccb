import { expect, test } from "vitest";
import type { EtatPublie, LignePubliee } from "../rules.ts";
import { comparerLignes, compterEcarts } from "./rules.ts";

const ligne = (uai: string, etat: EtatPublie, motifs: LignePubliee["motifs"] = []): LignePubliee => ({
  ...{ uai, nom: uai, type: "college", secteur: "public", commune: "C", departement: "961", ruralite: null },
  ...{ etat, motifs },
});

test.each<[string, EtatPublie | null, EtatPublie | null, string | undefined]>([
  ["new and chosen", null, "retenu", "entree"],
  ["chosen at last", "suivi_differencie", "retenu", "entree"],
  ["chosen after it declined", "a_decline", "retenu", "entree"],
  ["no longer told", "retenu", null, "sortie"],
  ["declines", "retenu", "a_decline", "sortie"],
  ["followed otherwise", "retenu", "suivi_differencie", "sortie"],
  ["examined and not chosen", null, "non_retenu", "changement"],
  ["followed, then not", "suivi_differencie", "non_retenu", "changement"],
  ["as before", "retenu", "retenu", undefined],
])("%s", (_name, avant, apres, genre) => {
  const one = (etat: EtatPublie | null) => (etat ? [ligne("9610001A", etat)] : []);
  const [ecart] = comparerLignes(one(avant), one(apres));
  expect(ecart?.genre).toBe(genre);
  if (genre) expect([ecart?.avant, ecart?.apres]).toEqual([avant, apres]);
});

test("grounds that change are told, a name that changes is not; differences come by UAI", () => {
  const before = [ligne("9610002B", "retenu"), ligne("9610001A", "retenu"), ligne("9610003C", "retenu")];
  const after = [
    { ...ligne("9610001A", "retenu"), nom: "Nouveau nom" },
    ligne("9610003C", "retenu", ["choc_conjoncturel"]),
  ];
  const ecarts = comparerLignes(before, after);
  expect(ecarts.map(({ uai, genre, motifsChanges }) => [uai, genre, motifsChanges])).toEqual([
    ["9610002B", "sortie", false],
    ["9610003C", "changement", true],
  ]);
  expect(compterEcarts(ecarts)).toEqual({ entree: 0, sortie: 1, changement: 1 });
});
