import { sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { NatureDelegation } from "../../fonctions/rules.ts";
import type { Actor } from "../../rules.ts";
import { type Charge, findActeurDeLaCharge, type PassationLue } from "../queries.server.ts";
import { periodeReprise } from "../rules.ts";

/** Shown at most, so that the summary holds on two pages. */
const REPRISES_MAX = 6;

export interface Reprise {
  readonly delegationId: string;
  readonly delegataireId: string;
  readonly delegataire: string;
  readonly nature: NatureDelegation;
  readonly acte: string;
  readonly debut: string;
  /** First day when it will no longer hold. */
  readonly fin: string;
  readonly dejaReprise: boolean;
}

interface FonctionReprise {
  readonly id: string;
  readonly fin: string | null;
}

/** The successor's own line of the function handed over, which holds today. */
export async function listFonctionsReprises(
  context: Context,
  actor: Actor,
  charge: Charge,
): Promise<FonctionReprise[]> {
  if (!findActeurDeLaCharge(actor, charge)) return [];
  const jour = civilDay(context.now());
  return context.db
    .selectFrom("fonction_exercee")
    .select(["id", "fin"])
    .where("agent_id", "=", actor.agentId)
    .where("fonction", "=", charge.fonction)
    .where("portee_type", "=", charge.porteeType)
    .where("portee_code", "=", charge.porteeCode)
    .where("debut", "<=", jour)
    .where((eb) => eb.or([eb("fin", "is", null), eb("fin", ">", jour)]))
    .execute();
}

interface RepriseRow {
  readonly delegationId: string;
  readonly delegataireId: string;
  readonly delegataire: string;
  readonly nature: NatureDelegation;
  readonly acte: string;
  readonly foreseen: string;
  readonly dejaReprise: boolean;
}

/**
 * Delegations that held when the person left, or ended in the month before: they fall with the function, whether the
 * successor is known yet or not.
 */
export async function listReprises(
  context: Context,
  actor: Actor,
  passation: PassationLue,
): Promise<Reprise[]> {
  const [fonction] = await listFonctionsReprises(context, actor, passation);
  const { rows } = await sql<RepriseRow>`
    select d.id as "delegationId", d.delegataire_id as "delegataireId", r.prenom || ' ' || r.nom as delegataire, d.nature,
      d.acte, d.fin as foreseen,
      exists (select from delegation s where s.renouvelle_id = d.id and s.revoquee_le is null) as "dejaReprise"
    from delegation d join fonction_exercee f on f.id = d.fonction_exercee_id join agent r on r.id = d.delegataire_id
    where d.delegant_id = ${passation.sortantId} and f.fonction = ${passation.fonction}
      and f.portee_type = ${passation.porteeType} and f.portee_code = ${passation.porteeCode}
      and d.revoquee_le is null and d.debut < ${passation.depart} and d.fin > ${passation.depart}::date - 31
      and r.ferme_le is null and r.id is distinct from ${passation.entrantId}
    order by r.nom, r.prenom, d.id limit ${REPRISES_MAX}`.execute(context.db);
  const jour = civilDay(context.now());
  // Who leaves ends with the function: only the successor's own end bounds what is proposed.
  const fonctionFin = actor.agentId === passation.entrantId ? (fonction?.fin ?? null) : null;
  return rows.map(({ foreseen, acte, ...row }) => ({
    ...row,
    ...periodeReprise(foreseen, { fonctionFin, jour }),
    acte: `Reprise à la passation du ${formatDate(passation.depart)} : ${acte}`.slice(0, 300),
  }));
}

/** One of the delegations of a handover. Throws NotFound for any other. */
export async function getReprise(
  context: Context,
  actor: Actor,
  passation: PassationLue,
  delegationId: string,
): Promise<Reprise> {
  const reprises = await listReprises(context, actor, passation);
  const found = reprises.find((reprise) => reprise.delegationId === delegationId);
  if (!found) throw new NotFound();
  return found;
}
