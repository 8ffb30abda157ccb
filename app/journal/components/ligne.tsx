import type { LigneJournal } from "../queries.server.ts";
import { LE_SERVICE, OBJETS, phraseOf } from "../rules.ts";

type Acte = Pick<LigneJournal, "evenement" | "agentId" | "agentNom">;

/** « Jeanne Estran a ouvert une session »: who, and what. */
export function Phrase({ evenement, agentId, agentNom }: Acte) {
  return (
    <>
      <strong>{nomOf({ agentId, agentNom })}</strong> {phraseOf(evenement)}
    </>
  );
}

/** Who acted, or the words that stand for nobody and for somebody whose name is no longer kept. */
export function nomOf({ agentId, agentNom }: Pick<Acte, "agentId" | "agentNom">): string {
  if (agentId === null) return LE_SERVICE;
  return agentNom ?? "Personne inconnue";
}

type Cible = Pick<LigneJournal, "objetType" | "objetId" | "objetNom">;

/** On what: its kind and its name, and the page where it is read. */
export function Objet({ objetType, objetId, objetNom }: Cible) {
  const objet = OBJETS[objetType];
  const texte = `${objet?.libelle ?? objetType}${objetNom ? ` : ${objetNom}` : ""}`;
  return objet?.href ? <a href={objet.href(objetId)}>{texte}</a> : texte;
}

/** Address of the journal for one object only. */
export function hrefObjet({ objetType, objetId }: Cible): string {
  return `/journal?objet=${encodeURIComponent(`${objetType}:${objetId}`)}`;
}
