import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import type { Transmis } from "../queries.server.ts";

/** What a provider says of a person, so that somebody may recognise them. */
export function IdentiteTransmise({ transmis }: { readonly transmis: Transmis }) {
  return (
    <DescriptionList
      entries={[
        { term: "Nom", description: transmis.nomComplet },
        { term: "Adresse", description: transmis.courriel ?? "Non transmise" },
        { term: "Employeur (SIRET)", description: transmis.siret ?? "Non transmis" },
        { term: "Fournisseur d’identité", description: <code>{transmis.fournisseur}</code> },
      ]}
    />
  );
}
