import { createContext, useContext } from "react";
import type { LayoutProps } from "./layout.tsx";
import type { Theme } from "./theme.ts";

/** What the layout shows around a page. */
export type Frame = Omit<LayoutProps, "children">;

/**
 * What `<html>` itself needs, known even when no loader ran (an error, an unknown address). The server gives it from
 * the request; the browser reads it back from the attributes of `<html>`, so that both render the same.
 */
export interface PageFrame {
  /** Absent in the browser: the nonce is spent once the page has arrived. */
  readonly nonce: string | undefined;
  readonly theme: Theme;
  /** Reference of the request, shown on the error page so that a person may quote it. */
  readonly requestId: string;
  /** On an error page only: no loader may have run, and the layout still has to know whom it is for. */
  readonly layout?: Frame | undefined;
}

const PageFrameContext = createContext<PageFrame>({ nonce: undefined, theme: "systeme", requestId: "" });

export const PageFrameProvider = PageFrameContext.Provider;

export function usePageFrame(): PageFrame {
  return useContext(PageFrameContext);
}
