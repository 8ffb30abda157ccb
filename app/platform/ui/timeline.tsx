import { useId } from "react";
import { civilDay } from "../clock/clock.ts";
import { formatDate, formatDateHeure, pluriel } from "../format/format.ts";

export interface EtapePassee {
  /** ISO instant ("2026-03-12T08:30:00.000Z"), or ISO civil day ("2026-03-12") when the hour is not known. */
  readonly quand: string;
  readonly titre: string;
  readonly texte?: string | undefined;
  readonly qui?: string | undefined;
  /** Page of what was done. */
  readonly href?: string | undefined;
}

export interface EtapeAttendue {
  readonly titre: string;
  /** Civil day by which it is expected; an instant is read as its day in Paris. */
  readonly quand?: string | undefined;
  /** Who holds it: a person, a function or a service. */
  readonly qui?: string | undefined;
  /** Since when that person holds it: gives the number of days. */
  readonly depuis?: string | undefined;
  /** What prevents the step, each as a sentence that names what is missing. */
  readonly bloque?: readonly string[] | undefined;
  /** Page where it is done: given to whoever may do it. */
  readonly href?: string | undefined;
}

export interface TimelineProps {
  readonly titre: string;
  /** In any order: shown from the oldest to the latest. */
  readonly passe: readonly EtapePassee[];
  /** In the order in which they come: the first is the next step. */
  readonly suite: readonly EtapeAttendue[];
  /** Civil day of reading; without it no duration and no delay is counted. */
  readonly jour?: string | undefined;
  /** Where the readers are: what is done is written in its local time. */
  readonly fuseau?: string | undefined;
  /** Level of the title: 2 unless the page says otherwise. */
  readonly niveau?: 2 | 3;
}

/**
 * The life of an object in one place: what happened, what is next, who holds it, for how many days, what exactly
 * prevents it. Two ordered lists; states are words, never colours alone.
 *
 * @example <Timeline titre="Où en est la demande" jour={jour} passe={[{ quand, titre: "Demande déposée", qui }]}
 *   suite={[{ titre: "Décision", qui: "Le pilote académique", depuis: quand }]} />
 */
export function Timeline({ titre, passe, suite, jour, fuseau = "Europe/Paris", niveau = 2 }: TimelineProps) {
  const id = useId();
  const [Titre, SousTitre] = niveau === 2 ? (["h2", "h3"] as const) : (["h3", "h4"] as const);
  const fait = [...passe].sort((a, b) => (a.quand < b.quand ? -1 : Number(a.quand > b.quand)));
  return (
    <section className="anc-frise" aria-labelledby={id}>
      <Titre id={id}>{titre}</Titre>
      <SousTitre className="anc-frise__partie">Ce qui est fait</SousTitre>
      {fait.length === 0 && <p className="anc-frise__rien">Rien n’est encore enregistré.</p>}
      {fait.length > 0 && (
        <ol className="anc-frise__liste">
          {fait.map((etape) => (
            <Fait key={`${etape.quand} ${etape.titre} ${etape.qui ?? ""}`} etape={etape} fuseau={fuseau} />
          ))}
        </ol>
      )}
      <SousTitre className="anc-frise__partie">La suite</SousTitre>
      {suite.length === 0 && <p className="anc-frise__rien">Rien d’autre n’est attendu.</p>}
      {suite.length > 0 && (
        <ol className="anc-frise__liste anc-frise__liste--suite">
          {suite.map((etape, rang) => (
            <Attendu key={etape.titre} etape={etape} prochaine={rang === 0} jour={jour} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Fait({ etape, fuseau }: { etape: EtapePassee; fuseau: string }) {
  const { quand, titre, texte, qui, href } = etape;
  return (
    <li>
      <p className="anc-frise__quand">
        <Moment quand={quand} fuseau={fuseau} />
      </p>
      <p className="anc-frise__titre">{href ? <a href={href}>{titre}</a> : titre}</p>
      {texte && <p>{texte}</p>}
      {qui && <p className="anc-frise__qui">{qui}</p>}
    </li>
  );
}

interface AttenduProps {
  readonly etape: EtapeAttendue;
  readonly prochaine: boolean;
  readonly jour: string | undefined;
}

function Attendu({ etape, prochaine, jour }: AttenduProps) {
  const { titre, quand, qui, depuis, bloque = [], href } = etape;
  const echeance = quand && dayOf(quand);
  const retard = echeance && jour ? daysBetween(echeance, jour) : 0;
  return (
    <li className={bloque.length > 0 ? "anc-frise__etape--bloquee" : undefined}>
      <p className="anc-frise__quand">
        {prochaine ? "Prochaine étape" : "Ensuite"}
        {echeance && (
          <>
            {" — attendue pour le "}
            <time dateTime={echeance}>{formatDate(echeance)}</time>
          </>
        )}
        {retard > 0 && <strong>{` — en retard de ${pluriel(retard, "jour")}`}</strong>}
      </p>
      <p className="anc-frise__titre">{href ? <a href={href}>{titre}</a> : titre}</p>
      {qui && (
        <p className="anc-frise__qui">
          {prochaine ? `Entre les mains de : ${qui}${heldFor(depuis, jour)}` : `Reviendra à : ${qui}`}
        </p>
      )}
      {bloque.length > 0 && (
        <div className="anc-frise__bloque">
          <p>Ce qui manque pour avancer :</p>
          <ul>
            {bloque.map((raison) => (
              <li key={raison}>{raison}</li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

function Moment({ quand, fuseau }: { quand: string; fuseau: string }) {
  return (
    <time dateTime={quand}>
      {isDay(quand) ? formatDate(quand) : formatDateHeure(new Date(quand), fuseau)}
    </time>
  );
}

const isDay = (quand: string) => quand.length === "2026-03-12".length;

const dayOf = (quand: string) => (isDay(quand) ? quand : civilDay(new Date(quand)));

const DAY_MS = 86_400_000;

/** Whole civil days from one to the other; negative when the second comes first. */
function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / DAY_MS;
}

/** ", depuis 9 jours", ", depuis aujourd’hui", or nothing when it is not known. */
function heldFor(depuis: string | undefined, jour: string | undefined): string {
  if (!depuis || !jour) return "";
  const days = daysBetween(dayOf(depuis), jour);
  return days < 1 ? ", depuis aujourd’hui" : `, depuis ${pluriel(days, "jour")}`;
}
