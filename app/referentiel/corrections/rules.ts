import { formatNombre } from "#app/platform/format/format.ts";
import { type Decision, no, yes } from "#app/platform/refusal.ts";

export interface IndicateurCorrige {
  readonly libelle: string;
  readonly unite: string;
  readonly decimales: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly compte: boolean;
}

/** A local value is as plausible as an imported one: within the bounds of the dictionary, whole for a count. Source: house rule. */
export function canProposer(indicateur: IndicateurCorrige, valeur: number): Decision {
  const { libelle, minimum, maximum, decimales, unite } = indicateur;
  const write = (value: number) => `${formatNombre(value, decimales)} ${unite}`.trim();
  if (indicateur.compte && !Number.isInteger(valeur))
    return no("pas_entier", `${libelle} : donnez un nombre entier, c’est un compte.`);
  if (valeur < minimum || valeur > maximum)
    return no(
      "hors_bornes",
      `${libelle} : ${write(valeur)} sort de ce qui est plausible (de ${write(minimum)} à ${write(maximum)}). Vérifiez la valeur dans votre pièce.`,
    );
  return yes;
}

/** A proposal answers what its author read: another local value proposed meanwhile is shown first. Source: house rule. */
export function canRemplacer(
  actuelle: { readonly id: string; readonly valeur: number; readonly auteur: string } | undefined,
  vue: string | null,
): Decision {
  if ((actuelle?.id ?? null) === vue) return yes;
  return no(
    "version_perimee",
    actuelle
      ? `${actuelle.auteur} vient de proposer ${formatNombre(actuelle.valeur, Number.isInteger(actuelle.valeur) ? 0 : 1)}. Votre texte est gardé : rechargez la page avant de proposer autre chose.`
      : "La valeur locale que vous lisiez vient d’être retirée. Votre texte est gardé : rechargez la page avant de proposer.",
  );
}
