import type { College } from "../modeles/colleges.ts";
import { listOuverts } from "../modeles/colleges.ts";
import { computeResultats } from "../modeles/resultats-colleges.ts";
import { formatCommune, formatMajuscules } from "../population/noms-fictifs.ts";
import type { Structure } from "../population/structures.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import { clamp, drawNormal, makeTirageFor } from "../tirage.ts";
import type { Cellule, FichierTabulaire } from "./csv.ts";
import { ETIQUETTES, makeFichier, TECHNIQUE } from "./csv.ts";
import { computeTroisiemes } from "./effectifs-colleges.ts";
import { formatNom } from "./identite.ts";

/** 2025-10 labels, 29 columns. */
const ENTETES_IVAC =
  "num_ligne;Session;UAI;Nom de l'établissement;Commune;Code région académique;Région académique;Code académie;Académie;Code département;Département;Secteur;Nb candidats G;Taux de réussite G;VA du taux de réussite G;Nb candidats P;Taux de réussite P;Note à l'écrit G;VA de la note G;Note à l'écrit P;Taux d'accès 6eme 3eme;Part présents 3eme ordinaire total;Part présents 3eme ordinaire G;Part présents 3eme ordinaire P;Part présents 3eme segpa total;Nb mentions AB G;Nb mentions B G;Nb mentions TB G;Nb mentions global G";

const ENTETES_DNB =
  "session;numero_d_etablissement;type_d_etablissement;patronyme;secteur_d_enseignement;commune;libelle_commune;code_departement;libelle_departement;code_academie;libelle_academie;code_region;libelle_region;inscrits;presents;admis;admis_sans_mention;nombre_d_admis_mention_ab;admis_mention_bien;admis_mention_tres_bien;taux_de_reussite";

const SESSIONS_IVAC = [2022, 2023, 2024];
// The portal has not published the brevet by établissement since: the stale dataset of the demonstration.
const SESSIONS_DNB = [2021, 2022, 2023];
const CANDIDATS_MIN = 30;
const PART_SANS_VA = 0.028;

function listLigneIvac(graine: number, college: College, session: number, numero: number): Cellule[] {
  const { structure } = college;
  const { commune, uai, contrat } = structure;
  const r = computeResultats(graine, college, session);
  const sansVa = makeTirageFor(graine, `sans va ${uai} ${session}`)() < PART_SANS_VA && !structure.orpheline;
  const { assezBien, bien, tresBien } = r.mentions;
  const decimal = (valeur: number) => valeur.toFixed(1);
  return [
    numero,
    session,
    uai,
    formatNom(structure, session),
    formatCommune(commune.nom),
    ACADEMIE.codeRegion,
    formatMajuscules(ACADEMIE.libelleRegion),
    ACADEMIE.code,
    formatMajuscules(ACADEMIE.libelle),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    contrat === "public" ? "PU" : "PR",
    r.candidats,
    decimal(r.taux),
    sansVa ? "" : decimal(r.valeurAjoutee),
    r.candidatsPro || "",
    r.candidatsPro ? decimal(r.tauxPro) : "",
    decimal(r.note),
    sansVa ? "" : decimal(r.valeurAjouteeNote),
    r.candidatsPro ? decimal(r.notePro) : "",
    decimal(r.acces),
    decimal(r.presents),
    "",
    "",
    r.presentsSegpa === undefined ? "" : decimal(r.presentsSegpa),
    assezBien,
    bien,
    tresBien,
    assezBien + bien + tresBien,
  ];
}

export function makeIvac(graine: number, colleges: readonly College[]): FichierTabulaire {
  return makeFichier("fr-en-indicateurs-valeur-ajoutee-colleges.csv", ETIQUETTES, ENTETES_IVAC, function* () {
    let numero = 0;
    for (const session of SESSIONS_IVAC) {
      for (const college of listOuverts(colleges, session - 1)) {
        numero += 1;
        if (computeResultats(graine, college, session).candidats < CANDIDATS_MIN) continue;
        yield listLigneIvac(graine, college, session, numero);
      }
    }
  });
}

/** « 81,7% »; nothing to divide by gives no rate. */
function formatTaux(admis: number, presents: number): string {
  return presents > 0 ? `${((admis / presents) * 100).toFixed(1).replace(".", ",")}%` : "";
}

interface Brevet {
  structure: Structure;
  inscrits: number;
  taux: number;
  mentions: readonly [number, number, number];
}

function listLigneDnb({ structure, inscrits, taux, mentions }: Brevet, session: number): Cellule[] {
  const { commune, type, uai } = structure;
  const presents = Math.max(1, Math.round(inscrits * 0.985));
  const admis = Math.min(presents, Math.round((presents * taux) / 100));
  const [assezBien, bien, tresBien] = mentions.map((part) => Math.floor(admis * part)) as [
    number,
    number,
    number,
  ];
  return [
    session,
    uai,
    type === "college" ? "COLLEGE" : "LYCEE PROFESSIONNEL",
    formatCommune(structure.patronyme),
    structure.contrat === "public" ? "PUBLIC" : "PRIVE",
    commune.code,
    formatMajuscules(commune.nom),
    commune.departement.code,
    formatMajuscules(commune.departement.libelle),
    ACADEMIE.code,
    formatMajuscules(ACADEMIE.libelle),
    ACADEMIE.codeRegion,
    formatMajuscules(ACADEMIE.libelleRegion),
    inscrits,
    presents,
    admis,
    admis - assezBien - bien - tresBien,
    assezBien,
    bien,
    tresBien,
    formatTaux(admis, presents),
  ];
}

export function makeDnb(
  graine: number,
  colleges: readonly College[],
  lyceesAvecTroisieme: readonly Structure[],
): FichierTabulaire {
  return makeFichier("fr-en-dnb-par-etablissement.csv", TECHNIQUE, ENTETES_DNB, function* () {
    for (const session of SESSIONS_DNB) {
      for (const college of listOuverts(colleges, session - 1)) {
        const r = computeResultats(graine, college, session);
        const total = r.candidats + r.candidatsPro;
        const part = (nombre: number) => Math.min(0.32, nombre / total);
        const { assezBien, bien, tresBien } = r.mentions;
        yield listLigneDnb(
          {
            structure: college.structure,
            inscrits: total,
            // Both séries together, and half a point less than the série générale alone.
            taux: (r.taux * r.candidats + r.tauxPro * r.candidatsPro) / total - 0.5,
            mentions: [part(assezBien), part(bien), part(tresBien)],
          },
          session,
        );
      }
      for (const structure of lyceesAvecTroisieme) {
        const tirage = makeTirageFor(graine, `dnb ${structure.uai} ${session}`);
        const inscrits = computeTroisiemes(graine, structure, session - 1);
        const taux = clamp(84 + 9 * drawNormal(tirage), 40, 100);
        yield listLigneDnb({ structure, inscrits, taux, mentions: [0.3, 0.15, 0.05] }, session);
      }
    }
  });
}
