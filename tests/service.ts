import { randomUUID } from "node:crypto";
import { createTestDatabase, type TestDatabase } from "./database.ts";

/**
 * A real service with people in it: the académie and the cast of the demonstration, whose accounts are no longer those
 * that open with a click. Messages are then sent, second factors are owed.
 *
 * @example
 * const database = await createServiceDatabase();
 * const app = createTestApp(database); // settings.demonstration is false
 */
export async function createServiceDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase("demo");
  await database.pool.query("update agent set demonstration = false");
  await database.pool.query("update installation set demonstration = false");
  // The first ids of the sequence are those of the cast, which has its accounts already.
  return { ...database, demonstration: false, newId: randomUUID };
}
