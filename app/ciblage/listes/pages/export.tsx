import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { listNoms } from "../../calculs/listes/queries.server.ts";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import { filtrerLignes, lireFiltres, nomDeDegre, nomDeValeur, trierLignes } from "../lignes/rules.ts";
import { getListeLue, listDansPortee } from "../queries.server.ts";
import type { LignePubliee } from "../rules.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["UAI", "Structure", "Décision", "Degré", "Type", "Secteur", "Commune", "Département", "Typologie"],
  "Motifs du texte national",
];

/** The published list as a file, as the page shows it; by name, because a file outlives the order of the day. */
export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { liste, campagne } = await getListeLue(current.db, actor, params.version);
  const { lignes: toutes } = liste.contenu;
  const [lisibles, noms] = await Promise.all([
    listDansPortee(
      current.db,
      scopeOf(actor, "ciblage.lire"),
      toutes.map(({ uai }) => uai),
    ),
    listNoms(current.db, [...new Set(toutes.map(({ departement }) => departement))]),
  ]);
  const search = new URL(request.url).searchParams;
  const lues = toutes.filter(({ uai }) => lisibles.has(uai));
  return tableFile({
    nom: `liste-publiee-version-${liste.numero}`,
    format: readFileFormat(search),
    columns: COLUMNS,
    rows: rowsOf(trierLignes(filtrerLignes(lues, lireFiltres(search)), "nom"), noms),
    origine: [
      ["Campagne", campagne.nom],
      ["Version", String(liste.numero)],
      ["Publiée le", formatDateHeure(new Date(liste.publieeLe), "Europe/Paris")],
      ["Empreinte de la liste entière (SHA-256)", liste.empreinte],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

async function* rowsOf(
  lignes: readonly LignePubliee[],
  noms: Readonly<Record<string, string>>,
): AsyncGenerator<FileCell[]> {
  for (const { uai, nom, etat, type, secteur, commune, departement, ruralite, motifs } of lignes)
    yield [
      ...[uai, nom, ETATS_CANDIDATURE[etat], nomDeDegre(type), nomDeValeur("type", type, noms)],
      ...[nomDeValeur("secteur", secteur, noms), commune, nomDeValeur("departement", departement, noms)],
      ruralite && nomDeValeur("ruralite", ruralite, noms),
      motifs.map((motif) => MOTIFS_CIBLAGE[motif]).join(", ") || null,
    ];
}
