import type { Bloc, SectionExplication } from "../documents/blocs.ts";
import { TableauLu } from "./tableau-lu.tsx";

/** The sections of « Pourquoi mon école ? », in their order. */
export function ExplicationLue({ sections }: { sections: readonly SectionExplication[] }) {
  return sections.map(({ id, titre, blocs }) => (
    <section key={id} aria-labelledby={id}>
      <h2 id={id}>{titre}</h2>
      {blocs.map((bloc, place) => (
        // Pieces of a section never move: their place is their name.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <BlocLu key={place} bloc={bloc} />
      ))}
    </section>
  ));
}

function BlocLu({ bloc }: { bloc: Bloc }) {
  if (bloc.genre === "phrases") return <p>{bloc.phrases.join(" ")}</p>;
  if (bloc.genre === "saisi")
    return (
      <div className="anc-motif">
        <p className="anc-motif__titre">{bloc.titre}</p>
        <p className="anc-motif__texte">{bloc.texte}</p>
      </div>
    );
  if (bloc.genre === "liste")
    return (
      <ul>
        {bloc.entrees.map((entree) => (
          <li key={entree}>{entree}</li>
        ))}
      </ul>
    );
  return <TableauLu {...bloc} montre />;
}
