import type { Tx } from "#app/platform/db/database.server.ts";
import { formatDate, pluriel } from "#app/platform/format/format.ts";
import type { FichierCharge } from "../chargement/commands.server.ts";
import type { FichierEcarte, FichierReconnu } from "../chargement/queries.server.ts";
import type { Comptes } from "../comparaison/queries.server.ts";

/** A file of an import, as far as it could be treated. */
export interface FichierTraite {
  readonly id: string;
  readonly reconnaissance: FichierReconnu | FichierEcarte;
  readonly charge?: FichierCharge;
  readonly comptes?: Comptes;
}

/** Replaces the report of each file by this one: a preview may be asked again, and the application has the last word. */
export async function enregistrerComptesRendus(tx: Tx, fichiers: readonly FichierTraite[]): Promise<void> {
  for (const { id, reconnaissance, charge, comptes } of fichiers) {
    await tx.deleteFrom("import_rejet").where("fichier_id", "=", id).execute();
    const lisible = reconnaissance.etat === "reconnu" && charge && !charge.illisible ? charge : undefined;
    const counts = lisible && comptes ? { lu: lisible.lu, ...comptesOf(lisible, comptes) } : AUCUN_COMPTE;
    await tx
      .updateTable("import_fichier")
      .set({
        etat: charge?.illisible ? "illisible" : reconnaissance.etat,
        jeu: reconnaissance.etat === "reconnu" ? reconnaissance.reading.dataset.code : null,
        entete: reconnaissance.entete ?? null,
        colonnes: reconnaissance.table ? [...reconnaissance.table.columns] : null,
        feuilles: reconnaissance.table?.feuilles ? JSON.stringify(reconnaissance.table.feuilles) : null,
        correspondance_id:
          reconnaissance.etat === "reconnu" ? (reconnaissance.correspondance?.id ?? null) : null,
        motif: reconnaissance.etat === "reconnu" ? (charge?.illisible ?? null) : reconnaissance.motif,
        avertissements:
          lisible && comptes ? avertissements(reconnaissance as FichierReconnu, lisible, comptes) : [],
        ...counts,
      })
      .where("id", "=", id)
      .execute();
    if (lisible) await insertRejets(tx, id, lisible);
  }
}

const AUCUN_COMPTE = { lu: null, cree: null, modifie: null, inchange: null, rejete: null };

function comptesOf(charge: FichierCharge, { cree, modifie }: Comptes) {
  return { cree, modifie, rejete: charge.rejete, inchange: charge.lu - cree - modifie - charge.rejete };
}

function avertissements(
  { table, finie, correspondance }: FichierReconnu,
  charge: FichierCharge,
  comptes: Comptes,
): string[] {
  return [
    correspondance
      ? `Lu d'après l'en-tête décrit par ${correspondance.par} le ${formatDate(correspondance.le, "Europe/Paris")} (« ${correspondance.libelle} »).`
      : "",
    ...codesDecides(charge),
    table.encoding === "windows-1252" ? "Le fichier est codé en windows-1252 ; il a été lu comme tel." : "",
    table.duplicateColumns.length > 0
      ? `Colonnes en double dans l'en-tête, la première est retenue : ${table.duplicateColumns.join(", ")}.`
      : "",
    finie
      ? ""
      : "Le fichier ne se termine pas par une fin de ligne : si son téléchargement a été coupé, sa dernière ligne est peut-être incomplète.",
    charge.horsChamp > 0
      ? `${pluriel(charge.horsChamp, "ligne hors du champ repris", "lignes hors du champ repris")} (sous-totaux, périmètres sans usage, codes écartés) : laissées de côté.`
      : "",
    charge.sansStructure > 0
      ? `${pluriel(charge.sansStructure, "ligne parle d'une commune", "lignes parlent de communes")} sans structure ouverte de l'académie : rien n'en est repris.`
      : "",
    charge.repetees > 0
      ? `${pluriel(charge.repetees, "ligne répète", "lignes répètent")} une ligne précédente.`
      : "",
    comptes.contredites > 0
      ? `${pluriel(comptes.contredites, "ligne est contredite", "lignes sont contredites")} par un fichier suivant du même dépôt, qui est retenu.`
      : "",
    charge.rejete > charge.rejets.length
      ? `Seuls les ${charge.rejets.length} premiers refus sont détaillés, sur ${charge.rejete}.`
      : "",
  ].filter((sentence) => sentence !== "");
}

/** Codes quoted in the report; the page of codes has them all. */
const CODES_CITES = 10;

/** A malformed code is never read in silence: the report says which ones a person decided about. */
function codesDecides({ codes }: FichierCharge): string[] {
  if (codes.size === 0) return [];
  const lignes = [...codes.values()].reduce((sum, n) => sum + n, 0);
  const cited = [...codes.keys()].slice(0, CODES_CITES).map((code) => `« ${code} »`);
  const rest = codes.size > CODES_CITES ? ` et ${codes.size - CODES_CITES} autres` : "";
  return [
    `${pluriel(lignes, "ligne porte un code mal formé", "lignes portent un code mal formé")}, lu ou écarté comme décidé : ${cited.join(", ")}${rest}.`,
  ];
}

async function insertRejets(tx: Tx, fichierId: string, { rejets }: FichierCharge): Promise<void> {
  for (let start = 0; start < rejets.length; start += 2_000) {
    const values = rejets.slice(start, start + 2_000).map((rejet) => ({ fichier_id: fichierId, ...rejet }));
    await tx
      .insertInto("import_rejet")
      .values(values)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
