import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import { getCampagne } from "../campagnes/queries.server.ts";
import type { Campagne } from "../campagnes/rules.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse } from "../rules.ts";
import { gelerBase } from "./base/commands.server.ts";
import { tirerGroupe } from "./comparaison/commands.server.ts";
import { getProjet, type Projet } from "./publication/queries.server.ts";
import { canMotiver } from "./publication/rules.ts";
import type { Publication } from "./schema.ts";

interface Acteur {
  readonly agentId: string;
  /** Scope of « ciblage.publier ». */
  readonly scope: Scope;
}

/**
 * Publishes the list as it was read: the version is frozen with its baseline and its comparison group, and the chosen
 * teams are written to. Sent twice by the same person, it is published once. Returns the id of the version.
 */
export async function publierListe(
  context: Context,
  { agentId, scope }: Acteur,
  campagneId: string,
  saisie: Publication,
): Promise<string> {
  return inTransaction(context.db, async (tx) => {
    const campagne = await verrouiller(tx, scope, campagneId);
    const projet = await getProjet(tx, campagne);
    const already = await findDejaPubliee(tx, projet, saisie, agentId);
    if (already) return already;
    if (projet.empreinte !== saisie.empreinte) throw new Refusal("version_perimee", CHANGEE);
    for (const obstacle of projet.obstacles) demand(obstacle);
    demand(canMotiver(projet.contenu.numero, saisie.motif ?? ""));
    const id = await inserer(tx, context, agentId, { projet, saisie });
    await passerPubliee(tx, context, { campagne, agentId, numero: projet.contenu.numero });
    const comparaisons = await tirerGroupes(tx, {
      listeId: id,
      campagne,
      projet,
      jour: civilDay(context.now()),
    });
    const retenues = projet.contenu.lignes.filter(({ etat }) => etat === "retenu").map(({ uai }) => uai);
    await gelerBase(tx, id, { choisies: retenues, comparaisons });
    await recordAudit(tx, context, {
      ...{ evenement: "liste_ciblage.publier", objetType: "liste_ciblage", objetId: id, agentId },
      faits: {
        ...{ campagne: campagneId, numero: projet.contenu.numero, empreinte: projet.empreinte },
        ...{ retenues: retenues.length, comparaisons: comparaisons.length, nomsPublics: saisie.nomsPublics },
      },
    });
    return id;
  });
}

const CHANGEE =
  "La liste a changé depuis que vous l’avez relue : une décision est tombée, ou quelqu’un vient de la publier. Votre saisie est gardée : rechargez la page pour relire la liste avant de publier.";

/** The campaign and the decisions on its structures, held until the end of the transaction. */
async function verrouiller(tx: Tx, scope: Scope, id: string): Promise<Campagne> {
  await getCampagne(tx, scope, id);
  await sql`select from campagne_ciblage where id = ${id}::uuid for update`.execute(tx);
  await sql`select from candidature where campagne_id = ${id}::uuid for share`.execute(tx);
  return getCampagne(tx, scope, id);
}

/** The version that this very form has already made; undefined when it has made none. */
async function findDejaPubliee(
  tx: Tx,
  { precedente }: Projet,
  saisie: Publication,
  agentId: string,
): Promise<string | undefined> {
  if (precedente?.empreinte !== saisie.empreinte) return undefined;
  const row = await tx
    .selectFrom("liste_publiee")
    .select("publiee_par")
    .where("id", "=", precedente.id)
    .executeTakeFirstOrThrow();
  return row.publiee_par === agentId ? precedente.id : undefined;
}

async function inserer(
  tx: Tx,
  context: Context,
  agentId: string,
  { projet, saisie }: { readonly projet: Projet; readonly saisie: Publication },
): Promise<string> {
  const id = context.newId();
  const { contenu, empreinte } = projet;
  await tx
    .insertInto("liste_publiee")
    .values({
      ...{ id, campagne_id: contenu.campagne, numero: contenu.numero },
      ...{ publiee_le: context.now(), publiee_par: agentId, noms_publics: saisie.nomsPublics },
      ...{ regles: saisie.regles, motif: saisie.motif ?? "", message: saisie.message },
      contenu: JSON.stringify(contenu),
      empreinte: Buffer.from(empreinte, "hex"),
    })
    .execute();
  return id;
}

async function passerPubliee(
  tx: Tx,
  context: Context,
  {
    campagne,
    agentId,
    numero,
  }: { readonly campagne: Campagne; readonly agentId: string; readonly numero: number },
): Promise<void> {
  await tx
    .updateTable("campagne_ciblage")
    .set({ etat: "publiee", modifiee_le: context.now(), version: campagne.version + 1 })
    .where("id", "=", campagne.id)
    .execute();
  await recordAudit(tx, context, {
    ...{
      evenement: "campagne_ciblage.publier",
      objetType: "campagne_ciblage",
      objetId: campagne.id,
      agentId,
    },
    faits: { de: campagne.etat, vers: "publiee", numero },
  });
}

interface Tirage {
  readonly listeId: string;
  readonly campagne: Campagne;
  readonly projet: Projet;
  readonly jour: string;
}

/** The comparison group of each family in which a structure is chosen; a structure serves in one of them only. */
async function tirerGroupes(tx: Tx, { listeId, campagne, projet, jour }: Tirage): Promise<string[]> {
  const { lignes, calculs } = projet.contenu;
  const comparables: string[] = [];
  for (const famille of Object.keys(FAMILLES_ANALYSE) as FamilleAnalyse[]) {
    const choisies = lignes.filter(({ uai }) => projet.familles.get(uai) === famille).map(({ uai }) => uai);
    if (choisies.length === 0) continue;
    const taken = await tirerGroupe(tx, {
      ...{ listeId, campagne, famille, choisies, jour },
      // Whoever was chosen and declined, or is followed otherwise, is no untouched comparison; « non retenue » is one.
      exclues: [...lignes.filter(({ etat }) => etat !== "non_retenu").map(({ uai }) => uai), ...comparables],
      calculs: calculs.map(({ calculId }) => calculId),
    });
    comparables.push(...taken);
  }
  return comparables;
}
