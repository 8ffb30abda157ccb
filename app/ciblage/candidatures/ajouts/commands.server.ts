import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand } from "#app/platform/refusal.ts";
import { getCampagneLuePour } from "../../campagnes/queries.server.ts";
import { changerEtat, entrerCandidatures, tenirCampagne } from "../commands.server.ts";
import { getCandidatureTenue } from "../deplacements/queries.server.ts";
import { ecrireArgument } from "../motivations/commands.server.ts";
import { canTravailler } from "../rules.ts";
import { getAjoutable } from "./queries.server.ts";
import { canAjouter, canSortirDeLaPopulation } from "./rules.ts";
import type { Ajout } from "./schema.ts";

/**
 * Adds a structure by hand, « proposée », with its motive and what is known of the place; one that was withdrawn comes
 * back. Returns the id of its candidature; the same addition sent twice is one.
 */
export async function ajouterCandidature(
  context: Context,
  actor: Actor,
  { campagneId, uai }: { readonly campagneId: string; readonly uai: string },
  { motif, argument, horsPopulation }: Ajout,
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const campagne = await getCampagneLuePour(tx, actor, "ciblage.proposer", campagneId);
    demand(canTravailler(await tenirCampagne(tx, campagneId)));
    await sql`select from candidature where campagne_id = ${campagneId}::uuid and uai = ${uai} for update`.execute(
      tx,
    );
    const structure = await getAjoutable(tx, actor, campagne, uai);
    const ecrit = structure.dansPopulation ? motif : `${motif}\nHors de la population : ${horsPopulation}`;
    const { candidatureId } = structure;
    if (candidatureId && (await isDejaAjoutee(tx, actor, candidatureId, ecrit))) return candidatureId;
    demand(canAjouter(structure));
    demand(canSortirDeLaPopulation(structure, horsPopulation));
    const id = candidatureId ?? (await entrer(tx, context, actor, { campagneId, uai, motif: ecrit }));
    if (candidatureId)
      await changerEtat(tx, context, actor, await getCandidatureTenue(tx, actor, candidatureId), {
        ...{ vers: "propose", motif: ecrit },
      });
    await ecrireArgument(tx, context, actor, {
      ...{ candidatureId: id, genre: "argument", texte: argument, choc: null, chocLe: null, preuve: null },
    });
    return id;
  });
}

async function entrer(
  tx: Tx,
  context: Context,
  actor: Actor,
  { campagneId, uai, motif }: { campagneId: string; uai: string; motif: string },
): Promise<string> {
  const [entree] = await entrerCandidatures(tx, context, actor, {
    ...{ campagneId, uais: [uai], origine: "ajout", etat: "propose", motif },
  });
  if (entree) return entree.id;
  // Somebody else added it at the same instant: the rule says so in its own words.
  const { rows } = await sql<{ etat: "propose" }>`select etat from candidature
    where campagne_id = ${campagneId}::uuid and uai = ${uai}`.execute(tx);
  demand(canAjouter({ etat: rows[0]?.etat ?? "propose", ouverte: true }));
  throw new Error("A structure of the campaign was neither entered nor found");
}

/** A second click: its last move is this addition, by the same person. */
async function isDejaAjoutee(tx: Tx, actor: Actor, candidatureId: string, motif: string): Promise<boolean> {
  const { rows } = await sql<{ ajoutee: boolean }>`
    select m.agent_id = ${actor.agentId}::uuid and m.vers = 'propose' and m.motif = ${motif}
      and (m.de is null or m.de = 'retire') and c.etat = 'propose' as ajoutee
    from candidature_mouvement m join candidature c on c.id = m.candidature_id
    where c.id = ${candidatureId}::uuid order by m.survenu_le desc, m.id desc limit 1`.execute(tx);
  return rows[0]?.ajoutee === true;
}
