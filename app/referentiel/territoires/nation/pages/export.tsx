import { getActor } from "#app/acces/queries.server.ts";
import { readFileFormat } from "#app/platform/files/file-format.ts";
import { tableFile } from "#app/platform/files/table-file.server.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { formatAnneeScolaire, formatDateHeure } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { STATUTS_PARTICIPATION, type StatutParticipation } from "../../../vie/academies/rules.ts";
import { mentionDe, quiDe } from "../../indicateurs/rules.ts";
import { sourceStructures } from "../../rules.ts";
import { readDemande } from "../../schema.ts";
import { getVueNationale } from "../queries.server.ts";
import { partEp, partRurale } from "../rules.ts";
import type { Route } from "./+types/export.ts";

const COLUMNS = [
  ...["Code", "Académie", "Structures ouvertes", "Part en éducation prioritaire", "Part en commune rurale"],
  ...["Structures publiées", "Moyenne", "Moyenne pondérée", "Médiane", "Q1", "Q3", "Remarque"],
];

/** The table of académies as a file, with the same choices and the same rights. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const params = new URL(request.url).searchParams;
  const { lignes, lecture } = await getVueNationale(current, getActor(current), readDemande(params));
  const { indicateur, avec, annee } = lecture;
  return tableFile({
    nom: "academies",
    format: readFileFormat(params),
    columns: [...COLUMNS, ...(avec ? [`${avec.libelle} : moyenne`] : []), "Dispositifs"],
    rows: rows(lignes, avec !== undefined),
    origine: [
      ["Indicateur", indicateur?.libelle ?? "Aucun"],
      ["Année scolaire", annee === undefined ? "Non connue" : formatAnneeScolaire(annee)],
      ["Choix", quiDe(lecture)],
      ["Source", sourceStructures(current.settings.demonstration)],
      ["Date d’extraction", formatDateHeure(current.now(), "Europe/Paris")],
    ],
  });
}

type Lignes = Awaited<ReturnType<typeof getVueNationale>>["lignes"];

async function* rows(lignes: Lignes, croise: boolean): AsyncGenerator<FileCell[]> {
  for (const ligne of lignes) {
    const { resume, n } = ligne.resumee;
    yield [
      ...[ligne.code, ligne.nom, ligne.structures, partEp(ligne), partRurale(ligne), n === 0 ? null : n],
      ...(resume
        ? [resume.moyenne, resume.ponderee, resume.mediane, resume.q1, resume.q3]
        : [null, null, null, null, null]),
      mentionDe(ligne.resumee) ?? null,
      ...(croise ? [ligne.avec?.resume?.moyenne ?? null] : []),
      ligne.participations
        .map((p) => `${p.dispositif} : ${STATUTS_PARTICIPATION[p.statut as StatutParticipation]}`)
        .join(" ; ") || null,
    ];
  }
}
