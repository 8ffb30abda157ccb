import type { Page } from "playwright-core";
import type { Fonction } from "#app/acces/fonctions/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";
import type { Stage } from "#tests/browser.ts";
import { calculerDemonstration } from "#tests/calculs.ts";
import { LIEUX, person } from "#tests/cast.ts";
import { insererVersions } from "#tests/listes.ts";

/** What the parameters of an address stand for, by name. */
export type Objects = Readonly<Record<string, string>>;

/** One object of each kind, all of the demonstration but a token: tokens are born in the hands of their owner. */
export async function prepareObjects(stage: Stage): Promise<Objects> {
  const { database } = stage;
  const jeton = database.newId();
  await database.db
    .insertInto("jeton_api")
    .values({
      id: jeton,
      agent_id: person("ssa").id,
      libelle: "Tableau de bord de l’académie",
      empreinte: Buffer.from(jeton.slice(-32).padEnd(32)),
      cree_le: new Date(),
      expire_le: new Date(Date.now() + 86_400_000),
    })
    .execute();
  const courriel = database.newId();
  await database.db
    .insertInto("courriel")
    .values({
      id: courriel,
      gabarit: "acces.invitation",
      destinataire: "n.estran@port-amarre.exemple",
      copies: [],
      objet: "Ronan Vigie vous invite dans Ancrage",
      texte: "Bonjour,",
      html: "<p>Bonjour,</p>",
      objet_type: "essai",
      objet_id: "1",
      etat: "retenu",
      essais: 0,
      cree_le: new Date(),
      request_id: "essai",
      remis: [],
    })
    .execute();
  const { rows } = await database.pool.query<Record<string, string>>(
    `select (select id::text from valeur_indicateur where uai = $1 and indicateur_code = 'ips' and annee = 2025
        and remplace_le is null) as valeur,
      (select id::text from valeur_territoire where niveau = 'departement' and territoire = $2
        and remplace_le is null order by id limit 1) as "valeurTerritoire",
      (select id::text from import limit 1) as import,
      (select id::text from import_fichier order by rang limit 1) as fichier,
      (select agent_id::text from fonction_exercee where fonction = 'equipe' and portee_code = $1 order by debut limit 1) as agent,
      (select id::text from fonction_exercee where fonction = 'equipe' and portee_code = $1 order by debut limit 1) as fonction,
      (select id::text from demande_acces where etat = 'deposee' and portee_code = $1 limit 1) as demande,
      (select id::text from anomalie where etat = 'ouverte' order by cle limit 1) as anomalie,
      (select max(audit_event_id)::text from audit_academie where academie_code = '96') as evenement,
      (select id::text from correction_locale where uai = $1 and retiree_le is null limit 1) as correction,
      (select reseau_uai from structure where reseau_uai is not null order by 1 limit 1) as tete`,
    [LIEUX.college, LIEUX.departement],
  );
  const ciblage = await calculerDemonstration(database, stage.app.context);
  return {
    ...rows[0],
    ...ciblage,
    ...(await prepareDebats(stage, ciblage.campagne)),
    recue: await prepareRecue(stage, ciblage.campagne),
    ...(await prepareCandidature(stage, ciblage)),
    version: await insererVersions(database, {
      ...{ campagne: ciblage.campagne, calculs: [ciblage.calcul], now: stage.app.context.now() },
    }),
    liste: await prepareListe(stage),
    jeton,
    ...(await prepareEntrees(stage)),
    ...(await prepareActes(stage)),
    elimination: await prepareElimination(stage),
    ...(await preparePublications(stage)),
    ...{ page: "le-dispositif", actualite: "essai", guide: "administrer" },
    courriel,
    uai: LIEUX.college,
    circonscription: LIEUX.circonscription,
    niveau: "departement",
    territoire: LIEUX.departement,
    indicateur: "ips",
    annee: "2023",
    jeu: "ips_colleges",
  };
}

/** A received list with its criterion, and the collège of the cast that declared itself. */
async function prepareRecue({ database }: Stage, campagne: string): Promise<string> {
  const recue = database.newId();
  const lignes = [LIEUX.college, LIEUX.ecole, "9619999Z"].map((uai, i) => ({
    ...{ ligne: i + 2, feuille: "", uai, nom: `Structure ${i + 1}` },
  }));
  await database.pool.query(
    `insert into liste_recue (id, campagne_id, origine, critere, indicateur_code, sens, seuil, fichier, empreinte, lignes, recue_le, agent_id, enregistree_le)
     values ($1, $2, 'Ministère', 'IPS sous 100', 'ips', 'moins_de', 100, 'liste.csv', sha256('x'), $3, '2026-11-02', $4, now())`,
    [recue, campagne, JSON.stringify(lignes), person("pilote_academique").id],
  );
  await database.pool.query(
    `insert into volontariat (id, campagne_id, uai, texte, agent_id, declare_le)
     values ($1, $2, $3, 'L’équipe est prête à s’engager.', $4, now())`,
    [database.newId(), campagne, LIEUX.college, person("chef_etablissement").id],
  );
  return recue;
}

/** A structure that the run keeps, chosen, with a ground. */
async function prepareCandidature(
  { database }: Stage,
  { campagne, calcul }: { readonly campagne: string; readonly calcul: string },
): Promise<Objects> {
  const candidature = database.newId();
  await database.pool.query(
    `insert into candidature (id, campagne_id, uai, etat, origine, calcul_id, proactive, version, cree_le, modifiee_le)
     select $1, $2, uai, 'presente', 'calcul', $3, false, 1, now(), now() from calcul_structure
     where calcul_id = $3 order by uai <> $4, not retenue, uai limit 1`,
    [candidature, campagne, calcul, LIEUX.college],
  );
  await database.pool.query(
    `insert into candidature_argument (id, candidature_id, genre, texte, preuve, agent_id, enregistre_le)
     values ($1, $2, 'besoins_identifies', 'Deux classes ouvertes.', 'Carte scolaire', $3, now())`,
    [database.newId(), candidature, person("pilote_academique").id],
  );
  return { candidature };
}

/** A meeting with its positions, and a question that waits for its answer. */
async function prepareDebats({ database }: Stage, campagne: string): Promise<Objects> {
  const [concertation, question] = [database.newId(), database.newId()];
  await database.pool.query(
    `insert into concertation (id, campagne_id, genre, instance, tenue_le, participants, compte_rendu, version, agent_id, enregistree_le, modifiee_le)
     values ($1, $2, 'dialogue_social', 'CSA académique', '2026-11-20', '4 organisations', 'Critères présentés.', 1, $3, now(), now())`,
    [concertation, campagne, person("pilote_academique").id],
  );
  await database.pool.query(
    `insert into position_organisation (id, concertation_id, organisation, position, texte, rang)
     values ($1, $2, 'FSU', 'reserve', 'Demande un bilan annuel.', 0)`,
    [database.newId(), concertation],
  );
  await database.pool.query(
    `insert into question_ciblage (id, campagne_id, question, posee_par, posee_le)
     values ($1, $2, 'Quels critères comptent ?', $3, now())`,
    [question, campagne, person("chef_etablissement").id],
  );
  return { concertation, question };
}

/** News with all that Markdown gives, and a file that the statistician joined. */
async function preparePublications({ database }: Stage): Promise<Objects> {
  const [publication, piece] = [database.newId(), database.newId()];
  const contenu = "## Un titre\n\n- une liste\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[un lien](/aide)\n";
  await database.pool.query(
    `insert into publication (id, adresse, genre, titre, chapeau, contenu, liens, rang, publiee_le, archivee_le, cree_le, modifiee_le, version)
     values ($1, 'essai', 'actualite', 'Réunion de lancement', 'Le 3 décembre.', $2, '[{"intitule":"Le diaporama","href":"https://exemple.fr"}]',
       0, '2026-11-01', '2026-11-20', now(), now(), 1)`,
    [publication, contenu],
  );
  await database.pool.query(
    `insert into piece (id, nom, format, taille, empreinte, objet_type, objet_id, permission, portee_type, portee_code, deposee_par, deposee_le, apercu)
     values ($1, 'arrêté.pdf', 'pdf', 1200, sha256('x'), 'delegation', '1', 'agent.lire', 'nation', 'france', $2, now(), $3)`,
    [piece, person("ssa").id, "Arrêté portant délégation de signature. ".repeat(40)],
  );
  return { publication, piece };
}

/** Links of entry that hold, and a session in another browser. */
async function prepareEntrees({ database, app }: Stage): Promise<Objects> {
  const [lien, invitation, amorce] = ["L", "I", "A"].map((letter) => letter.repeat(43));
  const [session, agentId] = [database.newId(), person("ssa").id];
  const [now, end] = [new Date(), new Date(Date.now() + 86_400_000)];
  await database.pool.query(
    `insert into lien_connexion (id, empreinte, agent_id, suite, cree_le, expire_le) values ($1, sha256($2::bytea), $3, '/', $4, $5)`,
    [database.newId(), lien, agentId, now, end],
  );
  await database.pool.query(
    `insert into invitation (id, empreinte, agent_id, invite_par, message, cree_le, expire_le) values ($1, sha256($2::bytea), $3, $6, 'Bienvenue.', $4, $5)`,
    [database.newId(), invitation, agentId, now, end, person("pilote_academique").id],
  );
  await database.pool.query(
    "insert into amorce (unique_ligne, empreinte, cree_le) values (true, sha256($1::bytea), $2)",
    [amorce, now],
  );
  await app.signIn(agentId);
  await database.pool.query("update session set id = $1 where agent_id = $2", [session, agentId]);
  return { lien: lien ?? "", invitation: invitation ?? "", amorce: amorce ?? "", session };
}

/** A delegation given, a function to hand over, and a view of help agreed to: all of whom reads the pages. */
async function prepareActes({ database }: Stage): Promise<Objects> {
  const [delegation = "", passation = "", assistance = ""] = [1, 2, 3].map(() => database.newId());
  const ssa = person("ssa").id;
  await database.pool.query(
    `insert into delegation (id, fonction_exercee_id, delegant_id, delegataire_id, nature, debut, fin, acte, creee_le)
     select $1, id, agent_id, $3, 'saisie', current_date, current_date + 20, 'Décision n° 1', now()
     from fonction_exercee where agent_id = $2 limit 1`,
    [delegation, ssa, person("daf").id],
  );
  await database.pool.query(
    `insert into passation (id, fonction, portee_type, portee_code, sortant_id, depart, mot, cree_le, version)
     values ($1, 'ssa', 'academie', $3, $2, current_date + 40, 'Bonjour.', now(), 1)`,
    [passation, ssa, LIEUX.academie],
  );
  await database.pool.query(
    `insert into assistance (id, agent_id, assistant_id, motif, demandee_le, expire_le, consentie_le)
     values ($1, $2, $3, 'Vérifier une page', now(), now() + interval '1 hour', now())`,
    [assistance, ssa, person("administrateur").id],
  );
  return { delegation, passation, assistance };
}

/** A bordereau of archives with its visa: ready to be executed. */
async function prepareElimination({ database }: Stage): Promise<string> {
  const id = database.newId();
  await database.pool.query(
    `insert into elimination (id, numero, serie, jusqu_au, lignes, empreinte, articles, preparee_par, preparee_le,
       visa_autorite, visa_reference, visa_le, visa_enregistre_par)
     values ($1, 1, 'courriels', current_date, 3, sha256(''), '[]', $2, now(), 'Archives départementales', 'AD 12', current_date, $2)`,
    [id, person("administrateur").id],
  );
  return id;
}

/** A list of people with a line to repair, in the hands of the académie. */
async function prepareListe({ database }: Stage): Promise<string> {
  const id = database.newId();
  const cellules = {
    ...{ prenom: "Zoé", nom: "Le Goff", courriel: "zoe@port-amarre.exemple", fonction: "Capitaine" },
    ...{ perimetre: LIEUX.college, debut: "", fin: "", acte: "" },
  };
  await database.pool.query(
    `insert into liste_personnes (id, deposee_par, fichier_nom, empreinte, message, lignes, nombre, etat, cree_le, version)
     values ($1, $2, 'arrivees.csv', sha256('x'), '', $3, 1, 'deposee', now(), 1)`,
    [id, person("pilote_academique").id, JSON.stringify([{ ligne: 2, cellules }])],
  );
  return id;
}

/** Parameters that mean something else on one page than on the others. */
const PARTICULIERS: Readonly<Record<string, (objects: Objects) => Objects>> = {
  "acces.lien": ({ lien = "" }) => ({ jeton: lien }),
  "acces.invitation": ({ invitation = "" }) => ({ jeton: invitation }),
  "acces.amorce": ({ amorce = "" }) => ({ jeton: amorce }),
  "orphelines.decision": () => ({ uai: LIEUX.ecole }),
  "reseaux.page": ({ tete = "" }) => ({ uai: tete }),
  "donnees.territoire": ({ territoire = "", valeurTerritoire = "" }) => ({
    code: territoire,
    valeur: valeurTerritoire,
  }),
  "comparables.attendu": () => ({ indicateur: "ivac_reussite_g" }),
};

/** Pages that a demonstration does not have, where ProConnect is closed: e2e/proconnect looks at each. */
export const HORS_DEMONSTRATION: ReadonlySet<string> = new Set([
  "acces.proconnect",
  "acces.proconnect.retour",
  "acces.proconnect.attente",
  "acces.proconnect.depart",
  "acces.proconnect.sortie",
  "acces.rattachement",
]);

/** What a page is told after its path, where nothing would show without. */
const QUESTIONS: Readonly<Record<string, string>> = {
  "donnees.reference": "?indicateur=ips&annee=2023&niveau=academie&territoire=96&type=college&secteur=public",
  "comparables.cote_a_cote": `?uai=${LIEUX.college}`,
};

/** The address of a page for the objects of the demonstration. */
export function urlOf({ id, path }: RouteEntry, objects: Objects): string {
  const own = { ...objects, ...PARTICULIERS[id]?.(objects) };
  const url = path.replace("*", "adresse/inconnue").replace(/:(\w+)/g, (parameter, name: string) => {
    const value = own[name];
    if (!value) throw new Error(`No object stands for ${parameter} of ${path}: add one above.`);
    return value;
  });
  return `/${url}${QUESTIONS[id] ?? ""}`;
}

export interface State {
  readonly name: string;
  readonly as?: Fonction;
  readonly url: (objects: Objects) => string;
  /** What a person does there before looking. */
  readonly reach?: (page: Page) => Promise<void>;
  /** What the browser says of an answer that is expected. */
  readonly expected?: RegExp;
}

const opensAll = async (page: Page) => {
  for (const summary of await page.locator("main details > summary").all()) await summary.click();
};

export function listStates(): State[] {
  return [
    { name: "the vitrine with a full table", url: () => "/dev/vitrine?lignes=50" },
    { name: "the vitrine with everything unfolded", url: () => "/dev/vitrine", reach: opensAll },
    {
      name: "the page of an unexpected error",
      url: () => "/dev/vitrine?erreur=500",
      expected: /status of 500/,
    },
    { name: "the page of a refusal", url: () => "/dev/vitrine?erreur=403", expected: /status of 403/ },
    {
      name: "the page of a structure with everything unfolded",
      as: "ssa",
      url: () => `/structures/${LIEUX.college}`,
      reach: opensAll,
    },
    {
      name: "the page of an indicator with everything unfolded",
      as: "ssa",
      url: () => `/structures/${LIEUX.college}/indicateurs/ips`,
      reach: opensAll,
    },
    {
      name: "the page of an indicator that holds a result and its expectation",
      as: "ssa",
      url: () => `/structures/${LIEUX.college}/indicateurs/ivac_reussite_g`,
      reach: opensAll,
    },
    {
      name: "the page of a structure without its values",
      as: "dgesco",
      url: () => `/structures/${LIEUX.college}`,
    },
    { name: "the list without a result", as: "ssa", url: () => "/structures?q=zzzzzz" },
    { name: "the list with a typing error corrected", as: "ssa", url: () => "/structures?q=salicornnes" },
    {
      name: "the list with its display options open",
      as: "ssa",
      url: () => "/structures?taille=20&page=2",
      reach: opensAll,
    },
    {
      name: "a link of entry that no longer serves",
      url: () => "/connexion/lien/x",
      expected: /status of 404/,
    },
    {
      name: "the sign-in page with every way in, after a session was closed",
      url: () => "/connexion?fin=revocation",
      reach: opensAll,
    },
    { name: "the answer to the request of a link", url: () => "/connexion/lien?demande=1" },
    { name: "the menu of a small screen, open", as: "ssa", url: () => "/", reach: openMenu },
    {
      name: "the deposit of nothing, refused",
      as: "ssa",
      url: () => "/imports/depot",
      expected: /status of 422/,
      reach: async (page) => {
        await page.locator("main button[type=submit]").click();
        await page.locator("main [role=alert]").waitFor();
      },
    },
    { name: "the home page of a function without a task", as: "equipe", url: () => "/" },
    {
      name: "a refusal within the frame of a person",
      as: "equipe",
      url: () => "/imports",
      expected: /status of 403/,
    },
  ];
}

async function openMenu(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Menu" }).click();
  await page.locator("#menu-contenu:popover-open").waitFor();
}
