import { normalizeHeader } from "#app/platform/files/headers.ts";
import { canonicalCourriel } from "#app/platform/form/courriel.ts";
import {
  FONCTIONS,
  type Fonction,
  PORTEES,
  PORTEES_PAR_FONCTION,
  type PorteeType,
} from "../../fonctions/rules.ts";
import { acteSchema, courrielSchema, jourSchema, nomSchema } from "../../personnes/schema.ts";
import { type Portee, type PorteeNommee, porteeKey } from "../../portees/rules.ts";
import type { Colonne } from "../entete/rules.ts";

/** A line of the file: its number there, and its cells as text. */
export interface LigneLue {
  readonly ligne: number;
  readonly cellules: Readonly<Record<Colonne, string>>;
}

export interface Probleme {
  readonly colonne: Colonne;
  readonly phrase: string;
}

export interface PersonneDeLaLigne {
  readonly prenom: string;
  readonly nom: string;
  readonly courriel: string;
  readonly fonction: Fonction;
  readonly portee: PorteeNommee;
  readonly debut: string;
  readonly fin: string | null;
  readonly acte: string;
}

const LIBELLES: Readonly<Record<string, Fonction>> = {
  ...Object.fromEntries(
    (Object.keys(FONCTIONS) as Fonction[]).flatMap((code) => [
      [normalizeHeader(FONCTIONS[code]), code],
      [code, code],
    ]),
  ),
  ...{
    principal: "chef_etablissement",
    proviseur: "chef_etablissement",
    chef_d_etablissement: "chef_etablissement",
  },
  ...{
    directeur_d_ecole: "directeur_ecole",
    directrice_d_ecole: "directeur_ecole",
    directeur: "directeur_ecole",
  },
  ...{ inspecteur: "ien", inspectrice: "ien", secretaire: "secretariat", principal_adjoint: "adjoint" },
};

/** The function that a cell names, by its title, its code or a usual word. */
export function readFonction(text: string): Fonction | undefined {
  return LIBELLES[normalizeHeader(text)];
}

const PARTOUT = ["", "france", "france_entiere", "nation", "nationale"];

/**
 * The scopes that a cell may name, given the function: a code of structure for a head, of académie for a recteur; the
 * kind may be said first, as in « département 59 ». A function of several kinds is on the nation only when the cell says so.
 */
export function listPorteesPossibles(fonction: Fonction, cellule: string): Portee[] {
  const [, nature = "", rest = ""] = /^\s*(\p{L}{5,})[\s:]+(\S.*)$/u.exec(cellule) ?? [];
  const said = (Object.keys(PORTEES) as PorteeType[]).find((type) => type === normalizeHeader(nature));
  const typed = (said ? rest : cellule).trim();
  const types = PORTEES_PAR_FONCTION[fonction];
  return types
    .filter((type) => said === undefined || type === said)
    .filter((type) => type !== "nation" || types.length === 1 || PARTOUT.includes(normalizeHeader(typed)))
    .map((type) => {
      if (type === "nation") return { type, code: "france" };
      const written = type === "structure" || type === "circonscription" || type === "commune";
      return { type, code: written ? typed.toUpperCase() : typed };
    });
}

/** A day written the French way or the ISO way; undefined when it is neither, or no day of the calendar. */
export function readJour(text: string): string | undefined {
  const french = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim());
  const iso = french
    ? `${french[3]}-${french[2]?.padStart(2, "0")}-${french[1]?.padStart(2, "0")}`
    : text.trim().slice(0, 10);
  return jourSchema("").safeParse(iso).success ? iso : undefined;
}

export type Lecture = { readonly personne: PersonneDeLaLigne } | { readonly problemes: readonly Probleme[] };

/** What a line says, or every cell of it that must be taken up again. */
export function readLigne(
  { cellules }: LigneLue,
  { jour, portees }: { readonly jour: string; readonly portees: ReadonlyMap<string, PorteeNommee> },
): Lecture {
  const problemes: Probleme[] = [];
  const refuse = (colonne: Colonne, phrase: string) => void problemes.push({ colonne, phrase });
  for (const [colonne, schema] of TEXTES) {
    const read = schema.safeParse(cellules[colonne]);
    if (!read.success) refuse(colonne, read.error.issues[0]?.message ?? "Cette case ne se lit pas.");
  }
  const fonction = readFonction(cellules.fonction);
  if (!fonction)
    refuse(
      "fonction",
      cellules.fonction.trim() === ""
        ? "Donnez la fonction."
        : `« ${cellules.fonction.trim().slice(0, 60)} » n’est pas une fonction connue : prenez un intitulé de la liste, sous le formulaire de dépôt.`,
    );
  const [portee, autre] = fonction ? findPortees(fonction, cellules.perimetre, portees) : [];
  if (fonction && (!portee || autre))
    refuse("perimetre", phrasePerimetre(fonction, cellules.perimetre, [portee, autre]));
  const debut = cellules.debut.trim() === "" ? jour : readJour(cellules.debut);
  if (!debut) refuse("debut", "Écrivez le premier jour comme 01/09/2026 ou 2026-09-01.");
  const fin = cellules.fin.trim() === "" ? null : readJour(cellules.fin);
  if (fin === undefined)
    refuse("fin", "Écrivez la fin comme 31/08/2027 ou 2027-08-31, ou laissez la case vide.");
  if (debut && fin && fin <= debut) refuse("fin", "La fin vient après le premier jour.");
  if (problemes.length > 0 || !fonction || !portee || !debut || fin === undefined) return { problemes };
  const { prenom, nom, courriel, acte } = cellules;
  return {
    personne: {
      ...{
        prenom: prenom.trim(),
        nom: nom.trim(),
        courriel: canonicalCourriel(courriel),
        acte: acte.trim(),
      },
      ...{ fonction, portee, debut, fin },
    },
  };
}

const TEXTES = [
  ["prenom", nomSchema("le prénom")],
  ["nom", nomSchema("le nom")],
  ["courriel", courrielSchema],
  ["acte", acteSchema],
] as const;

function findPortees(
  fonction: Fonction,
  cellule: string,
  portees: ReadonlyMap<string, PorteeNommee>,
): PorteeNommee[] {
  return listPorteesPossibles(fonction, cellule).flatMap((portee) => portees.get(porteeKey(portee)) ?? []);
}

/** A code of nothing, or of two things: Paris is the académie 01, the Ain the département 01. */
function phrasePerimetre(
  fonction: Fonction,
  cellule: string,
  found: readonly (PorteeNommee | undefined)[],
): string {
  const typed = cellule.trim().slice(0, 60);
  const named = found.filter((portee) => portee !== undefined);
  if (named.length === 0)
    return `« ${typed} » n’est le code d’aucun périmètre de cette fonction (${PORTEES_PAR_FONCTION[fonction].map((type) => PORTEES[type]).join(", ")}). Vérifiez-le sur la page « Structures » ou « Territoires ».`;
  return `« ${typed} » désigne ${named.map(({ libelle }) => libelle).join(" et ")} : écrivez ${named.map(({ type }) => `« ${PORTEES[type]} ${typed} »`).join(" ou ")}.`;
}
