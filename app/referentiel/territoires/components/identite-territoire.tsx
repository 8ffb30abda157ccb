import { formatNombre } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { SOURCE_TYPOLOGIE, TYPOLOGIES } from "../../vie/rules.ts";
import type { Lieu, Parties, Territoire } from "../identite/queries.server.ts";
import { hrefTerritoire, libelleDe, NIVEAUX_TERRITOIRE, type NiveauTerritoire } from "../rules.ts";

export interface IdentiteTerritoireProps {
  territoire: Territoire;
  parties: Parties;
}

/** What a territory is, and what it is made of. */
export function IdentiteTerritoire({ territoire, parties }: IdentiteTerritoireProps) {
  const { niveau, code, courriel, telephone, population, typologie } = territoire;
  const connue = typologie !== null && typologie in TYPOLOGIES;
  const entries = [
    niveau !== "nation" && { term: "Code", description: code },
    courriel && { term: "Boîte aux lettres", description: <a href={`mailto:${courriel}`}>{courriel}</a> },
    telephone && { term: "Téléphone", description: telephone },
    niveau === "commune" && {
      term: "Population",
      description: population === null ? "Non publiée" : `${formatNombre(population)} habitants`,
    },
    niveau === "commune" && {
      term: "Typologie",
      description: connue
        ? `${TYPOLOGIES[typologie as keyof typeof TYPOLOGIES]}. ${SOURCE_TYPOLOGIE}`
        : "Non publiée",
    },
    parties.actuelle.length > 0 && {
      term: "Réunie à",
      description: <Lieux niveau="commune" lieux={parties.actuelle} />,
    },
    parties.anciennes.length > 0 && {
      term: "Anciennes communes réunies",
      description: parties.anciennes.map((lieu) => `${lieu.nom} (${lieu.code})`).join(", "),
    },
  ].filter((entry) => typeof entry === "object" && entry !== null);
  return (
    <section aria-labelledby="identite">
      <h2 id="identite">En bref</h2>
      {entries.length > 0 && <DescriptionList entries={entries} />}
      <Composantes niveau="academie" titre="Académies" lieux={parties.academies} />
      <Composantes niveau="departement" titre="Départements" lieux={parties.departements} />
      <Composantes niveau="circonscription" titre="Circonscriptions" lieux={parties.circonscriptions} />
      <Composantes niveau="bassin" titre="Bassins de formation" lieux={parties.bassins} />
      <Composantes niveau="commune" titre="Communes qui ont une structure ouverte" lieux={parties.communes} />
    </section>
  );
}

interface ComposantesProps {
  niveau: NiveauTerritoire;
  titre: string;
  lieux: readonly Lieu[];
}

function Composantes({ niveau, titre, lieux }: ComposantesProps) {
  if (lieux.length === 0) return null;
  return (
    <details className="anc-details" open={lieux.length <= 40}>
      <summary>{`${titre} (${formatNombre(lieux.length)})`}</summary>
      <Lieux niveau={niveau} lieux={lieux} />
    </details>
  );
}

function Lieux({ niveau, lieux }: Omit<ComposantesProps, "titre">) {
  return (
    <ul className="anc-lieux" aria-label={NIVEAUX_TERRITOIRE[niveau]}>
      {lieux.map(({ code, nom }) => (
        <li key={code}>
          <a href={hrefTerritoire({ niveau, code })}>
            {niveau === "academie" ? nom : libelleDe({ niveau, code, nom })}
          </a>
        </li>
      ))}
    </ul>
  );
}
