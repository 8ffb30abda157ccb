import { formatAnneeScolaire, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { SECTEURS, type Secteur, STATUTS_VALEUR, TYPES_PLURIEL, type TypeStructure } from "../../rules.ts";
import {
  ENTREES,
  type Entree,
  type EntreeResumee,
  POIDS,
  type Reglages,
  VOISINES_MINIMALES_ANONYMES,
} from "../rules.ts";

export interface MethodeProps {
  structure: { readonly type: TypeStructure; readonly secteur: Secteur; readonly academieNom: string };
  reglages: Reglages;
  retenues: readonly Entree[];
  inconnues: readonly Entree[];
  nombre: number;
  candidates: number;
  incompletes: number;
  anonyme: boolean;
}

/** How the comparables were found, in full letters. */
export function Methode(props: MethodeProps) {
  const { structure, reglages, retenues, inconnues, anonyme } = props;
  const { secteur, academie, calibre } = reglages;
  const pairs = [
    TYPES_PLURIEL[structure.type],
    secteur === "meme" ? `secteur ${SECTEURS[structure.secteur].toLowerCase()}` : "tous secteurs",
    academie === "meme" ? `académie : ${structure.academieNom}` : "toutes académies",
  ].join(", ");
  return (
    <details className="anc-details" open={retenues.length === 0}>
      <summary>Comment ces structures ont été trouvées</summary>
      <p>
        Parmi les structures de même nature ({pairs}) dont l’IPS est à moins de {formatNombre(calibre, 1)}{" "}
        écart-type, on garde {pluriel(props.nombre, "structure")}
        {props.nombre > 1 && ", les plus proches"} par leurs entrées :{" "}
        {retenues
          .map((entree) => `${ENTREES[entree].libelle} (${POIDS[reglages.poids[entree]].toLowerCase()})`)
          .join(", ")}
        .
      </p>
      <p>
        Chaque entrée est exprimée en écarts-types de son type de structure (l’effectif par son logarithme :
        de 100 à 200 élèves, on est aussi loin que de 400 à 800). La distance est la racine de la moyenne,
        pondérée, des carrés des différences. On prend pour chaque structure la dernière année connue de
        chaque entrée, dans la série en cours : une rupture de série n’est jamais franchie.
      </p>
      <p>
        {pluriel(props.candidates, "structure était possible", "structures étaient possibles")} ;{" "}
        {props.incompletes === 0
          ? "toutes avaient les entrées retenues."
          : `${pluriel(props.incompletes, "a été laissée", "ont été laissées")} de côté parce qu’il y manque une entrée retenue.`}
        {inconnues.length > 0 &&
          ` Pour cette structure, ces entrées ne sont pas connues et ne comptent donc pas : ${inconnues
            .map((entree) => ENTREES[entree].libelle)
            .join(", ")}.`}
      </p>
      <p>
        Les résultats (examens, évaluations, valeurs ajoutées) n’entrent jamais dans ce calcul : on compare
        des structures qui accueillent des publics semblables, puis on regarde ce qui s’y passe. Choisir les
        voisines d’après leurs résultats reviendrait à écrire la réponse avant la question.
      </p>
      {anonyme && (
        <p>
          Les structures comparables restent anonymes, et les réglages sont les mêmes pour tous : les faire
          varier permettrait de deviner les valeurs d’une voisine. Rien n’est montré sous{" "}
          {VOISINES_MINIMALES_ANONYMES} valeurs.
        </p>
      )}
    </details>
  );
}

export interface EntreesPropresProps {
  uai: string;
  entrees: Readonly<Record<Entree, EntreeResumee>>;
  typologie: string | null;
  retenues: readonly Entree[];
}

/** The inputs of the structure itself, each with its year and its origin. */
export function EntreesPropres({ uai, entrees, typologie, retenues }: EntreesPropresProps) {
  const connues = retenues.filter((entree) => entrees[entree].ids.length > 0);
  return (
    <ul>
      {connues.map((entree) => {
        const { valeur, annee, statut, ids } = entrees[entree];
        const { libelle, unite, decimales } = ENTREES[entree];
        return (
          <li key={entree}>
            {libelle} :{" "}
            <a href={`/structures/${uai}/valeurs/${ids[0]}`}>
              {valeur === null
                ? STATUTS_VALEUR[statut]
                : `${formatNombre(valeur, decimales)} ${unite}`.trim()}
            </a>
            {ids.slice(1).map((id) => (
              <span key={id}>
                {" "}
                (dont <a href={`/structures/${uai}/valeurs/${id}`}>l’autre voie</a>)
              </span>
            ))}
            {annee !== null && `, ${formatAnneeScolaire(annee)}`}
          </li>
        );
      })}
      {retenues.includes("densite") && typologie !== null && (
        <li>
          {ENTREES.densite.libelle} : {typologie}
        </li>
      )}
    </ul>
  );
}
