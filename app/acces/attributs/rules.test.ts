import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkUai } from "#app/referentiel/rules.ts";
import { proposeFonctions, readAttributs } from "./rules.ts";

const JOUR = "2026-11-22";
const LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ";
const uaiOf = (digits: number) => {
  const text = String(digits).padStart(7, "0");
  return text + LETTERS.charAt(digits % 23);
};

describe("the attributes of the ministry", () => {
  test.each([
    [
      "FrEduRneResp",
      "0693045K$UAJ$PU$N$T3$LP$320",
      { fonction: "chef_etablissement", porteeCode: "0693045K" },
    ],
    [
      "FrEduRneResp",
      "0720902P$UAJ$PU$N$CLG$CLG$340",
      { fonction: "chef_etablissement", porteeCode: "0720902P" },
    ],
    [
      "FrEduRneResp",
      `${uaiOf(720001)}$UAJ$PU$N$1$1ORD$151`,
      { fonction: "directeur_ecole", porteeCode: uaiOf(720001) },
    ],
    ["FrEduRne", "0693045K$UAJ$PU$ENS$0693045K$T3$LP$320", { fonction: "equipe", porteeCode: "0693045K" }],
  ])("propose a function on a structure from %s", (name, line, expected) => {
    const claims = { FrEduFonctAdm: "DIR", [name]: [line] };
    const proposee = { ...expected, porteeType: "structure", origine: name };
    expect(proposeFonctions(claims, JOUR)).toEqual([proposee]);
    // As ProConnect carries them, and with a bare string in the place of a list.
    expect(proposeFonctions({ custom: { ...claims, [name]: line } }, JOUR)).toEqual([proposee]);
  });

  test("propose the direction of a department from the services it manages, Corse and overseas included", () => {
    const codes = [
      [72, "72"],
      [620, "2A"],
      [720, "2B"],
      [974, "974"],
      [1, "01"],
    ] as const;
    for (const [prefix, departement] of codes) {
      const uai = uaiOf(prefix * 10_000 + 50);
      expect(proposeFonctions({ FrEduGestResp: [`${uai}$ETA$PU$N$805$ANCRAGE`] }, JOUR)).toEqual([
        { fonction: "dasen", porteeType: "departement", porteeCode: departement, origine: "FrEduGestResp" },
      ]);
    }
    for (const uai of [uaiOf(50), uaiOf(9_990_050)])
      expect(proposeFonctions({ FrEduGestResp: `${uai}$ETA$PU$N$805$ANCRAGE` }, JOUR)).toEqual([]);
  });

  test("propose a function once, and no team to who directs it", () => {
    const claims = {
      FrEduFonctAdm: "DIR",
      FrEduRneResp: ["0693045K$UAJ$PU$N$T3$LP$320", "0693045K$UAJ$PU$N$T3$LP$320"],
      FrEduRne: ["0693045K$UAJ$PU$DIR$0693045K$T3$LP$320"],
    };
    expect(proposeFonctions(claims, JOUR).map(({ fonction }) => fonction)).toEqual(["chef_etablissement"]);
    expect(
      proposeFonctions({ ...claims, FrEduFonctAdm: "ADM" }, JOUR).map(({ fonction }) => fonction),
    ).toEqual(["equipe"]);
  });

  test.each([
    [
      "X means none",
      { FrEduFonctAdm: "DIR", FrEduRneResp: "X", FrEduRne: ["X"], FrEduResDel: ["X"], FrEduGestResp: "X" },
    ],
    ["nothing", {}],
    ["empty values", { FrEduFonctAdm: "DIR", FrEduRneResp: "", FrEduRne: [] }],
    ["a type that nobody knows", { FrEduFonctAdm: "DIR", FrEduRneResp: "0693045K$UAJ$PU$N$T3$ZZZ$999" }],
    [
      "a type named like a method",
      { FrEduFonctAdm: "DIR", FrEduRneResp: "0693045K$UAJ$PU$N$T3$constructor$999" },
    ],
    ["a wrong check letter", { FrEduFonctAdm: "DIR", FrEduRneResp: "0693045A$UAJ$PU$N$T3$LP$320" }],
    ["a code without its zero", { FrEduFonctAdm: "DIR", FrEduRneResp: "693045K$UAJ$PU$N$T3$LP$320" }],
    ["a line cut short", { FrEduFonctAdm: "DIR", FrEduRneResp: "0693045K$UAJ" }],
    ["no head", { FrEduRneResp: "0693045K$UAJ$PU$N$T3$LP$320" }],
    ["numbers", { FrEduFonctAdm: 1, FrEduRneResp: 12 }],
    ["another shape", [["FrEduFonctAdm", "DIR"]]],
    ["a bare string", "FrEduRneResp"],
    ["null", null],
  ])("propose nothing for %s", (_what, claims) => {
    expect(proposeFonctions(claims, JOUR)).toEqual([]);
  });
});

describe("a delegation", () => {
  const line = (begin: string, end: string) =>
    `ancrage|/ancrage|${begin}|${end}|nestran|FrEduRneResp=0693045K$UAJ$PU$N$T3$LP$320;X;0720902P$UAJ$PU$N$CLG$CLG$340|portail||`;

  test.each([
    ["2026-08-31", 0],
    ["2026-09-01", 2],
    ["2026-12-31", 2],
    ["2027-01-01", 0],
  ])("is honoured inside its dates only: on %s, %i", (jour, count) => {
    expect(proposeFonctions({ FrEduResDel: line("01/09/2026", "31/12/2026") }, jour)).toHaveLength(count);
  });

  test("brings its dates with it", () => {
    expect(proposeFonctions({ FrEduResDel: [line("01/09/2026", "31/12/2026")] }, JOUR)[0]).toEqual({
      fonction: "adjoint",
      porteeType: "structure",
      porteeCode: "0693045K",
      debut: "2026-09-01",
      fin: "2027-01-01",
      origine: "FrEduResDel",
    });
  });

  test.each([
    ["", ""],
    ["31/02/2026", "31/12/2026"],
    ["01/09/2026", "99/99/9999"],
    ["2026-09-01", "2026-12-31"],
    ["01/09/26", "31/12/26"],
  ])("with dates %j and %j is nothing", (begin, end) => {
    expect(proposeFonctions({ FrEduResDel: line(begin, end) }, JOUR)).toEqual([]);
  });
});

describe("whatever is sent", () => {
  const uai = fc.integer({ min: 10_000, max: 9_999_999 }).map(uaiOf);
  const field = fc.stringMatching(/^[A-Z0-9]{0,6}$/);
  const type = fc.constantFrom("CLG", "LYC", "LP", "EREA", "SEP", "1ORD", "1SPE", "CFPA", "ZZ", "");
  const jour = fc
    .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const responsibility = fc.record({ uai, type, fields: fc.tuple(field, field, field, field) });
  const known = (tty: string) => tty !== "CFPA" && tty !== "ZZ" && tty !== "";
  const written = (day: string) => day.split("-").reverse().join("/");
  const lineOf = ({ uai, type, fields: [a, b, c, d] }: { uai: string; type: string; fields: string[] }) =>
    `${uai}$${a}$${b}$${c}$${d}$${type}$340`;

  test("lines written from structures are read back as these structures (20 000 lines)", () => {
    fc.assert(
      fc.property(fc.array(responsibility, { minLength: 20, maxLength: 20 }), (sent) => {
        const proposed = proposeFonctions({ FrEduFonctAdm: "DIR", FrEduRneResp: sent.map(lineOf) }, JOUR);
        const expected = new Set(sent.filter(({ type }) => known(type)).map((one) => one.uai));
        expect(new Set(proposed.map(({ porteeCode }) => porteeCode))).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test("places of work are read back (20 000 lines)", () => {
    fc.assert(
      fc.property(fc.array(responsibility, { minLength: 20, maxLength: 20 }), (sent) => {
        const lines = sent.map(
          ({ uai, type, fields: [a, b, c, d] }) => `${uai}$${a}$${b}$${c}$${uai}$${d}$${type}$1`,
        );
        const proposed = proposeFonctions({ custom: { FrEduRne: lines } }, JOUR);
        expect(proposed.map(({ porteeCode }) => porteeCode)).toEqual([
          ...new Set(sent.filter(({ type }) => known(type)).map((one) => one.uai)),
        ]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("delegations are read back inside their dates (5 000 lines)", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ one: responsibility, begin: jour, end: jour }), { minLength: 5, maxLength: 5 }),
        (sent) => {
          const lines = sent.map(
            ({ one, begin, end }) =>
              `n|u|${written(begin)}|${written(end)}|x|FrEduRneResp=${lineOf(one)}|s|m`,
          );
          const held = sent.filter(({ one, begin, end }) => known(one.type) && begin <= JOUR && JOUR <= end);
          const proposed = proposeFonctions({ FrEduResDel: lines }, JOUR);
          expect(new Set(proposed.map(({ porteeCode }) => porteeCode))).toEqual(
            new Set(held.map(({ one }) => one.uai)),
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test("nothing throws, and nothing is proposed without an UAI that holds (5 000 attributes)", () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z$|;=/X]{0,80}$/), fc.anything())),
    );
    const claims = fc.record(
      {
        FrEduFonctAdm: fc.oneof(fc.constant("DIR"), anything),
        FrEduRne: anything,
        FrEduRneResp: anything,
        FrEduResDel: anything,
        FrEduGestResp: anything,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(claims, fc.record({ custom: claims }), fc.anything()), (sent) => {
        JSON.stringify(readAttributs(sent));
        for (const proposee of proposeFonctions(sent, JOUR))
          if (proposee.porteeType === "structure") expect(checkUai(proposee.porteeCode).ok).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });

  test("a directory gone mad is cut short", () => {
    const lines = Array.from({ length: 10_000 }, (_, n) => `${uaiOf(10_000 + n)}$U$PU$N$T$CLG$340`);
    expect(proposeFonctions({ FrEduFonctAdm: "DIR", FrEduRneResp: lines }, JOUR)).toHaveLength(200);
    expect(readAttributs({ FrEduRneResp: "x".repeat(501) })).toEqual({});
  });
});
