import { formatDateHeure } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import type { SessionVue } from "../queries.server.ts";
import { MODES_SESSION } from "../rules.ts";

const FACTEURS: Readonly<Record<string, string>> = {
  totp: "code de l’application",
  secours: "code de secours",
};

/** What a person recognises one of their sessions by. */
export function SessionFacts({ session }: { session: SessionVue }) {
  const preuves = [
    MODES_SESSION[session.mode],
    ...session.facteurs.flatMap((facteur) => FACTEURS[facteur] ?? []),
  ];
  return (
    <DescriptionList
      entries={[
        { term: "Ouverte", description: formatDateHeure(session.ouverteLe, "Europe/Paris") },
        { term: "Dernière activité", description: formatDateHeure(session.vueLe, "Europe/Paris") },
        { term: "Entrée par", description: preuves.join(", puis ") },
      ]}
    />
  );
}
