import { Timeline } from "../../platform/ui/timeline.tsx";
import { Section } from "./section.tsx";

/** Day on which the examples are read: they do not change from one visit to the next. */
const JOUR = "2026-11-22";

export function Timelines() {
  return (
    <Section id="frises" title="Frises">
      <div className="anc-vitrine__pile">
        <Timeline
          niveau={3}
          titre="En cours : qui la tient, depuis quand, ce qui manque"
          jour={JOUR}
          passe={[
            {
              quand: "2026-11-18T08:05:00.000Z",
              titre: "Demande déposée",
              qui: "Nadia Estran",
              texte: "« J’arrive au collège à la rentrée. »",
              href: "/dev/vitrine",
            },
            { quand: "2026-11-19", titre: "Pièce reçue" },
          ]}
          suite={[
            {
              titre: "Décision",
              qui: "Ronan Vigie, pilote académique",
              depuis: "2026-11-19",
              bloque: ["La fonction de direction est encore exercée par une autre personne."],
            },
            { titre: "Première connexion", qui: "Nadia Estran", quand: "2026-12-01" },
          ]}
        />
        <Timeline
          niveau={3}
          titre="En retard"
          jour={JOUR}
          passe={[{ quand: "2026-09-01", titre: "Délégation donnée" }]}
          suite={[
            {
              titre: "Renouvellement",
              quand: "2026-11-15",
              qui: "Hélène Cabestan",
              depuis: "2026-11-22",
              href: "/dev/vitrine",
            },
          ]}
        />
        <Timeline niveau={3} titre="Rien encore" jour={JOUR} passe={[]} suite={[{ titre: "Dépôt" }]} />
        <Timeline
          niveau={3}
          titre="Terminée"
          jour={JOUR}
          passe={[{ quand: "2026-11-20T15:30:00.000Z", titre: "Passation close", qui: "Paul Goémon" }]}
          suite={[]}
        />
      </div>
    </Section>
  );
}
