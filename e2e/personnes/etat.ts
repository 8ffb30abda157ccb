import { randomUUID } from "node:crypto";
import type { Stage } from "#tests/browser.ts";
import { LIEUX } from "#tests/cast.ts";

/** Somebody whom ProConnect let in and who holds no function; returns their id. */
export async function addSansDroit({ database }: Stage, nom: string): Promise<string> {
  const id = randomUUID();
  await database.pool.query(
    "insert into agent (id, nom, prenom, courriel, demonstration, cree_le) values ($1, $2, 'Lou', $3, false, now())",
    [id, nom, `${nom.toLowerCase()}@port-amarre.exemple`],
  );
  return id;
}

const ENTETE = "Prénom;Nom;Adresse;Fonction;Périmètre;Premier jour;Fin;Acte";
const BONNE = `Zoé;Écume;zoe.ecume@port-amarre.exemple;Chef d'établissement;${LIEUX.college};01/09/2027;;`;

/** A file of an office: code page 1252, one line of two with a code that does not exist. */
export function listeAvecErreur(code = "9999999Z"): Buffer {
  const autre = `Noë;Misaine;noe.misaine@port-amarre.exemple;Membre d'une équipe;${code};;;`;
  return Buffer.from([ENTETE, BONNE, autre].join("\r\n"), "latin1");
}
