import { describe, expect, test } from "vitest";
import type { LignePubliee } from "../listes/rules.ts";
import { decouperTexte, listNomsPublics } from "./rules.ts";

const ligneOf = (nom: string, etat: LignePubliee["etat"]): LignePubliee => ({
  ...{ uai: "9610315V", nom, type: "college", secteur: "public", commune: "Port-Amarre", departement: "961" },
  ...{ ruralite: null, motifs: ["proximite_ep"], etat },
});
const LIGNES = [
  ligneOf("Retenu", "retenu"),
  ligneOf("Suivi", "suivi_differencie"),
  ligneOf("Écarté", "non_retenu"),
  ligneOf("Parti", "a_decline"),
];

describe("names that anybody reads", () => {
  test("are those of the structures chosen, without anything about them", () => {
    expect(listNomsPublics({ lignes: LIGNES }, true)).toEqual([
      { nom: "Retenu", commune: "Port-Amarre", departement: "961" },
    ]);
  });

  test("are none unless the recteur publishes them", () => {
    expect(listNomsPublics({ lignes: LIGNES }, false)).toEqual([]);
  });
});

test("a typed text is cut at its blank lines and its dashes", () => {
  expect(decouperTexte("Une règle\nsur deux lignes.\n\n- un\n- deux\r\n\r\n  \n\nFin.")).toEqual([
    { genre: "paragraphe", texte: "Une règle sur deux lignes." },
    { genre: "liste", entrees: ["un", "deux"] },
    { genre: "paragraphe", texte: "Fin." },
  ]);
});
