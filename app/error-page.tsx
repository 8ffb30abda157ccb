import { isRouteErrorResponse, useRouteLoaderData } from "react-router";
import { type Frame, usePageFrame } from "./platform/ui/page-frame.tsx";
import { PageTitle } from "./platform/ui/page-title.tsx";

export const ERROR_TITLES = {
  forbidden: "Cette page n’est pas ouverte à votre fonction",
  alone: "Cette page reste à la personne que vous aidez",
  absent: "Page introuvable",
  rush: "Beaucoup de demandes à la fois",
  unexpected: "Une erreur inattendue est survenue",
} as const;

type ErrorKind = keyof typeof ERROR_TITLES;

export function errorKind(error: unknown): ErrorKind {
  if (!isRouteErrorResponse(error)) return "unexpected";
  if (error.status === 404 || error.status === 405) return "absent";
  if (error.status === 429) return "rush";
  if (error.status !== 403) return "unexpected";
  return assisteOf(error.data) === undefined ? "forbidden" : "alone";
}

/** Whom the help desk is seeing as, when that is why the page stays shut. */
function assisteOf(data: unknown): string | undefined {
  const nom: unknown = data !== null && typeof data === "object" && "assistance" in data && data.assistance;
  return typeof nom === "string" ? nom : undefined;
}

/** One page per kind of error, in plain words. « Introuvable » is the same whether a thing does not exist or is out of scope. */
export function ErrorPage({ error, requestId }: { error: unknown; requestId: string }) {
  const kind = errorKind(error);
  const data: unknown = isRouteErrorResponse(error) ? error.data : undefined;
  return (
    <>
      <PageTitle>{ERROR_TITLES[kind]}</PageTitle>
      <div className="anc-erreur">
        {kind === "absent" && <Absent />}
        {kind === "forbidden" && <Forbidden data={data} />}
        {kind === "alone" && <Assistance nom={assisteOf(data) ?? ""} />}
        {kind === "rush" && <Rush data={data} />}
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

/** What the guard says with a refusal: the right that is missing and who has it. */
interface RaisonRefus {
  readonly droit?: unknown;
  readonly titulaires?: unknown;
}

function Forbidden({ data }: { data: unknown }) {
  const loaded = useRouteLoaderData("root") as Frame | undefined;
  const { layout } = usePageFrame();
  const role = (loaded ?? layout)?.person?.role;
  const { droit, titulaires }: RaisonRefus = data !== null && typeof data === "object" ? data : {};
  return (
    <>
      <p className="fr-text--lead">
        {typeof droit === "string"
          ? `Elle demande un droit qui ne vous est pas confié ici : « ${droit} ».`
          : "Elle s’adresse à d’autres fonctions que celles qui vous sont confiées ici."}
      </p>
      <p>
        {role ? `Ce que vous êtes ici : ${role}.` : "Aucune fonction ne vous est confiée ici pour le moment."}
      </p>
      {Array.isArray(titulaires) && titulaires.length > 0 && (
        <details className="anc-erreur__titulaires">
          <summary>Qui tient ce droit</summary>
          <ul>
            {titulaires.map((titulaire) => (
              <li key={String(titulaire)}>{String(titulaire)}</li>
            ))}
          </ul>
        </details>
      )}
      <p>
        Si vous en avez besoin pour votre travail, <a href="/demande-acces">demandez l’accès</a> : une
        personne habilitée décidera. <a href="/droits">Vos droits et le tableau complet</a> se lisent à tout
        moment.
      </p>
    </>
  );
}

/** The help desk sees as somebody: it reads, and what is that person's alone stays closed. */
function Assistance({ nom }: { nom: string }) {
  return (
    <>
      <p className="fr-text--lead">
        Vous voyez le service comme {nom}, en lecture seule : cette page, ou cet acte, reste à cette personne
        seule.
      </p>
      <form method="post" action="/assistance/fin" className="anc-erreur__acte">
        <button type="submit" className="fr-btn">
          Mettre fin à la vue
        </button>
      </form>
    </>
  );
}

function Rush({ data }: { data: unknown }) {
  const attente =
    data !== null && typeof data === "object" && "attente" in data ? Number(data.attente) : Number.NaN;
  return (
    <p className="fr-text--lead">
      Le service reçoit beaucoup de demandes comme la vôtre en ce moment. Rien n’a été enregistré : reprenez{" "}
      {attente > 0 ? `dans ${attente} s` : "dans une minute"}.
    </p>
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
