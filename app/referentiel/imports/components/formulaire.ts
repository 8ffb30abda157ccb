import type { FormReply } from "#app/platform/form/submit-form.server.ts";
import type { FieldError } from "#app/platform/ui/error-summary.tsx";
import type { FieldSource } from "#app/platform/ui/form-field.tsx";

/** What stays in a form: a refused submission, or what was typed before a trial. */
export interface FormulaireRendu {
  readonly submission?: FormReply["submission"];
  readonly saisie?: unknown;
}

/**
 * Fields of a form by name, with what was typed and why it was refused. `id` is the one of the form; `value` stands
 * where nothing was typed yet.
 *
 * @example const field = champsOf("notice", actionData); <TextField field={field("libelle", notice.libelle)} … />
 */
export function champsOf(id: string, rendu: FormulaireRendu | undefined) {
  const typed = rendu?.submission?.initialValue ?? rendu?.saisie;
  return (name: string, value?: string | number | null, options: Partial<FieldSource> = {}): FieldSource => {
    const kept = typed === undefined ? (value ?? undefined) : valueAt(typed, name);
    return {
      id: idOf(id, name),
      name,
      key: `${name} ${String(kept ?? "")}`,
      initialValue: kept === true ? "on" : kept,
      errors: rendu?.submission?.error?.[name] ?? undefined,
      ...options,
    };
  };
}

/** Errors of the fields, in the order of the form; those of the whole form are `reasonOf`. */
export function errorsOf(id: string, rendu: FormulaireRendu | undefined): FieldError[] {
  return Object.entries(rendu?.submission?.error ?? {}).flatMap(([name, messages]) =>
    name === "" ? [] : (messages ?? []).map((message) => ({ fieldId: idOf(id, name), message })),
  );
}

/** Why the métier said no to the whole form. */
export function reasonOf(rendu: FormulaireRendu | undefined): string | undefined {
  return rendu?.submission?.error?.[""]?.join(" ") || undefined;
}

function idOf(id: string, name: string): string {
  return `${id}-${name.replace(/[[\].]+/g, "-")}`;
}

/** `codes[2].motif` in what was typed. */
function valueAt(typed: unknown, name: string): unknown {
  const parts = name.split(/[[\].]+/).filter(Boolean);
  return parts.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[part] : undefined,
    typed,
  );
}
