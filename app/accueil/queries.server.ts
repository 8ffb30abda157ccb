import { listPortees } from "#app/acces/portees/queries.server.ts";
import { porteeKey } from "#app/acces/portees/rules.ts";
import { type Actor, hasPermission, type Scope, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import {
  type ChangementRecent,
  listChangementsRecents,
} from "#app/referentiel/structures/identite/queries.server.ts";
import { type EtatReferentiel, getEtatReferentiel } from "#app/referentiel/territoires/queries.server.ts";
import { type Lieu, lieuxOf } from "./lieux/rules.ts";
import { listSignaux } from "./taches/queries.server.ts";
import { type Tache, tachesOf } from "./taches/rules.ts";

export interface Accueil {
  /** Civil day of reading. */
  readonly jour: string;
  readonly taches: readonly Tache[];
  readonly lieux: readonly Lieu[];
  readonly changements: readonly ChangementRecent[];
  readonly etat: EtatReferentiel | undefined;
}

const CHANGEMENTS_MONTRES = 5;

/** All that the home page asks the database, at once. */
export async function getAccueil(context: Context, actor: Actor): Promise<Accueil> {
  const jour = civilDay(context.now());
  const lire = hasPermission(actor, "structure.lire") ? scopeOf(actor, "structure.lire") : undefined;
  const [signaux, lieux, changements, etat] = await Promise.all([
    listSignaux(context, actor),
    listLieux(context.db, actor),
    lire ? listChangementsRecents(context.db, chezSoi(actor), CHANGEMENTS_MONTRES) : [],
    lire ? getEtatReferentiel(context.db, lire) : undefined,
  ]);
  return { jour, taches: tachesOf(signaux, jour), lieux, changements, etat };
}

/** Many functions read identity everywhere: what changed is told of their own places only. */
function chezSoi(actor: Actor): Scope {
  return scopeOf(
    actor,
    hasPermission(actor, "indicateur.lire_interne") ? "indicateur.lire_interne" : "structure.lire",
  );
}

async function listLieux(db: Database, actor: Actor): Promise<Lieu[]> {
  const asked = actor.fonctions.map(({ porteeType: type, porteeCode: code }) => ({ type, code }));
  const found = await listPortees(db, asked);
  return lieuxOf(actor, (portee) => found.get(porteeKey(portee))?.libelle);
}
