import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routes as anomalies } from "./anomalies/routes.ts";
import { routes as comparables } from "./comparables/routes.ts";
import { routes as corrections } from "./corrections/routes.ts";
import { routes as donnees } from "./donnees/routes.ts";
import { routes as imports } from "./imports/routes.ts";
import { routes as indicateurs } from "./indicateurs/routes.ts";
import { routes as interfaceLecture } from "./interface/routes.ts";
import { routes as secret } from "./secret/routes.ts";
import { routes as structures } from "./structures/routes.ts";
import { routes as territoires } from "./territoires/routes.ts";
import { routes as vie } from "./vie/routes.ts";

/** The web surface of the reference, part by part. */
export const routes: readonly RouteEntry<Permission>[] = [
  ...structures,
  ...vie,
  ...indicateurs,
  ...corrections,
  ...comparables,
  ...territoires,
  ...donnees,
  ...anomalies,
  ...imports,
  ...secret,
  ...interfaceLecture,
];
