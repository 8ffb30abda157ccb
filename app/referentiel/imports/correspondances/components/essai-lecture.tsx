import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { Notification } from "#app/platform/ui/notification.tsx";
import type { Essai } from "../examen/rules.ts";

const written = (value: number | null) =>
  value === null ? "—" : formatNombre(value, Number.isInteger(value) ? 0 : 2);

/** What a reading gives of the first lines, before it is kept. */
export function EssaiLecture({ essai }: { essai: Essai }) {
  const { lignes, lues, ecartees, refusees, refus, valeurs } = essai;
  return (
    <section aria-labelledby="essai">
      <h2 id="essai">Essai sur les {formatNombre(lignes)} premières lignes</h2>
      <Notification tone={refusees > 0 ? "warning" : "success"} live>
        {`${pluriel(lues, "ligne lue", "lignes lues")}, ${pluriel(refusees, "refusée")}${ecartees > 0 ? `, ${pluriel(ecartees, "laissée de côté", "laissées de côté")}` : ""}. Rien n’est encore enregistré.`}
      </Notification>
      {refus.length > 0 && (
        <>
          <p className="anc-legende">Premiers refus</p>
          <ul>
            {refus.map(({ ligne, raison }) => (
              <li key={ligne}>
                Ligne {formatNombre(ligne)} : {raison}
              </li>
            ))}
          </ul>
        </>
      )}
      {valeurs.length > 0 && <ValeursLues valeurs={valeurs} />}
    </section>
  );
}

function ValeursLues({ valeurs }: Pick<Essai, "valeurs">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard
    <section className="anc-table" aria-labelledby="valeurs-lues" tabIndex={0}>
      <table>
        <caption id="valeurs-lues" className="anc-legende">
          Valeurs lues
        </caption>
        <thead>
          <tr>
            <th scope="col">Indicateur</th>
            {["Valeurs", "Absentes", "Minimum", "Médiane", "Maximum"].map((title) => (
              <th key={title} scope="col" className="anc-nombre">
                {title}
              </th>
            ))}
            <th scope="col">Exemples</th>
          </tr>
        </thead>
        <tbody>
          {valeurs.map(({ libelle, n, absentes, minimum, mediane, maximum, exemples }) => (
            <tr key={libelle}>
              <th scope="row">{libelle}</th>
              <td className="anc-nombre">{formatNombre(n)}</td>
              <td className="anc-nombre">{formatNombre(absentes)}</td>
              <td className="anc-nombre">{written(minimum)}</td>
              <td className="anc-nombre">{written(mediane)}</td>
              <td className="anc-nombre">{written(maximum)}</td>
              <td>
                {exemples
                  .map(
                    ({ texte, valeur }) => `« ${texte} » : ${valeur === null ? "absente" : written(valeur)}`,
                  )
                  .join(" ; ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
