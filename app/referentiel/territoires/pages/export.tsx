import { getActor } from "#app/acces/queries.server.ts";
import type { Context } from "#app/platform/context.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { SECTEURS, STATUTS_EP, STATUTS_VALEUR, TYPES } from "../../rules.ts";
import { mentionDe, ordonner, quiDe, type Resume, TROP_PEU } from "../indicateurs/rules.ts";
import { getPageTerritoire } from "../page/queries.server.ts";
import { libelleDe, sourceStructures } from "../rules.ts";
import { readCle, readDemande, readTable, type TableTerritoire } from "../schema.ts";
import type { Route } from "./+types/export.ts";

type Page = Awaited<ReturnType<typeof getPageTerritoire>>;

interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly FileCell[])[];
  readonly origine: readonly (readonly [string, string])[];
}

/** One table of the page of a territory as a file, with the same choices and the same rights. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const cle = readCle(params);
  if (!cle) throw new NotFound();
  const search = new URL(request.url).searchParams;
  const page = await getPageTerritoire(current, getActor(current), cle, readDemande(search));
  const table = readTable(search);
  const { columns, rows, origine } = TABLE_OF[table](page);
  return tableFile({
    nom: `${table}-${cle.niveau}-${cle.code}`,
    format: readFileFormat(search),
    columns,
    rows: each(rows),
    origine: [["Territoire", libelleDe(page.territoire)], ...origine, ...origineDe(current)],
  });
}

async function* each(rows: Table["rows"]): AsyncGenerator<readonly FileCell[]> {
  yield* rows;
}

function origineDe({ settings, now }: Context): [string, string][] {
  return [
    ["Source", sourceStructures(settings.demonstration)],
    ["Date d’extraction", formatDateHeure(now(), "Europe/Paris")],
  ];
}

const TABLE_OF: Readonly<Record<TableTerritoire, (page: Page) => Table>> = {
  comptages: ({ comptages }) => ({
    columns: ["Type", "Secteur", "Éducation prioritaire", "Structures ouvertes"],
    rows: comptages.map(({ type, secteur, statutEp, n }) => [
      TYPES[type],
      SECTEURS[secteur],
      statutEp ? STATUTS_EP[statutEp] : "Statut non publié",
      n,
    ]),
    origine: [],
  }),
  indicateur: (page) => ({
    columns: ["Indicateur", "Année scolaire", "Type", "Secteur", "Structures", ...RESUME],
    rows: ordonner(page.resumes?.synthese ?? []).map(({ type, secteur, n, resume }) => [
      ...tete(page),
      TYPES[type],
      secteur === "tous" ? "Tous" : SECTEURS[secteur],
      n,
      ...resumeCells(resume, TROP_PEU),
    ]),
    origine: lectureEcrite(page),
  }),
  parties: (page) => ({
    columns: ["Code", "Territoire", "Indicateur", "Année scolaire", "Structures", ...RESUME],
    rows: (page.resumes?.comparaison?.parties ?? []).map((partie) => [
      partie.code,
      partie.nom,
      ...tete(page),
      partie.n === 0 ? null : partie.n,
      ...resumeCells(partie.resume, mentionDe(partie) ?? ""),
    ]),
    origine: lectureEcrite(page),
  }),
  effectifs: ({ resumes }) => ({
    columns: ["Niveau", "Année scolaire", "Élèves", "Structures comptées", "Types laissés de côté"],
    rows: (resumes?.effectifs ?? []).map(({ libelle, annee, eleves, structures, ecartes }) => [
      libelle,
      formatAnneeScolaire(annee),
      eleves,
      structures,
      ecartes.map((type) => TYPES[type]).join(", ") || null,
    ]),
    origine: [["Champ", "Valeurs publiées et lisibles ; les valeurs masquées ne sont pas comptées"]],
  }),
  valeurs: ({ valeurs }) => ({
    columns: ["Indicateur", "Année scolaire", "Valeur", "Statut", "Source", "Fichier", "Ligne", "Colonne"],
    rows: valeurs.map((valeur) => [
      valeur.libelle,
      formatAnneeScolaire(valeur.annee),
      valeur.valeur,
      STATUTS_VALEUR[valeur.statut],
      valeur.source,
      valeur.fichier,
      valeur.ligne,
      valeur.colonne,
    ]),
    origine: [],
  }),
};

const RESUME = ["Moyenne", "Moyenne pondérée", "Médiane", "Q1", "Q3", "D1", "D9", "Remarque"];

function resumeCells(resume: Resume | null, mention: string): FileCell[] {
  if (!resume) return [null, null, null, null, null, null, null, mention];
  const { moyenne, ponderee, mediane, q1, q3, d1, d9 } = resume;
  return [moyenne, ponderee, mediane, q1, q3, d1, d9, null];
}

function tete({ resumes }: Page): FileCell[] {
  const lecture = resumes?.lecture;
  const annee = lecture?.annee;
  return [lecture?.indicateur.libelle ?? null, annee === undefined ? null : formatAnneeScolaire(annee)];
}

function lectureEcrite({ resumes }: Page): [string, string][] {
  if (!resumes) return [];
  const { indicateur } = resumes.lecture;
  return [
    ["Choix", quiDe(resumes.lecture)],
    ["Définition", indicateur.definition],
    ["Source de l’indicateur", indicateur.source],
  ];
}
