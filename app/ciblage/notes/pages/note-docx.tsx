import { getActor } from "#app/acces/queries.server.ts";
import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { composeNote } from "../documents/note.ts";
import { renderNoteDocx } from "../documents/note-docx.server.ts";
import { getNote } from "../queries.server.ts";
import type { Route } from "./+types/note-docx.ts";

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/** The same document for a word processor: a body amends it. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const note = composeNote(await getNote(current.db, getActor(current), params.campagne));
  const pied = `Ancrage. Extrait le ${formatDate(current.now(), "Europe/Paris")}.`;
  const bytes = await renderNoteDocx(note, { pied });
  return new Response(new Uint8Array(bytes), {
    headers: {
      "Content-Type": DOCX,
      "Content-Disposition": 'attachment; filename="document-instances.docx"',
      "Content-Length": String(bytes.byteLength),
      "Cache-Control": "no-store",
    },
  });
}
