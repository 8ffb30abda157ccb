import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { Refusal } from "#app/platform/refusal.ts";
import { listTextes } from "./queries.server.ts";
import type { CodeTexte, TextesService } from "./rules.ts";

/** Fills in the texts of the service; those that did not change keep their version. */
export async function remplirTextes(
  context: Context,
  agentId: string,
  { version, ...saisis }: TextesService & { readonly version: number },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    await tx.selectFrom("reglage_texte").select("code").forUpdate().execute();
    const actuels = await listTextes(tx);
    if (actuels.version !== version)
      throw new Refusal(
        "version_perimee",
        "Quelqu’un a changé ces textes pendant que vous les écriviez. Les vôtres sont gardés ci-dessous : comparez, puis enregistrez de nouveau.",
      );
    const changes = actuels.textes.filter(({ code, valeur }) => saisis[code] !== valeur);
    for (const { code } of changes)
      await tx
        .updateTable("reglage_texte")
        .set((eb) => ({ valeur: saisis[code], version: eb("version", "+", 1) }))
        .where("code", "=", code)
        .execute();
    if (changes.length === 0) return;
    await recordAudit(tx, context, {
      evenement: "reglage.remplir",
      objetType: "reglage",
      objetId: "textes",
      agentId,
      faits: { textes: changes.map(({ code }) => code).join(" ") },
      avant: Object.fromEntries(changes.map(({ code, valeur }) => [code, valeur])),
      apres: Object.fromEntries(changes.map(({ code }: { code: CodeTexte }) => [code, saisis[code]])),
    });
  });
}
