import type { AuditEntry } from "#app/platform/audit/audit-entry.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { notifier } from "../commands.server.ts";
import { signalerEchec } from "../courriels/commands.server.ts";
import { getCourriel } from "../courriels/queries.server.ts";
import { findImport, listImportsArretes } from "./queries.server.ts";
import { type Annonce, annonceImport } from "./rules.ts";

interface Dire {
  readonly destinataires: readonly (string | null)[];
  readonly objetType: string;
  readonly objetId: string;
  readonly cle: string;
}

/** Nobody is told of what they have just done themselves. */
export async function dire(
  tx: Tx,
  context: Context,
  entry: AuditEntry,
  annonce: Annonce,
  to: Dire,
): Promise<void> {
  const destinataires = to.destinataires.filter((id) => id !== null && id !== entry.agentId) as string[];
  await notifier(tx, context, { ...annonce, ...to, destinataires });
}

/** Who brought the files is told that they are in, whoever applied them: an application may take minutes. */
export async function annoncerImport(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  const followed = await findImport(tx, entry.objetId);
  const destinataires = [followed?.deposePar ?? null, entry.agentId].filter((id) => id !== null);
  await notifier(tx, context, {
    ...annonceImport({ id: entry.objetId, erreur: null }),
    destinataires,
    objetType: "import",
    objetId: entry.objetId,
    cle: `import:${entry.objetId}:applique`,
  });
}

/** Those who follow the outbox are told of a message that did not leave. */
export async function annoncerEchecCourriel(tx: Tx, context: Context, entry: AuditEntry): Promise<void> {
  await signalerEchec(tx, context, (await getCourriel(tx, entry.objetId)).erreur);
}

const UN_JOUR_MS = 24 * 60 * 60_000;

/** Who asked for an import that stopped is told why. Work that fails writes nothing, so no event says it. */
export async function annoncerImportsArretes(context: Context): Promise<void> {
  const depuis = new Date(context.now().getTime() - UN_JOUR_MS);
  for (const { id, importId, agentId, erreur } of await listImportsArretes(context, depuis))
    await inTransaction(context.db, (tx) =>
      notifier(tx, context, {
        ...annonceImport({ id: importId, erreur: erreur ?? "" }),
        destinataires: [agentId],
        objetType: "import",
        objetId: importId,
        cle: `tache:${id}`,
      }),
    );
}
