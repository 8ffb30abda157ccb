import { sql } from "kysely";
import type { Scope } from "#app/acces/rules.ts";
import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { inTransaction, type Tx } from "#app/platform/db/database.server.ts";
import { demand, Refusal } from "#app/platform/refusal.ts";
import type { Population } from "../rules.ts";
import { STABILITE_PAR_DEFAUT } from "../scenarios/rules.ts";
import { getCampagne, listFamillesUtilisees } from "./queries.server.ts";
import { type Campagne, canChoisirFamilles, canClore, canOuvrir, canRegler } from "./rules.ts";
import type { Creation, Reglages } from "./schema.ts";

interface Acteur {
  readonly agentId: string;
  /** Scope of « ciblage.preparer ». */
  readonly scope: Scope;
}

/** Opens a campaign, in preparation. Following another one, it takes its scenarios in use as they are written. Returns its id. */
export async function creerCampagne(
  context: Context,
  { agentId, scope }: Acteur,
  saisie: Creation,
): Promise<string> {
  if (!scope.nation && !scope.academies.includes(saisie.academie))
    throw new Refusal("academie_hors_perimetre", "Choisissez une académie de votre périmètre.");
  const id = context.newId();
  await inTransaction(context.db, async (tx) => {
    const suivie = saisie.suiteDe ? await getCampagne(tx, scope, saisie.suiteDe) : undefined;
    await tx
      .insertInto("campagne_ciblage")
      .values({
        ...{ id, academie_code: saisie.academie, dispositif_code: saisie.dispositif, annee: saisie.annee },
        ...colonnesOf(saisie),
        stabilite: JSON.stringify(saisie.stabilite ?? suivie?.stabilite ?? STABILITE_PAR_DEFAUT),
        etat: "preparation",
        suite_de: suivie?.id ?? null,
        version: 1,
        cree_par: agentId,
        cree_le: context.now(),
        modifiee_le: context.now(),
      })
      .execute();
    if (suivie) await reprendreScenarios(tx, context, agentId, { de: suivie.id, vers: id });
    await consigner(tx, context, "campagne_ciblage.creer", agentId, id, {
      academie: saisie.academie,
      dispositif: saisie.dispositif,
      annee: saisie.annee,
    });
  });
  return id;
}

/** Changes what the campaign looks at and its calendar; refuses when somebody else did meanwhile. */
export async function reglerCampagne(
  context: Context,
  { agentId, scope }: Acteur,
  id: string,
  saisie: Reglages,
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const campagne = await verrouiller(tx, scope, id, saisie.version);
    demand(canRegler(campagne));
    demand(canChoisirFamilles(saisie.familles, await listFamillesUtilisees(tx, id)));
    await tx
      .updateTable("campagne_ciblage")
      .set({
        ...{ ...colonnesOf(saisie), stabilite: JSON.stringify(saisie.stabilite) },
        ...{ modifiee_le: context.now(), version: campagne.version + 1 },
      })
      .where("id", "=", id)
      .execute();
    await consigner(tx, context, "campagne_ciblage.regler", agentId, id, { version: campagne.version + 1 });
  });
}

/** Opens the campaign to those who propose and decide. */
export async function ouvrirCampagne(context: Context, acteur: Acteur, id: string): Promise<void> {
  await changerEtat(context, acteur, id, "ouverte");
}

/** Ends the campaign: it is read, and nothing in it moves any more. */
export async function cloreCampagne(context: Context, acteur: Acteur, id: string): Promise<void> {
  await changerEtat(context, acteur, id, "close");
}

async function changerEtat(
  context: Context,
  { agentId, scope }: Acteur,
  id: string,
  etat: "ouverte" | "close",
): Promise<void> {
  await inTransaction(context.db, async (tx) => {
    const campagne = await verrouiller(tx, scope, id);
    demand(etat === "ouverte" ? canOuvrir(campagne) : canClore(campagne));
    await tx
      .updateTable("campagne_ciblage")
      .set({ etat, modifiee_le: context.now(), version: campagne.version + 1 })
      .where("id", "=", id)
      .execute();
    const evenement = etat === "ouverte" ? "campagne_ciblage.ouvrir" : "campagne_ciblage.clore";
    await consigner(tx, context, evenement, agentId, id, { de: campagne.etat, vers: etat });
  });
}

/** The campaign, held until the end of the transaction. */
async function verrouiller(tx: Tx, scope: Scope, id: string, version?: number): Promise<Campagne> {
  await getCampagne(tx, scope, id);
  await sql`select from campagne_ciblage where id = ${id}::uuid for update`.execute(tx);
  const campagne = await getCampagne(tx, scope, id);
  if (version !== undefined && campagne.version !== version)
    throw new Refusal(
      "version_perimee",
      "Quelqu’un vient de modifier cette campagne. Votre saisie est gardée : rechargez la page pour voir ses réglages avant d’enregistrer.",
    );
  return campagne;
}

function colonnesOf(saisie: Reglages | Creation) {
  const { statutsEp, secteurs, departements, circonscriptions, bassins, ruralites, effectifMinimal } = saisie;
  const population: Population = {
    ...{ statutsEp, secteurs, departements, circonscriptions, bassins, ruralites, effectifMinimal },
  };
  return {
    nom: saisie.nom,
    familles: [...saisie.familles],
    population: JSON.stringify(population),
    analyse_le: saisie.analyseLe,
    instances_le: saisie.instancesLe,
    decision_le: saisie.decisionLe,
    publication_le: saisie.publicationLe,
  };
}

async function reprendreScenarios(
  tx: Tx,
  context: Context,
  agentId: string,
  { de, vers }: { readonly de: string; readonly vers: string },
): Promise<void> {
  const rows = await tx
    .selectFrom("scenario")
    .select(["nom", "famille", "definition"])
    .where("campagne_id", "=", de)
    .where("archive_le", "is", null)
    .orderBy("nom")
    .execute();
  if (rows.length === 0) return;
  await tx
    .insertInto("scenario")
    .values(
      rows.map(({ nom, famille, definition }) => ({
        ...{ id: context.newId(), campagne_id: vers, nom, famille, definition: JSON.stringify(definition) },
        ...{ version: 1, cree_par: agentId, cree_le: context.now(), modifie_le: context.now() },
      })),
    )
    .execute();
}

async function consigner(
  tx: Tx,
  context: Context,
  evenement: string,
  agentId: string,
  id: string,
  faits: Record<string, string | number>,
): Promise<void> {
  await recordAudit(tx, context, { evenement, objetType: "campagne_ciblage", objetId: id, agentId, faits });
}
