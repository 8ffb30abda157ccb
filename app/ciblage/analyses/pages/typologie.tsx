import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission } from "#app/acces/rules.ts";
import { formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { EnteteAnalyse } from "../components/entete-analyse.tsx";
import { getAnalyse } from "../queries.server.ts";
import { listPlacees, reperesDe } from "../rules.ts";
import { direClasse, nomsOf } from "../typologies/rules.ts";
import type { Route } from "./+types/typologie.ts";

const TITRE = "Typologie enregistrée";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const analyse = await getAnalyse(current.db, actor, params.calcul);
  const { typologie, resultat } = analyse;
  const noms = nomsOf(typologie);
  const placees = resultat.classes.reduce((sum, { effectif }) => sum + effectif, 0);
  return {
    // No indicator is read here.
    reperes: { ...reperesDe(analyse), fragiles: [] },
    nom: typologie?.nom ?? null,
    classes: resultat.classes.map(({ numero, effectif, retenues }) => ({
      ...{ numero, effectif, retenues, titre: direClasse(noms, numero) },
      part: effectif / Math.max(placees, 1),
      description: typologie?.classes.find((one) => one.numero === numero)?.description ?? "",
    })),
    lisibles: listPlacees(analyse).length,
    prepare: hasPermission(actor, "ciblage.preparer"),
  };
}

export default function PageTypologie({ loaderData }: Route.ComponentProps) {
  const { reperes, nom, classes, lisibles, prepare } = loaderData;
  const base = `/ciblage/calculs/${reperes.calcul.id}`;
  return (
    <>
      <EnteteAnalyse
        reperes={reperes}
        vue="typologie"
        titre={TITRE}
        search=""
        lead={
          nom === null
            ? "Un nom et quelques mots par classe, écrits par l’équipe : on parle alors des mêmes structures avec les mêmes mots."
            : `« ${nom} » : des mots de l’équipe sur les classes du calcul, qui décrivent des structures sans les juger.`
        }
      />
      {prepare && classes.length > 0 && (
        <p>
          <a className="fr-btn" href={`${base}/typologie/noms`}>
            {nom === null ? "Nommer les classes" : "Modifier les noms"}
          </a>
        </p>
      )}
      {nom === null ? (
        <EmptyState title="Les classes n’ont pas encore de nom">
          {prepare
            ? "Lisez ce qui décrit chaque classe, puis nommez-les : leurs noms paraîtront partout où l’on voit les classes."
            : "Le service statistique ou le pilote académique les nomme ; leurs noms paraîtront ici."}{" "}
          <a href={`${base}/classes`}>Voir les classes</a>
        </EmptyState>
      ) : (
        <>
          {classes.map(({ numero, titre, effectif, part, retenues, description }) => (
            <section key={numero} aria-labelledby={`classe-${numero}`} className="anc-classe">
              <h2 id={`classe-${numero}`}>{titre}</h2>
              <p className="fr-hint-text">
                {`${pluriel(effectif, "structure")}, ${formatPourcent(part, 0)} des structures analysées. La règle du scénario en retient ${formatNombre(retenues)}.`}
              </p>
              {description !== "" && <p className="anc-texte-saisi">{description}</p>}
            </section>
          ))}
          <ExportLinks
            href={`${base}/typologie/export`}
            objet={`la classe de chaque structure (${pluriel(lisibles, "structure")})`}
          />
        </>
      )}
    </>
  );
}
