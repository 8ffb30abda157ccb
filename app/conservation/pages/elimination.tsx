import {
  formatDate,
  formatDateHeure,
  formatNombre,
  formatTaille,
  pluriel,
} from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FilArchives } from "../components/acte.tsx";
import { type Elimination, getElimination, getListe, type Liste } from "../queries.server.ts";
import { canExecuter, ETATS_ELIMINATION, SERIES } from "../rules.ts";
import type { Route } from "./+types/elimination.ts";

const TITRE = "Bordereau d’élimination";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const elimination = await getElimination(db, params.elimination);
  const liste = await getListe(db, elimination.serie, elimination.jusquAu);
  const decision = canExecuter(elimination.etat, { visee: elimination.empreinte, actuelle: liste.empreinte });
  return {
    elimination,
    liste,
    change: !decision.ok && decision.code === "liste_changee" ? decision.message : null,
  };
}

export default function PageElimination({
  loaderData: { elimination, liste, change },
}: Route.ComponentProps) {
  const { id, numero, serie, etat } = elimination;
  const base = `/archives/${id}`;
  return (
    <>
      <FilArchives elimination={elimination} />
      <PageTitle
        overline={`N° ${numero}, ${ETATS_ELIMINATION[etat].toLowerCase()}`}
        lead={SERIES[serie].effet}
      >
        {TITRE}
      </PageTitle>
      {change && <Notification tone="warning">{change}</Notification>}
      <DescriptionList entries={[...descriptionOf(elimination), ...listeOf(elimination, liste)]} />
      <ul className="fr-btns-group fr-btns-group--inline">
        <li>
          <a className="fr-btn fr-btn--secondary" href={`${base}/bordereau.pdf`} data-reload>
            Bordereau (PDF)
          </a>
        </li>
        {etat === "prepare" && (
          <li>
            <a className="fr-btn" href={`${base}/visa`}>
              Enregistrer le visa
            </a>
          </li>
        )}
        {etat === "vise" && !change && (
          <li>
            <a className="fr-btn" href={`${base}/execution`}>
              Éliminer
            </a>
          </li>
        )}
        {(etat === "vise" || etat === "execute") && (
          <li>
            <a className="fr-btn fr-btn--secondary" href={`${base}/visa/fichier`}>
              {elimination.visaPieceId ? "Remplacer le visa joint" : "Joindre le visa"}
            </a>
          </li>
        )}
        {(etat === "prepare" || etat === "vise") && (
          <li>
            <a className="fr-btn fr-btn--tertiary" href={`${base}/abandon`}>
              Abandonner ce bordereau
            </a>
          </li>
        )}
      </ul>
      <p>
        <a href={`/journal?objet=elimination:${id}`}>Son histoire dans le journal</a>
      </p>
    </>
  );
}

const heure = (instant: Date) => formatDateHeure(new Date(instant), "Europe/Paris");

function descriptionOf(elimination: Elimination) {
  const { serie, jusquAu, prepareePar, prepareeLe, viseLe, executeeLe, abandonneeLe } = elimination;
  return [
    { term: "Série", description: SERIES[serie].intitule },
    { term: "Documents antérieurs au", description: formatDate(jusquAu) },
    { term: "Préparé par", description: `${prepareePar}, le ${heure(prepareeLe)}` },
    {
      term: "Visa",
      description: viseLe ? visaOf(elimination, viseLe) : "Pas encore de visa : rien ne s’élimine sans lui.",
    },
    ...(executeeLe
      ? [{ term: "Éliminé par", description: `${elimination.executeePar}, le ${heure(executeeLe)}` }]
      : []),
    ...(abandonneeLe ? [{ term: "Abandonné", description: heure(abandonneeLe) }] : []),
  ];
}

function visaOf(
  { visaAutorite, visaReference, visePar, visaPieceId }: Elimination,
  viseLe: string,
): React.ReactNode {
  const words = `${visaAutorite}, ${visaReference}, le ${formatDate(viseLe)} (enregistré par ${visePar})`;
  return visaPieceId ? <a href={`/pieces/${visaPieceId}`}>{words}</a> : words;
}

function listeOf({ lignes, empreinte, etat }: Elimination, liste: Liste) {
  const open = etat === "prepare" || etat === "vise";
  return [
    { term: "Éléments au bordereau", description: formatNombre(lignes) },
    ...(open
      ? [
          {
            term: "Aujourd’hui",
            description: `${pluriel(liste.lignes, "élément")}, ${formatTaille(liste.octets)}`,
          },
        ]
      : []),
    { term: "Empreinte de la liste (SHA-256)", description: <code className="anc-jeton">{empreinte}</code> },
  ];
}
