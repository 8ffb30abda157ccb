import { expect, test } from "vitest";
import { renderPdf } from "#app/platform/documents/render-pdf.server.ts";
import { readPdf } from "#tests/pdf.ts";
import type { PassationLue } from "../queries.server.ts";
import type { ResumePassation } from "../resume/queries.server.ts";
import { MOT_MAX } from "../rules.ts";
import { composeResume, RESUME_LAYOUT } from "./resume-passation.ts";

const DATE = new Date("2026-09-01T08:00:00Z");
const passation: PassationLue = {
  ...{ id: "p", fonction: "chef_etablissement", porteeType: "structure", porteeCode: "9610315V" },
  ...{
    portee: "Collège des Salicornes (Merlande-la-Haute)",
    sortantId: "a",
    sortant: "Nadia Estran",
    entrantId: "b",
  },
  ...{ entrant: "Odile Ponton", depart: "2026-09-01", mot: "Bienvenue.\nTout est en ordre.", creeLe: DATE },
  ...{ lueLe: null, closeLe: null, version: 1, etat: "a_lire" },
};
const vide: ResumePassation = {
  ...{ boite: null, perimetre: [], lien: null, taches: [], reprises: [], personnes: [], changements: [] },
};

async function print(of: PassationLue, resume: ResumePassation) {
  const data = composeResume(of, resume);
  return readPdf(
    await renderPdf({
      template: RESUME_LAYOUT,
      data,
      titre: data.titre,
      entete: of.portee,
      sources: [],
      date: DATE,
    }),
  );
}

test("the summary says what is known, honestly when it is nothing", async () => {
  const { pages, title, uaPart, lang } = await print(passation, vide);
  expect([pages.length, title, uaPart, lang]).toEqual([1, "Passation : Chef d’établissement", "1", "fr-FR"]);
  for (const sentence of [
    "Bienvenue.",
    "Dernier jour de Nadia Estran : 31 août 2026.",
    "Odile Ponton lui succède.",
  ])
    expect(pages[0]).toContain(sentence);
  expect(pages[0]).toContain("Rien n’attend cette fonction");
});

test("the summary holds on two pages, whatever is known", async () => {
  const many = <T>(n: number, of: (rank: number) => T) => Array.from({ length: n }, (_, rank) => of(rank));
  const long =
    "Un libellé qui n’en finit pas, comme il en existe dans les fichiers officiels de l’annuaire de l’éducation, hélas";
  const plein: ResumePassation = {
    ...{ boite: "ce.9610315v@ac-port-amarre.example", lien: null },
    perimetre: many(12, (rank) => ({ terme: `${rank} ${long}`, texte: long })),
    taches: many(4, (rank) => ({ libelle: `${rank} demandes d’accès à décider`, href: `/${rank}` })),
    reprises: many(6, (rank) => ({
      ...{
        delegationId: String(rank),
        delegataireId: "c",
        delegataire: long,
        nature: "saisie" as const,
        acte: long,
      },
      ...{ debut: "2026-09-01", fin: "2027-09-01", dejaReprise: false },
    })),
    personnes: many(8, () => ({
      nomComplet: long,
      fonction: "pilote_academique" as const,
      portee: long,
      contact: long,
    })),
    changements: many(6, () => ({ jour: "2026-09-01", phrase: `${long} ${long}`, source: long })),
  };
  const { pages } = await print(
    { ...passation, mot: "Un mot assez long, écrit en juin. ".repeat(60).slice(0, MOT_MAX) },
    plein,
  );
  expect(pages.length).toBe(2);
});
