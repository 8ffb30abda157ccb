import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

/** What a browser fetches for the first page of a person, in the built application; measured for true by bench/weight.ts. */
const BUILD = join(import.meta.dirname, "../build");
const CLIENT = join(BUILD, "client");
const names = await readdir(join(CLIENT, "assets"));
const SMALLEST = 1024;

interface Manifest {
  readonly entry: { readonly module: string; readonly imports: readonly string[] };
  readonly routes: Readonly<Record<string, { readonly module: string; readonly imports: readonly string[] }>>;
}
// Named by the server: assets of the build before stay beside those of this one.
const server = await readFile(join(BUILD, "server/index.js"), "utf8");
const manifestName = /manifest-\w+\.js/.exec(server)?.[0] ?? "";
const style = /\bapp-[\w-]+\.css/.exec(server)?.[0] ?? "";
const text = await readFile(join(CLIENT, "assets", manifestName), "utf8");
const manifest = JSON.parse(text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1)) as Manifest;

/** As the server sends it to a browser that accepts Brotli. */
async function sent(url: string): Promise<number> {
  const path = join(CLIENT, url);
  return (await stat(existsSync(`${path}.br`) ? `${path}.br` : path)).size;
}

function filesOf(route: string): string[] {
  const { entry, routes } = manifest;
  const page = [entry, routes.root, routes[route]].flatMap((one) =>
    one ? [one.module, ...one.imports] : [],
  );
  return [...new Set([...page, `/assets/${manifestName}`, `/assets/${style}`])];
}

async function weigh(route: string): Promise<number> {
  const sizes = await Promise.all(filesOf(route).map(sent));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe("The first visit", () => {
  test("of the list of structures fetches at most 175 KB of scripts and styles, which leaves its page 75 KB", async () => {
    expect(await weigh("structures.liste")).toBeLessThanOrEqual(175_000);
  });

  test("of any page fetches at most 195 KB of them, in at most 14 files", async () => {
    const heavy: string[] = [];
    for (const route of Object.keys(manifest.routes)) {
      const [bytes, files] = [await weigh(route), filesOf(route).length];
      if (bytes > 195_000 || files > 14) heavy.push(`${route}: ${bytes} bytes in ${files} files`);
    }
    expect(heavy).toEqual([]);
  });

  test("finds every text asset compressed beforehand, the manifest of the routes first of all", async () => {
    const plain: string[] = [];
    const current = names.filter((name) => !name.startsWith("manifest-") || name === manifestName);
    for (const name of current.filter((one) => /\.(?:m?js|css|svg)$/.test(one))) {
      const { size } = await stat(join(CLIENT, "assets", name));
      if (size < SMALLEST) continue;
      if (!names.includes(`${name}.br`) || !names.includes(`${name}.gz`)) plain.push(name);
    }
    expect(plain).toEqual([]);
  });
});
