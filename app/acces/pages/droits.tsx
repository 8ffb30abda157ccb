import { useRouteLoaderData } from "react-router";
import { requestContext } from "#app/platform/http/request-context.ts";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import type { Frame } from "#app/platform/ui/page-frame.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { DroitsTable } from "../components/droits-table.tsx";
import { MesDroits } from "../components/mes-droits.tsx";
import { PerimetresRestreints } from "../components/perimetres-restreints.tsx";
import { listDelegationsDeLAgent } from "../delegations/queries.server.ts";
import { listMesFonctions } from "../droits/queries.server.ts";
import { FONCTIONS, isFonction } from "../fonctions/rules.ts";
import { getActor } from "../queries.server.ts";
import { hasPermission, listDroitsDe } from "../rules.ts";
import type { Route } from "./+types/droits.ts";

const TITRE = "Qui peut faire quoi";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const [fonctions, delegations] = await Promise.all([
    listMesFonctions(current, actor.agentId),
    listDelegationsDeLAgent(current, actor.agentId),
  ]);
  const actives = new Set(actor.fonctions.map(({ delegation }) => delegation?.id));
  const code = new URL(request.url).searchParams.get("fonction") ?? "";
  return {
    fonctions,
    recues: delegations.filter(({ id }) => actives.has(id)),
    droits: listDroitsDe(actor),
    miennes: actor.fonctions.filter(({ delegation }) => !delegation).map(({ fonction }) => fonction),
    choisie: isFonction(code) ? code : undefined,
    jetons: hasPermission(actor, "jeton.gerer"),
  };
}

export default function Droits({ loaderData }: Route.ComponentProps) {
  const { fonctions, recues, droits, miennes, choisie, jetons } = loaderData;
  return (
    <>
      <PageTitle lead="Les droits viennent de la fonction, de son périmètre et de sa période. Ce tableau est celui que le service applique.">
        {TITRE}
      </PageTitle>
      <section>
        <h2>Mes droits</h2>
        <MesDroits fonctions={fonctions} recues={recues} droits={droits} />
        {jetons && (
          <p>
            R, Python ou un tableur lisent les données avec vos droits du moment, par{" "}
            <a href="/jetons">un jeton que vous créez</a>.
          </p>
        )}
      </section>
      <section>
        <h2>Tableau des droits</h2>
        <form method="get" className="anc-droits__choix">
          <div className="fr-select-group">
            <label className="fr-label" htmlFor="droits-fonction">
              Ce que peut faire
            </label>
            <select className="fr-select" id="droits-fonction" name="fonction" defaultValue={choisie ?? ""}>
              <option value="">Toutes les fonctions</option>
              {Object.entries(FONCTIONS).map(([code, libelle]) => (
                <option key={code} value={code}>
                  {libelle}
                </option>
              ))}
            </select>
          </div>
          <button type="submit" className="fr-btn fr-btn--secondary">
            Montrer
          </button>
        </form>
        <ExportLinks href="/droits/export" objet="le tableau des droits" />
        <p>
          Une ligne ne correspond pas à ce que fait votre académie ? <Signaler />
        </p>
        <DroitsTable miennes={miennes} fonction={choisie} />
        <PerimetresRestreints />
      </section>
    </>
  );
}

/** A table that rectorats read is a table that they correct: the file carries a column for their remarks. */
function Signaler() {
  const contact = (useRouteLoaderData("root") as Frame | undefined)?.contact?.courriel;
  return (
    <>
      {contact ? (
        <>
          Signalez-le à <a href={`mailto:${contact}?subject=Tableau%20des%20droits`}>{contact}</a>
        </>
      ) : (
        "Signalez-le à la personne qui administre le service"
      )}{" "}
      : le tableau exporté a une colonne « À corriger » pour vos remarques.
    </>
  );
}
