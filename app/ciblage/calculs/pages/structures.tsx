import { getActor } from "#app/acces/queries.server.ts";
import { formatNombre, formatPourcent, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { listNomsClasses } from "../../analyses/typologies/queries.server.ts";
import { direClasse, type NomsClasses } from "../../analyses/typologies/rules.ts";
import { RURALITES } from "../../rules.ts";
import { ComptesListe } from "../components/comptes-liste.tsx";
import { EnteteCalcul, HorsPerimetre } from "../components/entete-calcul.tsx";
import { type CritereDit, direCriteres, direFragiles, direImputeesLisibles } from "../explications/rules.ts";
import { listNoms, listValeursLisibles } from "../listes/queries.server.ts";
import {
  type Dimension,
  filtrerLignes,
  type LigneMontree,
  lireFiltres,
  listerLignes,
  montrerLigne,
  SITUATIONS,
  TRIS_LISTE,
  tauxParDimension,
  trierLignes,
} from "../listes/rules.ts";
import { getCalculLu, getContenu, listLisibles } from "../queries.server.ts";
import type { Route } from "./+types/structures.ts";

const TITRE = "Structures retenues par la règle";
export const meta = () => documentTitle(TITRE);

const COLUMNS = [
  "nom",
  "type",
  "secteur",
  "commune",
  "departement",
  "stabilite",
  "rang",
  "classe",
  "criteres",
];
const MONTREES = ["nom", "commune", "departement", "stabilite", "classe", "criteres"];
const DIMENSIONS_COMPTEES: readonly Dimension[] = ["type", "departement", "ruralite", "secteur"];

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { calcul, campagne } = await getCalculLu(current.db, actor, params.calcul);
  if (!calcul.termineLe) throw new NotFound();
  const [{ entree, resultat }, lisibles] = await Promise.all([
    getContenu(current.db, calcul.id),
    listLisibles(current.db, actor, calcul.id),
  ]);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_LISTE, defaultSort: "limite", columns: COLUMNS, fixedColumns: ["nom"] },
    defaultColumns: MONTREES,
  });
  const toutes = listerLignes(entree, resultat, lisibles);
  const filtres = lireFiltres(search);
  const tri = TRIS_LISTE.find((one) => one === query.sort.key) ?? "limite";
  const gardees = trierLignes(filtrerLignes(toutes, filtres), tri, query.sort.direction);
  const page = gardees.slice((query.page - 1) * query.size, query.page * query.size);
  const [valeurs, noms, nomsClasses] = await Promise.all([
    listValeursLisibles(
      current.db,
      actor,
      entree,
      page.map(({ uai }) => uai),
    ),
    listNoms(current.db, [...new Set(toutes.map(({ departement }) => departement))]),
    listNomsClasses(current.db, calcul.id),
  ]);
  return {
    ...{ calcul, campagne: { id: campagne.id, nom: campagne.nom }, filtres, query, noms, nomsClasses },
    ...{ total: gardees.length, search: search.toString() },
    ailleurs: entree.structures.length - toutes.length,
    fragiles: direFragiles(entree),
    comptes: DIMENSIONS_COMPTEES.map((dimension) => ({
      dimension,
      taux: tauxParDimension(toutes, dimension),
    })),
    lignes: page.map((ligne) => ({
      ...montrerLigne(ligne),
      dits: direCriteres(entree, ligne, valeurs),
      completees: direImputeesLisibles(entree, ligne, valeurs),
    })),
  };
}

type Ligne = LigneMontree & { readonly dits: readonly CritereDit[]; readonly completees: string };

const columnsOf = (noms: Readonly<Record<string, string>>, nomsClasses: NomsClasses): Column<Ligne>[] => [
  {
    ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
    render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
  },
  { key: "type", title: "Type", sortable: true, optional: true, render: ({ type }) => TYPES[type] },
  { key: "secteur", title: "Secteur", optional: true, render: ({ secteur }) => SECTEURS[secteur] },
  { key: "commune", title: "Commune", sortable: true, optional: true, render: ({ commune }) => commune },
  {
    ...{ key: "departement", title: "Département", sortable: true, optional: true },
    render: ({ departement }) => noms[departement] ?? departement,
  },
  {
    key: "stabilite",
    title: "Constance",
    numeric: true,
    optional: true,
    render: (ligne) => <Constance {...ligne} />,
  },
  {
    ...{ key: "rang", title: "Rang par la somme", numeric: true, sortable: true, optional: true },
    render: ({ rang }) => (rang === null ? "–" : formatNombre(rang)),
  },
  {
    ...{ key: "classe", title: "Classe", optional: true },
    render: ({ classe }) => (
      <span className="anc-nom-classe">
        {classe === null ? "Pas encore analysée" : direClasse(nomsClasses, classe)}
      </span>
    ),
  },
  { key: "criteres", title: "Pourquoi", optional: true, render: (ligne) => <Pourquoi {...ligne} /> },
];

function Constance({ frequence, aDepartager }: Ligne) {
  if (frequence === null) return "–";
  return (
    <>
      {formatPourcent(frequence)} {aDepartager && <Badge tone="info">À départager</Badge>}
    </>
  );
}

function Pourquoi({ dits, completees }: Ligne) {
  return (
    <div className="anc-pourquoi">
      <ul className="anc-composition">
        {dits.map(({ id, phrase }) => (
          <li key={id}>{phrase}</li>
        ))}
      </ul>
      {completees !== "" && <p className="fr-hint-text">Valeur complétée par l’analyse : {completees}</p>}
    </div>
  );
}

export default function PageStructures({ loaderData }: Route.ComponentProps) {
  const { calcul, campagne, filtres, lignes, total, query, search, ailleurs, comptes, noms, fragiles } =
    loaderData;
  const params = new URLSearchParams(search);
  const choices = (dimension: Dimension, nameOf: (valeur: string) => string) =>
    (comptes.find((one) => one.dimension === dimension)?.taux ?? [])
      .filter(({ valeur }) => valeur !== "inconnue")
      .map(({ valeur }) => ({ value: valeur, label: nameOf(valeur) }));
  const filter = (
    name: Dimension,
    label: string,
    placeholder: string,
    nameOf: (valeur: string) => string,
  ) => (
    <SelectField
      field={{ id: `filtre-${name}`, name, initialValue: filtres[name] }}
      {...{ label, placeholder }}
      choices={choices(name, nameOf)}
    />
  );
  return (
    <>
      <EnteteCalcul
        {...{ calcul, campagne, vue: "liste", titre: TITRE }}
        lead="Les cas limites d’abord : c’est là qu’il y a le plus à décider. La règle dit seulement qui remplit ses critères."
      />
      <HorsPerimetre ailleurs={ailleurs} />
      {fragiles.length > 0 && (
        <p>
          À lire avec prudence : {fragiles.join(", ")}.{" "}
          <a href={`/ciblage/calculs/${calcul.id}#donnees`}>Pourquoi</a>
        </p>
      )}
      <ComptesListe comptes={comptes} noms={noms} />
      <DataTable<Ligne>
        caption={TITRE}
        noun={["structure", "structures"]}
        columns={columnsOf(noms, loaderData.nomsClasses)}
        rows={lignes}
        rowKey={({ uai }) => uai}
        {...{ query, params, total }}
        filters={
          <FilterBar
            label="Filtrer les structures"
            names={["situation", "type", "secteur", "departement", "ruralite"]}
            params={params}
          >
            <SelectField
              field={{ id: "filtre-situation", name: "situation", initialValue: filtres.situation }}
              label="Situation"
              placeholder={SITUATIONS.retenues}
              choices={Object.entries(SITUATIONS).map(([value, label]) => ({ value, label }))}
            />
            {filter("type", "Type", "Tous", (valeur) => TYPES[valeur as keyof typeof TYPES])}
            {filter("secteur", "Secteur", "Tous", (valeur) => SECTEURS[valeur as keyof typeof SECTEURS])}
            {filter("departement", "Département", "Tous", (valeur) => noms[valeur] ?? valeur)}
            {filter("ruralite", "Typologie", "Toutes", (v) => RURALITES[v as keyof typeof RURALITES].libelle)}
          </FilterBar>
        }
        notice={
          <ExportLinks
            href={`/ciblage/calculs/${calcul.id}/liste/export?${search}`}
            objet={`la liste (${pluriel(total, "structure")})`}
          />
        }
        empty={
          <EmptyState title="Aucune structure">
            Aucune structure de votre périmètre ne répond à ces choix. Élargissez les filtres, ou relisez la
            règle du scénario.
          </EmptyState>
        }
      />
    </>
  );
}
