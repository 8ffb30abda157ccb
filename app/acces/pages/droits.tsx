import { formatDate } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { DroitsTable } from "../components/droits-table.tsx";
import { FONCTIONS, PORTEES } from "../fonctions/rules.ts";
import { getActor } from "../queries.server.ts";
import { hasPermission } from "../rules.ts";
import type { Route } from "./+types/droits.ts";

export const meta = () => documentTitle("Qui peut faire quoi");

export function loader({ context }: Route.LoaderArgs) {
  const actor = getActor(context.get(requestContext));
  const { nomComplet, fonctions } = actor;
  return { nomComplet, fonctions, jetons: hasPermission(actor, "jeton.gerer") };
}

export default function Droits({ loaderData: { nomComplet, fonctions, jetons } }: Route.ComponentProps) {
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
      {jetons && (
        <section>
          <h2>Lire les données avec un programme</h2>
          <p>
            R, Python ou un tableur lisent les données avec vos droits du moment, par{" "}
            <a href="/jetons">un jeton que vous créez</a>.
          </p>
        </section>
      )}
    </>
  );
}
