import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { formatDateHeure, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type Column, DataTable } from "#app/platform/ui/data-table.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";
import { FilterBar } from "#app/platform/ui/filter-bar.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { readTableQuery } from "#app/platform/ui/table-query.ts";
import { listNoms } from "../../calculs/listes/queries.server.ts";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { TexteRegles } from "../../regles-publiees/components/texte-regles.tsx";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import { ComptesPublies } from "../components/comptes-publies.tsx";
import { EnteteListe } from "../components/entete-liste.tsx";
import {
  compterEtats,
  compterLignes,
  filtrerLignes,
  lireFiltres,
  NOMS_FILTRES,
  nomDeValeur,
  TRIS_LIGNES,
  trierLignes,
} from "../lignes/rules.ts";
import { getListeLue, listDansPortee, listVersions, type VersionListe } from "../queries.server.ts";
import { ETATS_PUBLIES, type LignePubliee } from "../rules.ts";
import type { Route } from "./+types/liste.ts";

const TITRE = "Liste publiée";
export const meta = () => documentTitle(TITRE);

const COLUMNS = ["nom", "etat", "type", "secteur", "commune", "departement", "ruralite", "motifs"];
const MONTREES = ["nom", "etat", "type", "commune", "departement", "motifs"];

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { liste, campagne } = await getListeLue(current.db, actor, params.version);
  const { lignes: toutes } = liste.contenu;
  const uais = toutes.map(({ uai }) => uai);
  const [lisibles, versions, noms] = await Promise.all([
    listDansPortee(current.db, scopeOf(actor, "ciblage.lire"), uais),
    listVersions(current.db, campagne.id),
    listNoms(current.db, [...new Set(toutes.map(({ departement }) => departement))]),
  ]);
  const search = new URL(request.url).searchParams;
  const query = readTableQuery(search, {
    ...{ sortable: TRIS_LIGNES, defaultSort: "etat", columns: COLUMNS, fixedColumns: ["nom"] },
    defaultColumns: MONTREES,
  });
  const lues = toutes.filter(({ uai }) => lisibles.has(uai));
  const filtres = lireFiltres(search);
  const tri = TRIS_LIGNES.find((one) => one === query.sort.key) ?? "etat";
  const gardees = trierLignes(filtrerLignes(lues, filtres), tri, query.sort.direction);
  const { contenu: _, ...entete } = liste;
  return {
    ...{ liste: entete, campagne: { id: campagne.id, nom: campagne.nom }, versions, noms, query, filtres },
    ...{
      comptes: compterLignes(lues),
      etats: compterEtats(lues),
      choix: choixOf(lues),
      total: gardees.length,
      search: search.toString(),
      ailleurs: toutes.length - lues.length,
    },
    lignes: gardees.slice((query.page - 1) * query.size, query.page * query.size),
    comparaison: hasPermission(actor, "ciblage.comparaison"),
  };
}

/** Values that the list knows, by which it may be filtered. */
function choixOf(lignes: readonly LignePubliee[]) {
  const known = (name: (typeof FILTRES_DIMENSION)[number]) =>
    [...new Set(lignes.flatMap((ligne) => ligne[name] ?? []))].sort();
  return {
    ...{ type: known("type"), secteur: known("secteur") },
    ...{ departement: known("departement"), ruralite: known("ruralite") },
  };
}
const FILTRES_DIMENSION = ["type", "secteur", "departement", "ruralite"] as const;

const columnsOf = (noms: Readonly<Record<string, string>>): Column<LignePubliee>[] => [
  {
    ...{ key: "nom", title: "Structure", rowHeader: true, sortable: true },
    render: ({ uai, nom }) => <a href={`/structures/${uai}`}>{nom}</a>,
  },
  { key: "etat", title: "Décision", sortable: true, render: ({ etat }) => ETATS_CANDIDATURE[etat] },
  {
    ...{ key: "type", title: "Type", sortable: true, optional: true },
    render: ({ type }) => nomDeValeur("type", type, noms),
  },
  {
    ...{ key: "secteur", title: "Secteur", optional: true },
    render: ({ secteur }) => nomDeValeur("secteur", secteur, noms),
  },
  { key: "commune", title: "Commune", sortable: true, optional: true, render: ({ commune }) => commune },
  {
    ...{ key: "departement", title: "Département", sortable: true, optional: true },
    render: ({ departement }) => nomDeValeur("departement", departement, noms),
  },
  {
    ...{ key: "ruralite", title: "Typologie", optional: true },
    render: ({ ruralite }) => nomDeValeur("ruralite", ruralite ?? "inconnue", noms),
  },
  {
    ...{ key: "motifs", title: "Motifs du texte national", optional: true },
    render: ({ motifs }) => motifs.map((motif) => MOTIFS_CIBLAGE[motif]).join(", ") || "–",
  },
];

export default function PageListePubliee({ loaderData }: Route.ComponentProps) {
  const { liste, campagne, versions, noms, ailleurs, comparaison } = loaderData;
  return (
    <>
      <EnteteListe
        {...{ liste, campagne, vue: "", titre: TITRE, comparaison }}
        lead="Cette version ne change plus : une nouvelle version s’ajoute, avec son motif et ses écarts."
      />
      {ailleurs > 0 && (
        <p className="fr-hint-text">
          {pluriel(ailleurs, "structure de la liste est", "structures de la liste sont")} hors de votre
          périmètre.
        </p>
      )}
      <ComptesPublies comptes={loaderData.comptes} noms={noms} />
      <h2>Structures</h2>
      <Structures {...loaderData} />
      <Publication liste={liste} etats={loaderData.etats} />
      <Versions versions={versions} courante={liste.id} />
    </>
  );
}

function Structures(page: Route.ComponentProps["loaderData"]) {
  const { liste, noms, query, filtres, lignes, choix, total, search } = page;
  const params = new URLSearchParams(search);
  const filter = (name: (typeof FILTRES_DIMENSION)[number], label: string) => (
    <SelectField
      field={{ id: `filtre-${name}`, name, initialValue: filtres[name] }}
      label={label}
      placeholder="Tous"
      choices={choix[name].map((valeur) => ({ value: valeur, label: nomDeValeur(name, valeur, noms) }))}
    />
  );
  return (
    <DataTable<LignePubliee>
      caption="Structures de la liste"
      noun={["structure", "structures"]}
      columns={columnsOf(noms)}
      rows={lignes}
      rowKey={({ uai }) => uai}
      {...{ query, params, total }}
      filters={
        <FilterBar label="Filtrer la liste" names={NOMS_FILTRES} params={params}>
          <SelectField
            field={{ id: "filtre-etat", name: "etat", initialValue: filtres.etat }}
            label="Décision"
            placeholder="Toutes"
            choices={ETATS_PUBLIES.map((etat) => ({ value: etat, label: ETATS_CANDIDATURE[etat] }))}
          />
          {filter("type", "Type")}
          {filter("secteur", "Secteur")}
          {filter("departement", "Département")}
          {filter("ruralite", "Typologie")}
        </FilterBar>
      }
      notice={
        <ExportLinks
          href={`/ciblage/listes/${liste.id}/export?${search}`}
          objet={`la liste (${pluriel(total, "structure")})`}
        />
      }
      empty={
        <EmptyState title="Aucune structure">
          Aucune structure de votre périmètre ne répond à ces choix. Élargissez les filtres.
        </EmptyState>
      }
    />
  );
}

type Entete = Route.ComponentProps["loaderData"]["liste"];

function Publication({ liste, etats }: { liste: Entete; etats: ReturnType<typeof compterEtats> }) {
  return (
    <section aria-labelledby="publication">
      <h2 id="publication">Ce qui est publié</h2>
      <DescriptionList
        entries={[
          {
            term: "Décisions",
            description: etats
              .filter(([, n]) => n > 0)
              .map(([libelle, n]) => `${libelle} : ${formatNombre(n)}`)
              .join(", "),
          },
          ...(liste.motif ? [{ term: "Motif de cette version", description: liste.motif }] : []),
          {
            term: "Noms des structures",
            description: liste.nomsPublics
              ? "Publiés, sans indicateur ni motif"
              : "Non publiés : seules les règles et les nombres le sont",
          },
          {
            term: "Empreinte (SHA-256)",
            description: <code className="anc-empreinte">{liste.empreinte}</code>,
          },
        ]}
      />
      <h2>Règles</h2>
      <TexteRegles texte={liste.regles} />
      <h2>Message aux équipes</h2>
      <TexteRegles texte={liste.message} />
    </section>
  );
}

function Versions({ versions, courante }: { versions: readonly VersionListe[]; courante: string }) {
  return (
    <section aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ul>
        {versions.map(({ id, numero, publieeLe, par, motif }) => (
          <li key={id}>
            <a href={`/ciblage/listes/${id}`} aria-current={id === courante ? "page" : undefined}>
              Version {numero}
            </a>
            {`, publiée le ${formatDateHeure(new Date(publieeLe), "Europe/Paris")} par ${par}${motif ? ` : ${motif}` : ""}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
