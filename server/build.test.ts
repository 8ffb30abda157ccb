import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { buildIfNeeded } from "./build.ts";

let root: string;
let builds = 0;

/** What the tool of React Router does, in small: files named after what they hold, and nothing until it ends. */
async function construct(_root: string, folder: string): Promise<void> {
  builds += 1;
  const text = await readFile(join(root, "app/page.ts"), "utf8");
  if (text === "fautif") throw new Error("refused by the compiler");
  await write(join(folder, "server/index.js"), text);
  await delay(50);
  await write(join(folder, `client/assets/page-${text}.js`), text);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

const change = (text: string) => write(join(root, "app/page.ts"), text);
const build = () => buildIfNeeded(root, construct);
const assets = async () => (await readdir(join(root, "build/client/assets"))).sort();

beforeEach(async () => {
  builds = 0;
  root = await mkdtemp(join(tmpdir(), "ancrage-construction-"));
  for (const file of ["server/a.ts", "db/types.ts", "package-lock.json", "react-router.config.ts"])
    await write(join(root, file), file);
  for (const file of ["vite.config.ts", "vite.precompress.ts", "vite.trim-dsfr.ts"])
    await write(join(root, file), file);
  await change("un");
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(root, { recursive: true, force: true });
});

test("builds when a source changed, and only then", async () => {
  expect(await build()).toBe(true);
  expect(await build()).toBe(false);
  await change("deux");
  expect(await build()).toBe(true);
  expect(await readFile(join(root, "build/server/index.js"), "utf8")).toBe("deux");
});

test("of those that start together, one builds and the others wait for it", async () => {
  const outcomes = await Promise.all([build(), build(), build()]);
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  expect(builds).toBe(1);
});

test("leaves the build before whole while it works, and when it fails", async () => {
  await build();
  await change("deux");
  const running = build();
  await vi.waitFor(() => expect(builds).toBe(2));
  expect(await readFile(join(root, "build/server/index.js"), "utf8")).toBe("un");
  await running;
  await change("fautif");
  await expect(build()).rejects.toThrow("refused by the compiler");
  expect(await readFile(join(root, "build/server/index.js"), "utf8")).toBe("deux");
  await change("trois");
  expect(await build()).toBe(true);
});

test("takes over from a build that was killed", async () => {
  // No process has a number beyond the limit of the kernel.
  await write(join(root, ".react-router/construction.pid"), "99999999");
  await write(join(root, ".react-router/construction-99999999/server/index.js"), "à moitié");
  expect(await build()).toBe(true);
  expect(await readdir(join(root, ".react-router"))).toEqual([]);
});

test("keeps the files that open pages ask for during one build more, and no longer", async () => {
  await build();
  await change("deux");
  await build();
  expect(await assets()).toEqual(["page-deux.js", "page-un.js"]);
  await change("trois");
  await build();
  expect(await assets()).toEqual(["page-deux.js", "page-trois.js"]);
});
