import { useEffect, useId, useRef, useState, useSyncExternalStore } from "react";
import { ChartKey } from "./chart-figure.tsx";
import type { CarteInteractive } from "./point-data.ts";

type Etat = "fermee" | "ouverture" | "ouverte" | "echec";

const never = () => () => {};

/**
 * Tens of thousands of structures on a map that moves. The library (a megabyte) is fetched when one asks for it, and
 * nothing outside of our server is called. Absent without JavaScript: a page puts it beside a `MapChart` or a list,
 * which say the same to everybody.
 */
export function PointMap(props: CarteInteractive) {
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  // Its room is kept where scripts run, so that the page does not move when it comes.
  return hydrated ? <Viewer {...props} /> : <div className="anc-carte-interactive__attente" />;
}

function Viewer(carte: CarteInteractive) {
  const id = useId();
  const [etat, setEtat] = useState<Etat>("fermee");
  const [compte, setCompte] = useState("");
  const place = useRef<HTMLDivElement>(null);
  const close = useRef<() => void>(undefined);
  useEffect(() => () => close.current?.(), []);

  const open = async () => {
    setEtat("ouverture");
    try {
      const { openPointMap } = await import("./point-map-view.ts");
      if (!place.current) return;
      const opened = await openPointMap(place.current, carte);
      close.current = opened.close;
      setCompte(opened.summary);
      setEtat("ouverte");
    } catch {
      setEtat("echec");
    }
  };

  return (
    <section className="anc-carte-interactive" aria-labelledby={`${id}t`}>
      <p id={`${id}t`} className="anc-graphique__titre">
        {carte.titre}
      </p>
      {etat === "fermee" && (
        <button type="button" className="fr-btn fr-btn--secondary" onClick={open}>
          Ouvrir la carte interactive
        </button>
      )}
      <p role="status" className="anc-graphique__resume">
        {etat === "ouverte" ? compte : MESSAGES[etat]}
      </p>
      {etat !== "fermee" && etat !== "echec" && <div ref={place} className="anc-carte-interactive__vue" />}
      {etat === "ouverte" && (
        <ul className="anc-graphique__cles">
          {carte.categories.map(({ code, libelle }, index) => (
            <ChartKey
              key={code}
              symbole={<circle cx="12" cy="8" r={RADII[index]} className={`anc-puce-${index + 1}`} />}
            >
              {libelle}
            </ChartKey>
          ))}
          <ChartKey symbole={<circle cx="12" cy="8" r="4" className="anc-puce-autre" />}>Autres</ChartKey>
        </ul>
      )}
    </section>
  );
}

/** As drawn by point-map-view.ts. */
const RADII = [5, 5, 5, 7];

const MESSAGES: Record<Exclude<Etat, "ouverte">, string> = {
  fermee: "",
  ouverture: "La carte se prépare…",
  echec:
    "La carte interactive n’a pas pu s’ouvrir sur cet appareil. La liste et la carte fixe donnent les mêmes informations.",
};
