import { pluriel } from "#app/platform/format/format.ts";
import { CartePoints } from "../../structures/carte/components/carte-structures.tsx";
import type { CarteStructures } from "../../structures/carte/queries.server.ts";
import type { ContourNomme } from "../contours/queries.server.ts";
import { hrefStructures, libelleDe, type TerritoireSitue } from "../rules.ts";
import { SansContours } from "./sans-contours.tsx";

export interface CarteDuTerritoireProps {
  territoire: TerritoireSitue;
  /** Undefined for a territory too wide for one picture. */
  carte: CarteStructures | undefined;
  contours: readonly ContourNomme[];
  couvert: boolean;
  importe: boolean;
  source: string;
}

/** Drawn on the ground of their département; a bassin may cross several, a commune is a few points. */
const SITUES: readonly string[] = ["departement", "circonscription"];

/** Where the structures of this person's scope stand. Names follow the scope; numbers above do not. */
export function CarteDuTerritoire(props: CarteDuTerritoireProps) {
  const { territoire, carte, contours, couvert, importe, source } = props;
  if (!carte) return null;
  const href = hrefStructures(territoire, {}, "/structures/carte");
  return (
    <section aria-labelledby="carte" className="anc-territoire">
      <h2 id="carte">Carte</h2>
      {carte.total === 0 && (
        <p>
          {couvert
            ? "Aucune structure ouverte n’est connue ici."
            : "Aucune structure de votre portée ne se trouve ici : les nombres ci-dessus, eux, comptent toutes les structures."}
        </p>
      )}
      {carte.total > 0 && carte.points === undefined && (
        <p>
          {`${pluriel(carte.total, "structure")} : `}
          <a href={href}>ouvrir la carte</a>.
        </p>
      )}
      {carte.points && carte.points.length > 0 && (
        <>
          {contours.length === 0 && SITUES.includes(territoire.niveau) && <SansContours importe={importe} />}
          <CartePoints
            titre={`${pluriel(carte.total, "structure")}${couvert ? "" : " de votre portée"} : ${libelleDe(territoire)}`}
            points={carte.points}
            contours={contours}
            source={source}
          />
        </>
      )}
    </section>
  );
}
