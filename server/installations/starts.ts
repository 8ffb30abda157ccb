import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { Lab } from "./lab.ts";
import { takePort } from "./ports.ts";
import type { Service } from "./service.ts";
import type { Situation } from "./situation.ts";
import { expectRefusal, seconds } from "./situation.ts";
import { visitDemonstration } from "./visit.ts";

const FIRST_START_S = 15;
const NEXT_START_S = 3;
/** A slow machine is a figure to read, not a failure; beyond this factor something is wrong. */
const TOLERANCE = 4;

export const startSituations: readonly Situation[] = [
  {
    title: "premier démarrage sur un clone vide, construction comprise (SIGTERM à npm)",
    play: playFirstStart,
  },
  { title: "démarrage suivant (Ctrl-C : SIGINT à tout le groupe)", play: playNextStart },
  { title: "SIGTERM à tout le groupe : rien ne reste", play: (lab) => playStop(lab, "SIGTERM", "group") },
  { title: "SIGINT à npm seul : rien ne reste", play: (lab) => playStop(lab, "SIGINT", "npm") },
  { title: "depuis un autre dossier (npm --prefix <clone> start)", play: playElsewhere },
  { title: "port 3000 pris : un autre est choisi et annoncé", play: playUsualPortTaken },
  { title: "PORT donné et déjà pris : refus", play: playAskedPortTaken },
];

async function playFirstStart(lab: Lab): Promise<string> {
  const service = lab.start({ settings: { PORT: "" } });
  const url = await service.ready(180_000);
  const now = performance.now();
  // The build writes its stamp when it ends.
  const built = (await stat(join(lab.clone, "build/empreinte"))).mtimeMs - performance.timeOrigin;
  checkAnnouncement(service, url);
  const accounts = await visitDemonstration(url);
  await lab.stopWhole(service);
  const start = (now - built) / 1_000;
  checkPace(start, FIRST_START_S);
  return `prêt ${seconds(start)} après la construction (attendu ${FIRST_START_S} s), construction ${seconds((built - service.begun) / 1_000)}, ${accounts}`;
}

/** What the person at the keyboard needs, and one address only. */
function checkAnnouncement({ stdout }: Service, url: string): void {
  const addresses = stdout.match(/https?:\/\/\S+/g) ?? [];
  if (addresses.length !== 1 || addresses[0] !== url)
    throw new Error(`une seule adresse était attendue, le texte donne : ${addresses.join(", ")}`);
  if (!/démonstration/.test(stdout) || !/choisissez un compte/.test(stdout))
    throw new Error("le texte ne dit pas comment se connecter");
}

function checkPace(measured: number, expected: number): void {
  if (measured > expected * TOLERANCE)
    throw new Error(`${seconds(measured)}, plus de ${TOLERANCE} fois les ${expected} s attendues`);
}

async function playNextStart(lab: Lab): Promise<string> {
  const service = lab.start();
  const url = await service.ready();
  const start = (performance.now() - service.begun) / 1_000;
  await visitDemonstration(url);
  const stop = await lab.stopWhole(service, "SIGINT", "group");
  checkPace(start, NEXT_START_S);
  return `prêt en ${seconds(start)} (attendu ${NEXT_START_S} s), arrêté en ${seconds(stop)}`;
}

async function playStop(lab: Lab, name: NodeJS.Signals, target: "npm" | "group"): Promise<string> {
  const service = lab.start();
  await visitDemonstration(await service.ready());
  const stop = await lab.stopWhole(service, name, target);
  if (await exists(join(lab.clone, ".donnees/tenue.json")))
    throw new Error("le dossier de données se dit encore tenu");
  return `arrêté en ${seconds(stop)}`;
}

async function playElsewhere(lab: Lab): Promise<string> {
  const service = lab.start({ from: "/" });
  await visitDemonstration(await service.ready());
  await lab.stopWhole(service);
  return "depuis /";
}

async function playUsualPortTaken(lab: Lab): Promise<string> {
  const { release } = await takePort(3_000);
  try {
    const service = lab.start({ settings: { PORT: "" } });
    const url = await service.ready();
    if (new URL(url).port === "3000") throw new Error("le service annonce le port 3000, qui était pris");
    await visitDemonstration(url);
    await lab.stopWhole(service);
    return url;
  } finally {
    await release();
  }
}

async function playAskedPortTaken(lab: Lab): Promise<string> {
  const { port, release } = await takePort(0);
  try {
    return await expectRefusal(lab, { settings: { PORT: String(port) } }, `Le port ${port} est déjà pris`);
  } finally {
    await release();
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );
