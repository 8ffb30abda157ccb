import { startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { HydratedRouter } from "react-router/dom";
import { type Frame, PageFrameProvider } from "./platform/ui/page-frame.tsx";
import { themeFromScheme } from "./platform/ui/theme.ts";

const { frScheme, requete, cadre } = document.documentElement.dataset;
const frame = {
  nonce: undefined,
  theme: themeFromScheme(frScheme),
  requestId: requete ?? "",
  layout: cadre ? (JSON.parse(cadre) as Frame) : undefined,
};

startTransition(() => {
  hydrateRoot(
    document,
    <PageFrameProvider value={frame}>
      <HydratedRouter />
    </PageFrameProvider>,
  );
});
