import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { DroitsTable } from "../components/droits-table.tsx";
import { getActor } from "../queries.server.ts";
import { FONCTIONS, PORTEES } from "../rules.ts";
import type { Route } from "./+types/droits.ts";

export const meta = () => documentTitle("Qui peut faire quoi");

export function loader({ context }: Route.LoaderArgs) {
  const { nomComplet, fonctions } = getActor(context.get(requestContext));
  return { nomComplet, fonctions };
}

export default function Droits({ loaderData: { nomComplet, fonctions } }: Route.ComponentProps) {
  return (
    <>
      <PageTitle lead="Les droits viennent de la fonction, de son périmètre et de sa période. Ce tableau est celui que le service applique : s’il ne dit pas ce que vous attendez, signalez-le à la personne qui l’administre.">
        Qui peut faire quoi
      </PageTitle>
      <section>
        <h2>Vos fonctions, {nomComplet}</h2>
        <ul>
          {fonctions.map((exercee) => (
            <li key={`${exercee.fonction} ${exercee.porteeCode}`}>
              {FONCTIONS[exercee.fonction]}, portée {PORTEES[exercee.porteeType]}
              {exercee.porteeType === "nation" ? "" : ` ${exercee.porteeCode}`}, depuis le{" "}
              {formatDate(exercee.debut)}
            </li>
          ))}
        </ul>
      </section>
      <DroitsTable miennes={fonctions.map(({ fonction }) => fonction)} />
    </>
  );
}
