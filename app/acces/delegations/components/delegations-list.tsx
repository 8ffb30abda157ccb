import { formatDate } from "#app/platform/format/format.ts";
import { Badge, type BadgeTone } from "#app/platform/ui/badge.tsx";
import { FONCTIONS, NATURES_DELEGATION } from "../../fonctions/rules.ts";
import type { DelegationLue } from "../queries.server.ts";
import { addJours, ETATS_DELEGATION, type EtatDelegation } from "../rules.ts";

const TONS: Readonly<Record<EtatDelegation, BadgeTone>> = {
  a_venir: "info",
  en_cours: "success",
  a_terme: "new",
  echu: "neutral",
  revoque: "neutral",
  tombe: "neutral",
};

export function EtatBadge({ etat }: { etat: EtatDelegation }) {
  return <Badge tone={TONS[etat]}>{ETATS_DELEGATION[etat]}</Badge>;
}

/** « du 1er septembre 2026 au 31 août 2027 »: both days included, as people say it. */
export function periodeOf({ debut, fin }: { debut: string; fin: string }): string {
  return `du ${formatDate(debut)} au ${formatDate(addJours(fin, -1))}`;
}

export interface DelegationsListProps {
  titre: string;
  delegations: readonly DelegationLue[];
  /** Whose name is worth telling: the person who received it, or the one who gave it. */
  autre: "delegant" | "delegataire";
}

/** Delegations as a list that reads aloud, without a table, at any width. */
export function DelegationsList({ titre, delegations, autre }: DelegationsListProps) {
  if (delegations.length === 0) return null;
  return (
    <section>
      <h2>{titre}</h2>
      <ul className="anc-actes">
        {delegations.map((delegation) => (
          <li key={delegation.id}>
            <p className="anc-actes__titre">
              <a href={`/delegations/${delegation.id}`}>
                {autre === "delegataire" ? `À ${delegation.delegataire}` : `De ${delegation.delegant}`}
              </a>{" "}
              <EtatBadge etat={delegation.etat} />
            </p>
            <p>
              {FONCTIONS[delegation.fonction]}, {delegation.portee} : {NATURES_DELEGATION[delegation.nature]},{" "}
              {periodeOf(delegation)}.
            </p>
            <p className="anc-actes__source">Acte : {delegation.acte}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
