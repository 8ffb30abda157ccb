import { readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { civilDay } from "#app/platform/clock/clock.ts";
import { formatNombre } from "#app/platform/format/format.ts";
import type { JeuDuPortail } from "#app/referentiel/imports/datasets/portail.ts";
import { countLines } from "./controle.ts";
import { Echec, echecFrom, RELANCER } from "./echec.ts";
import { bringPartiel, type Demande, removePartiel, sizeOf } from "./partiel.ts";
import { type Perimetre, whereOf } from "./perimetre.ts";
import { countLignes, type Export, exportUrl, type Fiche, pageUrl, readFiche } from "./portail.ts";
import { type Reprises, withReprises } from "./reprises.ts";
import { attributionOf, findSource, hashFile, type Source, writeSource } from "./source.ts";
import type { Transport } from "./transport.ts";

/** What became of one dataset. */
export interface Resultat {
  readonly jeu: string;
  readonly id: string;
  readonly etat: "telecharge" | "inchange" | "echec" | "non_tente";
  /** Absolute path of the file, when it is there. */
  readonly fichier?: string;
  readonly source?: Source;
  readonly avertissements: readonly string[];
  readonly motif?: string;
}

/** What the command needs of the world; tests pass their own clock and their own patience. */
export interface Atelier {
  readonly transport: Transport;
  readonly dossier: string;
  readonly wait: Reprises["wait"];
  readonly suivre?: (id: string, message: string) => void;
}

export interface Choix {
  readonly perimetre: Perimetre | undefined;
  /** Absent: the format of each dataset. */
  readonly format: "csv" | "json" | undefined;
  readonly libelles: boolean;
}

/**
 * Brings the datasets one after the other: the portal counts the demands of a network, and one connection is fair.
 * One that fails does not prevent the others, unless its cause (no network, disk full) is theirs too.
 */
export async function telechargerJeux(
  atelier: Atelier,
  jeux: readonly JeuDuPortail[],
  choix: Choix,
): Promise<Resultat[]> {
  const resultats: Resultat[] = [];
  let empeche: Echec | undefined;
  for (const jeu of jeux) {
    const { jeu: code, id } = jeu;
    if (empeche) {
      resultats.push({ jeu: code, id, etat: "non_tente", avertissements: [] });
      continue;
    }
    try {
      resultats.push(await telechargerJeu(atelier, jeu, choix));
    } catch (error) {
      const echec = echecFrom(error, atelier.transport.host);
      if (!(echec instanceof Echec)) throw echec;
      if (echec.general) empeche = echec;
      resultats.push({ jeu: code, id, etat: "echec", avertissements: [], motif: echec.message });
    }
  }
  return resultats;
}

async function telechargerJeu(atelier: Atelier, jeu: JeuDuPortail, choix: Choix): Promise<Resultat> {
  const { transport } = atelier;
  const { id } = jeu;
  const reprises = reprisesOf(atelier, id);
  const fiche = await withReprises(reprises, () => readFiche(transport, jeu));
  const where = choix.perimetre && whereOf(choix.perimetre, fiche.champs);
  const avertissements: string[] = [];
  if (choix.perimetre && where === undefined)
    avertissements.push(
      "ce jeu n'a de colonne ni d'académie ni de département qui permette de le restreindre : il vient en entier.",
    );
  const demande = { id, format: choix.format ?? jeu.format, libelles: choix.libelles, where };
  const perimetre = where === undefined ? undefined : choix.perimetre;
  const { stem, nom } = nameOf(demande, perimetre, fiche, transport.now());
  const fichier = join(atelier.dossier, nom);

  const known = await findSource(fichier);
  if (known && fiche.donneesLe !== null && known.donnees_le === fiche.donneesLe)
    return { jeu: jeu.jeu, id, etat: "inchange", fichier, source: known, avertissements };

  const annoncees =
    where === undefined
      ? fiche.lignes
      : await withReprises(reprises, () => countLignes(transport, id, where));
  atelier.suivre?.(id, "téléchargement en cours…");
  await dropOldParts(atelier.dossier, stem, nom);
  const lignes = await bring(atelier, fichier, demande, fiche, annoncees);
  if (annoncees !== null && lignes !== annoncees)
    avertissements.push(
      `le fichier a ${formatNombre(lignes)} lignes et le catalogue en annonce ${formatNombre(annoncees)} : le portail le met peut-être à jour en ce moment ; relancez la commande demain.`,
    );
  const source = await settle(atelier, fichier, { jeu, demande, perimetre, fiche, lignes, annoncees });
  return { jeu: jeu.jeu, id, etat: "telecharge", fichier, source, avertissements };
}

function reprisesOf({ transport, wait, suivre }: Atelier, id: string): Reprises {
  return {
    host: transport.host,
    wait,
    onRetry: ({ constat }, pauseMs) =>
      suivre?.(id, `${constat} Nouvel essai dans ${Math.ceil(pauseMs / 1_000)} s.`),
  };
}

/** Brings the file to its `.partiel` name, whole and readable. Returns its number of lines. */
async function bring(
  atelier: Atelier,
  fichier: string,
  demande: Export,
  fiche: Fiche,
  annoncees: number | null,
): Promise<number> {
  const { transport } = atelier;
  const part: Demande = {
    url: exportUrl(transport, demande),
    what: `le jeu ${demande.id}`,
    path: `${fichier}.partiel`,
    version: fiche.donneesLe ?? fiche.modifieLe ?? "",
    format: demande.format,
  };
  let reached = 0;
  return withReprises(
    reprisesOf(atelier, demande.id),
    async () => {
      try {
        await bringPartiel(transport, part);
      } finally {
        reached = await sizeOf(part.path);
      }
      return await checked(transport, part, fiche, annoncees);
    },
    () => reached,
  );
}

/** A part that is whole yet wrong is thrown away: nothing good can be added to it. */
async function checked(
  transport: Transport,
  part: Demande,
  fiche: Fiche,
  annoncees: number | null,
): Promise<number> {
  try {
    const lignes = await countLines(transport, part.path, part.what, fiche);
    if (lignes > 0 || annoncees === 0) return lignes;
    throw new Echec(
      "incomplet",
      `${transport.host} a donné un fichier sans aucune ligne pour ${part.what}.`,
      `Attendez un peu, puis ${RELANCER}`,
    );
  } catch (error) {
    if (error instanceof Echec) await removePartiel(part.path);
    throw error;
  }
}

interface Apporte {
  readonly jeu: JeuDuPortail;
  readonly demande: Export;
  readonly perimetre: Perimetre | undefined;
  readonly fiche: Fiche;
  readonly lignes: number;
  readonly annoncees: number | null;
}

/** Gives the file its final name, then its origin: an interruption between both only costs another download. */
async function settle(atelier: Atelier, fichier: string, apporte: Apporte): Promise<Source> {
  const { transport } = atelier;
  const { jeu, demande, perimetre, fiche, lignes, annoncees } = apporte;
  const part = `${fichier}.partiel`;
  const licence = fiche.licence ?? "Licence Ouverte 2.0";
  const source: Source = {
    jeu: jeu.jeu,
    id: jeu.id,
    titre: fiche.titre,
    page: pageUrl(transport, jeu.id),
    url: exportUrl(transport, demande).href,
    perimetre: perimetre ? `${perimetre.niveau} ${perimetre.code}` : null,
    donnees_le: fiche.donneesLe,
    modifie_le: fiche.modifieLe,
    lignes,
    lignes_annoncees: annoncees,
    licence,
    licence_url: fiche.licenceUrl,
    attribution: attributionOf(fiche.producteur, transport.host, fiche.titre, licence, dayOf(fiche)),
    taille: await sizeOf(part),
    sha256: await hashFile(part),
    telecharge_le: transport.now().toISOString(),
  };
  await rename(part, fichier);
  await writeSource(fichier, source);
  return source;
}

/** `fr-en-ips-colleges-ap2023_academie-17_2026-09-30.csv`: what it is, of where, and when its data date from. */
function nameOf(
  { id, format, libelles }: Export,
  perimetre: Perimetre | undefined,
  fiche: Fiche,
  now: Date,
): { stem: string; nom: string } {
  const parts = [id];
  if (perimetre) parts.push(`${perimetre.niveau}-${perimetre.code}`);
  if (libelles && format === "csv") parts.push("libelles");
  const stem = parts.join("_");
  return { stem, nom: `${stem}_${dayOf(fiche) ?? civilDay(now)}.${format}` };
}

/** Civil day of the data, in Paris. */
function dayOf({ donneesLe, modifieLe }: Fiche): string | undefined {
  for (const text of [donneesLe, modifieLe]) {
    const instant = new Date(text ?? "");
    if (!Number.isNaN(instant.getTime())) return civilDay(instant);
  }
  return undefined;
}

/** Parts of data that have changed since will never be completed. */
async function dropOldParts(dossier: string, stem: string, nom: string): Promise<void> {
  const dated = /^_\d{4}-\d{2}-\d{2}\.(csv|json)\.partiel$/;
  for (const name of await readdir(dossier))
    if (name.startsWith(stem) && dated.test(name.slice(stem.length)) && name !== `${nom}.partiel`)
      await removePartiel(join(dossier, name));
}
