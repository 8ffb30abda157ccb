import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { AGENT, compterEcrits, evenementsOf, preparer } from "#tests/vie.ts";
import { inscrireAcademie, reprendreRegistre } from "./commands.server.ts";
import { listParticipations } from "./queries.server.ts";

const database = await createTestDatabase();
const context = testContext(database);
afterAll(() => database.drop());
beforeAll(() => preparer(context));

const nantes = {
  academie: "17",
  dispositif: "ter",
  statut: "experimentale" as const,
  debut: "2021-09-01",
  acte: "Circulaire du 3 mars 2021",
  motif: "Première vague",
  agentId: AGENT,
};
const lues = async () =>
  (await listParticipations(context.db)).map(({ academie, statut, debut, fin }) => [
    academie,
    statut,
    debut,
    fin,
  ]);

test("an académie enters, is extended and leaves: each status ends where the next begins", async () => {
  await inscrireAcademie(context, nantes);
  await inscrireAcademie(context, { ...nantes, statut: "etendue", debut: "2022-09-01" });
  await inscrireAcademie(context, { ...nantes, statut: "sortie", debut: "2024-09-01" });
  expect(await lues()).toEqual([
    ["Nantes", "experimentale", "2021-09-01", "2022-09-01"],
    ["Nantes", "etendue", "2022-09-01", "2024-09-01"],
    ["Nantes", "sortie", "2024-09-01", null],
  ]);
  expect(await evenementsOf(context, "17")).toEqual(Array.from({ length: 3 }, () => "academie.inscrire"));
});

test.each([
  [{ academie: "99" }, "academie_inconnue"],
  [{ dispositif: "inconnu" }, "dispositif_inconnu"],
  [{ statut: "sortie", debut: "2025-09-01" }, "inchange"],
  [{ statut: "etendue", debut: "2023-09-01" }, "date_anterieure"],
  [{ academie: "09", statut: "sortie" }, "jamais_entree"],
] as const)("%o is refused and writes nothing", async (change, code) => {
  const before = await compterEcrits(context);
  await expect(inscrireAcademie(context, { ...nantes, ...change })).rejects.toMatchObject({ code });
  expect(await compterEcrits(context)).toEqual(before);
});

test("two people at once inscribe an académie once", async () => {
  const lille = { ...nantes, academie: "09" };
  const both = await Promise.allSettled([inscrireAcademie(context, lille), inscrireAcademie(context, lille)]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("the known register is taken over once, and leaves alone what is already written", async () => {
  await inscrireAcademie(context, { ...nantes, academie: "08", dispositif: "cla", acte: "Acte local" });
  await reprendreRegistre(context, { agentId: AGENT, motif: "Faits publics" });
  const cla = (await listParticipations(context.db)).filter(({ dispositif }) => dispositif.includes("CLA"));
  expect(cla).toHaveLength(15);
  expect(cla.find(({ academieCode }) => academieCode === "08")).toMatchObject({
    acte: "Acte local",
    statut: "experimentale",
  });
  expect(cla.find(({ academieCode }) => academieCode === "25")).toMatchObject({
    statut: "etendue",
    debut: "2022-09-01",
  });
  const again = reprendreRegistre(context, { agentId: AGENT, motif: "Faits publics" });
  await expect(again).rejects.toMatchObject({ code: "deja_repris" });
});
