import { formatDateHeure } from "#app/platform/format/format.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import type { EtatSceau } from "../queries.server.ts";
import { ALTERATION } from "../rules.ts";

/** Up to where the journal is sealed and what the last check said; an alert when it does not hold. */
export function Sceau({ jusquAu, controle, verifier }: EtatSceau & { readonly verifier: boolean }) {
  const jusque = jusquAu
    ? `Scellé jusqu’à l’acte du ${formatDateHeure(new Date(jusquAu), "Europe/Paris")}.`
    : "Pas encore scellé : la première fois, dans la minute qui suit le premier acte.";
  const verifie = controle
    ? `Dernière vérification le ${formatDateHeure(new Date(controle.faitLe), "Europe/Paris")} : ${controle.intact ? "intact" : "altéré"}.`
    : "Pas encore vérifié : une vérification se fait chaque nuit.";
  return (
    <>
      {controle && !controle.intact && (
        <Notification tone="error" title={ALTERATION.titre}>
          {`${ALTERATION.texte} Constat : ${controle.raison ?? "non précisé"}.`}
        </Notification>
      )}
      <p className="anc-journal__sceau">
        {jusque} {verifie} {verifier && <a href="/journal/controles">Vérifications</a>}
      </p>
    </>
  );
}
