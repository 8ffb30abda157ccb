import { createContext } from "react-router";
import type { Context } from "../context.ts";
import type { Theme } from "../ui/theme.ts";

/** What one HTTP request adds to the context of every act. */
export interface RequestContext extends Context {
  /** Value of the CSP nonce: printed on the scripts of this page and nowhere else. */
  readonly nonce: string;
  readonly theme: Theme;
  /** Network of whoever asks (app/platform/http/client-network.server.ts): it counts tries, and is kept nowhere. */
  readonly network: string;
  /** The signed-in person as the guard found them; the platform knows no feature, so it does not know what they are. */
  readonly actor: unknown | null;
}

/** The key under which middleware, loaders and actions find the context: `context.get(requestContext)`. */
export const requestContext = createContext<RequestContext>();
