import { getActor } from "#app/acces/queries.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { pieceResponse } from "#app/platform/pieces/store.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getPiece } from "../queries.server.ts";
import type { Route } from "./+types/fichier.ts";

/** The file itself, always as an attachment. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const piece = await getPiece(current.db, getActor(current), params.piece);
  if (piece.retireeLe) throw new NotFound();
  return pieceResponse(current.settings.dataFolder, piece);
}
