import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#app/acces/rules.ts";
import { createTestDatabase, type TestDatabase } from "#tests/database.ts";
import {
  getLecteur,
  readValeur,
  withinLecture,
  withinReference,
  withMasque,
} from "../indicateurs/lecture/queries.server.ts";
import { listRelations } from "./queries.server.ts";

/** Reads open values everywhere and nothing that secrecy covers: the best placed of attackers. */
const attaquant: Actor = {
  agentId: "00000000-0000-4000-8000-0000000000ff",
  nomComplet: "Essai",
  fonctions: [{ fonction: "dos", porteeType: "academie", porteeCode: "96", debut: "2020-01-01", fin: null }],
};
const lecteur = getLecteur(attaquant);

/** Elimination in a finite field, written apart from the product's: exact, and it shares no line with what it attacks. */
const P = 1_000_003;
function inverse(value: number): number {
  let [result, base, power] = [1, value, P - 2];
  for (; power > 0; power = Math.floor(power / 2)) {
    if (power % 2 === 1) result = (result * base) % P;
    base = (base * base) % P;
  }
  return result;
}

type Vecteur = Map<number, number>;

function reduce(vecteur: Vecteur, basis: ReadonlyMap<number, Vecteur>): Vecteur {
  const left = new Map(vecteur);
  const done = new Set<number>();
  for (;;) {
    const column = [...left.keys()].find((key) => basis.has(key) && !done.has(key));
    if (column === undefined) return left;
    const factor = left.get(column) ?? 0;
    for (const [key, value] of basis.get(column) ?? []) {
      const rest = ((left.get(key) ?? 0) + P - ((factor * value) % P)) % P;
      if (rest === 0) left.delete(key);
      else left.set(key, rest);
    }
    done.add(column);
    for (const key of done) if (left.has(key)) done.delete(key);
  }
}

/** Targets that the known sums give back. */
function found(known: readonly (readonly number[])[], targets: readonly (readonly number[])[]): boolean[] {
  const basis = new Map<number, Vecteur>();
  const vector = (columns: readonly number[]): Vecteur => new Map(columns.map((column) => [column, 1]));
  for (const columns of known) {
    const left = reduce(vector(columns), basis);
    const [pivot] = left.keys();
    if (pivot === undefined) continue;
    const scale = inverse(left.get(pivot) ?? 1);
    const row: Vecteur = new Map([...left].map(([key, value]) => [key, (value * scale) % P]));
    for (const [other, existing] of basis) {
      const factor = existing.get(pivot);
      if (!factor) continue;
      const next = new Map(existing);
      for (const [key, value] of row) {
        const rest = ((next.get(key) ?? 0) + P - ((factor * value) % P)) % P;
        if (rest === 0) next.delete(key);
        else next.set(key, rest);
      }
      basis.set(other, next);
    }
    basis.set(pivot, row);
  }
  return targets.map((columns) => reduce(vector(columns), basis).size === 0);
}

interface Mesure {
  readonly uai: string;
  readonly indicateur: string;
  readonly annee: number;
  readonly type: string;
  readonly lieux: readonly string[];
  readonly secteur: string;
  readonly valeur: number | null;
  readonly statut: string;
  readonly vraie: number | null;
}
interface Lue {
  readonly indicateur: string;
  readonly annee: number;
  readonly type: string;
  readonly cle: string;
  readonly n: number;
}

let database: TestDatabase;
let valeurs: Mesure[];
let lues: Lue[];

beforeAll(async () => {
  database = await createTestDatabase("demo");
  const { valeur, statut } = readValeur(lecteur);
  valeurs = (
    await sql<Mesure>`select v.uai, v.indicateur_code as indicateur, v.annee, structure.type, structure.secteur, v.valeur as vraie,
        ${valeur} as valeur, ${statut} as statut,
        array['nation demonstration', 'academie ' || structure.academie_code, 'departement ' || structure.departement_code,
          'circonscription ' || structure.circonscription_code, 'bassin ' || structure.bassin_code] as lieux
      from valeur_indicateur v join structure on structure.uai = v.uai join indicateur on indicateur.code = v.indicateur_code
      ${withMasque} where v.remplace_le is null and ${withinLecture(lecteur)}`.execute(database.db)
  ).rows;
  lues = (
    await sql<Lue>`select r.indicateur_code as indicateur, r.annee, r.type, r.niveau || ' ' || r.territoire || ' ' || r.secteur as cle, r.n
      from reference_indicateur r where ${withinReference(lecteur)}`.execute(database.db)
  ).rows;
});
afterAll(() => database.drop());

describe("values that are hidden", () => {
  async function toldValues(isHidden: (mesure: Mesure) => boolean): Promise<string[]> {
    const { equations, taux } = await listRelations(database.db);
    const structures = Map.groupBy(valeurs, ({ uai, annee }) => `${uai} ${annee}`);
    return [...structures].flatMap(([cle, own]) => {
      const known = new Map(
        own.filter(({ vraie }) => vraie !== null).map((mesure) => [mesure.indicateur, mesure]),
      );
      const hidden = own.filter(isHidden).map(({ indicateur }) => indicateur);
      if (hidden.length === 0) return [];
      const rows = equations.flatMap(({ total, parties }) => {
        const members = [total, ...parties].flatMap((code) => known.get(code) ?? []);
        const sum = members.reduce(
          (left, { indicateur, vraie }) => left + (indicateur === total ? 1 : -1) * (vraie ?? 0),
          0,
        );
        // Nobody may use an equation that is false, nor a part alone that proves nothing.
        return sum === 0 && members.length > 2 ? [members.map(({ indicateur }) => indicateur)] : [];
      });
      for (const { code, denominateur, parties } of taux) {
        const rate = known.get(code);
        const whole = known.get(denominateur);
        for (const partie of parties) {
          const numerator = known.get(partie);
          if (!rate || !whole || !numerator) continue;
          rows.push([code, denominateur, partie]);
        }
      }
      const unknown = new Map(hidden.map((code, rank) => [code, rank]));
      const systems = rows.map((codes) => codes.flatMap((code) => unknown.get(code) ?? []));
      return found(
        systems,
        hidden.map((_, rank) => [rank]),
      ).flatMap((told, rank) => (told ? [`${cle} ${hidden[rank]}`] : []));
    });
  }

  test("are there to be found", () => {
    expect(valeurs.filter(({ statut }) => statut === "masque").length).toBeGreaterThan(0);
    expect(valeurs.filter(({ statut, valeur }) => statut === "masque" && valeur !== null)).toEqual([]);
  });

  test("are told by no sum and no rate of what is shown", async () => {
    expect(await toldValues(({ statut }) => statut === "masque")).toEqual([]);
  });

  test("would be without secondary suppression: the attack bites", async () => {
    const { rows } = await sql<{
      cle: string;
    }>`select v.uai || v.indicateur_code || v.annee as cle from valeur_masquee m
      join valeur_indicateur v on v.id = m.valeur_id where m.motif <> 'secondaire'`.execute(database.db);
    const primaires = new Set(rows.map(({ cle }) => cle));
    const told = await toldValues(({ uai, indicateur, annee }) => primaires.has(uai + indicateur + annee));
    expect(told.length).toBeGreaterThan(0);
  });
});

describe("references that are hidden", () => {
  /** Hidden references that the shown ones give back, of every table; `shows` says which ones are shown. */
  function toldReferences(shows: (cle: string, n: number, lue: boolean) => boolean): string[] {
    const shown = new Set(
      lues.map(({ indicateur, annee, type, cle }) => [indicateur, annee, type, cle].join("|")),
    );
    const tables = Map.groupBy(
      valeurs.filter(({ valeur }) => valeur !== null),
      ({ indicateur, annee, type }) => [indicateur, annee, type].join("|"),
    );
    const seen = new Set<string>();
    return [...tables].flatMap(([table, own]) => {
      const cells = new Map<string, number[]>();
      for (const [column, { lieux, secteur }] of own.entries())
        for (const lieu of lieux)
          for (const detail of lieu ? [secteur, "tous"] : []) {
            const cle = `${lieu} ${detail}`;
            cells.set(cle, [...(cells.get(cle) ?? []), column]);
          }
      const known = [...cells].filter(([cle, { length }]) =>
        shows(cle, length, shown.has(`${table}|${cle}`)),
      );
      const hidden = [...cells].filter(
        ([cle, { length }]) => !shows(cle, length, shown.has(`${table}|${cle}`)),
      );
      const signature = JSON.stringify([known, hidden]);
      if (seen.has(signature)) return [];
      seen.add(signature);
      const told = found(
        known.map(([, columns]) => columns),
        hidden.map(([, columns]) => columns),
      );
      return told.flatMap((yes, rank) => (yes ? [`${table} ${hidden[rank]?.[0]}`] : []));
    });
  }

  test("count the values that everybody is shown, and no other", () => {
    const counts = new Map<string, number>();
    for (const { indicateur, annee, type, lieux, secteur, valeur } of valeurs)
      for (const lieu of valeur === null ? [] : lieux)
        for (const detail of [secteur, "tous"]) {
          const cle = [indicateur, annee, type, `${lieu} ${detail}`].join("|");
          counts.set(cle, (counts.get(cle) ?? 0) + 1);
        }
    const wrong = lues.filter(
      ({ indicateur, annee, type, cle, n }) => counts.get([indicateur, annee, type, cle].join("|")) !== n,
    );
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(lues.length).toBeGreaterThan(100);
  });

  test("are told by no combination of those that are shown", () => {
    expect(toldReferences((_, __, lue) => lue)).toEqual([]);
  });

  test("would be if only those of too few structures were hidden: the attack bites", () => {
    expect(toldReferences((_, n) => n >= 3).length).toBeGreaterThan(0);
  });
});
