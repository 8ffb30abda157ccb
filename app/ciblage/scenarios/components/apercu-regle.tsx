import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import type { Apercu } from "../apercu/queries.server.ts";

/** What the rule keeps now, before any run: how many, of which kinds, and what to mind. */
export function ApercuRegle({ apercu }: { apercu: Apercu }) {
  const { population, retenues, comptes, avertissements } = apercu;
  return (
    <section aria-labelledby="apercu" className="anc-apercu-regle">
      <h2 id="apercu">Sur les valeurs d’aujourd’hui</h2>
      {retenues === null ? (
        <p>
          La règle lit un axe ou une classe de l’analyse, ou une donnée qui manque : un calcul dira ce qu’elle
          retient.
        </p>
      ) : (
        <p>
          La règle retient <strong>{pluriel(retenues, "structure")}</strong> sur {formatNombre(population, 0)}
          . Un calcul le dira structure par structure, avec sa stabilité.
        </p>
      )}
      {retenues !== null && retenues > 0 && (
        <DescriptionList
          entries={comptes.map(({ titre, parts }) => ({
            term: titre,
            description: parts.map(({ libelle, n }) => `${libelle} : ${formatNombre(n, 0)}`).join(", "),
          }))}
        />
      )}
      {avertissements.map((phrase) => (
        <Notification key={phrase} tone="warning">
          {phrase}
        </Notification>
      ))}
    </section>
  );
}
