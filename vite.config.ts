import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";
import { precompress } from "./vite.precompress.ts";
import { trimDsfr } from "./vite.trim-dsfr.ts";

export default defineConfig(({ command }) => ({
  plugins: [reactRouter(), precompress()],
  css: { postcss: { plugins: [trimDsfr({ keepUnused: command === "serve" })] } },
  build: {
    target: "es2022",
    // Browsers of 2024 and later: unprefixed masks and `color-scheme` without the fallbacks of the older ones.
    cssTarget: ["chrome123", "firefox125", "safari17.5"],
    // Small icons travel inside the style sheet; anything larger is fetched only where it shows.
    assetsInlineLimit: 2048,
  },
  // The server bundle is the application itself: `build/server/index.js` exports `createApp`.
  environments: { ssr: { build: { ssrEmitAssets: false, rollupOptions: { input: "./server/app.ts" } } } },
  ssr: { noExternal: ["@codegouvfr/react-dsfr"] },
}));
