import { useId } from "react";
import { ExportLinks } from "#app/platform/ui/export-links.tsx";

export interface TableauProps {
  titre: string;
  colonnes: readonly { readonly libelle: string; readonly nombre?: boolean }[];
  /** The first cell names the line. */
  lignes: readonly { readonly cle: string; readonly cellules: readonly React.ReactNode[] }[];
  export?: { readonly href: string; readonly objet: string };
}

/** A small table that is read whole: it has a name, scrolls within itself and may be taken away. */
export function Tableau({ titre, colonnes, lignes, export: exported }: TableauProps) {
  const id = useId();
  const classe = (rang: number) => (colonnes[rang]?.nombre ? "anc-nombre" : undefined);
  return (
    <div className="anc-tableau">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reached by the keyboard */}
      <section className="anc-table" aria-labelledby={id} tabIndex={0}>
        <table>
          <caption id={id} className="anc-legende">
            {titre}
          </caption>
          <thead>
            <tr>
              {colonnes.map(({ libelle }, rang) => (
                <th key={libelle} scope="col" className={classe(rang)}>
                  {libelle}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lignes.map(({ cle, cellules: [tete, ...reste] }) => (
              <tr key={cle}>
                <th scope="row">{tete}</th>
                {reste.map((cellule, rang) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: columns never move
                  <td key={rang} className={classe(rang + 1)}>
                    {cellule}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {exported && <ExportLinks {...exported} />}
    </div>
  );
}
