import { getActor } from "#app/acces/queries.server.ts";
import { hasPermission, scopeOf } from "#app/acces/rules.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { ETATS_CANDIDATURE } from "../../candidatures/rules.ts";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import { EnteteListe } from "../components/entete-liste.tsx";
import { comparerLignes, type EcartLigne, GENRES_ECART, type GenreEcart } from "../ecarts/rules.ts";
import { findPrecedente, getListeLue, listDansPortee } from "../queries.server.ts";
import type { EtatPublie } from "../rules.ts";
import type { Route } from "./+types/ecarts.ts";

const TITRE = "Écarts avec la version précédente";
export const meta = () => documentTitle(TITRE);

export async function loader({ params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const { liste, campagne } = await getListeLue(current.db, actor, params.version);
  const precedente = await findPrecedente(current.db, liste);
  const tous = precedente ? comparerLignes(precedente.contenu.lignes, liste.contenu.lignes) : [];
  const lisibles = await listDansPortee(
    current.db,
    scopeOf(actor, "ciblage.lire"),
    tous.map(({ uai }) => uai),
  );
  const ecarts = tous.filter(({ uai }) => lisibles.has(uai));
  const { id, numero, publieeLe, motif } = liste;
  return {
    ...{ liste: { id, numero, publieeLe }, motif, campagne: { id: campagne.id, nom: campagne.nom }, ecarts },
    ailleurs: tous.length - ecarts.length,
    precedente: precedente && { id: precedente.id, numero: precedente.numero },
    reglesChangees: precedente !== undefined && precedente.regles !== liste.regles,
    comparaison: hasPermission(actor, "ciblage.comparaison"),
  };
}

export default function PageEcarts({ loaderData }: Route.ComponentProps) {
  const { liste, campagne, ecarts, ailleurs, precedente, motif, reglesChangees, comparaison } = loaderData;
  return (
    <>
      <EnteteListe
        {...{ liste, campagne, vue: "ecarts", titre: TITRE, comparaison }}
        lead="Ce qui entre, ce qui sort, ce qui change : une liste publiée ne change jamais sans le dire."
      />
      {precedente ? (
        <>
          <p>
            {motif} <a href={`/ciblage/listes/${precedente.id}`}>Lire la version {precedente.numero}</a>
          </p>
          <p>
            {reglesChangees
              ? "Les règles publiées ont changé aussi : comparez le texte des deux versions."
              : "Les règles publiées sont les mêmes."}
          </p>
          {ecarts.length === 0 && (
            <EmptyState title="Aucun écart">
              Aucune décision ne change dans votre périmètre d’une version à l’autre.
            </EmptyState>
          )}
          {(Object.keys(GENRES_ECART) as GenreEcart[]).map((genre) => (
            <Ecarts key={genre} genre={genre} ecarts={ecarts.filter((ecart) => ecart.genre === genre)} />
          ))}
        </>
      ) : (
        <EmptyState title="Première version">
          Cette version est la première : il n’y a rien avant elle à quoi la comparer.
        </EmptyState>
      )}
      {ailleurs > 0 && <p className="fr-hint-text">{pluriel(ailleurs, "écart")} hors de votre périmètre.</p>}
    </>
  );
}

function Ecarts({ genre, ecarts }: { genre: GenreEcart; ecarts: readonly EcartLigne[] }) {
  if (ecarts.length === 0) return null;
  return (
    <section aria-labelledby={`ecarts-${genre}`}>
      <h2 id={`ecarts-${genre}`}>
        {GENRES_ECART[genre]} : {pluriel(ecarts.length, "structure")}
      </h2>
      <ul>
        {ecarts.map(({ uai, ligne, avant, apres, motifsChanges }) => (
          <li key={uai}>
            <a href={`/structures/${uai}`}>{ligne.nom}</a>, {ligne.commune} : {direEtat(avant)} →{" "}
            {direEtat(apres)}
            {motifsChanges &&
              `. Motifs : ${ligne.motifs.map((motif) => MOTIFS_CIBLAGE[motif]).join(", ") || "aucun du texte national"}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function direEtat(etat: EtatPublie | null): string {
  return etat === null ? "pas sur la liste" : ETATS_CANDIDATURE[etat].toLowerCase();
}
