import type { Config } from "@react-router/dev/config";

export default {
  ssr: true,
  // The whole route manifest is one cached, hashed file: no request to discover links, nothing to guard besides pages.
  routeDiscovery: { mode: "initial" },
} satisfies Config;
