import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import { routes as analyses } from "./analyses/routes.ts";
import { routes as calculs } from "./calculs/routes.ts";
import { routes as campagnes } from "./campagnes/routes.ts";
import { routes as candidatures } from "./candidatures/routes.ts";
import { routes as concertations } from "./concertations/routes.ts";
import { routes as explications } from "./explications/routes.ts";
import { routes as extensions } from "./extensions/routes.ts";
import { routes as listes } from "./listes/routes.ts";
import { routes as listesRecues } from "./listes-recues/routes.ts";
import { routes as notes } from "./notes/routes.ts";
import { routes as populations } from "./populations/routes.ts";
import { routes as questions } from "./questions/routes.ts";
import { routes as reglesPubliees } from "./regles-publiees/routes.ts";
import { routes as scenarios } from "./scenarios/routes.ts";
import { routes as volontariats } from "./volontariats/routes.ts";

export const routes: readonly RouteEntry<Permission>[] = [
  ...analyses,
  ...calculs,
  ...campagnes,
  ...candidatures,
  ...concertations,
  ...explications,
  ...extensions,
  ...listes,
  ...listesRecues,
  ...notes,
  ...populations,
  ...questions,
  ...reglesPubliees,
  ...scenarios,
  ...volontariats,
];
