import { createContext, useContext } from "react";
import type { Theme } from "./theme.ts";

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
}

const PageFrameContext = createContext<PageFrame>({ nonce: undefined, theme: "systeme", requestId: "" });

export const PageFrameProvider = PageFrameContext.Provider;

export function usePageFrame(): PageFrame {
  return useContext(PageFrameContext);
}
