import { getActor } from "#app/acces/queries.server.ts";
import { DROITS, type Droit, FONCTIONS, type Fonction, hasPermission } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { findDataset } from "../../imports/datasets/catalogue.ts";
import { STATUTS_VALEUR } from "../../rules.ts";
import { Versions } from "../components/versions.tsx";
import { getLecteur } from "../lecture/queries.server.ts";
import { getActeDeNaissance, listIndicateurs, listVersions } from "../queries.server.ts";
import type { Route } from "./+types/acte-de-naissance.ts";

export const meta: Route.MetaFunction = ({ loaderData }) => documentTitle(titleOf(loaderData));

function titleOf(data: { acte: { structure: string }; indicateur: { libelle: string } } | undefined): string {
  return data ? `${data.indicateur.libelle} : d’où vient ce chiffre` : "Origine d’un chiffre";
}

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  if (!/^\d{1,15}$/.test(params.valeur)) throw new NotFound();
  const acte = await getActeDeNaissance(current.db, getLecteur(actor), params.uai, Number(params.valeur));
  const [versions, indicateurs] = await Promise.all([
    listVersions(current.db, acte),
    listIndicateurs(current.db),
  ]);
  const indicateur = indicateurs.find(({ code }) => code === acte.indicateur);
  if (!indicateur) throw new NotFound();
  const dataset = findDataset(acte.jeu);
  return {
    acte,
    indicateur,
    versions: versions.filter(({ id }) => id !== Number(params.valeur)),
    jeu: dataset ? { libelle: dataset.libelle, source: dataset.source, licence: dataset.licence } : undefined,
    lecteurs: readers(acte.diffusion),
    imports: hasPermission(actor, "import.lire"),
  };
}

const DROIT_DE_LIRE = {
  ouverte: "indicateur.lire",
  interne: "indicateur.lire_interne",
  rh: "indicateur.lire_rh",
} as const;

function readers(diffusion: keyof typeof DROIT_DE_LIRE): string {
  const { fonctions }: Droit = DROITS[DROIT_DE_LIRE[diffusion]];
  return (Object.keys(fonctions) as Fonction[]).map((fonction) => FONCTIONS[fonction]).join(", ");
}

export default function ActeDeNaissance({ loaderData }: Route.ComponentProps) {
  const { acte, indicateur, versions, jeu, lecteurs, imports } = loaderData;
  const value =
    acte.valeur === null
      ? STATUTS_VALEUR[acte.statut]
      : `${formatNombre(acte.valeur, indicateur.decimales)} ${indicateur.unite}`.trim();
  const entries = [
    { term: "Valeur", description: <strong>{value}</strong> },
    { term: "Période", description: formatAnneeScolaire(acte.annee) },
    {
      term: "Ce que disait le fichier",
      description: acte.texte === "" ? "une cellule vide" : `« ${acte.texte} »`,
    },
    {
      term: "Fichier",
      description: imports ? <a href={`/imports/${acte.importId}`}>{acte.fichier}</a> : acte.fichier,
    },
    {
      term: "Ligne et colonne",
      description: `ligne ${formatNombre(acte.ligne)}, colonne « ${acte.colonne} »`,
    },
    {
      term: "Empreinte du fichier (SHA-256)",
      description: <code className="anc-empreinte">{acte.empreinte}</code>,
    },
    {
      term: "Jeu de données",
      description: jeu ? `${jeu.libelle}. Source : ${jeu.source}. ${jeu.licence}.` : "Inconnu",
    },
    { term: "Enregistrée le", description: formatDateHeure(new Date(acte.enregistreLe), "Europe/Paris") },
    { term: "Calcul", description: "Aucun : la valeur est reprise telle que le producteur la publie." },
    { term: "Définition", description: indicateur.definition },
    { term: "Lecture", description: indicateur.lecture },
    { term: "Qui peut la lire", description: `${lecteurs} (chacun dans son étendue).` },
  ];
  if (acte.remplaceLe) {
    entries.splice(1, 0, {
      term: "Remplacée le",
      description: formatDateHeure(new Date(acte.remplaceLe), "Europe/Paris"),
    });
  }
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: acte.structure, href: `/structures/${acte.uai}` },
          { label: "D’où vient ce chiffre" },
        ]}
      />
      <PageTitle overline={acte.structure}>{titleOf({ acte, indicateur })}</PageTitle>
      <DescriptionList entries={entries} />
      <Versions versions={versions} uai={acte.uai} decimales={indicateur.decimales} />
    </>
  );
}
