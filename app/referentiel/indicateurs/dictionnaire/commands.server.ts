import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, NotFound } from "#app/platform/refusal.ts";
import { countIndicateurs, getIndicateurTenu } from "./queries.server.ts";
import { canCreer, canEnregistrer, canModifier, canRelire, codeOf, type Notice } from "./rules.ts";

export interface Creation {
  readonly academie: string;
  readonly agentId: string;
  readonly indicateur: Notice;
}

/** Rank of display of the first own indicator: after every national one. */
const PREMIER_ORDRE = 10_000;
/** Structures below which a reference of an own indicator is not shown. */
const SEUIL_REFERENCE = 5;

/** Creates an indicator of the académie; gives its code back. */
export async function creerIndicateur(context: Context, creation: Creation): Promise<string> {
  return inTransaction(context.db, (tx) => ajouterIndicateur(tx, context, creation));
}

/** The same as a part of another act. */
export async function ajouterIndicateur(
  tx: Tx,
  context: Context,
  { academie, agentId, indicateur }: Creation,
): Promise<string> {
  // Two people of one académie would both find a place left, or draw the same rank.
  await sql`lock table indicateur in share row exclusive mode`.execute(tx);
  demand(canCreer(await countIndicateurs(tx, academie)));
  demand(canEnregistrer(indicateur));
  const code = await findCodeLibre(tx, codeOf(academie, indicateur.libelleCourt));
  const { rows } = await sql<{ ordre: number }>`
    select greatest(coalesce(max(ordre), 0) + 1, ${PREMIER_ORDRE})::int as ordre from indicateur`.execute(tx);
  await tx
    .insertInto("indicateur")
    .values({
      code,
      ...columnsOf(indicateur),
      ordre: rows[0]?.ordre ?? PREMIER_ORDRE,
      seuil_reference: SEUIL_REFERENCE,
      objet: "structure",
      academie_code: academie,
      cree_par: agentId,
    })
    .execute();
  await recordAudit(tx, context, {
    evenement: "indicateur.creer",
    objetType: "indicateur",
    objetId: code,
    agentId,
    faits: { academie, diffusion: indicateur.diffusion },
  });
  return code;
}

async function findCodeLibre(tx: Tx, voulu: string): Promise<string> {
  const rows = await tx.selectFrom("indicateur").select("code").where("code", "like", `${voulu}%`).execute();
  const taken = new Set(rows.map(({ code }) => code));
  for (let rang = 1; ; rang += 1) {
    const code = rang === 1 ? voulu : `${voulu}_${rang}`;
    if (!taken.has(code)) return code;
  }
}

function columnsOf(notice: Notice) {
  return {
    libelle: notice.libelle,
    libelle_court: notice.libelleCourt,
    definition: notice.definition,
    lecture: notice.lecture,
    population: notice.population,
    bruit: notice.bruit,
    biais: notice.biais,
    comparaisons: notice.comparaisons,
    source: notice.source,
    unite: notice.unite,
    decimales: notice.decimales,
    famille: notice.famille,
    nature: notice.nature,
    diffusion: notice.diffusion,
    minimum: notice.minimum,
    maximum: notice.maximum,
    compte: notice.compte,
    poids_code: notice.poidsCode,
    denominateur_code: notice.denominateurCode,
    seuil_publication: notice.seuilPublication,
  };
}

/** An act on the indicator of an académie, by somebody who keeps those of `gerer`. */
export interface ActeSurIndicateur {
  readonly code: string;
  readonly agentId: string;
  readonly gerer: Scope;
}

/** Loads an own indicator under lock. Out of scope is absent; national ones are there, and the rule speaks. */
async function loadTenu(tx: Tx, { code, gerer }: ActeSurIndicateur) {
  const tenu = await getIndicateurTenu(tx, code);
  if (tenu.academie !== null && !gerer.nation && !gerer.academies.includes(tenu.academie))
    throw new NotFound();
  return tenu;
}

/** Changes a notice; it is to be read again by the statistical service. Values already imported stay. */
export async function modifierIndicateur(
  context: Context,
  acte: ActeSurIndicateur & { readonly notice: Notice },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    demand(canModifier(await loadTenu(tx, acte)));
    demand(canEnregistrer(acte.notice));
    const before = await tx
      .selectFrom("indicateur")
      .selectAll()
      .where("code", "=", acte.code)
      .executeTakeFirstOrThrow();
    await tx
      .updateTable("indicateur")
      .set({ ...columnsOf(acte.notice), relu_par: null, relu_le: null })
      .where("code", "=", acte.code)
      .execute();
    await recordAudit(tx, context, {
      ...auditOf(acte, "indicateur.modifier"),
      avant: before,
      apres: acte.notice,
    });
  });
}

/** The statistical service answers for the notice, from now on. */
export async function relireIndicateur(
  context: Context,
  acte: ActeSurIndicateur & { readonly ssa: boolean },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    demand(canRelire(await loadTenu(tx, acte), acte.ssa));
    await tx
      .updateTable("indicateur")
      .set({ relu_par: acte.agentId, relu_le: context.now() })
      .where("code", "=", acte.code)
      .execute();
    await recordAudit(tx, context, auditOf(acte, "indicateur.relire"));
  });
}

/** No longer proposed; its values stay. */
export async function retirerIndicateur(context: Context, acte: ActeSurIndicateur): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    demand(canModifier(await loadTenu(tx, acte)));
    await tx
      .updateTable("indicateur")
      .set({ retire_le: context.now() })
      .where("code", "=", acte.code)
      .execute();
    await recordAudit(tx, context, auditOf(acte, "indicateur.retirer"));
  });
}

function auditOf({ code, agentId }: ActeSurIndicateur, evenement: string) {
  return { evenement, objetType: "indicateur", objetId: code, agentId };
}
