import { resolve } from "node:path";
import { createFolder } from "./folder.ts";
import { type DataFolder, holdFolder } from "./hold.ts";
import { refusalFrom } from "./refusals.ts";

/** Creates the folder where needed and holds it: a second start on the same data is refused by naming the first. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const full = resolve(path);
  try {
    await createFolder(full);
    return await holdFolder(full);
  } catch (error) {
    throw refusalFrom(error, full);
  }
}
