import type { Answer, Client } from "./app.ts";
import { formOf } from "./forms.ts";

/** Deposits a list that a campaign received, as the form of its page does. */
export function deposerListe(
  client: Client,
  campagne: string,
  content: string | Uint8Array<ArrayBuffer>,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = formOf({ origine: "Ministère", recueLe: "2026-11-02", ...fields });
  form.append("fichier", new File([content], "liste.csv"));
  return client.post(`${campagne}/listes-recues/nouvelle`, form);
}

/** A list as a file; the tag tells two files of the same structures apart. */
export function csvOf(uais: readonly string[], tag = ""): string {
  return `UAI;Nom\n${uais.map((uai, i) => `${uai};Structure ${tag}${i}`).join("\n")}\n`;
}
