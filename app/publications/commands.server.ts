import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { getPublication, type Publication } from "./queries.server.ts";
import { type Acte, canChanger, etatOf } from "./rules.ts";
import type { Saisie } from "./schema.ts";

/** Writes a new page, a draft that only its authors read. Returns its id. */
export async function ecrirePublication(context: Context, agentId: string, saisie: Saisie): Promise<string> {
  const id = context.newId();
  await inTransaction(context.db, async (tx) => {
    await tx
      .insertInto("publication")
      .values({
        id,
        ...colonnesOf(saisie),
        cree_le: context.now(),
        modifiee_le: context.now(),
        modifiee_par: agentId,
        version: 1,
      })
      .execute();
    await recordAudit(tx, context, {
      evenement: "publication.ecrire",
      objetType: "publication",
      objetId: id,
      agentId,
      faits: { genre: saisie.genre },
      apres: { titre: saisie.titre, contenu: saisie.contenu },
    });
  });
  return id;
}

/**
 * Rewrites a page. A published one says the day of its update, unless only the form changed. Refuses when somebody else
 * wrote meanwhile.
 */
export async function modifierPublication(
  context: Context,
  agentId: string,
  id: string,
  saisie: Saisie,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const avant = await getALaMemeVersion(tx, id, saisie.version);
    const datee = etatOf(avant) !== "brouillon" && !saisie.forme;
    await tx
      .updateTable("publication")
      .set({
        ...colonnesOf(saisie),
        ...(datee && { mise_a_jour_le: civilDay(context.now()) }),
        modifiee_le: context.now(),
        modifiee_par: agentId,
        version: avant.version + 1,
      })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      evenement: "publication.modifier",
      objetType: "publication",
      objetId: id,
      agentId,
      faits: { version: avant.version + 1 },
      avant: { titre: avant.titre, chapeau: avant.chapeau, contenu: avant.contenu },
      apres: { titre: saisie.titre, chapeau: saisie.chapeau, contenu: saisie.contenu },
    });
  });
}

/** Publishes, withdraws, archives or brings back a page. */
export async function changerEtat(
  context: Context,
  agentId: string,
  id: string,
  { acte, version }: { readonly acte: Acte; readonly version: number },
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const avant = await getALaMemeVersion(tx, id, version);
    demand(canChanger(acte, avant));
    const today = civilDay(context.now());
    const dates = {
      publier: { publiee_le: today, mise_a_jour_le: null, archivee_le: null },
      retirer: { publiee_le: null, mise_a_jour_le: null, archivee_le: null },
      archiver: { archivee_le: today },
      desarchiver: { archivee_le: null },
    }[acte];
    await tx
      .updateTable("publication")
      .set({ ...dates, modifiee_le: context.now(), modifiee_par: agentId, version: version + 1 })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      evenement: `publication.${acte}`,
      objetType: "publication",
      objetId: id,
      agentId,
    });
  });
}

async function getALaMemeVersion(tx: Tx, id: string, version: number): Promise<Publication> {
  await tx.selectFrom("publication").select("id").where("id", "=", id).forUpdate().execute();
  const publication = await getPublication(tx, id);
  if (publication.version !== version)
    throw new Refusal(
      "version_perimee",
      "Quelqu’un a enregistré cette page pendant que vous l’écriviez. Votre texte est gardé ci-dessous : ouvrez la page dans un autre onglet, reportez ce qui manque, puis enregistrez de nouveau.",
    );
  return publication;
}

function colonnesOf({ genre, adresse, titre, chapeau, contenu, liens, rang }: Saisie) {
  return { genre, adresse, titre, chapeau, contenu, liens: JSON.stringify(liens), rang };
}
