import { sql } from "kysely";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import { formatNombre, pluriel } from "#app/platform/format/format.ts";
import { countAnomaliesOuvertes } from "#app/referentiel/anomalies/queries.server.ts";
import { listImportsEnAttente } from "#app/referentiel/imports/suivi/queries.server.ts";
import { getLecteur } from "#app/referentiel/indicateurs/lecture/queries.server.ts";
import { ETATS_STRUCTURE, SECTEURS, STATUTS_EP, TYPES } from "#app/referentiel/rules.ts";
import { type FicheLue, getFicheStructure } from "#app/referentiel/structures/fiche/queries.server.ts";
import { getEtatReferentiel } from "#app/referentiel/territoires/queries.server.ts";
import { listEvenements } from "#app/referentiel/vie/chronologie/queries.server.ts";
import { countOrphelinesADecider } from "#app/referentiel/vie/orphelines/queries.server.ts";
import { countDemandesADecider } from "../../demandes/queries.server.ts";
import type { Fonction } from "../../fonctions/rules.ts";
import { findPortee, readLibellePortee } from "../../portees/queries.server.ts";
import { type Actor, hasPermission, scopeOf } from "../../rules.ts";
import {
  type Charge,
  findActeurDeLaCharge,
  findBoiteGenerique,
  type PassationLue,
} from "../queries.server.ts";
import { listReprises, type Reprise } from "../reprises/queries.server.ts";

/** Shown at most, so that the summary holds on two pages. */
const DERNIERS = 6;
const PERSONNES_MAX = 8;
const FAITS_MAX = 4;
const COMPTE_MAX = 1_000;

export interface PersonneAJoindre {
  readonly nomComplet: string;
  readonly fonction: Fonction;
  readonly portee: string;
  /** Generic mailbox where there is one, professional address otherwise. */
  readonly contact: string | null;
}

export interface Lien {
  readonly libelle: string;
  readonly href: string;
}

/** What who arrives needs to know first. */
export interface ResumePassation {
  readonly boite: string | null;
  readonly perimetre: readonly { readonly terme: string; readonly texte: string }[];
  readonly lien: Lien | null;
  readonly taches: readonly Lien[];
  readonly reprises: readonly Reprise[];
  readonly personnes: readonly PersonneAJoindre[];
  readonly changements: readonly {
    readonly jour: string;
    readonly phrase: string;
    readonly source: string;
  }[];
}

/** The summary of a handover, read with the function handed over alone; undefined while the person does not exercise it. */
export async function findResume(
  context: Context,
  actor: Actor,
  passation: PassationLue,
): Promise<ResumePassation | undefined> {
  const acteur = findActeurDeLaCharge(actor, passation);
  if (!acteur) return undefined;
  const lisible = passation.porteeType === "structure" && hasPermission(acteur, "structure.lire");
  const structure = lisible ? passation.porteeCode : undefined;
  const [boite, perimetre, taches, reprises, personnes, evenements] = await Promise.all([
    findBoiteGenerique(context.db, passation),
    listFaits(context, acteur, structure),
    listTaches(context, acteur),
    listReprises(context, actor, passation),
    listPersonnesAJoindre(context, passation),
    structure ? listEvenements(context.db, scopeOf(acteur, "structure.lire"), structure) : [],
  ]);
  const changements = evenements.slice(0, DERNIERS);
  return { boite, perimetre, lien: lienOf(passation), taches, reprises, personnes, changements };
}

function lienOf({ porteeType, porteeCode }: Charge): Lien | null {
  if (porteeType === "structure")
    return { libelle: "Toute la page de la structure", href: `/structures/${porteeCode}` };
  if (porteeType === "circonscription")
    return { libelle: "La page de la circonscription", href: `/circonscriptions/${porteeCode}` };
  if (porteeType === "academie" || porteeType === "departement")
    return { libelle: "La page du territoire", href: `/territoires/${porteeType}/${porteeCode}` };
  return null;
}

/** The périmètre in brief: the identity of a structure and its main figures, or how many structures a territory holds. */
async function listFaits(context: Context, acteur: Actor, uai: string | undefined) {
  const scope = scopeOf(acteur, "structure.lire");
  if (uai !== undefined) {
    const portees = { structures: scope, lecteur: getLecteur(acteur) };
    return faitsStructure(await getFicheStructure(context.db, portees, uai, {}));
  }
  const { parType } = await getEtatReferentiel(context.db, scope);
  return parType.map(({ type, n }) => ({ terme: TYPES[type], texte: pluriel(n, "structure") }));
}

function faitsStructure({ structure, fiches }: FicheLue) {
  const { type, secteur, etat, statutEp, telephone, circonscriptionNom, circonscriptionCourriel } = structure;
  const adresse = [structure.adresse, `${structure.codePostal} ${structure.communeNom}`.trim()].filter(
    Boolean,
  );
  const circonscription = [circonscriptionNom, circonscriptionCourriel].filter(Boolean).join(", ");
  const connus = fiches
    .filter(({ valeur }) => valeur.valeur !== null)
    .slice(0, FAITS_MAX)
    .map(({ libelle, valeur, decimales, unite, annee }) => ({
      terme: libelle,
      texte: `${formatNombre(valeur.valeur ?? 0, decimales)} ${unite} (rentrée ${annee})`.replace("  ", " "),
    }));
  return [
    { terme: "Structure", texte: `${TYPES[type]}, ${SECTEURS[secteur].toLowerCase()}, UAI ${structure.uai}` },
    { terme: "Adresse", texte: adresse.join(", ") },
    { terme: "État", texte: ETATS_STRUCTURE[etat] },
    ...(telephone ? [{ terme: "Téléphone", texte: telephone }] : []),
    ...(circonscription ? [{ terme: "Circonscription", texte: circonscription }] : []),
    ...(statutEp ? [{ terme: "Éducation prioritaire", texte: STATUTS_EP[statutEp] }] : []),
    ...connus,
  ];
}

/** What waits for the function: each line leads to where it is done. */
async function listTaches(context: Context, acteur: Actor): Promise<Lien[]> {
  const { db } = context;
  const may = (permission: Parameters<typeof hasPermission>[1]) => hasPermission(acteur, permission);
  const [demandes, anomalies, orphelines, imports] = await Promise.all([
    may("agent.gerer") ? countDemandesADecider(context, acteur) : 0,
    may("anomalie.traiter") ? countAnomaliesOuvertes(db, scopeOf(acteur, "anomalie.traiter"), COMPTE_MAX) : 0,
    may("orpheline.decider")
      ? countOrphelinesADecider(db, scopeOf(acteur, "orpheline.decider"), COMPTE_MAX)
      : 0,
    may("import.deposer") ? listImportsEnAttente(db).then(({ length }) => length) : 0,
  ]);
  return [
    {
      n: demandes,
      un: "demande d’accès à décider",
      plusieurs: "demandes d’accès à décider",
      href: "/demandes-acces",
    },
    { n: anomalies, un: "anomalie à traiter", plusieurs: "anomalies à traiter", href: "/anomalies" },
    {
      n: orphelines,
      un: "école orpheline à décider",
      plusieurs: "écoles orphelines à décider",
      href: "/orphelines",
    },
    {
      n: imports,
      un: "dépôt de fichiers en attente",
      plusieurs: "dépôts de fichiers en attente",
      href: "/imports",
    },
  ]
    .filter(({ n }) => n > 0)
    .map(({ n, un, plusieurs, href }) => ({ libelle: pluriel(n, un, plusieurs), href }));
}

/** Functions around, in the order in which one calls: close by first. */
const AUTOUR: readonly Fonction[] = [
  ...(["adjoint", "secretariat", "ien", "dsden", "dasen", "pilote_academique", "carec"] as const),
];

/** Who to call: those who work on the same périmètre, and those above it. */
async function listPersonnesAJoindre(context: Context, passation: PassationLue): Promise<PersonneAJoindre[]> {
  const portee = await findPortee(context.db, { type: passation.porteeType, code: passation.porteeCode });
  const { academie = null, departement = null, circonscription = null } = portee?.dans ?? {};
  const jour = civilDay(context.now());
  const { rows } = await sql<PersonneAJoindre>`
    select a.prenom || ' ' || a.nom as "nomComplet", f.fonction, ${readLibellePortee("f.portee_type", "f.portee_code")} as portee,
      case f.portee_type when 'structure' then (select courriel from structure where uai = f.portee_code)
        when 'circonscription' then (select courriel from circonscription where code = f.portee_code) else a.courriel end as contact
    from fonction_exercee f join agent a on a.id = f.agent_id
    where f.fonction = any(${[...AUTOUR]}::text[]) and a.ferme_le is null and f.debut <= ${jour} and (f.fin is null or f.fin > ${jour})
      and a.id <> ${passation.sortantId} and a.id is distinct from ${passation.entrantId}
      and ((f.portee_type = ${passation.porteeType} and f.portee_code = ${passation.porteeCode})
        or (f.portee_type = 'academie' and f.portee_code = ${academie})
        or (f.portee_type = 'departement' and f.portee_code = ${departement})
        or (f.portee_type = 'circonscription' and f.portee_code = ${circonscription}))
    order by array_position(${[...AUTOUR]}::text[], f.fonction), a.nom, a.id limit ${PERSONNES_MAX}`.execute(
    context.db,
  );
  return rows;
}
