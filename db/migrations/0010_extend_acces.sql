-- Entering: identities of ProConnect, links by e-mail, second factor, sessions that a person can see and close.

alter table agent alter column courriel drop not null;
alter table agent add column ferme_le timestamptz;
alter table agent add column efface_le timestamptz;
alter table agent add constraint agent_courriel_ou_efface check (courriel is not null or efface_le is not null);
comment on column agent.ferme_le is 'Fermeture du compte : plus aucune entrée, les actes passés restent.';
comment on column agent.efface_le is 'Effacement des nom, prénom et adresse au terme de leur conservation.';

create table identite (
  id uuid primary key,
  emetteur text not null constraint identite_emetteur_borne check (length(emetteur) between 1 and 500),
  fournisseur text not null constraint identite_fournisseur_borne check (length(fournisseur) between 1 and 200),
  sujet text not null constraint identite_sujet_borne check (length(sujet) between 1 and 255),
  agent_id uuid constraint identite_agent references agent (id),
  prenom text not null constraint identite_prenom_borne check (length(prenom) <= 100),
  nom text not null constraint identite_nom_borne check (length(nom) <= 100),
  courriel text constraint identite_courriel_borne check (length(courriel) <= 254),
  siret text constraint identite_siret_forme check (siret ~ '^[0-9]{14}$'),
  attributs jsonb not null,
  vue_le timestamptz not null,
  cree_le timestamptz not null,
  rattachee_le timestamptz constraint identite_rattachee check ((rattachee_le is null) = (agent_id is null)),
  constraint identite_unique unique (emetteur, fournisseur, sujet)
);
create index identite_par_agent on identite (agent_id);
comment on table identite is 'Identité reçue d''un fournisseur (ProConnect). La clé est (émetteur, fournisseur d''identité, sujet) : une adresse électronique ne fait que proposer un rattachement.';
comment on column identite.id is 'Identifiant interne.';
comment on column identite.emetteur is 'Émetteur OpenID Connect (iss).';
comment on column identite.fournisseur is 'Fournisseur d''identité derrière l''émetteur (idp_id) : le sujet change avec lui.';
comment on column identite.sujet is 'Sujet (sub), propre au couple fournisseur et service.';
comment on column identite.agent_id is 'Agent rattaché par une personne ; vide tant que personne n''a confirmé.';
comment on column identite.prenom is 'Prénom transmis.';
comment on column identite.nom is 'Nom d''usage transmis.';
comment on column identite.courriel is 'Adresse transmise.';
comment on column identite.siret is 'SIRET de l''employeur transmis ; pas toujours fiable.';
comment on column identite.attributs is 'Attributs de fonction transmis par le ministère, pour proposer une fonction : jamais un droit.';
comment on column identite.vue_le is 'Dernière entrée.';
comment on column identite.cree_le is 'Première entrée.';
comment on column identite.rattachee_le is 'Rattachement à l''agent.';

create table rattachement (
  id uuid primary key,
  identite_id uuid not null constraint rattachement_identite references identite (id),
  agent_id uuid not null constraint rattachement_agent references agent (id),
  empreinte bytea not null constraint rattachement_empreinte_unique unique
    constraint rattachement_empreinte_sha256 check (octet_length(empreinte) = 32),
  propose_le timestamptz not null,
  expire_le timestamptz not null,
  decide_le timestamptz,
  decide_par uuid constraint rattachement_decideur references agent (id),
  accepte boolean,
  constraint rattachement_decision check ((decide_le is null) = (accepte is null))
);
create index rattachement_par_identite on rattachement (identite_id);
create index rattachement_par_agent on rattachement (agent_id);
comment on table rattachement is 'Proposition de rattacher une identité à un agent connu par son adresse : confirmée par la personne depuis sa boîte, ou par qui tient les droits.';
comment on column rattachement.id is 'Identifiant interne.';
comment on column rattachement.identite_id is 'Identité à rattacher.';
comment on column rattachement.agent_id is 'Agent proposé.';
comment on column rattachement.empreinte is 'SHA-256 du jeton envoyé à l''adresse de l''agent.';
comment on column rattachement.propose_le is 'Proposition.';
comment on column rattachement.expire_le is 'Fin de validité du lien.';
comment on column rattachement.decide_le is 'Décision.';
comment on column rattachement.decide_par is 'Agent qui a décidé.';
comment on column rattachement.accepte is 'Vrai si le rattachement est accepté.';

create table entree_en_cours (
  empreinte bytea primary key constraint entree_en_cours_sha256 check (octet_length(empreinte) = 32),
  etat text not null,
  nonce text not null,
  verificateur text not null,
  suite text not null constraint entree_en_cours_suite_borne check (length(suite) <= 2000),
  renforcement boolean not null,
  invitation_id uuid,
  cree_le timestamptz not null,
  expire_le timestamptz not null,
  utilisee_le timestamptz
);
create index entree_en_cours_par_expiration on entree_en_cours (expire_le);
comment on table entree_en_cours is 'Entrée par ProConnect commencée dans un navigateur et pas encore revenue : à usage unique, dix minutes.';
comment on column entree_en_cours.empreinte is 'SHA-256 du jeton tenu par le navigateur : une réponse venue d''un autre navigateur est refusée.';
comment on column entree_en_cours.etat is 'Paramètre state attendu.';
comment on column entree_en_cours.nonce is 'Paramètre nonce attendu.';
comment on column entree_en_cours.verificateur is 'Vérificateur PKCE.';
comment on column entree_en_cours.suite is 'Page où aller ensuite.';
comment on column entree_en_cours.renforcement is 'Vrai si l''entrée confirme une session ouverte avant un acte sensible.';
comment on column entree_en_cours.invitation_id is 'Invitation que la personne accepte en entrant.';
comment on column entree_en_cours.cree_le is 'Début.';
comment on column entree_en_cours.expire_le is 'Fin de validité.';
comment on column entree_en_cours.utilisee_le is 'Retour du fournisseur : une réponse ne sert qu''une fois.';

create table lien_connexion (
  id uuid primary key,
  empreinte bytea not null constraint lien_connexion_unique unique constraint lien_connexion_sha256 check (octet_length(empreinte) = 32),
  agent_id uuid not null constraint lien_connexion_agent references agent (id),
  suite text not null constraint lien_connexion_suite_borne check (length(suite) <= 2000),
  cree_le timestamptz not null,
  expire_le timestamptz not null,
  utilise_le timestamptz
);
create index lien_connexion_par_agent on lien_connexion (agent_id, cree_le);
comment on table lien_connexion is 'Lien de connexion envoyé par courriel : usage unique, courte durée.';
comment on column lien_connexion.id is 'Identifiant interne.';
comment on column lien_connexion.empreinte is 'SHA-256 du jeton contenu dans le lien.';
comment on column lien_connexion.agent_id is 'Agent à qui le lien est envoyé.';
comment on column lien_connexion.suite is 'Page où aller ensuite.';
comment on column lien_connexion.cree_le is 'Demande.';
comment on column lien_connexion.expire_le is 'Fin de validité.';
comment on column lien_connexion.utilise_le is 'Utilisation.';

create table invitation (
  id uuid primary key,
  empreinte bytea not null constraint invitation_unique unique constraint invitation_sha256 check (octet_length(empreinte) = 32),
  agent_id uuid not null constraint invitation_agent references agent (id),
  invite_par uuid constraint invitation_invitant references agent (id),
  message text not null constraint invitation_message_borne check (length(message) <= 1000),
  cree_le timestamptz not null,
  expire_le timestamptz not null,
  acceptee_le timestamptz,
  annulee_le timestamptz
);
create index invitation_par_agent on invitation (agent_id, cree_le);
comment on table invitation is 'Invitation d''une personne déjà enregistrée avec ses fonctions : le lien la mène à sa première entrée.';
comment on column invitation.id is 'Identifiant interne.';
comment on column invitation.empreinte is 'SHA-256 du jeton contenu dans le lien.';
comment on column invitation.agent_id is 'Agent invité.';
comment on column invitation.invite_par is 'Agent qui invite ; vide pour la première personne du service.';
comment on column invitation.message is 'Mot joint à l''invitation.';
comment on column invitation.cree_le is 'Envoi.';
comment on column invitation.expire_le is 'Fin de validité.';
comment on column invitation.acceptee_le is 'Première entrée.';
comment on column invitation.annulee_le is 'Annulation.';
alter table entree_en_cours add constraint entree_en_cours_invitation foreign key (invitation_id) references invitation (id);

create table amorce (
  unique_ligne boolean primary key constraint amorce_unique check (unique_ligne),
  empreinte bytea not null constraint amorce_sha256 check (octet_length(empreinte) = 32),
  cree_le timestamptz not null,
  utilisee_le timestamptz
);
comment on table amorce is 'Lien à usage unique qui crée la première personne d''un service réel ; imprimé au premier démarrage.';
comment on column amorce.unique_ligne is 'Toujours vrai : garantit une ligne unique.';
comment on column amorce.empreinte is 'SHA-256 du jeton contenu dans le lien.';
comment on column amorce.cree_le is 'Création.';
comment on column amorce.utilisee_le is 'Utilisation.';

create table second_facteur (
  agent_id uuid primary key constraint second_facteur_agent references agent (id),
  secret_chiffre bytea not null,
  cree_le timestamptz not null,
  confirme_le timestamptz,
  dernier_pas bigint,
  remplacant_chiffre bytea
);
comment on table second_facteur is 'Second facteur (code à usage unique calculé par une application) d''une personne.';
comment on column second_facteur.agent_id is 'Agent.';
comment on column second_facteur.secret_chiffre is 'Secret chiffré par la clé du service (AES-256-GCM).';
comment on column second_facteur.cree_le is 'Création.';
comment on column second_facteur.confirme_le is 'Premier code juste : le second facteur est en service.';
comment on column second_facteur.remplacant_chiffre is 'Secret chiffré d''une nouvelle application, tant que son premier code ne l''a pas confirmée : l''ancienne sert jusque-là.';
comment on column second_facteur.dernier_pas is 'Dernier intervalle de 30 secondes accepté : un code ne sert qu''une fois.';

create table code_secours (
  id uuid primary key,
  agent_id uuid not null constraint code_secours_agent references agent (id),
  empreinte bytea not null constraint code_secours_sha256 check (octet_length(empreinte) = 32),
  cree_le timestamptz not null,
  utilise_le timestamptz,
  constraint code_secours_unique unique (agent_id, empreinte)
);
comment on table code_secours is 'Codes de secours, à usage unique, quand l''application du second facteur manque.';
comment on column code_secours.id is 'Identifiant interne.';
comment on column code_secours.agent_id is 'Agent.';
comment on column code_secours.empreinte is 'SHA-256 du code (120 bits tirés au sort).';
comment on column code_secours.cree_le is 'Création.';
comment on column code_secours.utilise_le is 'Utilisation.';

create table tentative (
  id bigint generated always as identity primary key,
  genre text not null constraint tentative_genre_forme check (genre ~ '^[a-z_]{1,40}$'),
  cle bytea not null,
  survenue_le timestamptz not null
);
create index tentative_par_cle on tentative (genre, cle, survenue_le);
comment on table tentative is 'Tentatives comptées pour freiner les essais répétés ; effacées au bout d''un jour.';
comment on column tentative.id is 'Numéro.';
comment on column tentative.genre is 'Ce qui est freiné (lien, code, amorce…).';
comment on column tentative.cle is 'Empreinte, par la clé du service, de ce qui est compté (adresse, agent).';
comment on column tentative.survenue_le is 'Date.';

create table assistance (
  id uuid primary key,
  agent_id uuid not null constraint assistance_agent references agent (id),
  assistant_id uuid not null constraint assistance_assistant references agent (id),
  motif text not null constraint assistance_motif_borne check (length(motif) between 1 and 1000),
  demandee_le timestamptz not null,
  expire_le timestamptz not null,
  consentie_le timestamptz,
  refusee_le timestamptz,
  terminee_le timestamptz,
  constraint assistance_autrui check (agent_id <> assistant_id),
  constraint assistance_une_reponse check (consentie_le is null or refusee_le is null)
);
create index assistance_par_agent on assistance (agent_id, demandee_le);
create index assistance_par_assistant on assistance (assistant_id, demandee_le);
comment on table assistance is 'Vue d''assistance : l''appui voit le service comme la personne, en lecture seule, avec son accord et pour une courte durée.';
comment on column assistance.id is 'Identifiant interne.';
comment on column assistance.agent_id is 'Personne aidée.';
comment on column assistance.assistant_id is 'Personne de l''appui.';
comment on column assistance.motif is 'Raison, lue par la personne aidée.';
comment on column assistance.demandee_le is 'Demande.';
comment on column assistance.expire_le is 'Fin au plus tard.';
comment on column assistance.consentie_le is 'Accord de la personne aidée.';
comment on column assistance.refusee_le is 'Refus de la personne aidée.';
comment on column assistance.terminee_le is 'Fin, par l''une ou l''autre.';

alter table session drop constraint session_mode;
alter table session add constraint session_mode check (mode in ('demonstration', 'proconnect', 'lien'));
alter table session add column id uuid;
update session set id = gen_random_uuid();
alter table session alter column id set not null;
alter table session add constraint session_id_unique unique (id);
alter table session add column identite_id uuid constraint session_identite references identite (id);
alter table session add column assistance_id uuid constraint session_assistance references assistance (id);
alter table session add column renforcee_le timestamptz;
alter table session add column facteurs text[] not null default '{}';
alter table session alter column facteurs drop default;
alter table session add column appareil text not null default '' constraint session_appareil_borne check (length(appareil) <= 200);
alter table session alter column appareil drop default;
alter table session add column jeton_fournisseur bytea;
alter table session add column fermeture text constraint session_fermeture check (fermeture in ('deconnexion', 'autre_session', 'revocation'));
alter table session add constraint session_fermeture_datee check (fermeture is null or fermee_le is not null);
comment on column session.fermeture is 'Comment elle a été fermée : par la personne ici, par la personne ailleurs, par une personne habilitée ; vide si elle s''est éteinte.';
comment on column session.id is 'Identifiant montré à la personne, qui n''ouvre rien.';
comment on column session.identite_id is 'Identité ProConnect par laquelle la session est ouverte.';
comment on column session.assistance_id is 'Vue d''assistance en cours dans cette session.';
comment on column session.renforcee_le is 'Dernière preuve du second facteur ou d''une entrée renouvelée, avant un acte sensible.';
comment on column session.facteurs is 'Preuves apportées : lien, proconnect, totp, secours, niveau eIDAS (acr).';
comment on column session.appareil is 'Navigateur et système, en clair et en bref, pour que la personne reconnaisse ses sessions.';
comment on column session.jeton_fournisseur is 'Jeton d''identité chiffré, pour fermer aussi la session du fournisseur.';
