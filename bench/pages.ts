import autocannon from "autocannon";
import { type Figure, median, milliseconds } from "./figure.ts";
import { type Served, serveInProcess } from "./process.ts";
import type { World } from "./world.ts";

const CONNECTIONS = 20;
const SECONDS = 8;
const LIST = "/structures?type=primaire&page=3";

/** The list page under load beside bare Hono + pg, then each kind of page for one person. */
export async function measurePages(world: World): Promise<Figure[]> {
  const bare = await serveInProcess("bare-server.ts", world.databaseUrl);
  const reference = await load(bare, "/structures?type=primaire", {});
  await bare.stop();
  const own = await serveInProcess("own-server.ts", world.databaseUrl);
  try {
    const headers = { cookie: world.cookie, "accept-encoding": "br" };
    await load(own, LIST, headers);
    const ours = await load(own, LIST, headers);
    const figures: Figure[] = [
      {
        quoi: `page de liste, 50 lignes sur 60 000, filtre, session, ${CONNECTIONS} connexions`,
        reference: `mêmes lignes en JSON par Hono + pg : ${Math.round(reference.requests.average)} req/s`,
        mesure: `${Math.round(ours.requests.average)} req/s, soit ${(ours.requests.average / reference.requests.average).toFixed(2)} ; p90 ${milliseconds(ours.latency.p90)}, p97,5 ${milliseconds(ours.latency.p97_5)} ; ${ours.errors + ours.non2xx} erreur`,
        but: "≥ 0,2 ; p95 ≤ 80 ms ; 0 erreur",
      },
    ];
    for (const [quoi, path] of await samplePages(world))
      figures.push(await onePerson(own, quoi, path, headers));
    return figures;
  } finally {
    await own.stop();
  }
}

function load({ origin }: Served, path: string, headers: Record<string, string>): Promise<autocannon.Result> {
  return autocannon({ url: origin + path, connections: CONNECTIONS, duration: SECONDS, headers });
}

async function samplePages({ context }: World): Promise<[string, string][]> {
  const { uai, id } = await context.db
    .selectFrom("valeur_indicateur")
    .select(["uai", "id"])
    .where("indicateur_code", "=", "ips")
    .where("annee", "=", 2025)
    .orderBy("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  return [
    ["accueil", "/"],
    ["liste sans filtre", "/structures"],
    ["liste, dernière page", "/structures?page=1200"],
    ["recherche « college »", "/structures?q=college"],
    ["recherche avec faute", "/structures?q=salicorme"],
    ["recherche globale « college »", "/recherche?q=college"],
    ["recherche globale avec faute", "/recherche?q=salicorme"],
    ["liste, IPS au plus 85", "/structures?type=college&ips=85"],
    ["page d'un collège", `/structures/${uai}`],
    ["page d'un indicateur", `/structures/${uai}/indicateurs/ips`],
    ["structures comparables", `/structures/${uai}/comparables`],
    ["acte de naissance", `/structures/${uai}/valeurs/${id}`],
    ["carte", "/structures/carte"],
    ["points de la carte interactive", "/structures/carte/points.json"],
    ["territoire : département", "/territoires/departement/961"],
    ["académies côte à côte", "/nation"],
    ["jeux de données", "/donnees"],
    ["anomalies", "/anomalies"],
    ["interface : valeurs", "/api/v1/valeurs?indicateur=ips&limite=500"],
    ["imports", "/imports"],
  ];
}

async function onePerson(
  { origin }: Served,
  quoi: string,
  path: string,
  headers: Record<string, string>,
): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < 25; round++) {
    const start = performance.now();
    const response = await fetch(origin + path, { headers });
    await response.arrayBuffer();
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    if (round >= 5) times.push(performance.now() - start);
  }
  return {
    quoi: `page chaude, une personne : ${quoi}`,
    reference: "",
    mesure: milliseconds(median(times)),
    but: "≤ 50 ms",
  };
}
