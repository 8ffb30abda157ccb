import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { isLoopback, type StartSettings } from "#app/platform/env/settings.ts";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";

const USUAL_PORT = 3_000;
const NEIGHBOURS = 20;

/**
 * Listens on the port of the settings; without one, on 3000 or the next free port. Returns the origin to open. A port
 * that somebody asked for and that is taken refuses the start.
 */
export async function listen(server: Server, { port, host }: StartSettings): Promise<string> {
  if (port !== undefined) {
    const problem = await tryListening(server, port, host);
    if (problem) throw new StartRefusal(sentence(problem, port, host));
    return originOf(server, host);
  }
  for (let candidate = USUAL_PORT; candidate < USUAL_PORT + NEIGHBOURS; candidate++) {
    const problem = await tryListening(server, candidate, host);
    if (!problem) return originOf(server, host);
    if (problem !== "EADDRINUSE" && problem !== "EACCES")
      throw new StartRefusal(sentence(problem, candidate, host));
  }
  const problem = await tryListening(server, 0, host);
  if (problem) throw new StartRefusal(sentence(problem, 0, host));
  return originOf(server, host);
}

function tryListening(server: Server, port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message);
    server.once("error", fail);
    server.listen({ port, host, exclusive: true }, () => {
      server.off("error", fail);
      resolve(undefined);
    });
  });
}

function originOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = isLoopback(host) && host !== "::1" ? host : "localhost";
  return `http://${name}:${port}`;
}

function sentence(problem: string, port: number, host: string): string {
  if (problem === "EADDRINUSE") {
    return `Le port ${port} est déjà pris : donnez-en un autre avec PORT, ou retirez PORT pour qu'un port libre soit choisi.`;
  }
  if (problem === "EACCES")
    return `Le port ${port} est réservé à l'administrateur : donnez à PORT une valeur au-dessus de 1024.`;
  return `Impossible d'écouter sur ${host}:${port} (${problem}) : vérifiez HOTE et PORT.`;
}
