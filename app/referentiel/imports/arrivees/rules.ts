import { normalizeSearch } from "../../rules.ts";

/** Who speaks best of an identity: the dated directory, then files of addresses, then statistical files. */
export const AUTORITES = { annuaire: 1, adresse: 2, statistique: 3 } as const;

/** Code of a circonscription: the UAI of its inspection, or its name within the département when the source has only that. */
export function codeCirconscription(
  departement: string,
  { code, nom }: { readonly code?: string | undefined; readonly nom: string },
): string {
  return code ?? `${departement}-${normalizeSearch(nom).replaceAll(" ", "-")}`.slice(0, 60);
}
