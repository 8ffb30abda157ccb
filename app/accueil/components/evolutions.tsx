import { formatDate, formatDateHeure, formatNombre, pluriel } from "#app/platform/format/format.ts";
import { TYPES } from "#app/referentiel/rules.ts";
import type { ChangementRecent } from "#app/referentiel/structures/identite/queries.server.ts";
import type { EtatReferentiel } from "#app/referentiel/territoires/queries.server.ts";

/** The last that changed in the identity of one's structures, each with its history. */
export function Evolutions({ changements }: { changements: readonly ChangementRecent[] }) {
  return (
    <section aria-labelledby="evolutions">
      <h2 id="evolutions">Dernières évolutions</h2>
      {changements.length === 0 && (
        <p>
          Aucune structure de votre périmètre n’a changé de nom, d’adresse ou de rattachement depuis son
          entrée.
        </p>
      )}
      <ul className="anc-evolutions">
        {changements.map(({ uai, nom, le, n }) => {
          const moment = new Date(le);
          return (
            <li key={`${uai} ${moment.toISOString()}`}>
              <a href={`/structures/${uai}/vie`}>{nom}</a>
              {` : ${pluriel(n, "information mise à jour", "informations mises à jour")} le `}
              <time dateTime={moment.toISOString()}>{formatDate(moment, "Europe/Paris")}</time>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** How many structures one follows, by type, and how fresh they are. */
export function Referentiel({ etat }: { etat: EtatReferentiel }) {
  return (
    <section aria-labelledby="referentiel">
      <h2 id="referentiel">Le référentiel</h2>
      <p>
        {etat.total === 0
          ? "Aucune structure n’est encore connue : le service statistique peut déposer les fichiers officiels."
          : `${pluriel(etat.total, "structure suivie", "structures suivies")} par votre fonction.`}
        {etat.dernierImport &&
          ` Dernier import appliqué le ${formatDateHeure(new Date(etat.dernierImport), "Europe/Paris")}.`}
      </p>
      {etat.total > 1 && (
        <dl className="anc-comptes-lignes">
          {etat.parType.map(({ type, n }) => (
            <div key={type}>
              <dt>
                <a href={`/structures?type=${type}`}>{TYPES[type]}</a>
              </dt>
              <dd>{formatNombre(n)}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
