import { z } from "#app/platform/form/zod.ts";
import {
  GENRES_NOTIFICATION,
  type GenreNotification,
  MODES_NOTIFICATION,
  type ModeNotification,
} from "./rules.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Conform reads a dot in the name of a field as a path. */
export function champOf(genre: GenreNotification): string {
  return genre.replace(".", "__");
}

const GENRES = Object.keys(GENRES_NOTIFICATION) as GenreNotification[];
const MODES = Object.keys(MODES_NOTIFICATION) as [ModeNotification, ...ModeNotification[]];

export const preferencesSchema = z.object(
  Object.fromEntries(
    GENRES.map((genre) => [
      champOf(genre),
      z.enum(MODES, "Choisissez comment recevoir ces messages.").optional(),
    ]),
  ),
);

/** One notification, or all of those that the page showed. */
export const lectureSchema = z.object({
  notification: z.string().regex(UUID).optional(),
  jusque: z.iso.datetime({ offset: true }).optional(),
});

export function readGenre(text: string | null): GenreNotification | undefined {
  return GENRES.find((genre) => genre === text);
}
