import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import type { EtatCampagne } from "../campagnes/rules.ts";
import type { CandidatureTenue } from "./deplacements/queries.server.ts";
import { canTravailler, type EtatCandidature, type OrigineCandidature } from "./rules.ts";

export interface Entree {
  readonly campagneId: string;
  readonly uais: readonly string[];
  readonly origine: OrigineCandidature;
  readonly calculId?: string;
  readonly etat: EtatCandidature;
  readonly motif: string;
}

export interface CandidatureEntree {
  readonly id: string;
  readonly uai: string;
}

/**
 * Part of an act that brings structures into a campaign: those of its académie that are not in it yet. The caller has
 * checked who acts, and on which structures. Returns those created; what was there already stays as it is.
 */
export async function entrerCandidatures(
  tx: Tx,
  context: Context,
  acteur: { readonly agentId: string },
  { campagneId, uais, origine, calculId, etat, motif }: Entree,
): Promise<CandidatureEntree[]> {
  demand(canTravailler(await tenirCampagne(tx, campagneId)));
  const codes = [...new Set(uais)];
  const ids = codes.map(() => context.newId());
  const { rows } = await sql<CandidatureEntree>`
    insert into candidature (id, campagne_id, uai, etat, origine, calcul_id, proactive, version, cree_le, modifiee_le)
    select entree.id, campagne_ciblage.id, structure.uai, ${etat}, ${origine}, ${calculId ?? null}::uuid,
      ${origine === "volontariat"} or exists (select from volontariat v where v.campagne_id = campagne_ciblage.id
        and v.uai = structure.uai and v.retire_le is null), 1, ${context.now()}, ${context.now()}
    from unnest(${ids}::uuid[], ${codes}::text[]) as entree (id, uai)
    join campagne_ciblage on campagne_ciblage.id = ${campagneId}::uuid
    join structure on structure.uai = entree.uai and structure.academie_code = campagne_ciblage.academie_code
    on conflict (campagne_id, uai) do nothing returning id, uai`.execute(tx);
  if (rows.length === 0) return [];
  await sql`insert into candidature_mouvement (id, candidature_id, vers, motif, agent_id, survenu_le)
    select entree.id, entree.candidature_id, ${etat}, ${motif}, ${acteur.agentId}::uuid, ${context.now()}
    from unnest(${rows.map(() => context.newId())}::uuid[], ${rows.map(({ id }) => id)}::uuid[]) as entree (id, candidature_id)`.execute(
    tx,
  );
  await recordAudit(tx, context, {
    ...{ evenement: "candidature.entrer", objetType: "campagne_ciblage", objetId: campagneId },
    agentId: acteur.agentId,
    faits: { n: rows.length, origine, etat, ...(calculId && { calcul: calculId }) },
    ...(motif !== "" && { apres: { motif } }),
  });
  return rows;
}

/** The state of the campaign, held until the end of the transaction: it is not closed meanwhile. */
export async function tenirCampagne(tx: Tx, campagneId: string): Promise<{ readonly etat: EtatCampagne }> {
  const { rows } = await sql<{ etat: EtatCampagne }>`
    select etat from campagne_ciblage where id = ${campagneId}::uuid for share`.execute(tx);
  const [campagne] = rows;
  if (!campagne) throw new NotFound();
  return campagne;
}

/** Part of an act that moves a structure it holds: the new state, its line of life, and the journal. */
export async function changerEtat(
  tx: Tx,
  context: Context,
  { agentId }: { readonly agentId: string },
  candidature: Pick<CandidatureTenue, "id" | "uai" | "etat" | "version">,
  { vers, motif, accord = false }: { vers: EtatCandidature; motif: string; accord?: boolean },
): Promise<void> {
  const { id, uai, etat, version } = candidature;
  await tx
    .updateTable("candidature")
    .set({
      ...{ etat: vers, version: version + 1, modifiee_le: context.now() },
      // Whoever is no longer chosen, or is chosen again, has not accepted.
      ...{ accord_le: accord ? context.now() : null, accord_par: accord ? agentId : null },
    })
    .where("id", "=", id)
    .execute();
  await tx
    .insertInto("candidature_mouvement")
    .values({
      ...{ id: context.newId(), candidature_id: id, de: etat, vers, motif },
      ...{ agent_id: agentId, survenu_le: context.now() },
    })
    .execute();
  await recordAudit(tx, context, {
    ...{ evenement: "candidature.deplacer", objetType: "candidature", objetId: id, agentId },
    faits: { structure: uai, de: etat, vers, ...(accord && { accord: true }) },
    ...(motif !== "" && { apres: { motif } }),
  });
}
