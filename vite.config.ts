import { reactRouter } from "@react-router/dev/vite";
import { defineConfig } from "vite";
import { trimDsfr } from "./vite.trim-dsfr.ts";

export default defineConfig(({ command }) => ({
  plugins: [reactRouter()],
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
            // A few shared files instead of one per shared module: a first visit stays under 15 requests however many
            // features there are. react-dsfr is in none: merged, its script fails (« dsfr.start is not a function »).
            codeSplitting: {
              groups: [
                { name: "socle", test: /node_modules\/(?:react|react-dom|react-router|scheduler)\// },
                // What reads and checks forms weighs as much as the frame: it comes with the first page that has one to check.
                { name: "formulaires", test: /node_modules\/(?:zod|@conform-to)\/|app\/platform\/form\/zod/ },
                { name: "ui", test: /app\/platform\/(?!ui\/react-dsfr|charts|form\/zod|env|audit)/ },
                // Rules that many pages share; those of a few pages travel with them.
                { name: "regles", test: /app\/.*\/rules\.ts/, minShareCount: 4 },
                // Charts and maps come with the first page that shows one; what a download or the large map needs, when
                // one asks for it.
                {
                  name: "graphiques",
                  test: /app\/platform\/charts\/(?!download|map|point-)|node_modules\/(?:d3-(?!geo)|internmap)/,
                },
                {
                  name: "cartes",
                  test: /app\/platform\/charts\/(?:map|point-(?:map\.tsx|data))|node_modules\/d3-geo/,
                },
                {
                  name: "territoires",
                  test: /app\/referentiel\/(?:territoires|structures\/carte)\/(?:components\/|.*rules\.ts)/,
                  minShareCount: 2,
                },
                {
                  name: "ciblage",
                  test: /app\/ciblage\/(?:.*\/)?(?:components\/|rules\.ts)/,
                  minShareCount: 2,
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
