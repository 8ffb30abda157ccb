import { formatDate } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import type { Rattachement, StructureLiee, VieStructure } from "../queries.server.ts";
import { formatDistance, TYPOLOGIES } from "../rules.ts";

type RattachementsProps = Pick<
  VieStructure,
  | "structure"
  | "rattachements"
  | "collectivite"
  | "profil"
  | "typologie"
  | "distanceEp"
  | "distanceEpMetres"
  | "filles"
>;

/** What the structure belongs to, and what belongs to it. Facts that nobody knows are left out. */
export function Rattachements(vie: RattachementsProps) {
  const known = vie.rattachements.filter(({ champ, valeur }) => valeur !== null && champ !== "collectivite");
  const entries = [
    ...known.map((rattachement) => ({
      term: rattachement.libelle,
      description: <ValeurRattachement rattachement={rattachement} />,
    })),
    ...(vie.filles.length > 0
      ? [{ term: "Structures rattachées", description: <Liens structures={vie.filles} /> }]
      : []),
    ...(vie.collectivite
      ? [
          {
            term: "Collectivité de rattachement",
            description: <Collectivite collectivite={vie.collectivite} rattachements={vie.rattachements} />,
          },
        ]
      : []),
    ...(vie.profil ? [{ term: "Territoire", description: <Territoire {...vie} /> }] : []),
  ];
  if (entries.length === 0) return <p>Aucun rattachement n’est connu pour l’instant.</p>;
  return <DescriptionList entries={entries} />;
}

function ValeurRattachement({ rattachement }: { rattachement: Rattachement }) {
  const { champ, valeur, texte, structure, saisie } = rattachement;
  return (
    <>
      {structure ? (
        <Lien structure={structure} />
      ) : champ === "circonscription_code" && valeur ? (
        <a href={`/circonscriptions/${encodeURIComponent(valeur)}`}>{texte}</a>
      ) : champ === "site" && valeur && /^https?:\/\//.test(valeur) ? (
        <a href={valeur} rel="noopener external">
          {valeur}
        </a>
      ) : (
        texte
      )}
      {champ === "reseau_uai" && structure?.nom && (
        <>
          {" "}
          (<a href={`/reseaux/${structure.uai}`}>voir le réseau</a>)
        </>
      )}
      <MentionSaisie saisie={saisie} />
    </>
  );
}

/** A link when the structure is within reach, its code alone otherwise. */
function Lien({ structure: { uai, nom } }: { structure: StructureLiee }) {
  return nom === null ? <code>{uai}</code> : <a href={`/structures/${uai}`}>{nom}</a>;
}

function Liens({ structures }: { structures: readonly StructureLiee[] }) {
  return (
    <ul>
      {structures.map((structure) => (
        <li key={structure.uai}>
          <Lien structure={structure} />
        </li>
      ))}
    </ul>
  );
}

function Territoire({ profil, typologie, distanceEp, distanceEpMetres }: RattachementsProps) {
  const code = typologie as keyof typeof TYPOLOGIES | null;
  return (
    <>
      <span className="anc-vie__profil">{profil}</span>
      <span className="fr-hint-text">
        {code && TYPOLOGIES[code]
          ? `Commune classée ${TYPOLOGIES[code]}. `
          : "Typologie de la commune non publiée. "}
        {distanceEp && distanceEpMetres !== null && (
          <>
            {formatDistance(distanceEpMetres)} à vol d’oiseau jusqu’à <Lien structure={distanceEp} />.
          </>
        )}
      </span>
    </>
  );
}

function Collectivite({
  collectivite,
  rattachements,
}: Pick<RattachementsProps, "rattachements"> & { collectivite: string }) {
  const saisie = rattachements.find(({ champ }) => champ === "collectivite")?.saisie ?? null;
  return (
    <>
      {collectivite}
      <MentionSaisie saisie={saisie} />
    </>
  );
}

/** Who typed a fact, when and why: nothing for what comes from a file. */
function MentionSaisie({ saisie }: Pick<Rattachement, "saisie">) {
  if (!saisie) return null;
  return (
    <span className="fr-hint-text">
      Saisi par {saisie.auteur ?? "une personne partie depuis"} le{" "}
      {formatDate(new Date(saisie.le), "Europe/Paris")} : {saisie.motif}
    </span>
  );
}
