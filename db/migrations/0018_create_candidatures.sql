-- Targeting, the human part: candidatures, debate, published lists, frozen baseline, questions, volunteers.

create table candidature (
  id uuid primary key,
  campagne_id uuid not null constraint candidature_campagne references campagne_ciblage (id),
  uai text not null constraint candidature_structure references structure (uai),
  etat text not null constraint candidature_etat check (etat in ('repere', 'preselectionne', 'propose', 'presente', 'retenu',
    'suivi_differencie', 'non_retenu', 'a_decline', 'retire')),
  origine text not null constraint candidature_origine check (origine in ('calcul', 'liste_recue', 'ajout', 'volontariat')),
  calcul_id uuid constraint candidature_calcul references calcul (id),
  proactive boolean not null,
  accord_le timestamptz,
  accord_par uuid constraint candidature_accord_agent references agent (id),
  version integer not null constraint candidature_version check (version > 0),
  cree_le timestamptz not null,
  modifiee_le timestamptz not null,
  constraint candidature_unique unique (campagne_id, uai),
  constraint candidature_calculee check (origine <> 'calcul' or calcul_id is not null),
  constraint candidature_accord check ((accord_le is null) = (accord_par is null))
);
create index candidature_par_structure on candidature (uai);
comment on table candidature is 'Structures suivies dans une campagne, et où en est leur examen. [données personnelles : oui]';
comment on column candidature.id is 'Identifiant interne.';
comment on column candidature.campagne_id is 'Campagne.';
comment on column candidature.uai is 'Structure.';
comment on column candidature.etat is 'État de l''examen.';
comment on column candidature.origine is 'D''où elle vient : calcul, liste reçue, ajout motivé, volontariat.';
comment on column candidature.calcul_id is 'Calcul qui l''a repérée ou qui éclaire la décision.';
comment on column candidature.proactive is 'Vrai si la structure s''est engagée d''elle-même : noté, jamais compté.';
comment on column candidature.accord_le is 'Date où la structure retenue accepte d''entrer dans le dispositif.';
comment on column candidature.accord_par is 'Personne qui accepte pour la structure.';
comment on column candidature.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column candidature.cree_le is 'Date d''entrée dans la campagne.';
comment on column candidature.modifiee_le is 'Dernière modification.';

create table candidature_mouvement (
  id uuid primary key,
  candidature_id uuid not null constraint candidature_mouvement_candidature references candidature (id),
  de text,
  vers text not null,
  motif text not null constraint candidature_mouvement_motif_borne check (length(motif) <= 2000),
  agent_id uuid not null constraint candidature_mouvement_agent references agent (id),
  survenu_le timestamptz not null
);
create index candidature_mouvement_par_candidature on candidature_mouvement (candidature_id, survenu_le);
create trigger candidature_mouvement_immuable before update or delete on candidature_mouvement for each row execute function refuser_modification();
comment on table candidature_mouvement is 'Chaque passage d''un état à l''autre, avec son auteur et son motif. [données personnelles : oui]';
comment on column candidature_mouvement.id is 'Identifiant interne.';
comment on column candidature_mouvement.candidature_id is 'Candidature.';
comment on column candidature_mouvement.de is 'État quitté ; vide à l''entrée. [non personnelle]';
comment on column candidature_mouvement.vers is 'État atteint. [non personnelle]';
comment on column candidature_mouvement.motif is 'Motif écrit. [non personnelle]';
comment on column candidature_mouvement.agent_id is 'Personne qui a décidé.';
comment on column candidature_mouvement.survenu_le is 'Date.';

create table candidature_argument (
  id uuid primary key,
  candidature_id uuid not null constraint candidature_argument_candidature references candidature (id),
  genre text not null constraint candidature_argument_genre check (genre in ('proximite_ep', 'choc_conjoncturel', 'besoins_identifies', 'argument')),
  texte text not null constraint candidature_argument_texte_borne check (length(texte) between 1 and 2000),
  choc text constraint candidature_argument_choc_borne check (length(choc) between 1 and 200),
  choc_le date,
  preuve text constraint candidature_argument_preuve_borne check (length(preuve) between 1 and 500),
  agent_id uuid not null constraint candidature_argument_agent references agent (id),
  enregistre_le timestamptz not null,
  retire_le timestamptz,
  retire_par uuid constraint candidature_argument_retrait_agent references agent (id),
  constraint candidature_argument_choc check ((genre = 'choc_conjoncturel') = (choc is not null)),
  constraint candidature_argument_retrait check ((retire_le is null) = (retire_par is null))
);
create index candidature_argument_par_candidature on candidature_argument (candidature_id);
comment on table candidature_argument is 'Motifs du texte national et arguments qualitatifs, chacun avec son auteur et sa preuve. [données personnelles : oui]';
comment on column candidature_argument.id is 'Identifiant interne.';
comment on column candidature_argument.candidature_id is 'Candidature.';
comment on column candidature_argument.genre is 'Motif national ou argument de connaissance fine du territoire.';
comment on column candidature_argument.texte is 'Texte. [non personnelle]';
comment on column candidature_argument.choc is 'Nature du choc conjoncturel. [non personnelle]';
comment on column candidature_argument.choc_le is 'Date du choc.';
comment on column candidature_argument.preuve is 'Source ou pièce qui l''établit. [non personnelle]';
comment on column candidature_argument.agent_id is 'Auteur.';
comment on column candidature_argument.enregistre_le is 'Date.';
comment on column candidature_argument.retire_le is 'Retrait : le texte reste dans l''histoire.';
comment on column candidature_argument.retire_par is 'Personne qui l''a retiré.';

create table concertation (
  id uuid primary key,
  campagne_id uuid not null constraint concertation_campagne references campagne_ciblage (id),
  genre text not null constraint concertation_genre check (genre in ('concertation', 'dialogue_social')),
  instance text not null constraint concertation_instance_borne check (length(instance) between 1 and 200),
  tenue_le date not null,
  participants text not null constraint concertation_participants_borne check (length(participants) <= 2000),
  compte_rendu text not null constraint concertation_compte_rendu_borne check (length(compte_rendu) <= 10000),
  version integer not null constraint concertation_version check (version > 0),
  agent_id uuid not null constraint concertation_agent references agent (id),
  enregistree_le timestamptz not null,
  modifiee_le timestamptz not null
);
create index concertation_par_campagne on concertation (campagne_id, tenue_le);
comment on table concertation is 'Concertation avec les acteurs et les élus, et dialogue social. [données personnelles : oui]';
comment on column concertation.id is 'Identifiant interne.';
comment on column concertation.campagne_id is 'Campagne.';
comment on column concertation.genre is 'Concertation ou dialogue social.';
comment on column concertation.instance is 'Instance ou réunion : CSA, CCMA avec le CAEC, comité de suivi, élus… [non personnelle]';
comment on column concertation.tenue_le is 'Date.';
comment on column concertation.participants is 'Qualités représentées et nombre, sans nom. [non personnelle]';
comment on column concertation.compte_rendu is 'Compte rendu. [non personnelle]';
comment on column concertation.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column concertation.agent_id is 'Personne qui l''a consignée.';
comment on column concertation.enregistree_le is 'Date d''enregistrement.';
comment on column concertation.modifiee_le is 'Dernière modification.';

create table position_organisation (
  id uuid primary key,
  concertation_id uuid not null constraint position_organisation_concertation references concertation (id),
  organisation text not null constraint position_organisation_organisation_borne check (length(organisation) between 1 and 120),
  position text not null constraint position_organisation_position check (position in ('favorable', 'defavorable', 'abstention', 'reserve', 'sans_position')),
  texte text not null constraint position_organisation_texte_borne check (length(texte) <= 2000),
  rang smallint not null constraint position_organisation_rang check (rang >= 0),
  constraint position_organisation_unique unique (concertation_id, organisation)
);
comment on table position_organisation is 'Position de chaque organisation, comme au procès-verbal, jamais par personne. [données personnelles : aucune]';
comment on column position_organisation.id is 'Identifiant interne.';
comment on column position_organisation.concertation_id is 'Réunion.';
comment on column position_organisation.organisation is 'Organisation. [non personnelle]';
comment on column position_organisation.position is 'Position exprimée.';
comment on column position_organisation.texte is 'Texte du procès-verbal. [non personnelle]';
comment on column position_organisation.rang is 'Ordre d''affichage.';

create table liste_publiee (
  id uuid primary key,
  campagne_id uuid not null constraint liste_publiee_campagne references campagne_ciblage (id),
  numero integer not null constraint liste_publiee_numero check (numero > 0),
  publiee_le timestamptz not null,
  publiee_par uuid not null constraint liste_publiee_agent references agent (id),
  noms_publics boolean not null,
  regles text not null constraint liste_publiee_regles_borne check (length(regles) between 1 and 20000),
  motif text not null constraint liste_publiee_motif_borne check (length(motif) <= 2000),
  message text not null constraint liste_publiee_message_borne check (length(message) <= 5000),
  contenu jsonb not null,
  empreinte bytea not null constraint liste_publiee_sha256 check (octet_length(empreinte) = 32),
  constraint liste_publiee_numero_unique unique (campagne_id, numero)
);
create trigger liste_publiee_immuable before update or delete on liste_publiee for each row execute function refuser_modification();
comment on table liste_publiee is 'Listes publiées et datées : une version nouvelle s''ajoute, aucune ne change. [données personnelles : oui]';
comment on column liste_publiee.id is 'Identifiant interne.';
comment on column liste_publiee.campagne_id is 'Campagne.';
comment on column liste_publiee.numero is 'Version de la liste.';
comment on column liste_publiee.publiee_le is 'Publication.';
comment on column liste_publiee.publiee_par is 'Autorité qui publie.';
comment on column liste_publiee.noms_publics is 'Vrai si le recteur publie les noms ; jamais les indicateurs ni les motifs.';
comment on column liste_publiee.regles is 'Règles publiées, en clair. [non personnelle]';
comment on column liste_publiee.motif is 'Motif de cette version. [non personnelle]';
comment on column liste_publiee.message is 'Message aux équipes, qui explique le choix. [non personnelle]';
comment on column liste_publiee.contenu is 'Structures et décisions de cette version. [non personnelle]';
comment on column liste_publiee.empreinte is 'SHA-256 du contenu canonique.';

create table base_gelee (
  liste_id uuid not null constraint base_gelee_liste references liste_publiee (id),
  uai text not null constraint base_gelee_structure references structure (uai),
  role text not null constraint base_gelee_role check (role in ('choisie', 'comparaison')),
  valeurs jsonb not null,
  constraint base_gelee_cle primary key (liste_id, uai)
);
create trigger base_gelee_immuable before update or delete on base_gelee for each row execute function refuser_modification();
comment on table base_gelee is 'Point de départ gelé le jour de la décision : valeurs des indicateurs des structures choisies et comparables. [données personnelles : aucune]';
comment on column base_gelee.liste_id is 'Liste publiée.';
comment on column base_gelee.uai is 'Structure.';
comment on column base_gelee.role is 'Choisie, ou de comparaison (visible du seul service statistique).';
comment on column base_gelee.valeurs is 'Indicateur, année, valeur, statut et identifiant de la valeur. [non personnelle]';

create table groupe_comparaison (
  liste_id uuid not null constraint groupe_comparaison_liste references liste_publiee (id),
  famille text not null constraint groupe_comparaison_famille check (famille in ('ecoles', 'colleges', 'lgt', 'lp')),
  methode jsonb not null,
  equilibre jsonb not null,
  constraint groupe_comparaison_cle primary key (liste_id, famille)
);
create trigger groupe_comparaison_immuable before update or delete on groupe_comparaison for each row execute function refuser_modification();
comment on table groupe_comparaison is 'Tirage du groupe de comparaison, sur les seules caractéristiques d''entrée. [données personnelles : aucune]';
comment on column groupe_comparaison.liste_id is 'Liste publiée.';
comment on column groupe_comparaison.famille is 'Famille de structures.';
comment on column groupe_comparaison.methode is 'Variables, calibre, rétrécissement, structures sans comparable. [non personnelle]';
comment on column groupe_comparaison.equilibre is 'Moyennes, écarts réduits avant et après appariement. [non personnelle]';

create table appariement (
  liste_id uuid not null constraint appariement_liste references liste_publiee (id),
  uai text not null constraint appariement_structure references structure (uai),
  comparable_uai text not null constraint appariement_comparable references structure (uai),
  rang smallint not null constraint appariement_rang check (rang > 0),
  distance double precision not null constraint appariement_distance check (distance >= 0),
  constraint appariement_cle primary key (liste_id, uai, comparable_uai),
  constraint appariement_autre check (uai <> comparable_uai)
);
create trigger appariement_immuable before update or delete on appariement for each row execute function refuser_modification();
comment on table appariement is 'Structures de comparaison de chaque structure choisie. [données personnelles : aucune]';
comment on column appariement.liste_id is 'Liste publiée.';
comment on column appariement.uai is 'Structure choisie.';
comment on column appariement.comparable_uai is 'Structure de comparaison, à qui rien n''est demandé.';
comment on column appariement.rang is 'Rang, de la plus proche à la plus lointaine.';
comment on column appariement.distance is 'Distance de Mahalanobis.';

create table question_ciblage (
  id uuid primary key,
  campagne_id uuid not null constraint question_ciblage_campagne references campagne_ciblage (id),
  question text not null constraint question_ciblage_question_borne check (length(question) between 1 and 2000),
  posee_par uuid constraint question_ciblage_auteur references agent (id),
  posee_le timestamptz not null,
  reponse text constraint question_ciblage_reponse_borne check (length(reponse) between 1 and 5000),
  repondue_par uuid constraint question_ciblage_repondant references agent (id),
  repondue_le timestamptz,
  publiee_le timestamptz,
  ecartee_le timestamptz,
  constraint question_ciblage_reponse check ((reponse is null) = (repondue_le is null) and (repondue_par is null) = (repondue_le is null)),
  constraint question_ciblage_publication check (publiee_le is null or (reponse is not null and ecartee_le is null))
);
create index question_ciblage_par_campagne on question_ciblage (campagne_id, posee_le);
comment on table question_ciblage is 'Questions des équipes sur les critères et la suite, et réponses publiées sans le nom de qui demande. [données personnelles : oui]';
comment on column question_ciblage.id is 'Identifiant interne.';
comment on column question_ciblage.campagne_id is 'Campagne.';
comment on column question_ciblage.question is 'Question, reformulée si besoin. [non personnelle]';
comment on column question_ciblage.posee_par is 'Personne qui demande ; jamais publiée.';
comment on column question_ciblage.posee_le is 'Date de la question.';
comment on column question_ciblage.reponse is 'Réponse. [non personnelle]';
comment on column question_ciblage.repondue_par is 'Personne qui répond.';
comment on column question_ciblage.repondue_le is 'Date de la réponse.';
comment on column question_ciblage.publiee_le is 'Publication de la question et de sa réponse.';
comment on column question_ciblage.ecartee_le is 'Mise de côté : déjà répondue ailleurs, ou hors sujet.';

create table volontariat (
  id uuid primary key,
  campagne_id uuid not null constraint volontariat_campagne references campagne_ciblage (id),
  uai text not null constraint volontariat_structure references structure (uai),
  texte text not null constraint volontariat_texte_borne check (length(texte) between 1 and 3000),
  agent_id uuid not null constraint volontariat_agent references agent (id),
  declare_le timestamptz not null,
  retire_le timestamptz,
  constraint volontariat_unique unique (campagne_id, uai)
);
comment on table volontariat is 'Structures qui se déclarent volontaires : noté, jamais compté dans une règle. [données personnelles : oui]';
comment on column volontariat.id is 'Identifiant interne.';
comment on column volontariat.campagne_id is 'Campagne.';
comment on column volontariat.uai is 'Structure.';
comment on column volontariat.texte is 'Ce qui motive la structure. [non personnelle]';
comment on column volontariat.agent_id is 'Personne qui déclare.';
comment on column volontariat.declare_le is 'Date.';
comment on column volontariat.retire_le is 'Retrait par la structure.';

create table liste_recue (
  id uuid primary key,
  campagne_id uuid not null constraint liste_recue_campagne references campagne_ciblage (id),
  origine text not null constraint liste_recue_origine_borne check (length(origine) between 1 and 200),
  critere text not null constraint liste_recue_critere_borne check (length(critere) <= 500),
  indicateur_code text constraint liste_recue_indicateur references indicateur (code),
  sens text constraint liste_recue_sens check (sens in ('au_plus', 'au_moins', 'moins_de', 'plus_de')),
  seuil double precision,
  fichier text not null constraint liste_recue_fichier_borne check (length(fichier) between 1 and 255),
  empreinte bytea not null constraint liste_recue_sha256 check (octet_length(empreinte) = 32),
  lignes jsonb not null,
  recue_le date not null,
  agent_id uuid not null constraint liste_recue_agent references agent (id),
  enregistree_le timestamptz not null,
  appliquee_le timestamptz,
  abandonnee_le timestamptz,
  constraint liste_recue_seuil check ((indicateur_code is null) = (seuil is null) and (sens is null) = (seuil is null)),
  constraint liste_recue_fin check (appliquee_le is null or abandonnee_le is null)
);
create index liste_recue_par_campagne on liste_recue (campagne_id, enregistree_le);
comment on table liste_recue is 'Listes venues d''ailleurs (par exemple du ministère), confrontées aux indicateurs. [données personnelles : oui]';
comment on column liste_recue.id is 'Identifiant interne.';
comment on column liste_recue.campagne_id is 'Campagne.';
comment on column liste_recue.origine is 'Qui l''a établie. [non personnelle]';
comment on column liste_recue.critere is 'Critère annoncé par l''expéditeur. [non personnelle]';
comment on column liste_recue.indicateur_code is 'Indicateur auquel le critère se confronte.';
comment on column liste_recue.sens is 'Sens du critère.';
comment on column liste_recue.seuil is 'Seuil annoncé : une donnée, pas une constante.';
comment on column liste_recue.fichier is 'Nom du fichier. [non personnelle]';
comment on column liste_recue.empreinte is 'SHA-256 du fichier.';
comment on column liste_recue.lignes is 'Lignes lues : numéro, UAI, nom, suite donnée. [non personnelle]';
comment on column liste_recue.recue_le is 'Date de la liste.';
comment on column liste_recue.agent_id is 'Personne qui l''a déposée.';
comment on column liste_recue.enregistree_le is 'Dépôt.';
comment on column liste_recue.appliquee_le is 'Entrée de ses structures dans la campagne.';
comment on column liste_recue.abandonnee_le is 'Abandon.';

create table typologie (
  id uuid primary key,
  calcul_id uuid not null constraint typologie_calcul references calcul (id),
  nom text not null constraint typologie_nom_borne check (length(nom) between 1 and 120),
  classes jsonb not null,
  version integer not null constraint typologie_version check (version > 0),
  agent_id uuid not null constraint typologie_agent references agent (id),
  enregistree_le timestamptz not null,
  modifiee_le timestamptz not null,
  constraint typologie_calcul_unique unique (calcul_id)
);
comment on table typologie is 'Typologie enregistrée : les classes d''un calcul, nommées et décrites. [données personnelles : oui]';
comment on column typologie.id is 'Identifiant interne.';
comment on column typologie.calcul_id is 'Calcul dont les classes sont nommées.';
comment on column typologie.nom is 'Nom de la typologie. [non personnelle]';
comment on column typologie.classes is 'Nom et description de chaque classe, par numéro. [non personnelle]';
comment on column typologie.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column typologie.agent_id is 'Auteur.';
comment on column typologie.enregistree_le is 'Date d''enregistrement.';
comment on column typologie.modifiee_le is 'Dernière modification.';

create table extension_dispositif (
  id uuid primary key,
  dispositif_code text not null constraint extension_dispositif_dispositif references dispositif (code),
  academie_code text not null constraint extension_dispositif_academie references academie (code),
  annee smallint not null constraint extension_dispositif_annee check (annee between 2015 and 2100),
  preuves text not null constraint extension_dispositif_preuves_borne check (length(preuves) between 1 and 5000),
  agent_id uuid not null constraint extension_dispositif_agent references agent (id),
  decidee_le timestamptz not null,
  constraint extension_dispositif_unique unique (dispositif_code, academie_code)
);
create trigger extension_dispositif_immuable before update or delete on extension_dispositif for each row execute function refuser_modification();
comment on table extension_dispositif is 'Ouverture d''un dispositif à une académie, et les preuves sur lesquelles elle a été décidée. [données personnelles : oui]';
comment on column extension_dispositif.id is 'Identifiant interne.';
comment on column extension_dispositif.dispositif_code is 'Dispositif.';
comment on column extension_dispositif.academie_code is 'Académie à qui il est ouvert.';
comment on column extension_dispositif.annee is 'Première rentrée, par son année.';
comment on column extension_dispositif.preuves is 'Ce qui montre que le dispositif le mérite : bilans, évaluations, mesures. [non personnelle]';
comment on column extension_dispositif.agent_id is 'Personne qui a décidé.';
comment on column extension_dispositif.decidee_le is 'Date.';

-- Defaults of the measure of stability are settings of the campaign; each run keeps those it was made with.
alter table campagne_ciblage add column stabilite jsonb not null default '{"tirages": 1000, "ecartPoids": 0.2, "seuilDepartage": 0.8}';
comment on column campagne_ciblage.stabilite is 'Réglages de la mesure de stabilité : tirages, écart des poids, seuil « à départager ». [non personnelle]';

insert into reglage_texte (code, valeur, libelle, aide, version) values
  ('mention_algorithme', 'Décision éclairée par un traitement algorithmique. Vous pouvez demander les règles qui le définissent et les principales caractéristiques de sa mise en œuvre.', 'Mention du traitement algorithmique',
   'Montrée sur « Pourquoi mon école ? » et dans le message aux équipes (CRPA, article R. 311-3-1-1). À faire confirmer par le service juridique.', 1),
  ('textes_algorithme', 'Code des relations entre le public et l''administration, articles L. 311-3-1, R. 311-3-1-1, R. 311-3-1-2 et L. 312-1-3.', 'Textes sur les traitements algorithmiques',
   'Textes cités à côté de la mention et sur la page publique des règles de ciblage. À faire confirmer par le service juridique.', 1),
  ('recours_algorithme', '', 'Demande d''explication et recours',
   'À qui écrire pour demander les règles ou contester, et dans quel délai.', 1);
