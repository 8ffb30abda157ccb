import { formatAnneeScolaire, formatDate, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getTextes } from "#app/publications/textes/queries.server.ts";
import { getSeuilPetitEffectif } from "#app/referentiel/secret/queries.server.ts";
import { listNoms } from "../../calculs/listes/queries.server.ts";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { TableauLu } from "../../explications/components/tableau-lu.tsx";
import { DIMENSIONS, nomDeValeur } from "../../listes/lignes/rules.ts";
import { type Comptes, compterMasques, direCompte } from "../../notes/comptes/rules.ts";
import { OperationsListe, TexteRegles } from "../components/texte-regles.tsx";
import { getReglePubliee } from "../queries.server.ts";
import { listNomsPublics, type NomPublic } from "../rules.ts";
import type { Route } from "./+types/regle.ts";

export const meta = ({ loaderData }: Route.MetaArgs) =>
  documentTitle(loaderData?.titre ?? "Règle de ciblage");

/** Only what is counted, and the names of those chosen where the recteur publishes them, leave the server. */
export async function loader({ params, context }: Route.LoaderArgs) {
  const { db } = context.get(requestContext);
  const { regle, regles, nomsPublics, contenu, calculs, variables } = await getReglePubliee(
    db,
    params.version,
  );
  const groupes = ["retenu", "suivi_differencie"] as const;
  const lignes = contenu.lignes.map(({ type, secteur, departement, ruralite, etat }) => ({
    ...{ type, secteur, departement, ruralite, groupe: etat },
  }));
  const comptees = lignes.filter(({ groupe }) => groupes.some((one) => one === groupe));
  const [textes, seuil, departements] = await Promise.all([
    getTextes(db),
    getSeuilPetitEffectif(db),
    // Where a structure was examined without being chosen is not told.
    listNoms(db, [...new Set(comptees.map(({ departement }) => departement))]),
  ]);
  return {
    titre: `Règles de « ${regle.campagne} », version ${formatNombre(regle.numero)}`,
    ...{ regle, regles, seuil, departements, nomsPublics },
    noms: listNomsPublics(contenu, nomsPublics),
    comptes: compterMasques(comptees, [...groupes], seuil, nomsPublics ? ["retenu"] : []),
    sources: variables.map(({ cle, libelle, annee, source, dansRegle }) => ({
      cle,
      libelle,
      annee,
      source,
      dansRegle,
    })),
    operations: calculs.map(({ id, famille, numero, scenario, donneesAu, definition, stabilite }) => ({
      ...{ id, famille, numero, scenario, donneesAu: donneesAu.toISOString() },
      ...{ tirages: stabilite.tirages, composite: definition.regle.composite !== null },
    })),
    textes: [textes.mention_algorithme, textes.textes_algorithme, textes.recours_algorithme].filter(Boolean),
  };
}

export default function PageRegle({ loaderData }: Route.ComponentProps) {
  const { titre, regle, regles, noms, comptes, sources, operations, textes, seuil, departements } =
    loaderData;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Règles de ciblage", href: "/regles-de-ciblage" },
          { label: titre },
        ]}
      />
      <PageTitle
        lead={`Académie : ${regle.academie}. ${regle.dispositif}, rentrée ${regle.annee}. Publiée le ${formatDate(new Date(regle.publieeLe), "Europe/Paris")}.`}
      >
        {titre}
      </PageTitle>
      {!regle.courante && <p>Une version plus récente a remplacé celle-ci.</p>}
      <section aria-labelledby="regles">
        <h2 id="regles">Les règles</h2>
        <TexteRegles texte={regles} />
      </section>
      <section aria-labelledby="donnees">
        <h2 id="donnees">Les données et leurs sources</h2>
        {sources.length === 0 ? (
          <p>Aucun calcul n’a servi : les structures ont été examinées une à une.</p>
        ) : (
          <TableauLu
            titre="Données lues par les règles et par l’analyse"
            colonnes={[{ titre: "Donnée" }, { titre: "Année" }, { titre: "Source" }, { titre: "Sert à" }]}
            lignes={sources.map(({ libelle, annee, source, dansRegle }) => [
              ...[libelle, formatAnneeScolaire(annee), source],
              dansRegle ? "La règle" : "Décrire",
            ])}
          />
        )}
      </section>
      <OperationsListe operations={operations} />
      <ComptesPublics {...{ comptes, departements, seuil }} nommees={noms.length > 0} />
      <NomsPublies noms={noms} departements={departements} />
      <section aria-labelledby="mention">
        <h2 id="mention">Ce que dit la loi</h2>
        {textes.map((texte) => (
          <p key={texte}>{texte}</p>
        ))}
        <p className="fr-hint-text">
          {"Empreinte de la liste (SHA-256) : "}
          <code className="anc-empreinte">{regle.empreinte}</code>
        </p>
      </section>
    </>
  );
}

function ComptesPublics({
  comptes: { groupes, totaux, tables },
  departements,
  seuil,
  nommees,
}: {
  comptes: Comptes;
  departements: Readonly<Record<string, string>>;
  seuil: number;
  nommees: boolean;
}) {
  const titles = groupes.map((groupe) => ETATS_CANDIDATURE[groupe as keyof typeof ETATS_CANDIDATURE]);
  const say = (counts: readonly (number | null)[]) => counts.map((count) => direCompte(count));
  return (
    <section aria-labelledby="comptes">
      <h2 id="comptes">Ce que la liste compte</h2>
      <p>
        {`Un nombre de 1 à ${seuil - 1} est masqué, avec ce qui permettrait de le retrouver.`}
        {nommees && " Les structures retenues sont nommées plus bas : leurs nombres se lisent en entier."}
      </p>
      {tables.map(({ dimension, lignes }) => (
        <TableauLu
          key={dimension}
          titre={`${DIMENSIONS[dimension]}, structures de la liste`}
          montre
          colonnes={[{ titre: DIMENSIONS[dimension] }, ...titles.map((titre) => ({ titre, nombre: true }))]}
          lignes={[
            ...lignes.map(({ valeur, comptes }) => [
              nomDeValeur(dimension, valeur, departements),
              ...say(comptes),
            ]),
            ["Ensemble", ...say(totaux)],
          ]}
        />
      ))}
    </section>
  );
}

function NomsPublies({
  noms,
  departements,
}: {
  noms: readonly NomPublic[];
  departements: Readonly<Record<string, string>>;
}) {
  if (noms.length === 0) return null;
  return (
    <section aria-labelledby="noms">
      <h2 id="noms">Structures retenues</h2>
      <ul>
        {noms.map(({ nom, commune, departement }) => (
          <li key={`${nom} ${commune} ${departement}`}>
            {`${nom}, ${commune} (${departements[departement] ?? departement})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
