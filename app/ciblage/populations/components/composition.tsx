import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { SECTEURS, TYPES } from "#app/referentiel/rules.ts";
import { FAMILLES_ANALYSE, type FamilleAnalyse, RURALITES } from "../../rules.ts";
import type { ComptagePopulation } from "../queries.server.ts";
import { partMillieme } from "../rules.ts";

/** Who is in, by kind, in words and numbers: no chart for four short lists. */
export function Composition({
  famille,
  comptage,
}: {
  famille: FamilleAnalyse;
  comptage: ComptagePopulation;
}) {
  const { dedans, dehors, types, secteurs, departements, ruralites } = comptage;
  const out = Object.values(dehors).reduce((sum, n) => sum + n, 0);
  const part = (n: number) => `${formatNombre(partMillieme(n, dedans) / 10, 1)} %`;
  const list = (counts: Readonly<Record<string, number>>, nameOf: (key: string) => string) => (
    <ul className="anc-composition">
      {Object.entries(counts)
        .filter(([, n]) => n > 0)
        .sort(([, a], [, b]) => b - a)
        .map(([key, n]) => (
          <li key={key}>{`${nameOf(key)} : ${formatNombre(n, 0)} (${part(n)})`}</li>
        ))}
    </ul>
  );
  const label = (labels: Readonly<Record<string, string>>) => (key: string) => labels[key] ?? key;
  return (
    <section aria-labelledby="composition">
      <h2 id="composition">
        {FAMILLES_ANALYSE[famille].libelle} : {pluriel(dedans, "structure")} dans la campagne,{" "}
        {formatNombre(out, 0)} laissées de côté
      </h2>
      {dedans > 0 && (
        <DescriptionList
          entries={[
            { term: "Types", description: list(types, label(TYPES)) },
            { term: "Secteurs", description: list(secteurs, label(SECTEURS)) },
            { term: "Départements", description: list(departements, (nom) => nom) },
            {
              term: "Typologie de la commune",
              description: list(ruralites, (key) =>
                key === "inconnue" ? "Non connue" : RURALITES[key as keyof typeof RURALITES].libelle,
              ),
            },
          ]}
        />
      )}
    </section>
  );
}
