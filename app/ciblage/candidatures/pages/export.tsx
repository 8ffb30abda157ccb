import { getActor } from "#app/acces/queries.server.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDate, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { getCampagneLue } from "../../campagnes/queries.server.ts";
import { MOTIFS_CIBLAGE, RURALITES } from "../../rules.ts";
import { ETATS_CANDIDATURE, ORIGINES_CANDIDATURE } from "../rules.ts";
import { type LigneCandidature, listCandidatures } from "../tableaux/queries.server.ts";
import { lireFiltres } from "../tableaux/rules.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["UAI", "Structure", "Type", "Secteur", "Commune", "Département", "Typologie", "État", "Entrée par"],
  ...["S’est portée volontaire", "Motifs écrits", "Gardée par le calcul", "Constance", "À départager"],
  ...["Dispositifs en place", "Décision de", "Fonction", "Date de la décision", "Motif de la décision"],
  "Accord de la structure",
];
const PAR_LOT = 2_000;

/** The structures of a campaign as a file, as the page filters them, by name. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const campagne = await getCampagneLue(current.db, actor, params.campagne);
  const search = new URL(request.url).searchParams;
  const jour = civilDay(current.now());
  const lot = (offset: number) =>
    listCandidatures(current.db, actor, campagne.id, {
      ...{ filtres: lireFiltres(search), jour, tri: "nom", sens: "asc", limit: PAR_LOT, offset },
    });
  return tableFile({
    nom: "structures-examinees",
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rows(lot),
    origine: [
      ["Campagne", campagne.nom],
      ["Usage", "Document de travail, réservé aux personnes qui préparent et décident"],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rows(
  lot: (offset: number) => Promise<{ readonly lignes: readonly LigneCandidature[] }>,
): AsyncGenerator<FileCell[]> {
  for (let offset = 0; ; offset += PAR_LOT) {
    const { lignes } = await lot(offset);
    yield* lignes.map(cells);
    if (lignes.length < PAR_LOT) return;
  }
}

const ouiNon = (value: boolean | null) => (value === null ? null : value ? "Oui" : "Non");
const jourOf = (instant: string | null) => (instant ? formatDate(new Date(instant), "Europe/Paris") : null);

function cells(ligne: LigneCandidature): FileCell[] {
  const { uai, nom, type, secteur, commune, ruralite, etat, origine, garde, frequence, decision } = ligne;
  return [
    ...[uai, nom, TYPES[type], SECTEURS[secteur], commune, ligne.departementNom],
    ...[ruralite && RURALITES[ruralite].libelle, ETATS_CANDIDATURE[etat], ORIGINES_CANDIDATURE[origine]],
    ...[ouiNon(ligne.proactive), ligne.motifs.map((motif) => MOTIFS_CIBLAGE[motif]).join(" ; ") || null],
    ...[ouiNon(garde), frequence, garde === null ? null : ouiNon(ligne.aDepartager)],
    ligne.dispositifs.join(", ") || null,
    ...[decision?.qui ?? null, decision?.fonction || null, jourOf(decision?.le ?? null)],
    ...[decision?.motif || null, jourOf(ligne.accordLe)],
  ];
}
