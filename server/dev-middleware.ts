import type { IncomingMessage, ServerResponse } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { createServer } from "vite";
import type { AppServices } from "./app.ts";

export interface DevServer {
  listener(req: IncomingMessage, res: ServerResponse): void;
  close(): Promise<void>;
}

/**
 * Development only: Vite answers for the modules it transforms, and every other request goes to the application,
 * loaded afresh through Vite so that a saved file shows at once.
 */
export async function createDevServer(services: AppServices): Promise<DevServer> {
  const vite = await createServer({ server: { middlewareMode: true }, appType: "custom" });
  const answer = getRequestListener(
    async (request, { incoming }) => {
      const { createApp } = (await vite.ssrLoadModule("./server/app.ts")) as typeof import("./app.ts");
      return createApp(services).fetch(request, incoming.socket.remoteAddress ?? "");
    },
    { overrideGlobalObjects: false },
  );
  return {
    listener: (req, res) => vite.middlewares(req, res, () => void answer(req, res)),
    close: () => vite.close(),
  };
}
