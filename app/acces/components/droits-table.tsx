import { DROITS, type Droit, type Permission } from "../droits/rules.ts";
import { listPhrasesRestriction } from "../fonctions/restrictions/rules.ts";
import { FONCTIONS, type Fonction } from "../fonctions/rules.ts";
import { THEMES, themeOf } from "./droits-themes.ts";

const LIGNES = Object.entries(DROITS) as [Permission, Droit][];

export interface DroitsTableProps {
  /** Functions of the reader, told apart. */
  miennes: readonly Fonction[];
  /** Only what this function may do; every line without it. */
  fonction: Fonction | undefined;
}

/**
 * The rights table of the code: what is read here is what the guard applies. One block an action and the functions that
 * have it in words, rather than a column for each function: it reads aloud, prints, and holds on a telephone.
 */
export function DroitsTable({ miennes, fonction }: DroitsTableProps) {
  const shown = LIGNES.filter(
    ([, { fonctions }]) => fonction === undefined || fonctions[fonction] !== undefined,
  );
  return (
    <>
      {shown.length === 0 && (
        <p>Cette fonction n’ouvre rien de plus que les pages publiques et celles de chacun.</p>
      )}
      {THEMES.map(({ titre }) => {
        const lignes = shown.filter(([permission]) => themeOf(permission) === titre);
        return (
          lignes.length > 0 && (
            <section key={titre} className="anc-droits">
              <h3>{titre}</h3>
              {lignes.map(([permission, droit]) => (
                <Ligne key={permission} droit={droit} miennes={miennes} fonction={fonction} />
              ))}
            </section>
          )
        );
      })}
    </>
  );
}

function Ligne({
  droit,
  miennes,
  fonction,
}: Omit<DroitsTableProps, "fonction"> & { droit: Droit; fonction: Fonction | undefined }) {
  const entries = Object.entries(droit.fonctions) as [Fonction, string][];
  const of = (etendue: string) => entries.filter(([, own]) => own === etendue).map(([code]) => code);
  return (
    <div className="anc-droits__ligne">
      <h4>{droit.libelle}</h4>
      <p className="anc-droits__pourquoi">{droit.pourquoi}</p>
      {fonction ? (
        <p>{droit.fonctions[fonction] === "nation" ? "Partout." : perimetreOf(fonction)}</p>
      ) : (
        <dl>
          <Titulaires terme="Partout" fonctions={of("nation")} miennes={miennes} />
          <Titulaires terme="Dans son périmètre" fonctions={of("portee")} miennes={miennes} />
        </dl>
      )}
      {droit.parDelegation && (
        <p className="anc-droits__delegation">S’ouvre aussi à qui a reçu une délégation.</p>
      )}
    </div>
  );
}

/** « Dans son périmètre (département : les collèges publics et leurs SEGPA). » */
function perimetreOf(fonction: Fonction): string {
  const phrases = listPhrasesRestriction(fonction);
  return phrases.length > 0 ? `Dans son périmètre (${phrases.join(" ; ")}).` : "Dans son périmètre.";
}

function Titulaires({
  terme,
  fonctions,
  miennes,
}: {
  terme: string;
  fonctions: readonly Fonction[];
  miennes: readonly Fonction[];
}) {
  if (fonctions.length === 0) return null;
  return (
    <div>
      <dt>{terme}</dt>
      <dd>
        {fonctions.map((code, rank) => (
          <span key={code}>
            {rank > 0 && ", "}
            {miennes.includes(code) ? <strong>{FONCTIONS[code]} (vous)</strong> : FONCTIONS[code]}
          </span>
        ))}
      </dd>
    </div>
  );
}
