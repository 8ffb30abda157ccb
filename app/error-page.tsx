import { isRouteErrorResponse } from "react-router";
import { PageTitle } from "./platform/ui/page-title.tsx";

export const ERROR_TITLES = {
  forbidden: "Cette page n’est pas ouverte à votre fonction",
  absent: "Page introuvable",
  unexpected: "Une erreur inattendue est survenue",
} as const;

type ErrorKind = keyof typeof ERROR_TITLES;

export function errorKind(error: unknown): ErrorKind {
  if (!isRouteErrorResponse(error)) return "unexpected";
  if (error.status === 404 || error.status === 405) return "absent";
  return error.status === 403 ? "forbidden" : "unexpected";
}

/** One page per kind of error, in plain words. « Introuvable » is the same whether a thing does not exist or is out of scope. */
export function ErrorPage({ error, requestId }: { error: unknown; requestId: string }) {
  const kind = errorKind(error);
  return (
    <>
      <PageTitle>{ERROR_TITLES[kind]}</PageTitle>
      <div className="anc-erreur">
        {kind === "absent" && <Absent />}
        {kind === "forbidden" && <Forbidden />}
        {kind === "unexpected" && <Unexpected requestId={requestId} />}
        <p>
          <a className="fr-btn fr-btn--secondary" href="/">
            Revenir à l’accueil
          </a>
        </p>
      </div>
    </>
  );
}

function Absent() {
  return (
    <>
      <p className="fr-text--lead">
        Cette adresse ne mène à rien que vous puissiez consulter. Elle a pu changer, ou contenir une faute de
        frappe.
      </p>
      <p>
        Si vous l’avez reçue d’une ou d’un collègue, vérifiez avec cette personne que vous suivez bien les
        mêmes écoles et établissements.
      </p>
    </>
  );
}

function Forbidden() {
  return (
    <>
      <p className="fr-text--lead">
        Elle s’adresse à d’autres fonctions que celles qui vous sont confiées ici.
      </p>
      <p>
        Si vous en avez besoin pour votre travail, la personne qui administre le service peut vous l’ouvrir.
      </p>
    </>
  );
}

function Unexpected({ requestId }: { requestId: string }) {
  return (
    <>
      <p className="fr-text--lead">
        Votre demande n’a pas pu aboutir, et vous n’y êtes pour rien. Vous pouvez réessayer dans quelques
        minutes.
      </p>
      {requestId && (
        <p>
          Si cela se reproduit, communiquez cette référence à l’assistance :{" "}
          <strong className="anc-reference">{requestId}</strong>
        </p>
      )}
    </>
  );
}
