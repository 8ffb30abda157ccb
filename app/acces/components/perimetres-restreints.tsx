import { listPhrasesRestriction } from "../fonctions/restrictions/rules.ts";
import { FONCTIONS, type Fonction } from "../fonctions/rules.ts";

const RESTREINTES = (Object.keys(FONCTIONS) as Fonction[]).flatMap((fonction) => {
  const phrases = listPhrasesRestriction(fonction);
  return phrases.length > 0 ? [{ fonction, phrases }] : [];
});

/** What « dans son périmètre » means where it is not every structure of a territory. */
export function PerimetresRestreints() {
  return (
    <section className="anc-droits" aria-labelledby="droits-perimetres">
      <h3 id="droits-perimetres">Ce que couvre un périmètre</h3>
      <p>
        Un périmètre couvre toutes les structures de son territoire, sauf pour les fonctions qui n’en suivent
        qu’une partie. Une personne qui exerce aussi une autre fonction lit ce que chacune couvre.
      </p>
      <ul>
        {RESTREINTES.map(({ fonction, phrases }) => (
          <li key={fonction}>
            {FONCTIONS[fonction]}
            <ul>
              {phrases.map((phrase) => (
                <li key={phrase}>{phrase}.</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      <p>Un territoire CLAS n’a encore aucune structure rattachée : il n’en ouvre aucune par lui-même.</p>
    </section>
  );
}
