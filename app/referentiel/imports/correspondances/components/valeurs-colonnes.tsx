import { CheckboxField } from "#app/platform/ui/choice-field.tsx";
import { SelectField, TextAreaField, TextField } from "#app/platform/ui/form-field.tsx";
import { DIFFUSIONS } from "../../../indicateurs/dictionnaire/rules.ts";
import type { champsOf } from "../../components/formulaire.ts";
import { type ColonneVue, findLieu } from "../colonnes/rules.ts";
import { FACTEURS, type LectureAcademique, MAX_VALEURS } from "../schema.ts";
import { choixColonnes } from "./colonnes-trouvees.tsx";

type Field = ReturnType<typeof champsOf>;

/** What every line has: its structure, its year; and the name under which the description is kept. */
export function CleFichier({
  field,
  colonnes,
  libelle,
  annee,
  lecture,
}: {
  field: Field;
  colonnes: readonly ColonneVue[];
  libelle: string | undefined;
  annee: number | undefined;
  lecture: LectureAcademique | undefined;
}) {
  const cle = lecture?.cle.rang ?? findLieu(colonnes)?.rang;
  const colonneAnnee = lecture
    ? lecture.annee.genre === "colonne"
      ? lecture.annee.colonne.rang
      : undefined
    : colonnes.find(({ etiquette }) => /ann[ée]e|rentr[ée]e|session/i.test(etiquette))?.rang;
  const session = lecture?.annee.genre === "colonne" && lecture.annee.session;
  return (
    <>
      <TextField
        field={field("libelle", libelle, { required: true })}
        label="Nom de ce fichier"
        hint="Comme on le reconnaît chez vous : « Boursiers par collège (SSA) »."
      />
      <SelectField
        field={field("cle", cle, { required: true })}
        label="Colonne des codes de structure (UAI), ou de commune (Insee)"
        hint="Une donnée de commune vaut pour chacune de ses structures : emploi, revenus, transports…"
        choices={choixColonnes(colonnes.filter(({ uai, commune }) => uai || commune))}
      />
      <SelectField
        field={field("anneeColonne", colonneAnnee)}
        label="Colonne de l’année"
        hint="Si le fichier n’en a pas, donnez la rentrée juste en dessous."
        choices={choixColonnes(colonnes.filter(({ nominative }) => !nominative))}
        placeholder="Aucune : l’année vaut pour tout le fichier"
      />
      <TextField
        field={field("annee", colonneAnnee === undefined ? annee : undefined)}
        label="Année de tout le fichier"
        hint="2024 pour la rentrée 2024. Elle sera demandée pour chaque nouveau fichier."
        inputMode="numeric"
        width="short"
      />
      <CheckboxField
        field={field("session", session ? "on" : undefined)}
        label="C’est l’année d’une session d’examen"
        hint="La session 2025 appartient à l’année scolaire 2024-2025 : la rentrée lue est 2024."
      />
    </>
  );
}

/** One block by column that may be taken: what it feeds, and how it is written. */
export function ValeursColonnes({
  field,
  colonnes,
  indicateurs,
  lecture,
}: {
  field: Field;
  colonnes: readonly ColonneVue[];
  indicateurs: { value: string; label: string }[];
  lecture: LectureAcademique | undefined;
}) {
  const offered = colonnes.filter(({ uai, nominative }) => !uai && !nominative).slice(0, MAX_VALEURS);
  return (
    <section aria-labelledby="valeurs">
      <h2 id="valeurs">Ce que contient chaque colonne</h2>
      <p>
        Les colonnes sans indicateur ne sont pas reprises. Celles qui peuvent désigner une personne ne le sont
        jamais.
      </p>
      {offered.map((colonne, index) => (
        <ColonneBlock
          key={colonne.rang}
          field={field}
          index={index}
          colonne={colonne}
          indicateurs={indicateurs}
          valeur={lecture?.valeurs.find((valeur) => valeur.colonne.rang === colonne.rang)}
        />
      ))}
    </section>
  );
}

function ColonneBlock({
  field,
  index,
  colonne: { rang, etiquette, exemples },
  indicateurs,
  valeur,
}: {
  field: Field;
  index: number;
  colonne: ColonneVue;
  indicateurs: { value: string; label: string }[];
  valeur: LectureAcademique["valeurs"][number] | undefined;
}) {
  const name = (part: string) => `valeurs[${index}].${part}`;
  return (
    <section className="anc-fiche" aria-labelledby={`colonne-${rang}`}>
      <h3 id={`colonne-${rang}`}>{etiquette || `Colonne ${rang + 1}`}</h3>
      <p className="anc-fiche__note">{exemples.join(" · ")}</p>
      <input type="hidden" name={name("rang")} value={rang} />
      <SelectField
        field={field(name("indicateur"), valeur?.indicateur)}
        label="Indicateur"
        choices={indicateurs}
        placeholder="Ne pas reprendre cette colonne"
      />
      <details className="anc-details">
        <summary>
          Réglages<span className="fr-sr-only"> de la colonne {etiquette}</span>
        </summary>
        <Reglages field={field} name={name} valeur={valeur} />
      </details>
    </section>
  );
}

function Reglages({
  field,
  name,
  valeur,
}: {
  field: Field;
  name: (part: string) => string;
  valeur: LectureAcademique["valeurs"][number] | undefined;
}) {
  return (
    <div className="anc-formulaire">
      <SelectField
        field={field(name("facteur"), String(valeur?.facteur ?? 1))}
        label="Valeur écrite dans le fichier"
        choices={Object.entries(FACTEURS).map(([value, label]) => ({ value, label }))}
        placeholder="Telle quelle"
      />
      <TextField
        field={field(name("manquants"), valeur?.manquants.join(" "))}
        label="Ce qui signifie « absente »"
        hint="En plus des cellules vides et de NS, ND, NC : par exemple 999 ou secret, séparés par des espaces."
      />
      <TextField
        field={field(name("minimum"), valeur?.minimum)}
        label="Plus petite valeur plausible"
        inputMode="decimal"
        width="short"
      />
      <TextField
        field={field(name("maximum"), valeur?.maximum)}
        label="Plus grande valeur plausible"
        inputMode="decimal"
        width="short"
      />
      <TextField
        field={field(name("nouveau.libelle"))}
        label="Nom du nouvel indicateur"
        hint="Seulement si vous en créez un autre."
      />
      <TextAreaField
        field={field(name("nouveau.definition"))}
        label="Sa définition, en une phrase"
        rows={2}
      />
      <TextField
        field={field(name("nouveau.unite"))}
        label="Son unité"
        hint="%, élèves, ans…"
        width="short"
      />
      <SelectField
        field={field(name("nouveau.diffusion"), "interne")}
        label="Qui peut le lire"
        choices={[
          { value: "interne", label: DIFFUSIONS.interne },
          { value: "rh", label: DIFFUSIONS.rh },
        ]}
        placeholder={DIFFUSIONS.interne}
      />
    </div>
  );
}
