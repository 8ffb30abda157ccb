import { no, type Decision as Verdict, yes } from "#app/platform/refusal.ts";
import { findModele, MODELES } from "../../../indicateurs/dictionnaire/modeles/rules.ts";
import { codeOf, type Notice } from "../../../indicateurs/dictionnaire/rules.ts";
import type { ColonneVue } from "../colonnes/rules.ts";
import type { Description, LectureAcademique, LieuLigne } from "../schema.ts";

/** Prefix of the choice of a template in the select of indicators; `nouveau` is the indicator typed beside. */
const MODELE = "modele:";
const NOUVEAU = "nouveau";

/** What a column of the file may feed: indicators of the académie, templates that it has not created yet, or a new one. */
export function listChoixIndicateurs(
  academie: string,
  existants: readonly { readonly code: string; readonly libelle: string }[],
): { value: string; label: string }[] {
  const codes = new Set(existants.map(({ code }) => code));
  return [
    ...existants.map(({ code, libelle }) => ({ value: code, label: libelle })),
    ...Object.entries(MODELES)
      .filter(([, { libelleCourt }]) => !codes.has(codeOf(academie, libelleCourt)))
      .map(([nom, { libelle }]) => ({ value: `${MODELE}${nom}`, label: `Créer : ${libelle}` })),
    { value: NOUVEAU, label: "Créer un autre indicateur (nom et définition dans les réglages)" },
  ];
}

export interface DescriptionLue {
  readonly lecture: LectureAcademique;
  readonly nouveaux: readonly { readonly cle: string; readonly indicateur: Notice }[];
  readonly anneeDite: number | undefined;
}

/** What a typed description lacks, if anything. */
export function canLireDescription(typed: Description, colonnes: readonly ColonneVue[]): Verdict {
  if (typed.anneeColonne === undefined && typed.annee === undefined)
    return no("sans_annee", "Indiquez la colonne de l'année, ou la rentrée dont parle tout le fichier.");
  const chosen = typed.valeurs.filter(({ indicateur }) => indicateur);
  if (chosen.length === 0)
    return no(
      "sans_valeur",
      "Choisissez un indicateur pour au moins une colonne : les autres ne sont pas reprises.",
    );
  const nominative = chosen.find(({ rang }) => colonnes[rang]?.nominative);
  if (nominative)
    return no("colonne_nominative", "Une colonne qui peut désigner une personne n'est jamais reprise.");
  const unnamed = chosen.find(({ indicateur, nouveau }) => {
    return indicateur === NOUVEAU && (!nouveau?.libelle || (nouveau.definition ?? "").length < 10);
  });
  if (unnamed)
    return no(
      "indicateur_sans_nom",
      `Donnez un nom et une définition (une phrase) au nouvel indicateur de la colonne « ${colonnes[unnamed.rang]?.etiquette} », dans ses réglages.`,
    );
  return yes;
}

/** The reading and the new indicators that a description says. To be called once `canLireDescription` said yes. */
export function lireDescription(typed: Description, colonnes: readonly ColonneVue[]): DescriptionLue {
  const place = (rang: number) => ({ rang, etiquette: colonnes[rang]?.etiquette ?? "" });
  const chosen = typed.valeurs.filter(({ indicateur }) => indicateur);
  const lieu = colonnes[typed.cle]?.uai ? "uai" : "commune";
  const nouveaux = chosen.flatMap((valeur) => {
    const indicateur = newNotice(valeur, lieu);
    return indicateur ? [{ cle: cleOf(valeur), indicateur }] : [];
  });
  const session = typed.session === "on";
  const said = typed.anneeColonne === undefined ? typed.annee : undefined;
  return {
    nouveaux,
    anneeDite: said === undefined ? undefined : said - (session ? 1 : 0),
    lecture: {
      genre: "academique",
      lieu,
      cle: place(typed.cle),
      annee:
        typed.anneeColonne === undefined
          ? { genre: "dite" }
          : { genre: "colonne", colonne: place(typed.anneeColonne), session },
      valeurs: chosen.map((valeur) => ({
        colonne: place(valeur.rang),
        indicateur: cleOf(valeur),
        facteur: Number(valeur.facteur),
        manquants: [...new Set((valeur.manquants ?? "").split(/[\s,;]+/).filter(Boolean))]
          .map((marker) => marker.slice(0, 20))
          .slice(0, 20),
        ...(valeur.minimum !== undefined && { minimum: valeur.minimum }),
        ...(valeur.maximum !== undefined && { maximum: valeur.maximum }),
      })),
    },
  };
}

type ValeurTapee = Description["valeurs"][number];

/** Several columns may each create an indicator: their keys differ by the column. */
function cleOf({ indicateur = "", rang }: ValeurTapee): string {
  return indicateur === NOUVEAU ? `${NOUVEAU}:${rang}` : indicateur;
}

function newNotice({ indicateur = "", nouveau }: ValeurTapee, lieu: LieuLigne): Notice | undefined {
  if (indicateur.startsWith(MODELE)) return findModele(indicateur.slice(MODELE.length));
  if (indicateur !== NOUVEAU || !nouveau) return undefined;
  const { libelle = "", definition = "", unite = "", diffusion } = nouveau;
  return {
    libelle,
    libelleCourt: libelle.slice(0, 40),
    definition,
    lecture: "",
    population:
      lieu === "commune" ? "Toute la commune : chacune de ses structures reçoit la même valeur." : "",
    bruit: "Une cohorte varie d'une année à l'autre : regarder plusieurs rentrées.",
    biais:
      lieu === "commune"
        ? "Une valeur de commune ne décrit pas les élèves d'une structure en particulier."
        : "",
    comparaisons: "Avec des structures de même type et de même secteur, la même année.",
    source: "Service statistique académique",
    unite,
    decimales: 1,
    famille: lieu === "commune" ? "etablissement" : "eleves",
    nature: "entree",
    diffusion,
    minimum: 0,
    maximum: unite === "%" ? 100 : 1_000_000,
    compte: /^(élèves?|eleves?|candidats?|personnes?|agents?)$/i.test(unite),
    poidsCode: null,
    denominateurCode: null,
    seuilPublication: null,
  };
}
