import { data, redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { formatDateHeure, formatTaille } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { FORMATS } from "#app/platform/pieces/formats.ts";
import { isRefusal } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { retirerPiece } from "../commands.server.ts";
import { getPiece } from "../queries.server.ts";
import { canRetirer } from "../rules.ts";
import type { Route } from "./+types/piece.ts";

export const meta = ({ loaderData }: Route.MetaArgs) => documentTitle(loaderData?.nom ?? "Fichier joint");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { agentId } = getActor(current);
  const { deposeePar, empreinte, format, ...piece } = await getPiece(
    current.db,
    getActor(current),
    params.piece,
  );
  return {
    ...piece,
    format: FORMATS[format].libelle,
    empreinte: empreinte.toString("hex"),
    retirable: canRetirer({ deposeePar, retiree: piece.retireeLe !== null }, agentId).ok,
  };
}

export async function action({ params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  try {
    await retirerPiece(current, getActor(current), params.piece);
  } catch (error) {
    if (isRefusal(error)) return data({ refus: error.message }, { status: 422 });
    throw error;
  }
  throw redirect(`/pieces/${params.piece}`, 303);
}

export default function Piece({ loaderData: piece, actionData }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb steps={[{ label: "Accueil", href: "/" }, { label: piece.nom }]} />
      <PageTitle
        overline="Fichier joint"
        actions={
          !piece.retireeLe && (
            <a className="fr-btn" href={`/pieces/${piece.id}/fichier`} download>
              Télécharger
            </a>
          )
        }
      >
        {piece.nom}
      </PageTitle>
      <RefusalNotice reason={actionData?.refus} />
      <DescriptionList
        entries={[
          { term: "Format", description: piece.format },
          { term: "Taille", description: formatTaille(piece.taille) },
          {
            term: "Joint par",
            description: `${piece.deposant}, le ${formatDateHeure(new Date(piece.deposeeLe), "Europe/Paris")}`,
          },
          { term: "Empreinte (SHA-256)", description: piece.empreinte },
        ]}
      />
      {piece.retireeLe ? (
        <p>
          Ce fichier a été retiré le {formatDateHeure(new Date(piece.retireeLe), "Europe/Paris")} par la
          personne qui l’avait joint.
        </p>
      ) : (
        <Apercu texte={piece.apercu} />
      )}
      {piece.retirable && (
        <form method="post">
          <button type="submit" className="fr-btn fr-btn--secondary">
            Retirer ce fichier
          </button>
        </form>
      )}
    </>
  );
}

/** The words of the document, without its layout: enough to know whether it is the right one. */
function Apercu({ texte }: { texte: string | null }) {
  if (texte === null)
    return <p>Le texte de ce document est en cours de lecture : rechargez la page dans un instant.</p>;
  if (texte.trim() === "")
    return (
      <p>
        Ce fichier ne contient pas de texte à montrer ici (une image, ou un document numérisé) :
        téléchargez-le.
      </p>
    );
  return (
    <section aria-labelledby="apercu">
      <h2 id="apercu">Aperçu du texte</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <pre className="anc-apercu" tabIndex={0}>
        {texte}
      </pre>
    </section>
  );
}
