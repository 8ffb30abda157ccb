import { mkdir, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findOrdinaryAccount, isRoot, type Lab } from "./lab.ts";
import { processesIn, untilDeserted } from "./processes.ts";
import { type Account, within } from "./service.ts";
import { expectRefusal, type Situation, seconds } from "./situation.ts";
import { visitDemonstration } from "./visit.ts";

export const mishapSituations: readonly Situation[] = [
  { title: "lancé deux fois sur les mêmes données : le second refuse et nomme le premier", play: playTwice },
  { title: "kill -9 du service, PostgreSQL orphelin : le démarrage suivant répare", play: playKilled },
  {
    title: "SIGTERM pendant le premier démarrage : rien ne reste, le suivant reprend",
    play: playInterrupted,
  },
  { title: "compte ordinaire, dossier privé, construction interrompue puis reprise", play: playOrdinary },
  {
    title: isRoot
      ? "root, clone dans un dossier où les autres n'entrent pas (0700)"
      : "clone dans un dossier où les autres n'entrent pas (0700)",
    play: playPrivate,
  },
  { title: "dossier de données où l'on ne peut pas écrire : refus", play: playUnwritable },
];

async function playTwice(lab: Lab): Promise<string> {
  const first = lab.start();
  const url = await first.ready();
  const words = `processus ${await first.pid()}, ${url}, depuis`;
  const said = await expectRefusal(lab, {}, words);
  await visitDemonstration(url);
  await lab.stopWhole(first);
  return said;
}

async function playKilled(lab: Lab): Promise<string> {
  const first = lab.start();
  await first.ready();
  process.kill(await first.pid(), "SIGKILL");
  await within(first.ended, 5_000, () => "npm ne s'arrête pas après la mort du service");
  const orphans = await processesIn([join(lab.clone, ".donnees")]);
  if (orphans.length === 0) throw new Error("PostgreSQL n'a pas survécu : la situation n'est pas jouée");
  const second = lab.start();
  const url = await second.ready();
  const start = (performance.now() - second.begun) / 1_000;
  const left = (await processesIn([join(lab.clone, ".donnees")])).map(({ pid }) => pid);
  if (orphans.some(({ pid }) => left.includes(pid))) throw new Error("l'orphelin tourne encore");
  await visitDemonstration(url);
  await lab.stopWhole(second);
  return `prêt en ${seconds(start)}`;
}

/** Three moments: PostgreSQL being copied, its data being created, the demonstration being loaded. */
async function playInterrupted(lab: Lab): Promise<string> {
  const data = join(lab.folder, "donnees");
  const settings = { ANCRAGE_DONNEES: data };
  const moments = ["postgres/binaires", "postgres/base", "demonstration"];
  for (const moment of moments) {
    const service = lab.start({ settings });
    await within(untilThere(data, moment), 30_000, () => `${moment} n'apparaît pas ; ${service.said()}`);
    await lab.stopWhole(service, "SIGTERM", "npm");
    if (/^\s+at /m.test(service.stderr)) throw new Error(`l'arrêt écrit une erreur ; ${service.said()}`);
  }
  const service = lab.start({ settings });
  await visitDemonstration(await service.ready());
  await lab.stopWhole(service);
  return `interrompu ${moments.length} fois`;
}

/** Resolves when an entry whose path begins so appears: drafts carry their final name first. */
async function untilThere(folder: string, beginning: string): Promise<void> {
  for (;;) {
    const [parent = "", name] = beginning.includes("/") ? beginning.split("/") : [".", beginning];
    const entries = await readdir(join(folder, parent)).catch((): string[] => []);
    if (entries.some((entry) => entry.startsWith(name ?? ""))) return;
    await delay(5);
  }
}

async function playOrdinary(lab: Lab): Promise<string> {
  const account = isRoot ? await findOrdinaryAccount(join(lab.folder, "ordinaire")) : undefined;
  const home = await lab.privateHome("ordinaire", account);
  const folder = join(home, "clone");
  await lab.copyClone(folder, { built: false, ...(account ? { account } : {}) });
  if (account) await lab.run("chown", [`${account.uid}:${account.gid}`, folder], lab.folder, 5_000);
  await interruptBuild(lab, folder, account);
  const service = lab.start({ folder, account });
  const accounts = await visitDemonstration(await service.ready(180_000));
  await lab.stopWhole(service);
  return `${account ? `${account.name} (uid ${account.uid})` : "compte courant"}, ${accounts}`;
}

async function interruptBuild(lab: Lab, folder: string, account: Account | undefined): Promise<void> {
  const service = lab.start({ folder, account });
  const begun = (async () => {
    while (!service.stdout.includes("Construction")) await delay(20);
  })();
  await within(begun, 20_000, () => `la construction ne commence pas ; ${service.said()}`);
  await delay(1_000);
  await lab.stopWhole(service);
}

async function playPrivate(lab: Lab): Promise<string> {
  const home = await lab.privateHome("prive");
  const folder = join(home, "clone");
  await lab.copyClone(folder, { built: true });
  const data = join(folder, ".donnees");
  await mkdir(data);
  const substitute = isRoot ? await lab.forgetSubstitute(data) : undefined;
  const service = lab.start({ folder });
  const url = await service.ready();
  if (substitute && !service.stdout.includes(substitute))
    throw new Error(`le texte ne dit pas que les données sont dans ${substitute}`);
  await visitDemonstration(url);
  await lab.stopWhole(service);
  return substitute ? `données de PostgreSQL dans ${substitute}` : "données à leur place";
}

async function playUnwritable(lab: Lab): Promise<string> {
  const closed = join(lab.folder, "ferme");
  await mkdir(closed, { mode: 0o555 });
  // Root writes everywhere: the refusal is that of an ordinary account, in the clone it was given.
  const account = isRoot ? await findOrdinaryAccount(join(lab.folder, "ordinaire")) : undefined;
  const folder = join(lab.folder, "ordinaire/clone");
  await stat(folder);
  const settings = { ANCRAGE_DONNEES: join(closed, "donnees") };
  const said = await expectRefusal(lab, { folder, account, settings }, "ne peut pas écrire dans");
  await untilDeserted([closed], 1_000);
  return said;
}
