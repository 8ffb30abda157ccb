import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatDate, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { FAMILLES } from "../../../rules.ts";
import { getNotice, type NoticeVue } from "../queries.server.ts";
import { canModifier, DIFFUSIONS, NATURES } from "../rules.ts";
import type { Route } from "./+types/notice.ts";

export const meta: Route.MetaFunction = ({ loaderData }) =>
  documentTitle(loaderData?.notice.libelle ?? "Indicateur");

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const notice = await getNotice(current.db, actor, params.indicateur);
  return {
    notice,
    tenir: hasPermission(actor, "indicateur.gerer") && canModifier(notice).ok,
  };
}

export default function PageNotice({ loaderData: { notice, tenir } }: Route.ComponentProps) {
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Dictionnaire des indicateurs", href: "/indicateurs" },
          { label: notice.libelleCourt },
        ]}
      />
      <PageTitle
        overline={
          notice.academieNom ? `Indicateur de l’académie de ${notice.academieNom}` : "Indicateur national"
        }
        lead={notice.definition}
      >
        {notice.libelle}
      </PageTitle>
      {notice.retireLe && (
        <Notification tone="info" title="Indicateur retiré">
          {`Il n’est plus proposé depuis le ${formatDate(new Date(notice.retireLe), "Europe/Paris")} ; ses valeurs restent lisibles.`}
        </Notification>
      )}
      {tenir && <Actions code={notice.code} relu={notice.reluLe !== null} />}
      <DescriptionList entries={[...lectureOf(notice), ...mesureOf(notice), ...origineOf(notice)]} />
    </>
  );
}

function Actions({ code, relu }: { code: string; relu: boolean }) {
  return (
    <ul className="fr-btns-group fr-btns-group--inline-md">
      <li>
        <a className="fr-btn fr-btn--secondary" href={`/indicateurs/${code}/modification`}>
          Modifier la notice
        </a>
      </li>
      {!relu && (
        <li>
          <a className="fr-btn fr-btn--secondary" href={`/indicateurs/${code}/relecture`}>
            Relire la notice…
          </a>
        </li>
      )}
      <li>
        <a className="fr-btn fr-btn--secondary" href={`/indicateurs/${code}/retrait`}>
          Retirer l’indicateur…
        </a>
      </li>
    </ul>
  );
}

const A_ECRIRE = "Cette partie de la notice reste à écrire.";

/** What one must know before reading a value. */
function lectureOf({ population, lecture, bruit, biais, comparaisons, diffusion }: NoticeVue) {
  return [
    { term: "Population", description: population || A_ECRIRE },
    { term: "Comment le lire", description: lecture || A_ECRIRE },
    { term: "Bruit", description: bruit || A_ECRIRE },
    { term: "Biais connus", description: biais || A_ECRIRE },
    { term: "Comparaisons permises", description: comparaisons || A_ECRIRE },
    { term: "Qui peut lire les valeurs", description: DIFFUSIONS[diffusion] },
  ];
}

function mesureOf(notice: NoticeVue) {
  const { famille, nature, unite, decimales, minimum, maximum, poids, poidsCode, denominateur } = notice;
  const { denominateurCode, seuilPublication, seuilReference, compte, ruptures } = notice;
  return [
    { term: "Famille", description: FAMILLES[famille] },
    { term: "Nature", description: NATURES[nature] },
    {
      term: "Unité",
      description: `${unite || "Indice sans unité"}, ${pluriel(decimales, "décimale")}, de ${formatNombre(minimum)} à ${formatNombre(maximum)}`,
    },
    {
      term: "Moyennes",
      description: poidsCode ? (
        <>
          Pondérées par <a href={`/indicateurs/${poidsCode}`}>{poids}</a>
        </>
      ) : (
        "Moyenne simple des structures"
      ),
    },
    {
      term: "Effectif sous la valeur",
      description: denominateurCode ? (
        <>
          <a href={`/indicateurs/${denominateurCode}`}>{denominateur}</a> : en dessous de{" "}
          {formatNombre(seuilPublication ?? 0)}, la valeur n’est montrée qu’aux personnes habilitées
        </>
      ) : compte ? (
        "C’est lui-même un nombre de personnes, soumis au secret des petits effectifs"
      ) : (
        "Non déclaré"
      ),
    },
    { term: "Références", description: `Montrées à partir de ${pluriel(seuilReference, "structure")}` },
    {
      term: "Ruptures de série",
      description:
        ruptures.length === 0
          ? "Aucune connue"
          : ruptures.map(({ annee, motif }) => `${formatAnneeScolaire(annee)} : ${motif}`).join(" "),
    },
  ];
}

/** Each dataset with its page: coverage by type and territory, what is missing, freshness. */
function Jeux({ jeux }: Pick<NoticeVue, "jeux">) {
  return (
    <ul>
      {jeux.map(({ code, libelle }) => (
        <li key={code}>
          <a href={`/donnees/${code}`}>{libelle}</a>
        </li>
      ))}
    </ul>
  );
}

function origineOf({ source, jeux, annees, code, academieNom, creePar, reluPar, reluLe }: NoticeVue) {
  return [
    { term: "Source", description: source },
    {
      term: "Jeux de données",
      description: jeux.length > 0 ? <Jeux jeux={jeux} /> : "Fichiers décrits par l’académie",
    },
    {
      term: "Années connues",
      description: annees
        ? `De ${formatAnneeScolaire(annees[0])} à ${formatAnneeScolaire(annees[1])}`
        : "Aucune encore",
    },
    { term: "Code", description: code },
    ...(academieNom
      ? [
          { term: "Créé par", description: creePar ?? "Inconnu" },
          {
            term: "Notice relue",
            description: reluLe
              ? `${reluPar}, le ${formatDate(new Date(reluLe), "Europe/Paris")}`
              : "Pas encore relue par le service statistique",
          },
        ]
      : []),
  ];
}
