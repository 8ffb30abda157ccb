import { SelectField } from "#app/platform/ui/form-field.tsx";

/** Which two axes, as fields of a GET form. */
export function ChoixAxes({ axes, x, y }: { axes: number; x: number; y: number }) {
  const choices = Array.from({ length: axes }, (_, k) => ({ value: String(k + 1), label: `Axe ${k + 1}` }));
  return (
    <>
      <SelectField
        field={{ id: "filtre-x", name: "x", initialValue: String(x) }}
        label="Axe horizontal"
        placeholder="Le premier"
        choices={choices}
      />
      <SelectField
        field={{ id: "filtre-y", name: "y", initialValue: String(y) }}
        label="Axe vertical"
        placeholder="Le deuxième"
        choices={choices}
      />
    </>
  );
}
