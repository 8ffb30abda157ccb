import { routes as acces } from "./acces/routes.ts";
import { routes as accueil } from "./accueil/routes.ts";
import { routes as aide } from "./aide/routes.ts";
import { routes as ciblage } from "./ciblage/routes.ts";
import { routes as conservation } from "./conservation/routes.ts";
import { routes as journal } from "./journal/routes.ts";
import { routes as messages } from "./messages/routes.ts";
import { routes as product } from "./pages/routes.ts";
import { routes as pieces } from "./pieces/routes.ts";
import type { RouteEntry } from "./platform/http/route-entry.ts";
import { routes as publications } from "./publications/routes.ts";
import { routes as recherche } from "./recherche/routes.ts";
import { routes as referentiel } from "./referentiel/routes.ts";
import { routes as vitrine } from "./vitrine/routes.ts";

/** Every page and endpoint of the product. What has no line here does not exist. */
export const routeTable: readonly RouteEntry[] = [
  ...product,
  ...accueil,
  ...recherche,
  ...acces,
  ...referentiel,
  ...ciblage,
  ...messages,
  ...pieces,
  ...journal,
  ...conservation,
  ...publications,
  ...aide,
  ...vitrine,
];
