import type { Lab } from "./lab.ts";
import type { Start } from "./service.ts";

export interface Situation {
  readonly title: string;
  /** Throws when the situation does not go as it must; otherwise returns what is worth reading beside its title. */
  play(lab: Lab): Promise<string>;
}

export const seconds = (value: number) => `${value.toFixed(1).replace(".", ",")} s`;

/** The start must refuse by itself, with one sentence that contains `words`, and nothing technical. */
export async function expectRefusal(
  lab: Lab,
  how: Omit<Start, "folder"> & { readonly folder?: string },
  words: string,
): Promise<string> {
  const service = lab.start(how);
  // A start that succeeds instead of refusing is stopped by the limit of the situation's clean-up.
  const status = await Promise.race([
    service.ready(30_000).then(() => "prêt"),
    service.ended.then((ended) => ended),
  ]).catch((error: Error) => error.message);
  if (status === "prêt") {
    await lab.stopWhole(service);
    throw new Error("le service a démarré au lieu de refuser");
  }
  const lines = [...service.linesOf(service.stdout), ...service.linesOf(service.stderr)];
  const [sentence = ""] = lines;
  if (lines.length !== 1) throw new Error(`une phrase était attendue ; ${service.said()}`);
  if (!sentence.includes(words)) throw new Error(`« ${words} » était attendu ; ${service.said()}`);
  if ((await service.ended) === 0) throw new Error("le refus rend le code 0");
  return `« ${sentence} »`;
}
