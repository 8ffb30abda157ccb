import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { createTestDatabase, testContext } from "#tests/database.ts";
import { inserer, preparer } from "#tests/vie.ts";
import { calculerDistancesEp } from "./commands.server.ts";

const database = await createTestDatabase();
const context = testContext(database);
afterAll(() => database.drop());
beforeAll(() => preparer(context));

interface Point {
  readonly uai: string;
  readonly latitude: number;
  readonly longitude: number;
}

/** Great-circle distance by unit vectors, another formula than the product's. */
function metres(a: Point, b: Point): number {
  const vector = ({ latitude, longitude }: Point) => {
    const [phi, lambda] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)] as const;
  };
  const [[ax, ay, az], [bx, by, bz]] = [vector(a), vector(b)];
  const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
  return 6_371_008.8 * Math.atan2(cross, ax * bx + ay * by + az * bz);
}

/** As files write them: five decimals. */
const degres = (min: number, max: number) =>
  fc.integer({ min: min * 100_000, max: max * 100_000 }).map((value) => value / 100_000);
const calculer = () => inTransaction(context.db, (tx) => calculerDistancesEp(tx));
const lues = async () =>
  (
    await database.pool.query<{ uai: string; metres: number | null; vers: string | null; xmin: string }>(
      "select uai, distance_ep_metres as metres, distance_ep_uai as vers, xmin::text from structure order by uai",
    )
  ).rows;

test("is that of a search of every collège, anywhere on Earth, and written once", async () => {
  const seeds = fc.sample(
    fc.record({
      // Mainland France, the tropics, high latitudes, and both sides of the antimeridian.
      latitude: fc.oneof(degres(42, 51), degres(-21, 5), degres(-85, 85)),
      longitude: fc.oneof(degres(-5, 8), degres(-180, -170), degres(165, 180), degres(-180, 180)),
      ep: fc.integer({ min: 0, max: 9 }),
    }),
    { numRuns: 400, seed: 20261122 },
  );
  const points: (Point & { ep: boolean })[] = [];
  for (const [index, { ep, ...where }] of seeds.entries()) {
    const statut = ep === 0 ? "rep" : ep === 1 ? "rep_plus" : ep < 6 ? "hors_ep" : null;
    const uai = await inserer(context, index + 1, { ...where, statut_ep: statut });
    points.push({ uai, ...where, ep: ep < 2 });
  }
  await calculer();
  const colleges = points.filter(({ ep }) => ep);
  expect(colleges.length).toBeGreaterThan(30);
  const found = new Map((await lues()).map((row) => [row.uai, row]));
  for (const point of points) {
    const distances = colleges.map((college) => ({ vers: college.uai, metres: metres(point, college) }));
    const nearest = distances.reduce((best, other) => (other.metres < best.metres ? other : best));
    const row = found.get(point.uai);
    expect(Math.abs((row?.metres ?? -1) - nearest.metres), point.uai).toBeLessThanOrEqual(1.5);
    expect(row?.vers, point.uai).toBe(nearest.vers);
  }
  const before = await lues();
  await calculer();
  expect(await lues()).toEqual(before);
});

test("is none without position, and never crosses to another nation", async () => {
  const sans = await inserer(context, 5001);
  await database.pool.query(
    "insert into academie (code, nom, nation) values ('96', 'Fictive', 'demonstration')",
  );
  await database.pool.query(
    "insert into departement (code, nom, academie_code) values ('961', 'Fictif', '96')",
  );
  const fictif = {
    academie_code: "96",
    departement_code: "961",
    commune_code: null,
    latitude: 48,
    longitude: 0.2,
  };
  const seul = await inserer(context, 5002, fictif);
  await calculer();
  const of = async (uai: string) => (await lues()).find((row) => row.uai === uai);
  expect(await of(sans)).toMatchObject({ metres: null, vers: null });
  expect(await of(seul)).toMatchObject({ metres: null, vers: null });
  const college = await inserer(context, 5003, { ...fictif, latitude: 48.001, statut_ep: "rep" });
  await calculer();
  expect(await of(seul)).toMatchObject({ metres: 111, vers: college });
  expect(await of(college)).toMatchObject({ metres: 0, vers: college });
});

test("follows the landscape: a collège that closes or leaves education priority is no longer the nearest", async () => {
  const lieu = { latitude: 47, longitude: 2 };
  const ecole = await inserer(context, 6001, { ...lieu, type: "primaire" });
  const proche = await inserer(context, 6002, { ...lieu, latitude: 47.0001, statut_ep: "rep" });
  const vers = async () => (await lues()).find(({ uai }) => uai === ecole)?.vers;
  await calculer();
  expect(await vers()).toBe(proche);
  await database.pool.query("update structure set etat = 'ferme' where uai = $1", [proche]);
  await calculer();
  expect(await vers()).not.toBe(proche);
});
