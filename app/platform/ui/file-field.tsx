import { formatTaille } from "../format/format.ts";
import { controlProps, FieldErrors, type FormFieldProps, groupClass, RequiredMark } from "./form-field.tsx";

export interface FileFieldProps extends FormFieldProps {
  /** Extensions with their dot: the browser proposes them, the server checks the content itself. */
  accept: readonly string[];
  /** Largest size of one file. */
  maxBytes: number;
  multiple?: boolean;
}

/** The form that holds it needs `encType="multipart/form-data"`. Limits are said before one chooses. */
export function FileField({ field, label, hint, accept, maxBytes, multiple = false }: FileFieldProps) {
  const kinds = accept.map((extension) => extension.slice(1).toUpperCase()).join(", ");
  return (
    <div className={groupClass("fr-upload-group", field)}>
      <label className="fr-label" htmlFor={field.id}>
        {label}
        {field.required && <RequiredMark />}
        <span className="fr-hint-text" id={`${field.id}-aide`}>
          {hint && <>{hint} </>}
          {multiple ? "Un ou plusieurs fichiers" : "Un fichier"} {kinds}, {formatTaille(maxBytes)} au plus
          {multiple ? " chacun" : ""}.
        </span>
      </label>
      <input
        key={field.key}
        className="fr-upload"
        type="file"
        accept={accept.join(",")}
        multiple={multiple}
        {...controlProps(field, true)}
      />
      <FieldErrors field={field} />
    </div>
  );
}
