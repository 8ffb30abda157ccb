import { sql } from "kysely";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { enregistrerDelegation } from "../delegations/commands.server.ts";
import type { Actor } from "../rules.ts";
import {
  type Charge,
  type DepartConnu,
  getPassation,
  listDepartsATransmettre,
  listPassationsSansDepart,
  listSuccesseursTrouves,
  type PassationLue,
} from "./queries.server.ts";
import { getReprise, listFonctionsReprises } from "./reprises/queries.server.ts";
import { canClore, canEcrireMot } from "./rules.ts";

/** Opens the handovers that are due, each morning: an end of function set months before is met on its day. Returns how many. */
export async function ouvrirPassations(context: Context): Promise<number> {
  return inTransaction(context.db, (tx) => accorderPassations(tx, context));
}

/**
 * Makes the handovers of one function on one périmètre, or of all, agree with who leaves and who arrives: opens what is
 * missing, follows a date that moved, names the successor once known. Doing it twice changes nothing more.
 */
async function accorderPassations(tx: Tx, context: Context, charge?: Charge): Promise<number> {
  const departs = await listDepartsATransmettre(tx, civilDay(context.now()), charge);
  const flottantes = await listPassationsSansDepart(tx, charge);
  let opened = 0;
  for (const depart of departs) {
    const moved = flottantes.findIndex((passation) => isSameCharge(passation, depart));
    const [passation] = moved < 0 ? [] : flottantes.splice(moved, 1);
    if (passation) await deplacer(tx, context, passation.id, depart.depart);
    else opened += await ouvrir(tx, context, depart);
  }
  for (const { id } of flottantes) await fermer(tx, context, id, null, { departAnnule: true });
  for (const { id, entrantId, sortantId } of await listSuccesseursTrouves(tx, charge)) {
    await tx.updateTable("passation").set({ entrant_id: entrantId }).where("id", "=", id).execute();
    await auditer(tx, context, "passation.ouvrir", id, null, { sortant: sortantId, entrant: entrantId });
  }
  return opened;
}

function isSameCharge(a: DepartConnu, b: DepartConnu): boolean {
  return (
    a.sortantId === b.sortantId &&
    a.fonction === b.fonction &&
    a.porteeType === b.porteeType &&
    a.porteeCode === b.porteeCode
  );
}

async function ouvrir(
  tx: Tx,
  context: Context,
  { sortantId, depart, ...charge }: DepartConnu,
): Promise<number> {
  const id = context.newId();
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("passation")
    .values({
      id,
      fonction: charge.fonction,
      portee_type: charge.porteeType,
      portee_code: charge.porteeCode,
      sortant_id: sortantId,
      depart,
      mot: "",
      cree_le: context.now(),
      version: 1,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (!numInsertedOrUpdatedRows) return 0;
  const faits = {
    sortant: sortantId,
    entrant: null,
    fonction: charge.fonction,
    portee: charge.porteeCode,
    depart,
  };
  await auditer(tx, context, "passation.ouvrir", id, null, faits);
  return 1;
}

async function deplacer(tx: Tx, context: Context, id: string, depart: string): Promise<void> {
  const { sortant_id: sortant } = await tx
    .updateTable("passation")
    .set({ depart })
    .where("id", "=", id)
    .returning("sortant_id")
    .executeTakeFirstOrThrow();
  await auditer(tx, context, "passation.ouvrir", id, null, { sortant, entrant: null, depart });
}

async function fermer(
  tx: Tx,
  context: Context,
  id: string,
  agentId: string | null,
  faits: Readonly<Record<string, boolean>>,
): Promise<void> {
  await tx
    .updateTable("passation")
    .set({ close_le: context.now(), version: sql`version + 1` })
    .where("id", "=", id)
    .execute();
  await auditer(tx, context, "passation.clore", id, agentId, faits);
}

async function auditer(
  tx: Tx,
  context: Context,
  evenement: string,
  objetId: string,
  agentId: string | null,
  faits: Readonly<Record<string, string | boolean | null>> = {},
): Promise<void> {
  await recordAudit(tx, context, { evenement, objetType: "passation", objetId, agentId, faits });
}

interface Acte {
  readonly agentId: string;
  readonly id: string;
  /** Version that the person was reading. */
  readonly version: number;
}

/** The word of who leaves to who arrives. */
export async function ecrireMot(context: Context, acte: Acte & { readonly mot: string }): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const passation = await verrouiller(tx, context, acte);
    // The same form sent twice.
    if (passation.mot === acte.mot) return;
    const sortant = passation.sortantId === acte.agentId;
    demand(canEcrireMot(passation, { sortant }, civilDay(context.now())));
    if (passation.version !== acte.version)
      throw new Refusal(
        "version_perimee",
        "Ce mot a été changé depuis une autre page. Votre texte est gardé : comparez avant d’enregistrer.",
      );
    await tx
      .updateTable("passation")
      .set({ mot: acte.mot, version: acte.version + 1 })
      .where("id", "=", acte.id)
      .execute();
    await recordAudit(tx, context, {
      evenement: "passation.ecrire",
      objetType: "passation",
      objetId: acte.id,
      agentId: acte.agentId,
      faits: { caracteres: acte.mot.length },
      avant: { mot: passation.mot },
      apres: { mot: acte.mot },
    });
  });
}

/** Notes the first reading by who arrives, once the function has begun; later readings change nothing. */
export async function lirePassation(
  context: Context,
  { agentId, id }: Pick<Acte, "agentId" | "id">,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const read = await tx
      .updateTable("passation")
      .set({ lue_le: context.now() })
      .where("id", "=", id)
      .where("entrant_id", "=", agentId)
      .where("lue_le", "is", null)
      .returning("id")
      .executeTakeFirst();
    if (read) await auditer(tx, context, "passation.lire", id, agentId);
  });
}

/** Who arrives holds the handover as done; closing twice changes nothing. */
export async function clorePassation(context: Context, acte: Pick<Acte, "agentId" | "id">): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const passation = await verrouiller(tx, context, acte);
    if (passation.closeLe && passation.entrantId === acte.agentId) return;
    demand(canClore(passation.etat, { entrant: passation.entrantId === acte.agentId }));
    await fermer(tx, context, acte.id, acte.agentId, {});
  });
}

/** Takes up in one click a delegation that fell with the departure: a new one, of the successor's own function. */
export async function reprendreDelegation(
  context: Context,
  { actor, id, delegationId }: { readonly actor: Actor; readonly id: string; readonly delegationId: string },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const within = { ...context, db: tx };
    const passation = await verrouiller(tx, context, { agentId: actor.agentId, id });
    if (passation.entrantId !== actor.agentId) throw new NotFound();
    const [fonction] = await listFonctionsReprises(within, actor, passation);
    if (!fonction)
      throw new Refusal(
        "pas_en_fonction",
        "Vous pourrez renouveler cette délégation dès votre premier jour de fonction.",
      );
    const reprise = await getReprise(within, actor, passation, delegationId);
    if (reprise.dejaReprise) return;
    await enregistrerDelegation(tx, context, {
      fonctionId: fonction.id,
      delegantId: actor.agentId,
      delegataireId: reprise.delegataireId,
      nature: reprise.nature,
      debut: reprise.debut,
      fin: reprise.fin,
      acte: reprise.acte,
      renouvelleId: delegationId,
    });
  });
}

async function verrouiller(
  tx: Tx,
  context: Context,
  { agentId, id }: Pick<Acte, "agentId" | "id">,
): Promise<PassationLue> {
  const within = { ...context, db: tx };
  await getPassation(within, agentId, id);
  await sql`select from passation where id = ${id} for update`.execute(tx);
  return getPassation(within, agentId, id);
}

/** A function given or ended, an account closed: the handovers that it concerns follow at once. */
export async function suivreFonction(tx: Tx, context: Context, { faits = {} }: AuditEntry): Promise<void> {
  const { fonction, porteeType, porteeCode } = faits;
  if (typeof porteeCode !== "string") await accorderPassations(tx, context);
  else await accorderPassations(tx, context, { fonction, porteeType, porteeCode } as Charge);
}
