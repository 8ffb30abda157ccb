/** Whoever looks reads the name of the person; the person reads theirs, and finds at `href` the way to stop it. */
export type Assistance =
  | { readonly nom: string; readonly role: "assistant" }
  | { readonly nom: string; readonly role: "assiste"; readonly href: string };

/** Where the help desk ends what it sees; the guard lets it through. */
const FIN_ASSISTANCE = "/assistance/fin";

/** Said to both: to whoever looks, with the way back; to whoever is looked at, with the way to stop it. */
export function AssistanceStrip({ assistance }: { assistance: Assistance }) {
  if (assistance.role === "assiste")
    return (
      <p className="anc-assistance anc-assistance--discret">
        <span className="fr-container">
          {`${assistance.nom} voit le service comme vous, en lecture seule, avec votre accord. `}
          <a href={assistance.href}>Y mettre fin</a>
        </span>
      </p>
    );
  return (
    <div className="anc-assistance">
      <div className="fr-container anc-assistance__ligne">
        <p>
          Vous voyez le service comme <strong>{assistance.nom}</strong>, en lecture seule.
        </p>
        <form method="post" action={FIN_ASSISTANCE}>
          <button type="submit" className="fr-btn fr-btn--secondary fr-btn--sm">
            Revenir à mon compte
          </button>
        </form>
      </div>
    </div>
  );
}
