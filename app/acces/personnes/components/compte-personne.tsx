import { formatDateHeure, pluriel } from "#app/platform/format/format.ts";
import type { Decision } from "#app/platform/refusal.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import type { InvitationEmise } from "../../invitations/queries.server.ts";
import { ETATS_INVITATION } from "../../invitations/rules.ts";
import type { EtatCompte } from "../queries.server.ts";

export interface ComptePersonneProps {
  page: string;
  compte: EtatCompte;
  ferme: boolean;
  invitation: InvitationEmise | undefined;
  /** Whether the reader manages the whole account, and otherwise why not. */
  gerer: Decision;
}

/** Entry, sessions, second factor and delegations of a person, with the acts of whoever may manage the account. */
export function ComptePersonne({ page, compte, ferme, invitation, gerer }: ComptePersonneProps) {
  const { sessions, derniereEntree, secondFacteur, delegationsDonnees, delegationsRecues } = compte;
  const quand = (date: Date) => formatDateHeure(new Date(date), "Europe/Paris");
  return (
    <section aria-labelledby="compte">
      <h2 id="compte">Compte</h2>
      <DescriptionList
        entries={[
          {
            term: "Invitation",
            description: invitation
              ? `${ETATS_INVITATION[invitation.etat]} (${quand(invitation.emiseLe)}${invitation.invitePar ? `, ${invitation.invitePar}` : ""})`
              : "aucune",
          },
          { term: "Dernière entrée", description: derniereEntree ? quand(derniereEntree) : "jamais" },
          {
            term: "Sessions ouvertes",
            description: sessions === 0 ? "aucune" : pluriel(sessions, "session"),
          },
          { term: "Second facteur", description: secondFacteur ? "en service" : "pas encore enregistré" },
          {
            term: "Délégations",
            description:
              delegationsDonnees + delegationsRecues === 0
                ? "aucune"
                : `${pluriel(delegationsDonnees, "donnée")}, ${pluriel(delegationsRecues, "reçue")}`,
          },
        ]}
      />
      {gerer.ok ? (
        <Actes
          page={page}
          ferme={ferme}
          invitation={
            derniereEntree
              ? null
              : invitation
                ? "Envoyer à nouveau ou annuler l’invitation"
                : "Envoyer une invitation"
          }
        />
      ) : (
        <p>{gerer.message}</p>
      )}
    </section>
  );
}

interface ActesProps {
  page: string;
  ferme: boolean;
  /** What can be done of the invitation; null once the person has come in. */
  invitation: string | null;
}

function Actes({ page, ferme, invitation }: ActesProps) {
  const actes = [
    ...(ferme || invitation === null ? [] : [["invitation", invitation]]),
    ...(ferme ? [] : [["identites", "Identités ProConnect"]]),
    ...(ferme ? [] : [["sessions", "Fermer ses sessions, réinitialiser son second facteur"]]),
    ["fermeture", ferme ? "Rouvrir le compte" : "Fermer le compte"],
  ];
  return (
    <ul className="anc-personne-actes">
      {actes.map(([path, label]) => (
        <li key={path}>
          <a className="fr-link" href={`${page}/${path}`}>
            {label}
          </a>
        </li>
      ))}
    </ul>
  );
}
