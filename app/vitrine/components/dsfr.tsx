import { Accordion } from "@codegouvfr/react-dsfr/Accordion";
import { useReactDsfr } from "../../platform/ui/react-dsfr.tsx";
import { Section } from "./section.tsx";

/** One interactive component of react-dsfr: the proof that its script runs under our policy. */
export function DsfrComponents() {
  useReactDsfr();
  return (
    <Section id="dsfr" title="Composants interactifs du DSFR">
      <Accordion label="Comment les données sont-elles choisies ?">
        Les indicateurs viennent des données ouvertes du ministère, à la date indiquée sur chaque page.
      </Accordion>
    </Section>
  );
}
