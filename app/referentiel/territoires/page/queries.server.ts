import { type Actor, scopeOf } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { getLecteur, type Lecteur } from "../../indicateurs/lecture/queries.server.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import type { TypeStructure } from "../../rules.ts";
import { getCarteStructures } from "../../structures/carte/queries.server.ts";
import { getPortees } from "../../structures/recherche/queries.server.ts";
import {
  getReseaux,
  getRuralite,
  listComptages,
  listDispositifsComptes,
  listValeursTerritoire,
} from "../composition/queries.server.ts";
import { listContoursAcademies, listContoursDepartements } from "../contours/queries.server.ts";
import { getTerritoire, listParties, type Parties, type Territoire } from "../identite/queries.server.ts";
import {
  listAnnees,
  listEffectifs,
  listEvolution,
  listIndicateursLisibles,
  listPartiesResumees,
  listSynthese,
} from "../indicateurs/queries.server.ts";
import type { SecteurResume } from "../indicateurs/rules.ts";
import { type CleTerritoire, couvre, nationOf, niveauReference, PARTIES, typeParDefaut } from "../rules.ts";
import type { DemandeTerritoire } from "../schema.ts";

/** The whole page of a territory, as this person may read it. */
export async function getPageTerritoire(
  context: Context,
  actor: Actor,
  cle: CleTerritoire,
  demande: DemandeTerritoire,
) {
  const { db } = context;
  const nation = nationOf(context.settings.demonstration);
  const lecteur = getLecteur(actor);
  const portees = getPortees(actor);
  const territoire = await getTerritoire(db, nation, cle);
  const [parties, comptages] = await Promise.all([listParties(db, cle, nation), listComptages(db, cle)]);
  const type = demande.type ?? typeParDefaut(cle.niveau, comptages);
  const drawn = cle.niveau !== "nation" && cle.niveau !== "academie";
  const [dispositifs, reseaux, ruralite, valeurs, resumes, carte, contours] = await Promise.all([
    listDispositifsComptes(db, cle, civilDay(context.now())),
    getReseaux(db, cle, portees.structures),
    getRuralite(db, cle),
    listValeursTerritoire(db, cle),
    getResumes(context, lecteur, territoire, parties, { ...demande, type }),
    drawn
      ? getCarteStructures(db, { portees, filtres: { [cle.niveau]: cle.code }, annee: undefined, words: [] })
      : undefined,
    drawn && territoire.departementCode && cle.niveau !== "commune"
      ? listContoursDepartements(db, [territoire.departementCode])
      : undefined,
  ]);
  return {
    territoire,
    parties,
    comptages,
    dispositifs,
    reseaux,
    ruralite,
    valeurs,
    resumes,
    carte,
    contours: contours ?? [],
    nation,
    couvert: couvre(scopeOf(actor, "structure.lire"), territoire),
  };
}

/** Summaries of the chosen indicator; undefined for a commune, too small for any. */
async function getResumes(
  context: Context,
  lecteur: Lecteur,
  territoire: Territoire,
  parties: Parties,
  demande: DemandeTerritoire & { readonly type: TypeStructure },
) {
  const niveau = niveauReference(territoire.niveau);
  if (!niveau) return undefined;
  const { db } = context;
  const nation = nationOf(context.settings.demonstration);
  const { type } = demande;
  const secteur: SecteurResume = demande.secteur ?? "tous";
  const ici = { niveau, code: territoire.code };
  const [indicateurs, annees] = await Promise.all([
    listIndicateursLisibles(db, lecteur, territoire, type),
    listAnnees(db),
  ]);
  const indicateur =
    indicateurs.find(({ code }) => code === demande.indicateur) ??
    indicateurs.find(({ code }) => code === "ips") ??
    indicateurs[0];
  if (!indicateur) return undefined;
  const seuil = indicateur.seuilReference;
  const asked = { indicateur: indicateur.code, type, secteur, seuil };
  const [evolution, repere, effectifs] = await Promise.all([
    listEvolution(db, lecteur, ici, asked, annees),
    niveau === "nation" ? [] : listEvolution(db, lecteur, { niveau: "nation", code: nation }, asked, annees),
    listEffectifs(db, lecteur, ici, annees),
  ]);
  const connues = evolution.map(({ annee }) => annee);
  const annee = choisirAnnee(connues, demande.annee) ?? choisirAnnee(annees, demande.annee);
  const offre = {
    indicateurs: indicateurs.map(({ code, libelle }) => ({ code, libelle })),
    annees: [...(connues.length > 0 ? connues : annees)].sort((a, b) => b - a),
  };
  if (annee === undefined)
    return {
      offre,
      lecture: { indicateur, type, secteur, annee },
      effectifs,
      evolution,
      repere,
      synthese: [],
      comparaison: undefined,
    };
  const [synthese, comparaison] = await Promise.all([
    listSynthese(db, lecteur, ici, { indicateur: indicateur.code, annee, seuil }),
    getComparaison(context, lecteur, territoire, parties, { ...asked, annee }),
  ]);
  return {
    offre,
    lecture: { indicateur, type, secteur, annee },
    effectifs,
    evolution,
    repere,
    synthese,
    comparaison,
  };
}

interface Asked {
  readonly indicateur: string;
  readonly type: TypeStructure;
  readonly secteur: SecteurResume;
  readonly seuil: number;
  readonly annee: number;
}

/** The parts of the territory, by name, with the contours that are known. */
async function getComparaison(
  { db }: Context,
  lecteur: Lecteur,
  { niveau }: CleTerritoire,
  parties: Parties,
  asked: Asked,
) {
  const niveauParties = PARTIES[niveau];
  if (!niveauParties) return undefined;
  const lieux = {
    academie: parties.academies,
    departement: parties.departements,
    circonscription: parties.circonscriptions,
  };
  const listed = lieux[niveauParties as keyof typeof lieux];
  if (listed.length === 0) return undefined;
  const codes = listed.map(({ code }) => code);
  const [resumees, contours] = await Promise.all([
    listPartiesResumees(db, lecteur, niveauParties, listed, asked),
    niveauParties === "academie"
      ? listContoursAcademies(db, codes)
      : niveauParties === "departement"
        ? listContoursDepartements(db, codes)
        : [],
  ]);
  return { niveau: niveauParties, parties: resumees, contours };
}
