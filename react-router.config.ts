import { join } from "node:path";
import type { Config } from "@react-router/dev/config";
import { precompress } from "./vite.precompress.ts";

export default {
  ssr: true,
  // server/build.ts builds aside, and renames when all is there.
  buildDirectory: process.env.ANCRAGE_CONSTRUCTION ?? "build",
  // The whole route manifest is one cached, hashed file: no request to discover links, nothing to guard besides pages.
  routeDiscovery: { mode: "initial" },
  buildEnd: ({ reactRouterConfig }) => precompress(join(reactRouterConfig.buildDirectory, "client")),
} satisfies Config;
