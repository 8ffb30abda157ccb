import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getTextes } from "../textes/queries.server.ts";
import type { Route } from "./+types/vie-privee.ts";

const TITRE = "Vos données personnelles";
export const meta = () => documentTitle(TITRE);

export async function loader({ context }: Route.LoaderArgs) {
  const { editeur, delegue_protection: delegue } = await getTextes(context.get(requestContext).db);
  return { editeur, delegue };
}

export default function ViePrivee({ loaderData: { editeur, delegue } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Ce que le service garde des personnes qui l’utilisent, pourquoi et combien de temps. Il ne garde aucun nom ni aucun résultat d’élève : il les refuse.">
        {TITRE}
      </PageTitle>
      <h2>Qui répond de ce traitement</h2>
      <p>
        {editeur ||
          "L’entité responsable n’est pas encore indiquée par la personne qui administre le service."}
      </p>
      <h2>Pourquoi</h2>
      <p>
        Reconnaître les personnes qui suivent les contrats locaux d’accompagnement, leur ouvrir les droits de
        leur fonction, les prévenir de ce qui les attend, et garder la trace des actes : c’est une mission
        d’intérêt public.
      </p>
      <h2>Quoi, et combien de temps</h2>
      <p>
        Votre nom, votre adresse professionnelle, vos fonctions, vos sessions et vos actes. Chaque donnée a un
        but et une durée, écrits dans la base elle-même : une personne connectée lit{" "}
        <a href="/conservation">le registre complet</a>, et{" "}
        <a href="/mes-donnees">tout ce que le service garde d’elle</a>, qu’elle peut emporter.
      </p>
      <h2>Vos droits</h2>
      <p>
        Vous pouvez demander l’accès à vos données, leur rectification, la limitation de leur usage, et vous
        opposer à un usage.{" "}
        {delegue
          ? `Écrivez au délégué à la protection des données : ${delegue}.`
          : "L’adresse du délégué à la protection des données n’est pas encore indiquée : écrivez à la personne qui administre le service."}{" "}
        Vous pouvez aussi saisir la Cnil.
      </p>
    </>
  );
}
