import { spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { chown, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { type Site, surroundings, unrunnable } from "./site.ts";

// lc_ctype must know UTF-8: under "C", pg_trgm drops accented letters (tried on 18.4). The second line is for
// machines without the C.UTF-8 locale: the server works, searches on accented words are poorer.
const localeChoices = [
  ["--locale=C.UTF-8", "--lc-messages=C", "--locale-provider=icu", "--icu-locale=fr"],
  ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
];

/** Built beside its place and renamed when whole, password included: a kill during initdb leaves no half cluster. */
export async function createCluster(site: Site, base: string): Promise<void> {
  for (const name of await readdir(site.home)) {
    // A killed predecessor's initdb may still be writing there; what resists goes at the next start.
    if (name.startsWith("base.en-cours-"))
      await rm(join(site.home, name), { recursive: true, force: true }).catch(() => {});
  }
  const draft = `${base}.en-cours-${randomUUID()}`;
  const passwordFile = join(draft, basename(site.passwordFile));
  await mkdir(draft, { mode: 0o700 });
  try {
    await writeFile(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600, flush: true });
    if (site.account)
      for (const path of [passwordFile, draft]) await chown(path, site.account.uid, site.account.gid);
    const data = join(draft, "data");
    const common = [
      "-D",
      data,
      "-U",
      "ancrage",
      "-E",
      "UTF8",
      "-A",
      "scram-sha-256",
      `--pwfile=${passwordFile}`,
      "--no-instructions",
      ...(site.durable ? [] : ["--no-sync"]),
    ];
    for (const [index, locale] of localeChoices.entries()) {
      const failure = await runInitdb(site, [...common, ...locale]);
      if (failure === undefined) return await rename(draft, base);
      if (/No space left|quota exceeded/i.test(failure))
        throw Object.assign(new Error(failure), { code: "ENOSPC" });
      if (failure.includes("could not look up effective user ID"))
        throw new StartRefusal(namelessAccount(site));
      if (index === localeChoices.length - 1)
        throw new StartRefusal(`PostgreSQL n'a pas pu préparer ses données dans ${site.home} : ${failure}`);
      site.log(
        `La langue française n'a pas pu être réglée dans PostgreSQL, réglage neutre à la place : ${failure}`,
      );
      await rm(data, { recursive: true, force: true });
    }
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** initdb wants a line of /etc/passwd: containers started under an arbitrary number have none (tried). */
function namelessAccount(site: Site): string {
  const uid = site.account?.uid ?? process.geteuid?.();
  return `PostgreSQL exige que son compte ait un nom, et l'uid ${uid} n'en a pas sur cette machine : ajoutez-le à /etc/passwd, lancez Ancrage avec un compte connu, ou indiquez un serveur PostgreSQL 18 avec DATABASE_URL.`;
}

/** Returns what initdb said when it failed. */
function runInitdb(site: Site, args: string[]): Promise<string | undefined> {
  return new Promise((settle, fail) => {
    const child = spawn(join(site.binaries, "bin", "initdb"), args, {
      ...surroundings(site),
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    child.once("error", (cause) => fail(unrunnable(site, cause)));
    child.once("close", (code, signal) =>
      settle(code === 0 ? undefined : said.trim() || `arrêt ${signal ?? code}`),
    );
  });
}
