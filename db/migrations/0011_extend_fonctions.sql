-- Rights with a history: who gave a function and why, delegations, requests for access, handovers.

alter table fonction_exercee add column attribuee_par uuid constraint fonction_exercee_attribuee_par references agent (id);
alter table fonction_exercee add column origine text not null default 'demonstration'
  constraint fonction_exercee_origine check (origine in ('demonstration', 'amorce', 'invitation', 'liste', 'demande', 'changement'));
alter table fonction_exercee alter column origine drop default;
alter table fonction_exercee add column fin_motif text constraint fonction_exercee_fin_motif_borne check (length(fin_motif) <= 300);
alter table fonction_exercee add column fin_posee_par uuid constraint fonction_exercee_fin_posee_par references agent (id);
-- A function withdrawn before or on its first day has never been exercised: its period is empty, its row stays.
alter table fonction_exercee drop constraint fonction_exercee_periode;
alter table fonction_exercee add constraint fonction_exercee_periode check (fin >= debut);
create index fonction_exercee_par_portee on fonction_exercee (portee_type, portee_code, fonction);
comment on column fonction_exercee.attribuee_par is 'Agent qui a attribué la fonction ; vide pour le service lui-même.';
comment on column fonction_exercee.origine is 'Comment la fonction est venue : invitation, liste, demande, changement, amorce, démonstration.';
comment on column fonction_exercee.fin_motif is 'Motif de la fin (mutation, retraite, erreur…).';
comment on column fonction_exercee.fin_posee_par is 'Agent qui a posé la date de fin.';

create table delegation (
  id uuid primary key,
  fonction_exercee_id uuid not null constraint delegation_fonction references fonction_exercee (id),
  delegant_id uuid not null constraint delegation_delegant references agent (id),
  delegataire_id uuid not null constraint delegation_delegataire references agent (id),
  nature text not null constraint delegation_nature check (nature in ('saisie', 'signature')),
  debut date not null,
  fin date not null constraint delegation_periode check (fin > debut),
  acte text not null constraint delegation_acte_borne check (length(acte) between 1 and 300),
  piece_id uuid,
  creee_le timestamptz not null,
  revoquee_le timestamptz,
  revoquee_par uuid constraint delegation_revoquee_par references agent (id),
  motif text constraint delegation_motif_borne check (length(motif) <= 300),
  renouvelle_id uuid constraint delegation_renouvelle references delegation (id),
  constraint delegation_autrui check (delegant_id <> delegataire_id),
  constraint delegation_sans_doublon exclude using gist (
    fonction_exercee_id with =, delegataire_id with =, nature with =, daterange(debut, fin) with &&
  ) where (revoquee_le is null)
);
create index delegation_par_delegataire on delegation (delegataire_id, debut);
create index delegation_par_delegant on delegation (delegant_id, debut);
comment on table delegation is 'Délégation entre deux dates, par un acte : saisie par délégation (secrétariat, adjoint) ou délégation de signature. Elle tombe avec la fonction du délégant.';
comment on column delegation.id is 'Identifiant interne.';
comment on column delegation.fonction_exercee_id is 'Fonction déléguée, avec sa portée.';
comment on column delegation.delegant_id is 'Agent qui délègue.';
comment on column delegation.delegataire_id is 'Agent qui reçoit.';
comment on column delegation.nature is 'Saisie (préparer, sans décider ni signer) ou signature.';
comment on column delegation.debut is 'Premier jour, inclus.';
comment on column delegation.fin is 'Premier jour où elle ne vaut plus.';
comment on column delegation.acte is 'Référence de l''acte (arrêté, décision).';
comment on column delegation.piece_id is 'Acte numérisé.';
comment on column delegation.creee_le is 'Enregistrement.';
comment on column delegation.revoquee_le is 'Révocation, qui vaut dès la demande suivante.';
comment on column delegation.revoquee_par is 'Agent qui a révoqué.';
comment on column delegation.motif is 'Motif de la révocation.';
comment on column delegation.renouvelle_id is 'Délégation que celle-ci renouvelle.';

create table demande_acces (
  id uuid primary key,
  agent_id uuid not null constraint demande_acces_agent references agent (id),
  fonction text not null constraint demande_acces_fonction_forme check (fonction ~ '^[a-z][a-z0-9_]{1,40}$'),
  portee_type text not null constraint demande_acces_portee_type check
    (portee_type in ('nation', 'academie', 'departement', 'circonscription', 'structure', 'territoire_clas')),
  portee_code text not null constraint demande_acces_portee_code_borne check (length(portee_code) between 1 and 40),
  message text not null constraint demande_acces_message_borne check (length(message) <= 1000),
  attributs_proposes boolean not null,
  etat text not null constraint demande_acces_etat check (etat in ('deposee', 'acceptee', 'refusee', 'retiree')),
  motif text constraint demande_acces_motif_borne check (length(motif) <= 1000),
  decidee_par uuid constraint demande_acces_decideur references agent (id),
  decidee_le timestamptz,
  cree_le timestamptz not null,
  version integer not null,
  constraint demande_acces_decision check ((etat = 'deposee') = (decidee_le is null))
);
create unique index demande_acces_une_ouverte on demande_acces (agent_id, fonction, portee_type, portee_code) where (etat = 'deposee');
create index demande_acces_par_portee on demande_acces (portee_type, portee_code) where (etat = 'deposee');
comment on table demande_acces is 'Demande d''accès d''une personne entrée sans droit, ou qui en demande un autre : une personne habilitée décide.';
comment on column demande_acces.id is 'Identifiant interne.';
comment on column demande_acces.agent_id is 'Agent qui demande.';
comment on column demande_acces.fonction is 'Fonction demandée.';
comment on column demande_acces.portee_type is 'Nature du périmètre demandé.';
comment on column demande_acces.portee_code is 'Code du périmètre demandé.';
comment on column demande_acces.message is 'Mot de la personne.';
comment on column demande_acces.attributs_proposes is 'Vrai si les attributs du ministère proposaient cette fonction.';
comment on column demande_acces.etat is 'Déposée, acceptée, refusée ou retirée.';
comment on column demande_acces.motif is 'Motif de la décision, lu par la personne.';
comment on column demande_acces.decidee_par is 'Agent qui a décidé.';
comment on column demande_acces.decidee_le is 'Décision.';
comment on column demande_acces.cree_le is 'Dépôt.';
comment on column demande_acces.version is 'Numéro de version, contre les modifications croisées.';

create table passation (
  id uuid primary key,
  fonction text not null constraint passation_fonction_forme check (fonction ~ '^[a-z][a-z0-9_]{1,40}$'),
  portee_type text not null constraint passation_portee_type check
    (portee_type in ('nation', 'academie', 'departement', 'circonscription', 'structure', 'territoire_clas')),
  portee_code text not null constraint passation_portee_code_borne check (length(portee_code) between 1 and 40),
  sortant_id uuid not null constraint passation_sortant references agent (id),
  entrant_id uuid constraint passation_entrant references agent (id),
  depart date not null,
  mot text not null constraint passation_mot_borne check (length(mot) <= 4000),
  cree_le timestamptz not null,
  lue_le timestamptz,
  close_le timestamptz,
  version integer not null,
  constraint passation_unique unique (fonction, portee_type, portee_code, sortant_id, depart)
);
create index passation_par_entrant on passation (entrant_id);
comment on table passation is 'Passation : quand une personne quitte une fonction, la suivante reçoit le résumé, les tâches ouvertes et les délégations à renouveler.';
comment on column passation.id is 'Identifiant interne.';
comment on column passation.fonction is 'Fonction quittée.';
comment on column passation.portee_type is 'Nature du périmètre.';
comment on column passation.portee_code is 'Code du périmètre.';
comment on column passation.sortant_id is 'Agent qui part.';
comment on column passation.entrant_id is 'Agent qui arrive ; vide tant qu''il n''est pas connu.';
comment on column passation.depart is 'Premier jour où la fonction n''est plus exercée par le sortant.';
comment on column passation.mot is 'Mot du sortant à son successeur.';
comment on column passation.cree_le is 'Ouverture.';
comment on column passation.lue_le is 'Première lecture par l''entrant.';
comment on column passation.close_le is 'Passation tenue pour faite par l''entrant.';
comment on column passation.version is 'Numéro de version, contre les modifications croisées.';

create table liste_personnes (
  id uuid primary key,
  deposee_par uuid not null constraint liste_personnes_deposant references agent (id),
  fichier_nom text not null constraint liste_personnes_nom_borne check (length(fichier_nom) between 1 and 255),
  empreinte bytea not null constraint liste_personnes_sha256 check (octet_length(empreinte) = 32),
  message text not null constraint liste_personnes_message_borne check (length(message) <= 1000),
  lignes jsonb not null,
  nombre integer not null constraint liste_personnes_nombre check (nombre between 1 and 2000),
  etat text not null constraint liste_personnes_etat check (etat in ('deposee', 'en_cours', 'appliquee', 'abandonnee')),
  compte_rendu jsonb,
  cree_le timestamptz not null,
  appliquee_le timestamptz constraint liste_personnes_application check ((etat = 'appliquee') = (appliquee_le is not null)),
  version integer not null
);
create index liste_personnes_par_deposant on liste_personnes (deposee_par, cree_le desc);
comment on table liste_personnes is 'Liste de personnes à inviter, déposée par fichier : relue ligne à ligne avant d''être appliquée. [données personnelles : oui]';
comment on column liste_personnes.id is 'Identifiant interne.';
comment on column liste_personnes.deposee_par is 'Agent qui a déposé la liste.';
comment on column liste_personnes.fichier_nom is 'Nom du fichier déposé.';
comment on column liste_personnes.empreinte is 'SHA-256 du fichier : le même fichier déposé deux fois se reconnaît.';
comment on column liste_personnes.message is 'Mot joint aux invitations.';
comment on column liste_personnes.lignes is 'Lignes lues : nom, prénom, adresse, fonction, périmètre, dates. [personnelle : invitation des personnes ; P1Y après cree_le ; remplacer]';
comment on column liste_personnes.nombre is 'Nombre de lignes lues.';
comment on column liste_personnes.etat is 'Déposée, en cours d''application, appliquée ou abandonnée.';
comment on column liste_personnes.compte_rendu is 'Suite donnée à chaque ligne. [personnelle : invitation des personnes ; P1Y après cree_le ; effacer]';
comment on column liste_personnes.cree_le is 'Dépôt.';
comment on column liste_personnes.appliquee_le is 'Application.';
comment on column liste_personnes.version is 'Numéro de version, contre les modifications croisées.';
