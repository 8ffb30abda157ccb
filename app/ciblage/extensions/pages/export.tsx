import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { ETATS_CAMPAGNE } from "../../campagnes/rules.ts";
import { ETATS_CANDIDATURE, type EtatCandidature } from "../../candidatures/rules.ts";
import { FAMILLES_ANALYSE } from "../../rules.ts";
import { type Avancement, listAvancements } from "../queries.server.ts";
import { type CompteMontre, direCompte } from "../rules.ts";
import { readFiltres } from "../schema.ts";
import type { Route } from "./+types/export.ts";

const ETATS = Object.keys(ETATS_CANDIDATURE) as EtatCandidature[];
const COLUMNS = [
  ...["Académie", "Dispositif", "Entrée", "Familles", "Campagne", "Structures éligibles"],
  ...ETATS.map((etat) => ETATS_CANDIDATURE[etat]),
  ...["Liste publiée le", "Version", "Retenues publiées"],
];
/** More campaigns than thirty académies hold in many years. */
const TOUTES = 5_000;

/** The progress as a file, as the page shows it to this person. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const search = new URL(request.url).searchParams;
  const { lignes, seuil } = await listAvancements(current.db, getActor(current), {
    ...readFiltres(search),
    ...{ limit: TOUTES, offset: 0 },
  });
  return tableFile({
    nom: "avancement du ciblage",
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rows(lignes, seuil),
    origine: [
      ["À savoir", "Des nombres seulement, par ordre alphabétique ; les petits nombres sont masqués."],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(lignes: readonly Avancement[], seuil: number): AsyncGenerator<FileCell[]> {
  const cell = (compte: CompteMontre | null | undefined): FileCell =>
    compte === "masque" ? direCompte(compte, seuil) : (compte ?? null);
  yield* lignes.map((ligne): FileCell[] => [
    ...[ligne.academieNom, ligne.dispositifNom, formatAnneeScolaire(ligne.annee)],
    ligne.familles.map((famille) => FAMILLES_ANALYSE[famille].libelle).join(", "),
    ...[ETATS_CAMPAGNE[ligne.etat], cell(ligne.eligibles)],
    ...ETATS.map((etat) => (ligne.etat === "preparation" ? null : cell(ligne.etats[etat] ?? 0))),
    ligne.publieeLe && { date: civilDay(ligne.publieeLe) },
    ...[ligne.version, cell(ligne.publiees)],
  ]);
}
