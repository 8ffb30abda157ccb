import { recordAudit } from "#app/platform/audit/audit.server.ts";
import type { Context } from "#app/platform/context.ts";
import { type Cell, inBulkTransaction } from "#app/platform/db/bulk.server.ts";
import { inTransaction } from "#app/platform/db/database.server.ts";
import { packLargeJson, sha256Of, unpackJson, unpackText } from "#app/platform/files/packed-json.server.ts";
import { canonicalJson } from "#app/platform/format/canonical-json.ts";
import type { ReportProgress } from "#app/platform/jobs/tache.server.ts";
import { computeApart } from "#app/platform/jobs/thread.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getEntree } from "../entree/queries.server.ts";
import { findCalculGele, getDemande } from "../queries.server.ts";
import { compareResultats } from "../rejeux/rules.ts";
import { listeOf, type ResultatCalcul, type StructureCalculee } from "../rules.ts";
import { CALCUL_APART } from "./queries.server.ts";

/**
 * Makes a run: freezes its data, computes apart, writes everything at once. A process that dies before the end leaves
 * nothing, and the next attempt reads the same instant of the data.
 */
export async function executerCalcul(context: Context, id: string, progress: ReportProgress): Promise<void> {
  const { campagne, demande, donneesAu, graine, lancePar } = await getDemande(context.db, id);
  await progress(10, "Lecture des données");
  const entree = await packLargeJson(
    await getEntree(context.db, {
      campagne: { ...campagne, population: demande.population },
      ...{ famille: demande.famille, definition: demande.definition, stabilite: demande.stabilite },
      ...{ at: donneesAu, graine },
    }),
  );
  const { value, bytes } = await computeApart<ResultatCalcul>(
    { ...CALCUL_APART, packed: entree.bytes },
    progress,
  );
  await progress(990, "Enregistrement");
  await inBulkTransaction(context, async ({ tx, copy }) => {
    await copy(`calcul_structure (${COLUMNS.join(", ")})`, lignes(id, value.structures));
    const retenues = value.structures.filter(({ retenue }) => retenue).length;
    await tx
      .updateTable("calcul")
      .set({
        ...{ entree: entree.bytes, entree_empreinte: entree.sha256, resultat: bytes },
        ...{ liste_empreinte: sha256Of(canonicalJson(listeOf(value))), retenues },
        population: value.structures.length,
        analysees: value.structures.filter(({ analysee }) => analysee).length,
        perturbations: demande.stabilite.tirages,
        termine_le: context.now(),
      })
      .where("id", "=", id)
      .execute();
    await recordAudit(tx, context, {
      ...{ evenement: "calcul.terminer", objetType: "calcul", objetId: id, agentId: lancePar },
      faits: { population: value.structures.length, retenues },
    });
    return { keep: true, result: undefined };
  });
}

const COLUMNS = [
  ...["calcul_id", "uai", "analysee", "retenue", "composite", "rang", "classe", "frequence"],
  ...["rang_median", "rang_bas", "rang_haut", "coordonnees", "cos2", "contributions", "criteres"],
];

function* lignes(id: string, structures: readonly StructureCalculee[]): Generator<readonly Cell[]> {
  const list = (values: readonly number[]) => `{${values.join(",")}}`;
  for (const one of structures)
    yield [
      ...[id, one.uai, String(one.analysee), String(one.retenue), one.composite, one.rang, one.classe],
      ...[one.frequence, one.rangMedian, one.rangBas, one.rangHaut],
      ...[list(one.coordonnees), list(one.cos2), list(one.contributions), canonicalJson(one.criteres)],
    ];
}

/** Makes a finished run again from its stored data, and records whether every byte is the same. */
export async function rejouerCalcul(context: Context, id: string, progress: ReportProgress): Promise<void> {
  const gele = await findCalculGele(context.db, id);
  if (!gele) throw new NotFound();
  const again = await computeApart<ResultatCalcul>({ ...CALCUL_APART, packed: gele.entree }, progress);
  // What is stored is canonical: the same text has the same digest, and is read only where it is another.
  const identique = sha256Of(unpackText(gele.resultat)).equals(again.sha256);
  const differences = identique
    ? 0
    : compareResultats(unpackJson<ResultatCalcul>(gele.resultat), again.value).length;
  await inTransaction(context.db, (tx) =>
    recordAudit(tx, context, {
      ...{ evenement: "calcul.rejouer", objetType: "calcul", objetId: id, agentId: null },
      faits: { identique, differences },
    }),
  );
}
