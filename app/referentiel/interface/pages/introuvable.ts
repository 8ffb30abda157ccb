import { problem } from "#app/platform/http/problem.ts";

export function loader(): never {
  throw problem(404, "Cette adresse n'existe pas. Les adresses de l'interface de lecture sont à /api/v1.");
}
