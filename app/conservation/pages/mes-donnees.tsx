import { getActor } from "#app/acces/queries.server.ts";
import { formatDateHeure, pluriel } from "#app/platform/format/format.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { type DonneesDe, listDonneesDe } from "#app/platform/retention/person.server.ts";
import { documentTitle, PageTitle } from "#app/platform/ui/page-title.tsx";
import { listTracesDe, type Trace } from "../../journal/queries.server.ts";
import { OBJETS, phraseOf } from "../../journal/rules.ts";
import { RUBRIQUES_PERSONNELLES, titreOf } from "../rules.ts";
import type { Route } from "./+types/mes-donnees.ts";

const TITRE = "Mes données";
export const meta = () => documentTitle(TITRE);

/** Rows shown for one table: the export holds the rest. */
const MONTREES = 20;

export async function loader({ context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const actor = getActor(current);
  const [tables, traces] = await Promise.all([
    listDonneesDe(current.db, actor.agentId),
    listTracesDe(current.db, actor.agentId, MONTREES),
  ]);
  return {
    nom: actor.nomComplet,
    tables: tables.filter(({ table }) => table !== "audit_event").map(lisible),
    journal: tables.find(({ table }) => table === "audit_event")?.lignes.length ?? 0,
    traces: traces.map((trace) => phrase(trace, actor.nomComplet)),
  };
}

/** Without internal keys, and with what fits a page. */
function lisible({ texte, table, colonnes, lignes }: DonneesDe) {
  const shown = colonnes.flatMap((colonne, index) => (isLisible(colonne.nom) ? [{ ...colonne, index }] : []));
  return {
    table,
    texte,
    total: lignes.length,
    lignes: lignes.slice(0, MONTREES).map((ligne) =>
      shown.flatMap(({ texte: libelle, index }) => {
        const valeur = ecrire(ligne[index]);
        return valeur === "" ? [] : [{ libelle, valeur }];
      }),
    ),
  };
}

const isLisible = (nom: string) =>
  !/(^|_)id$|_par$|^demonstration|^(version|cle|request_id|transaction)$/.test(nom);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

function ecrire(valeur: unknown): string {
  if (valeur === null || valeur === undefined) return "";
  if (typeof valeur === "boolean") return valeur ? "oui" : "non";
  if (Array.isArray(valeur) && valeur.every((part) => typeof part === "string")) return valeur.join(", ");
  if (typeof valeur === "object") return JSON.stringify(valeur);
  const texte = String(valeur);
  return INSTANT.test(texte) ? formatDateHeure(new Date(texte), "Europe/Paris") : texte;
}

function phrase({ id, evenement, objetType, survenuLe, parMoi, avant, apres }: Trace, nom: string) {
  return {
    id,
    quand: formatDateHeure(survenuLe, "Europe/Paris"),
    quoi: `${parMoi ? nom : "Sur vous : une autre personne, ou le service,"} ${phraseOf(evenement)}`,
    objet: OBJETS[objetType]?.libelle ?? objetType,
    valeurs: [avant, apres].some((valeur) => valeur !== null && valeur !== undefined)
      ? `Avant : ${JSON.stringify(avant)} ; après : ${JSON.stringify(apres)}`
      : null,
  };
}

export default function PageMesDonnees({
  loaderData: { nom, tables, traces, journal },
}: Route.ComponentProps) {
  return (
    <>
      <PageTitle
        overline={nom}
        lead="Tout ce que le service garde sur vous, rubrique par rubrique. Le registre dit pourquoi et combien de temps."
      >
        {TITRE}
      </PageTitle>
      <ul className="fr-btns-group fr-btns-group--inline">
        <li>
          <a className="fr-btn fr-btn--secondary" href="/mes-donnees/export?format=zip" download>
            Exporter (un CSV par rubrique, ZIP)
          </a>
        </li>
        <li>
          <a className="fr-btn fr-btn--tertiary" href="/mes-donnees/export?format=json" download>
            Exporter (JSON)
          </a>
        </li>
      </ul>
      <p>
        <a href="/conservation">Registre des données personnelles</a> : pourquoi chaque donnée est gardée et
        quand elle s’efface. Pour la corriger, écrivez au service ; l’export est noté dans le journal.
      </p>
      {tables.map((rubrique) => (
        <Rubrique key={rubrique.table} {...rubrique} />
      ))}
      <h2>Le journal et vous</h2>
      <p>{pluriel(journal, "ligne")} dont vous êtes l’auteur. Les dernières qui vous concernent :</p>
      <ul>
        {traces.map(({ id, quand, quoi, objet, valeurs }) => (
          <li key={id}>
            {quand} — {quoi} ({objet}){valeurs && <span className="fr-hint-text">{valeurs}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

interface RubriqueLue {
  readonly table: string;
  readonly texte: string;
  readonly total: number;
  readonly lignes: readonly (readonly { readonly libelle: string; readonly valeur: string }[])[];
}

function Rubrique({ table, texte, total, lignes }: RubriqueLue) {
  return (
    <section>
      <h2>{RUBRIQUES_PERSONNELLES[table] ?? titreOf(texte)}</h2>
      <details>
        <summary>
          {pluriel(total, "ligne")}
          {total > lignes.length && `, les ${lignes.length} premières ici, toutes dans l’export`}
        </summary>
        {lignes.map((ligne, rang) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is static and its rows have no other name
          <dl key={rang} className="anc-descriptions anc-conservation__ligne">
            {ligne.map(({ libelle, valeur }) => (
              <div key={libelle}>
                <dt>{libelle}</dt>
                <dd>{valeur}</dd>
              </div>
            ))}
          </dl>
        ))}
      </details>
    </section>
  );
}
