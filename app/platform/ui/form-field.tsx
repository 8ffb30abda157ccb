/**
 * What a field needs from Conform's metadata; any `FieldMetadata` fits, and so does a plain object in a GET form.
 * `key` changes when Conform resets the form.
 */
export interface FieldSource {
  readonly id: string;
  readonly name: string;
  readonly key?: string | undefined;
  readonly errors?: string[] | null | undefined;
  readonly initialValue?: unknown;
  readonly required?: boolean | undefined;
  readonly min?: string | number | undefined;
  readonly max?: string | number | undefined;
  readonly step?: string | number | undefined;
}

export interface FormFieldProps {
  field: FieldSource;
  label: React.ReactNode;
  hint?: React.ReactNode;
}

/**
 * Attributes common to every control. `maxLength` and `pattern` are left out on purpose: the first cuts a pasted text
 * in silence, the second speaks English; the server answers both in French and keeps the text.
 */
export function controlProps(field: FieldSource, hasHint: boolean) {
  const invalid = Boolean(field.errors?.length);
  const describedBy = [hasHint && `${field.id}-aide`, invalid && `${field.id}-erreur`]
    .filter(Boolean)
    .join(" ");
  return {
    id: field.id,
    name: field.name,
    required: field.required || undefined,
    "aria-invalid": invalid || undefined,
    "aria-describedby": describedBy || undefined,
  } as const;
}

export function initialText(field: FieldSource): string | undefined {
  const value = field.initialValue;
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

export function groupClass(block: string, field: FieldSource): string {
  return field.errors?.length ? `${block} ${block}--error` : block;
}

/** Label, the word « obligatoire » in full letters, and the hint: what one must know before typing. */
function FieldLabel({ field, label, hint }: FormFieldProps) {
  return (
    <label className="fr-label" htmlFor={field.id}>
      {label}
      {field.required && <RequiredMark />}
      {hint && (
        <span className="fr-hint-text" id={`${field.id}-aide`}>
          {hint}
        </span>
      )}
    </label>
  );
}

export function RequiredMark() {
  return <span className="anc-obligatoire"> (obligatoire)</span>;
}

export function FieldErrors({ field }: { field: FieldSource }) {
  if (!field.errors?.length) return null;
  return (
    <p className="fr-error-text" id={`${field.id}-erreur`}>
      {field.errors.join(" ")}
    </p>
  );
}

export interface TextFieldProps extends FormFieldProps {
  type?:
    | "text"
    | "email"
    | "tel"
    | "url"
    | "search"
    | "date"
    | "time"
    | "datetime-local"
    | "number"
    | "password";
  inputMode?: "text" | "numeric" | "decimal" | "email" | "tel" | "url";
  autoComplete?: string;
  /** Unit shown after the field, also read with its label. */
  suffix?: string;
  /** Width that suits the expected length. */
  width?: "short" | "medium" | "full";
}

export function TextField({
  field,
  label,
  hint,
  type = "text",
  suffix,
  width = "full",
  ...input
}: TextFieldProps) {
  const bounded = type === "number" || type === "date" || type === "time" || type === "datetime-local";
  return (
    <div className={groupClass("fr-input-group", field)}>
      <FieldLabel
        field={field}
        label={
          suffix ? (
            <>
              {label} ({suffix})
            </>
          ) : (
            label
          )
        }
        hint={hint}
      />
      <input
        key={field.key}
        className={`fr-input anc-champ--${width}`}
        type={type}
        defaultValue={initialText(field)}
        {...(bounded ? { min: field.min, max: field.max, step: field.step } : {})}
        {...controlProps(field, Boolean(hint))}
        {...input}
      />
      <FieldErrors field={field} />
    </div>
  );
}

export function TextAreaField({ field, label, hint, rows = 5 }: FormFieldProps & { rows?: number }) {
  return (
    <div className={groupClass("fr-input-group", field)}>
      <FieldLabel field={field} label={label} hint={hint} />
      <textarea
        key={field.key}
        className="fr-input"
        rows={rows}
        defaultValue={initialText(field)}
        {...controlProps(field, Boolean(hint))}
      />
      <FieldErrors field={field} />
    </div>
  );
}

export interface Choice {
  value: string;
  label: string;
  hint?: string;
  disabled?: boolean;
}

export interface SelectFieldProps extends FormFieldProps {
  choices: readonly Choice[];
  /** First, empty line: « Choisir… », or « Toutes » in a filter. */
  placeholder?: string;
}

export function SelectField({ field, label, hint, choices, placeholder = "Choisir…" }: SelectFieldProps) {
  return (
    <div className={groupClass("fr-select-group", field)}>
      <FieldLabel field={field} label={label} hint={hint} />
      <select
        key={field.key}
        className="fr-select"
        defaultValue={initialText(field) ?? ""}
        {...controlProps(field, Boolean(hint))}
      >
        <option value="">{placeholder}</option>
        {choices.map(({ value, label: text, disabled }) => (
          <option key={value} value={value} disabled={disabled}>
            {text}
          </option>
        ))}
      </select>
      <FieldErrors field={field} />
    </div>
  );
}
