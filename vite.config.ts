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
  environments: {
    ssr: { build: { ssrEmitAssets: false, rollupOptions: { input: "./server/app.ts" } } },
    client: {
      build: {
        rolldownOptions: {
          output: {
            entryFileNames: "assets/[name]-[hash].js",
            // Two shared files instead of one per shared module: a first visit stays under 15 requests however many
            // features there are. react-dsfr is in neither: merged, its script fails (« dsfr.start is not a function »).
            codeSplitting: {
              groups: [
                { name: "socle", test: /node_modules\/(?:react|react-dom|react-router|scheduler)\// },
                {
                  name: "ui",
                  test: /app\/(?:platform\/(?!ui\/react-dsfr|charts)|.*\/rules\.ts)/,
                },
                // Charts and maps come with the first page that shows one; what a download or the large map needs, when
                // one asks for it.
                {
                  name: "graphiques",
                  test: /app\/platform\/charts\/(?!download|map|point-)|node_modules\/(?:d3-|internmap)/,
                },
                {
                  name: "cartes",
                  test: /app\/platform\/charts\/(?:map|point-(?:map\.tsx|data))|node_modules\/d3-geo/,
                },
              ],
            },
          },
        },
      },
    },
  },
  // Scanned at start, so that the first page of a development server is not interrupted by a reload.
  optimizeDeps: { entries: ["app/entry.client.tsx", "app/root.tsx", "app/**/pages/*.tsx"] },
  ssr: { noExternal: ["@codegouvfr/react-dsfr"] },
}));
