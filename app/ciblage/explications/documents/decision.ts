import { formatDate } from "#app/platform/format/format.ts";
import { ETATS_CANDIDATURE, type EtatCandidature, ORIGINES_CANDIDATURE } from "../../candidatures/rules.ts";
import { MOTIFS_CIBLAGE } from "../../rules.ts";
import type { ArgumentLu, ExplicationLue } from "../rules.ts";
import type { Bloc, SectionExplication } from "./blocs.ts";

const PARIS = "Europe/Paris";
const jour = (instant: string) => formatDate(new Date(instant), PARIS);

/** What the list says of a structure, as one would tell its team. */
const DITS: Readonly<Partial<Record<EtatCandidature, string>>> = {
  retenu: "Cette structure est retenue.",
  suivi_differencie:
    "Cette structure n’est pas retenue ; elle reçoit un suivi différencié, plus léger qu’un contrat.",
  non_retenu: "Cette structure a été examinée, et elle n’est pas retenue cette fois.",
  a_decline: "Cette structure a été retenue, et elle a décliné la proposition.",
};

/** How the structure stands, who decided it, why, and with which grounds. Source: domaine §3.2 and 15. */
export function composeDecision(lue: ExplicationLue): SectionExplication {
  const { decision, motifs } = lue;
  const blocs: Bloc[] = [{ genre: "phrases", phrases: [...direEtat(lue), ...direOrigine(lue)] }];
  if (decision) {
    const auteur = [decision.fonction, decision.qui].filter(Boolean).join(", ");
    blocs.push({ genre: "phrases", phrases: [`Décision de : ${auteur}, le ${jour(decision.le)}.`] });
    blocs.push({
      genre: "saisi",
      titre: "Motif de la décision",
      texte: decision.motif || "La décision suit la règle, sans autre motif.",
    });
  }
  if (motifs.length > 0)
    blocs.push({ genre: "liste", entrees: motifs.map((motif) => `Motif : ${MOTIFS_CIBLAGE[motif]}`) });
  return { id: "decision", titre: "La décision", blocs: [...blocs, ...lue.arguments.map(toBloc)] };
}

function direEtat({ liste, etat }: ExplicationLue): string[] {
  const published = liste && `Liste publiée le ${jour(liste.publieeLe)}, version ${liste.numero}.`;
  if (liste && published) {
    const told = liste.etat
      ? (DITS[liste.etat] ?? `État dans la liste : ${ETATS_CANDIDATURE[liste.etat]}.`)
      : "Cette structure est dans la population étudiée ; la liste publiée ne la nomme pas.";
    const since =
      etat && etat !== liste.etat
        ? [`Depuis, dans le travail de l’académie : « ${ETATS_CANDIDATURE[etat]} ».`]
        : [];
    return [told, published, ...since];
  }
  return [
    etat
      ? `Où en est l’examen : « ${ETATS_CANDIDATURE[etat]} ».`
      : "Cette structure est dans la population étudiée ; personne ne l’a proposée à ce jour.",
    "Aucune liste n’est encore publiée : ce travail n’est lu que de ceux qui le préparent.",
  ];
}

function direOrigine({ origine }: ExplicationLue): string[] {
  return origine
    ? [`Comment elle est entrée dans l’examen : ${ORIGINES_CANDIDATURE[origine].toLowerCase()}.`]
    : [];
}

function toBloc({ genre, texte, choc, preuve, qui, le }: ArgumentLu): Bloc {
  const titre = genre === "argument" ? "Connaissance du territoire" : MOTIFS_CIBLAGE[genre];
  return {
    genre: "saisi",
    titre: `${titre}, ${qui}, le ${jour(le)}`,
    texte: [choc && `${choc}.`, texte, preuve && `Preuve : ${preuve}`].filter(Boolean).join(" "),
  };
}
