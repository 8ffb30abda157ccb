import { join } from "node:path";
import pg from "pg";
import type { Lab } from "./lab.ts";
import { freePort } from "./ports.ts";
import { processesIn } from "./processes.ts";
import { expectRefusal, type Situation } from "./situation.ts";
import { visitDemonstration, visitService } from "./visit.ts";

const PUBLIC = "https://ancrage.exemple.fr";

export const networkSituations: readonly Situation[] = [
  { title: "démonstration sur 0.0.0.0, assumée, derrière une adresse https", play: playOpenDemonstration },
  { title: "DATABASE_URL remplace le serveur embarqué, sans démonstration", play: playManaged },
  { title: "DATABASE_URL où rien ne répond : refus", play: playSilentDatabase },
];

async function playOpenDemonstration(lab: Lab): Promise<string> {
  const port = await freePort();
  const settings = { HOTE: "0.0.0.0", URL_PUBLIQUE: `${PUBLIC}/`, ANCRAGE_DEMONSTRATION_OUVERTE: "oui" };
  const service = lab.start({ settings: { ...settings, PORT: String(port) } });
  const announced = await service.ready();
  if (announced !== PUBLIC) throw new Error(`l'adresse annoncée est ${announced}`);
  await visitDemonstration(`http://127.0.0.1:${port}`, PUBLIC);
  await lab.stopWhole(service);
  return announced;
}

/** By default a given server is not a demonstration; another database of it becomes one when asked. */
async function playManaged(lab: Lab): Promise<string> {
  const managed = await lab.managedPostgres();
  const service = lab.start({ settings: { DATABASE_URL: managed.url } });
  const url = await service.ready();
  const [, amorce] = /Base de service : ouvrez ce lien.*\n\S+(\/amorce\/[\w-]+)/.exec(service.stdout) ?? [];
  if (!amorce) throw new Error(`le texte ne donne pas le lien de la première personne ; ${service.said()}`);
  await visitService(url, amorce);
  const embedded = await processesIn([join(lab.clone, ".donnees/postgres")]);
  if (embedded.length > 0) throw new Error("le serveur embarqué tourne aussi");
  await lab.stopWhole(service);
  await query(managed.url, "create database essai");

  const settings = {
    DATABASE_URL: managed.url.replace(/ancrage$/, "essai"),
    ANCRAGE_DEMONSTRATION: "oui",
    // Its académie is written there; the clone's own is already loaded.
    ANCRAGE_DONNEES: join(lab.folder, "donnees"),
  };
  const demonstration = lab.start({ settings });
  await visitDemonstration(await demonstration.ready());
  await lab.stopWhole(demonstration);
  await query(managed.url, "select 1");
  await lab.stopManaged();
  return "et démonstration sur demande (ANCRAGE_DEMONSTRATION=oui)";
}

async function playSilentDatabase(lab: Lab): Promise<string> {
  const url = `postgres://ancrage:motdepasse@127.0.0.1:${await freePort()}/ancrage`;
  const said = await expectRefusal(
    lab,
    { settings: { DATABASE_URL: url } },
    "La base de données ne répond pas",
  );
  if (said.includes("motdepasse")) throw new Error("le refus écrit le mot de passe de la base");
  return said;
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
