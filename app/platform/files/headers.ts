/**
 * The form under which two spellings of one header are the same: BOM stripped, trimmed, lower case, without accents,
 * runs of non-alphanumerics turned into one `_`. The plus sign is kept as the word `plus`, since « REP » and « REP + »
 * are two official columns of one file. Idempotent; the result only holds `a-z`, `0-9` and `_`, and may be empty.
 *
 * @example normalizeHeader("\uFEFFCode UAI ") // "code_uai"
 * @example normalizeHeader("REP +") // "rep_plus"
 */
export function normalizeHeader(label: string): string {
  return label
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replaceAll("+", " plus ")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
}

/**
 * Labels whose normalised form occurs more than once, each as first written; unnamed columns are not counted.
 *
 * @example duplicateHeaders(["UAI", "Nom", "uai "]) // ["UAI"]
 */
export function duplicateHeaders(labels: readonly string[]): string[] {
  const firsts = new Map<string, string>();
  const duplicates = new Set<string>();
  for (const label of labels) {
    const key = normalizeHeader(label);
    if (key === "") continue;
    const first = firsts.get(key);
    if (first === undefined) firsts.set(key, label);
    else duplicates.add(first);
  }
  return [...duplicates];
}
