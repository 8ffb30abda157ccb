import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Tx } from "#app/platform/db/database.server.ts";
import { isAdresse } from "#app/platform/mail/address.ts";
import type { Courriel } from "#app/platform/mail/courriel.ts";
import { deposerCourriel } from "#app/platform/mail/outbox.server.ts";
import { notifier } from "../commands.server.ts";
import { findLieu, findPorteeLieu, listHabilites, listTitulaires } from "./queries.server.ts";
import { adresser, type Boite, type BoiteManquante, hrefAdresse, type NomRegleCopie } from "./rules.ts";

export interface CourrielAuLieu {
  readonly boite: Boite;
  readonly regle: NomRegleCopie;
  readonly courriel: Omit<Courriel, "agentId" | "destinataire" | "copies">;
}

/**
 * Writes to the shared mailbox of a place, with the copies of the rule, within the act that wants it. Where no mailbox
 * is known, those who hold the place are written to, and whoever keeps the directory is asked to complete it.
 */
export async function ecrireAuLieu(
  tx: Tx,
  context: Context,
  { boite, regle, courriel }: CourrielAuLieu,
): Promise<void> {
  const lieu = await findLieu(tx, boite);
  if (!lieu) return;
  const { destinataire, copies, manquantes } = adresser(lieu, regle);
  for (const manquante of manquantes) await demanderAdresse(tx, context, manquante);
  if (destinataire) return deposerCourriel(tx, context, { ...courriel, agentId: null, destinataire, copies });
  const titulaires = await listTitulaires(tx, boite, civilDay(context.now()));
  for (const { id, adresse } of await listAdresses(tx, titulaires))
    await deposerCourriel(tx, context, {
      ...courriel,
      agentId: id,
      destinataire: adresse,
      copies,
      ...(courriel.cle ? { cle: `${courriel.cle}:${id}` } : {}),
    });
}

/** Those who keep the directory are told once of each mailbox that lacks. */
async function demanderAdresse(tx: Tx, context: Context, manquante: BoiteManquante): Promise<void> {
  const portee = await findPorteeLieu(tx, manquante);
  if (!portee) return;
  const habilites = await listHabilites(tx, "structure.gerer", civilDay(context.now()), portee);
  const statisticians = habilites.filter(({ fonction }) => fonction === "ssa");
  await notifier(tx, context, {
    destinataires: (statisticians.length > 0 ? statisticians : habilites).map(({ agentId }) => agentId),
    genre: "referentiel.adresse",
    titre: `Boîte générique inconnue : ${manquante.nom}`,
    texte:
      "Un message devait partir vers la boîte de ce lieu, que l’annuaire ne donne pas (ou donne au nom d’une personne). Complétez son adresse générique : les prochains messages y arriveront.",
    href: hrefAdresse(manquante),
    objetType: manquante.type,
    objetId: manquante.code,
    cle: `adresse:${manquante.type}:${manquante.code}`,
  });
}

async function listAdresses(tx: Tx, ids: readonly string[]): Promise<{ id: string; adresse: string }[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .selectFrom("agent")
    .select(["id", "courriel"])
    .where("id", "in", [...ids])
    .execute();
  return rows.flatMap(({ id, courriel }) =>
    courriel && isAdresse(courriel) ? [{ id, adresse: courriel }] : [],
  );
}
