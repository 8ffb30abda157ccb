import {
  type Choice,
  controlProps,
  FieldErrors,
  type FieldSource,
  type FormFieldProps,
  groupClass,
  initialText,
  RequiredMark,
} from "./form-field.tsx";

/** One box to tick. Conform reads a ticked box as « on ». */
export function CheckboxField({ field, label, hint }: FormFieldProps) {
  return (
    <div className={groupClass("fr-checkbox-group", field)}>
      <input
        key={field.key}
        type="checkbox"
        value="on"
        defaultChecked={initialText(field) === "on" || field.initialValue === true}
        {...controlProps(field, Boolean(hint))}
      />
      <label className="fr-label" htmlFor={field.id}>
        <span>
          {label}
          {field.required && <RequiredMark />}
        </span>
        {hint && (
          <span className="fr-hint-text" id={`${field.id}-aide`}>
            {hint}
          </span>
        )}
      </label>
      <FieldErrors field={field} />
    </div>
  );
}

export interface ChoiceGroupProps extends FormFieldProps {
  choices: readonly Choice[];
  /** Side by side, for two or three short choices. */
  inline?: boolean;
}

/** Spelt in full: the build keeps the styles whose class names it finds in our sources. */
const GROUP_CLASSES = { checkbox: "fr-checkbox-group", radio: "fr-radio-group" } as const;

/** Several boxes under one name: the values arrive as a list. */
export function CheckboxGroupField(props: ChoiceGroupProps) {
  return <ChoiceGroup {...props} type="checkbox" />;
}

/** One choice among a few, all visible. */
export function RadioGroupField(props: ChoiceGroupProps) {
  return <ChoiceGroup {...props} type="radio" />;
}

function ChoiceGroup({
  field,
  label,
  hint,
  choices,
  inline,
  type,
}: ChoiceGroupProps & { type: "checkbox" | "radio" }) {
  const { "aria-describedby": describedBy } = controlProps(field, Boolean(hint));
  const chosen = chosenValues(field);
  return (
    <fieldset
      id={field.id}
      tabIndex={-1}
      className={groupClass("fr-fieldset", field)}
      aria-describedby={describedBy}
    >
      <legend className="fr-fieldset__legend fr-fieldset__legend--regular">
        {label}
        {field.required && <RequiredMark />}
        {hint && (
          <span className="fr-hint-text" id={`${field.id}-aide`}>
            {hint}
          </span>
        )}
      </legend>
      {choices.map(({ value, label: text, hint: detail, disabled }) => (
        <div key={value} className={`fr-fieldset__element${inline ? " fr-fieldset__element--inline" : ""}`}>
          <div className={GROUP_CLASSES[type]}>
            <input
              type={type}
              id={`${field.id}-${value}`}
              name={field.name}
              value={value}
              defaultChecked={chosen.has(value)}
              disabled={disabled}
              required={(type === "radio" && field.required) || undefined}
            />
            <label className="fr-label" htmlFor={`${field.id}-${value}`}>
              {text}
              {detail && <span className="fr-hint-text">{detail}</span>}
            </label>
          </div>
        </div>
      ))}
      <div className="fr-fieldset__element">
        <FieldErrors field={field} />
      </div>
    </fieldset>
  );
}

function chosenValues(field: FieldSource): Set<string> {
  const { initialValue } = field;
  if (Array.isArray(initialValue)) return new Set(initialValue.map(String));
  const text = initialText(field);
  return new Set(text === undefined ? [] : [text]);
}
