import { DROITS, type Droit } from "#app/acces/droits/rules.ts";
import { FONCTIONS, type Fonction } from "#app/acces/fonctions/rules.ts";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { formatAnneeScolaire, formatDateHeure, formatNombre } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { NotFound } from "#app/platform/refusal.ts";
import { Badge } from "#app/platform/ui/badge.tsx";
import { Breadcrumb } from "#app/platform/ui/breadcrumb.tsx";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { getLecteur } from "../../../indicateurs/lecture/queries.server.ts";
import { STATUTS_VALEUR, TYPES_PLURIEL } from "../../../rules.ts";
import { getStructure } from "../../../structures/identite/queries.server.ts";
import { ecrireEcart } from "../../rules.ts";
import { getAttendu } from "../queries.server.ts";
import { ABSENCES, CONCLUSIONS, intervalleAttendu, LIBELLE_NON_OFFICIEL } from "../rules.ts";
import type { Route } from "./+types/attendu.ts";

const TITRE = "Taux attendu : d’où vient ce chiffre";

export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const structure = await getStructure(current.db, scopeOf(actor, "indicateur.comparer"), params.uai);
  if (!/^(19|20)\d\d$/.test(params.annee)) throw new NotFound();
  const attendu = await getAttendu(current.db, getLecteur(actor), structure, {
    indicateur: params.indicateur,
    annee: Number(params.annee),
  });
  const { fonctions }: Droit = DROITS["indicateur.comparer"];
  const lecteurs = (Object.keys(fonctions) as Fonction[]).map((fonction) => FONCTIONS[fonction]).join(", ");
  return { structure, attendu, lecteurs };
}

export default function PageAttendu({ loaderData }: Route.ComponentProps) {
  const { structure, attendu, lecteurs } = loaderData;
  const { annuel } = attendu;
  return (
    <>
      <Breadcrumb
        steps={[
          { label: "Accueil", href: "/" },
          { label: "Structures", href: "/structures" },
          { label: structure.nom, href: `/structures/${structure.uai}` },
          { label: "Comparables", href: `/structures/${structure.uai}/comparables` },
          { label: "D’où vient ce chiffre" },
        ]}
      />
      <PageTitle overline={structure.nom} lead={`${attendu.libelle}, ${formatAnneeScolaire(annuel.annee)}`}>
        {TITRE}
      </PageTitle>
      <p>
        <Badge>{LIBELLE_NON_OFFICIEL}</Badge>
      </p>
      <DescriptionList
        entries={[
          ...resultat(loaderData),
          ...entrees(loaderData),
          ...modele(loaderData),
          { term: "Qui peut la lire", description: `${lecteurs} (chacun dans son étendue).` },
        ]}
      />
    </>
  );
}

type Data = Route.ComponentProps["loaderData"];

function resultat({ attendu: { annuel, decimales } }: Data) {
  const { calcul } = annuel;
  if (calcul.etat !== "calcule")
    return [{ term: "Taux attendu", description: `Non calculé. ${ABSENCES[calcul.etat]}` }];
  const [bas, haut] = intervalleAttendu(calcul);
  const ecrit = (value: number) => formatNombre(value, decimales);
  return [
    { term: "Taux attendu", description: <strong>{ecrit(calcul.attendu)} %</strong> },
    {
      term: "Écart observé − attendu",
      description: `${ecrireEcart(calcul.ecart, decimales)} points, ${CONCLUSIONS[calcul.conclusion]}`,
    },
    {
      term: "Intervalle",
      description: `de ${ecrit(bas)} % à ${ecrit(haut)} % (marge : ${ecrit(calcul.marge)} points)`,
    },
  ];
}

function entrees({ structure, attendu: { annuel, decimales } }: Data) {
  const pieces = [
    { libelle: "Taux observé (%)", lue: annuel.observe, decimales },
    { libelle: "Effectif (candidats)", lue: annuel.effectif, decimales: 0 },
    ...annuel.entrees,
    { libelle: "Valeur ajoutée officielle (DEPP, points)", lue: annuel.officielle, decimales },
  ];
  return pieces.map(({ libelle, lue, decimales: precision }) => ({
    term: libelle,
    description: lue ? (
      <a href={`/structures/${structure.uai}/valeurs/${lue.id}`}>
        {lue.valeur === null ? STATUTS_VALEUR[lue.statut] : formatNombre(lue.valeur, precision)}
      </a>
    ) : (
      "Non publiée"
    ),
  }));
}

function modele({ structure, attendu: { annuel } }: Data) {
  const ajuste = annuel.modele;
  if (!ajuste) return [];
  const [constante = 0, ...pentes] = ajuste.coefficients;
  const termes = pentes.map(
    (pente, j) => `${pente < 0 ? "−" : "+"} ${coefficient(Math.abs(pente))} × ${annuel.entrees[j]?.libelle}`,
  );
  return [
    { term: "Formule", description: `taux attendu = ${coefficient(constante)} ${termes.join(" ")}` },
    {
      term: "Ajustée sur",
      description: `${formatNombre(ajuste.n)} ${TYPES_PLURIEL[structure.type]}, la même année, chacune pesant son effectif (moindres carrés pondérés)`,
    },
    { term: "Part de variance expliquée (R²)", description: formatNombre(ajuste.r2, 3) },
    { term: "Dispersion entre structures (τ)", description: `${formatNombre(ajuste.dispersion, 2)} points` },
    {
      term: "Marge",
      description:
        "1,96 × racine de (p(1 − p)/n + τ²) + un demi-élève ; p : taux attendu, rapproché d’un demi par deux réussites et deux échecs ; n : effectif",
    },
    { term: "Calculée le", description: formatDateHeure(new Date(ajuste.calculeLe), "Europe/Paris") },
  ];
}

/** Four significant decimals: enough to redo the calculation by hand to a tenth of a point. */
function coefficient(value: number): string {
  return formatNombre(value, 4);
}
