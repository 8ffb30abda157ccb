import { Readable } from "node:stream";
import { getActor } from "#app/acces/queries.server.ts";
import { csvLine } from "#app/platform/files/csv-line.ts";
import type { FileCell } from "#app/platform/files/written-sheet.ts";
import { type ZipPart, zipBytes } from "#app/platform/files/zip-writer.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type DonneesDe, listDonneesDe } from "#app/platform/retention/person.server.ts";
import { listTracesDe, type Trace } from "../../journal/queries.server.ts";
import { exporterDonnees } from "../commands.server.ts";
import type { Route } from "./+types/mes-donnees-export.ts";

const TRACES = 100_000;
const BOM = "\uFEFF";

/** Everything that the service holds about the signed-in person, to take away; journaled before it leaves. */
export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const format = new URL(request.url).searchParams.get("format") === "zip" ? "zip" : "json";
  await exporterDonnees(current, { agentId: actor.agentId, format });
  const [tables, traces] = await Promise.all([
    listDonneesDe(current.db, actor.agentId),
    listTracesDe(current.db, actor.agentId, TRACES),
  ]);
  const headers = {
    "Content-Disposition": `attachment; filename="mes-donnees.${format}"`,
    "Cache-Control": "no-store",
  };
  if (format === "zip") {
    const bytes = Readable.from(zipBytes(partsOf(tables, traces)));
    return new Response(Readable.toWeb(bytes) as ReadableStream, {
      headers: { ...headers, "Content-Type": "application/zip" },
    });
  }
  const body = JSON.stringify(
    { exporteLe: current.now(), tables: tables.map(objectsOf), journal: traces },
    null,
    2,
  );
  return new Response(body, { headers: { ...headers, "Content-Type": "application/json; charset=utf-8" } });
}

/** Rows as objects, each column by its name; the dictionary's sentences beside. */
function objectsOf({ table, texte, colonnes, lignes }: DonneesDe) {
  return {
    table,
    texte,
    colonnes: Object.fromEntries(colonnes.map(({ nom, texte: sens }) => [nom, sens])),
    lignes: lignes.map((ligne) => Object.fromEntries(colonnes.map(({ nom }, index) => [nom, ligne[index]]))),
  };
}

function partsOf(tables: readonly DonneesDe[], traces: readonly Trace[]): ZipPart[] {
  return [
    ...tables.map(({ table, colonnes, lignes }) => ({
      name: `${table}.csv`,
      text: [
        BOM + csvLine(colonnes.map(({ nom }) => nom)),
        ...lignes.map((ligne) => csvLine(ligne.map(cellOf))),
      ],
    })),
    {
      name: "journal.csv",
      text: [
        BOM + csvLine(["ligne", "date", "acte", "objet", "identifiant", "faits", "avant", "apres"]),
        ...traces.map((trace) =>
          csvLine([
            trace.id,
            trace.survenuLe.toISOString(),
            trace.evenement,
            trace.objetType,
            trace.objetId,
            cellOf(trace.faits),
            cellOf(trace.avant),
            cellOf(trace.apres),
          ]),
        ),
      ],
    },
    {
      name: "lisez-moi.txt",
      text: [
        "Ce que le service garde sur vous. Chaque fichier porte le nom de sa table ; voici ce qu’elles contiennent.\r\n\r\n",
        ...tables.map(({ table, texte }) => `${table}.csv : ${texte}\r\n`),
        "journal.csv : les actes que vous avez faits et ceux qui vous concernent.\r\n",
      ],
    },
  ];
}

function cellOf(valeur: unknown): FileCell {
  if (valeur === null || valeur === undefined) return null;
  if (typeof valeur === "number" || typeof valeur === "string") return valeur;
  return typeof valeur === "object" ? JSON.stringify(valeur) : String(valeur);
}
