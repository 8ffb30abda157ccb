import { setLink } from "@codegouvfr/react-dsfr/link";
import { useEffect } from "react";

/**
 * Bridge to the interactive components of react-dsfr (accordion, tabs, modal, tooltip), for the pages that use one:
 * such a page imports this module and calls `useReactDsfr()`. The script of the DSFR (28 KB, and an observer on the
 * whole document) is fetched by these pages only, after they are usable.
 *
 * Links stay plain: `useLinkNavigation` takes care of them. This runs on the server and in the browser alike,
 * otherwise the server prints links without `href`.
 */
setLink({ Link: (props: React.ComponentProps<"a">) => <a {...props} /> });

export function useReactDsfr(): void {
  useEffect(() => {
    void startDsfr();
  }, []);
}

let started = false;

/**
 * What `startReactDsfr` does, less its theme logic: that one writes an inline `<style>`, which our policy refuses, to
 * follow a preference that we keep in a cookie.
 */
async function startDsfr(): Promise<void> {
  const page = window as Window & { dsfr?: { verbose: boolean; mode: string; start?(): void } };
  if (started) return;
  started = true;
  localStorage.setItem("scheme", document.documentElement.dataset.frScheme ?? "system");
  page.dsfr = { verbose: false, mode: "react" };
  // @ts-expect-error the package ships this script without types
  await import("@codegouvfr/react-dsfr/dsfr/dsfr.module.min.js");
  page.dsfr.start?.();
}
