import {
  formatAnneeScolaire,
  formatDate,
  formatNombre,
  formatPourcent,
  pluriel,
} from "#app/platform/format/format.ts";
import { STATUTS_EP, STATUTS_VALEUR, TYPES_PLURIEL } from "../../rules.ts";
import { SOURCE_TYPOLOGIE } from "../../vie/rules.ts";
import type { DispositifCompte, ReseauxTerritoire, ValeurTerritoire } from "../composition/queries.server.ts";
import type { EffectifTerritoire } from "../indicateurs/queries.server.ts";
import { hrefStructures, type Ruralite, type TerritoireSitue } from "../rules.ts";
import { Tableau } from "./tableau.tsx";

export function EducationPrioritaire({ reseaux }: { reseaux: ReseauxTerritoire }) {
  const { rep, repPlus, nommes } = reseaux;
  if (rep + repPlus === 0) return <p>Aucun réseau connu n’a sa tête ici.</p>;
  return (
    <>
      <p>{`Réseaux dont le collège tête est ici : ${pluriel(rep, "réseau", "réseaux")} REP et ${pluriel(repPlus, "réseau", "réseaux")} REP+.`}</p>
      {nommes.length > 0 && (
        <Tableau
          titre="Réseaux, par nom de leur collège"
          colonnes={[
            { libelle: "Collège tête" },
            { libelle: "Statut" },
            { libelle: "Structures", nombre: true },
          ]}
          lignes={nommes.map(({ uai, nom, statutEp, membres }) => ({
            cle: uai,
            cellules: [
              <a key="lien" href={`/reseaux/${uai}`}>
                {nom}
              </a>,
              statutEp ? STATUTS_EP[statutEp] : "Non publié",
              formatNombre(membres),
            ],
          }))}
        />
      )}
    </>
  );
}

export interface DispositifsProps {
  dispositifs: readonly DispositifCompte[];
  territoire: TerritoireSitue;
  couvert: boolean;
}

export function Dispositifs({ dispositifs, territoire, couvert }: DispositifsProps) {
  if (dispositifs.length === 0) return <p>Aucun dispositif en vigueur n’est enregistré ici.</p>;
  return (
    <Tableau
      titre="Structures par dispositif en vigueur"
      colonnes={[{ libelle: "Dispositif" }, { libelle: "Structures", nombre: true }]}
      lignes={dispositifs.map(({ code, libelle, n }) => ({
        cle: code,
        cellules: [
          libelle,
          couvert ? (
            <a key="lien" href={hrefStructures(territoire, { dispositif: code })}>
              {formatNombre(n)}
              <span className="fr-sr-only"> : {libelle}, voir la liste</span>
            </a>
          ) : (
            formatNombre(n)
          ),
        ],
      }))}
    />
  );
}

export function RuraliteTerritoire({ ruralite }: { ruralite: Ruralite }) {
  const { rural, intermediaire, urbain, inconnu } = ruralite;
  const connu = rural + intermediaire + urbain;
  if (connu === 0)
    return <p>La typologie des communes n’est pas encore importée : la part rurale n’est pas connue.</p>;
  const part = (n: number) => `${formatPourcent(n / connu, 1)} (${pluriel(n, "structure")})`;
  return (
    <>
      <p>
        {`Communes rurales : ${part(rural)} ; entre rural et urbain : ${part(intermediaire)} ; communes urbaines : ${part(urbain)}.`}
        {inconnu > 0 && ` ${pluriel(inconnu, "structure")} sans commune ou sans typologie connue.`}
      </p>
      <p className="anc-fiche__note">{`Rural : tr1 à tr3 ; urbain : tr5 et tr6. ${SOURCE_TYPOLOGIE}`}</p>
    </>
  );
}

export interface EffectifsProps {
  effectifs: readonly EffectifTerritoire[];
  exportHref: string;
}

export function Effectifs({ effectifs, exportHref }: EffectifsProps) {
  if (effectifs.length === 0) return <p>Aucun effectif n’est publié ici.</p>;
  return (
    <>
      <Tableau
        titre="Élèves, dernière année connue"
        colonnes={[
          { libelle: "Niveau" },
          { libelle: "Année" },
          { libelle: "Élèves", nombre: true },
          { libelle: "Structures comptées", nombre: true },
          { libelle: "Laissées de côté" },
        ]}
        export={{ href: exportHref, objet: "les effectifs" }}
        lignes={effectifs.map(({ indicateur, libelle, annee, eleves, structures, ecartes }) => ({
          cle: indicateur,
          cellules: [
            libelle,
            formatAnneeScolaire(annee),
            formatNombre(eleves),
            formatNombre(structures),
            ecartes.length === 0 ? "—" : ecartes.map((type) => TYPES_PLURIEL[type]).join(", "),
          ],
        }))}
      />
      <p className="anc-fiche__note">
        Somme des effectifs publiés que votre fonction permet de lire : les valeurs non publiées ou masquées
        par le secret statistique n’y sont pas, et un type de trop peu de structures est laissé de côté.
      </p>
    </>
  );
}

export interface ValeursProps {
  valeurs: readonly ValeurTerritoire[];
  exportHref: string;
}

/** What sources say of the territory itself, each with its birth certificate on the same line. */
export function Valeurs({ valeurs, exportHref }: ValeursProps) {
  const latest = valeurs.filter(
    (valeur, rang) => valeurs.findIndex(({ code }) => code === valeur.code) === rang,
  );
  const earlier = valeurs.filter((valeur) => !latest.includes(valeur));
  return (
    <>
      <TableauValeurs
        titre="Dernière valeur publiée, et son origine"
        valeurs={latest}
        exportHref={exportHref}
      />
      {earlier.length > 0 && (
        <details className="anc-details">
          <summary>{`Années précédentes (${pluriel(earlier.length, "valeur")})`}</summary>
          <TableauValeurs titre="Valeurs des années précédentes, et leur origine" valeurs={earlier} />
        </details>
      )}
    </>
  );
}

interface TableauValeursProps {
  titre: string;
  valeurs: readonly ValeurTerritoire[];
  exportHref?: string;
}

function TableauValeurs({ titre, valeurs, exportHref }: TableauValeursProps) {
  return (
    <Tableau
      titre={titre}
      colonnes={[
        { libelle: "Indicateur" },
        { libelle: "Année" },
        { libelle: "Valeur", nombre: true },
        { libelle: "Source" },
        { libelle: "Fichier, ligne, colonne" },
      ]}
      {...(exportHref ? { export: { href: exportHref, objet: "les valeurs du territoire" } } : {})}
      lignes={valeurs.map((valeur) => ({
        cle: `${valeur.code} ${valeur.annee}`,
        cellules: [
          valeur.libelle,
          formatAnneeScolaire(valeur.annee),
          valeur.valeur === null
            ? STATUTS_VALEUR[valeur.statut]
            : `${formatNombre(valeur.valeur, valeur.decimales)}${valeur.unite === "" ? "" : ` ${valeur.unite}`}`,
          valeur.source,
          `${valeur.fichier}, ligne ${formatNombre(valeur.ligne)}, « ${valeur.colonne} », le ${formatDate(valeur.enregistreLe, "Europe/Paris")}`,
        ],
      }))}
    />
  );
}
