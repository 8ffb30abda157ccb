import { requestContext } from "#app/platform/http/request-context.ts";
import type { FormatPiece } from "#app/platform/pieces/formats.ts";
import { findPieceDeposee, pieceResponse } from "#app/platform/pieces/store.server.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { getActor } from "../../queries.server.ts";
import { getDelegation } from "../queries.server.ts";
import type { Route } from "./+types/acte-fichier.ts";

/** The act, for whoever reads the delegation: the person who received it holds no right on the périmètre. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { pieceId } = await getDelegation(current, getActor(current), params.delegation);
  const piece = pieceId ? await findPieceDeposee(current, pieceId) : undefined;
  if (!piece) throw new NotFound();
  return pieceResponse(current.settings.dataFolder, { ...piece, format: piece.format as FormatPiece });
}
