-- What leaves the service (outbox), what waits for a person inside it (notifications), and files kept as exhibits.

create table courriel (
  id uuid primary key,
  gabarit text not null constraint courriel_gabarit_forme check (gabarit ~ '^[a-z_]+\.[a-z_]+$'),
  agent_id uuid constraint courriel_agent references agent (id),
  destinataire text constraint courriel_destinataire_borne check (length(destinataire) <= 254),
  copies text[] not null,
  objet text not null constraint courriel_objet_borne check (length(objet) between 1 and 200),
  texte text,
  html text,
  objet_type text not null,
  objet_id text not null,
  cle text constraint courriel_cle_unique unique,
  etat text not null constraint courriel_etat check (etat in ('en_attente', 'envoye', 'echoue', 'retenu', 'abandonne')),
  essais integer not null,
  prochain_essai_le timestamptz,
  erreur text constraint courriel_erreur_borne check (length(erreur) <= 500),
  cree_le timestamptz not null,
  envoye_le timestamptz,
  request_id text not null,
  expire_le timestamptz,
  remis text[] not null,
  reglage_href text constraint courriel_reglage_href_forme check (reglage_href ~ '^/' and length(reglage_href) <= 200),
  motif text constraint courriel_motif_borne check (length(motif) <= 300),
  constraint courriel_contenu_efface check (etat not in ('envoye', 'abandonne') or (texte is null and html is null))
);
create index courriel_par_etat on courriel (etat, prochain_essai_le);
create index courriel_par_date on courriel (cree_le desc);
comment on table courriel is 'Courriels à envoyer, envoyés ou en échec. Écrits dans la transaction de l''acte ; le contenu est effacé dès l''envoi.';
comment on column courriel.id is 'Identifiant interne, repris dans le Message-ID.';
comment on column courriel.gabarit is 'Modèle (acces.lien, acces.invitation…).';
comment on column courriel.agent_id is 'Agent destinataire, s''il est connu.';
comment on column courriel.destinataire is 'Adresse du destinataire.';
comment on column courriel.copies is 'Adresses en copie.';
comment on column courriel.objet is 'Objet du message.';
comment on column courriel.texte is 'Corps en texte.';
comment on column courriel.html is 'Corps en HTML.';
comment on column courriel.objet_type is 'Nature de l''objet dont parle le message.';
comment on column courriel.objet_id is 'Identifiant de l''objet dont parle le message.';
comment on column courriel.cle is 'Clé qui empêche d''envoyer deux fois le même message.';
comment on column courriel.etat is 'En attente, envoyé, échoué (après tous les essais), retenu (démonstration : rien ne part) ou abandonné.';
comment on column courriel.essais is 'Nombre d''essais d''envoi.';
comment on column courriel.prochain_essai_le is 'Prochain essai.';
comment on column courriel.erreur is 'Dernière réponse du serveur de messagerie.';
comment on column courriel.cree_le is 'Dépôt.';
comment on column courriel.envoye_le is 'Envoi accepté par le serveur de messagerie.';
comment on column courriel.request_id is 'Numéro de la requête d''origine.';
comment on column courriel.expire_le is 'Après cette date le message ne servirait plus (lien périmé) : il est abandonné sans partir.';
comment on column courriel.remis is 'Adresses déjà acceptées par le serveur de messagerie : un nouvel essai ne les reprend pas.';
comment on column courriel.reglage_href is 'Page où la personne règle ce genre de message, reprise dans List-Unsubscribe ; vide pour ce qui ne se règle pas.';
comment on column courriel.motif is 'Raison de l''abandon.';

create table notification (
  id uuid primary key,
  agent_id uuid not null constraint notification_agent references agent (id),
  genre text not null constraint notification_genre_forme check (genre ~ '^[a-z_]+\.[a-z_]+$'),
  titre text not null constraint notification_titre_borne check (length(titre) between 1 and 200),
  texte text not null constraint notification_texte_borne check (length(texte) <= 1000),
  href text not null constraint notification_href_forme check (href ~ '^/' and length(href) <= 500),
  objet_type text not null,
  objet_id text not null,
  cle text not null constraint notification_cle_borne check (length(cle) between 1 and 200),
  mode text not null constraint notification_mode check (mode in ('immediat', 'resume', 'aucun')),
  cree_le timestamptz not null,
  lue_le timestamptz,
  resumee_le timestamptz,
  constraint notification_unique unique (agent_id, cle)
);
create index notification_par_agent on notification (agent_id, cree_le desc);
create index notification_a_resumer on notification (agent_id) where (mode = 'resume' and resumee_le is null and lue_le is null);
comment on table notification is 'Ce que le service dit à une personne, dans le service ; un courriel suit selon ses préférences.';
comment on column notification.id is 'Identifiant interne.';
comment on column notification.agent_id is 'Agent destinataire.';
comment on column notification.genre is 'Genre, auquel la personne règle sa préférence.';
comment on column notification.titre is 'Phrase courte.';
comment on column notification.texte is 'Précision.';
comment on column notification.href is 'Page où agir.';
comment on column notification.objet_type is 'Nature de l''objet concerné.';
comment on column notification.objet_id is 'Identifiant de l''objet concerné.';
comment on column notification.cle is 'Clé qui empêche de dire deux fois la même chose à la même personne.';
comment on column notification.mode is 'Préférence de la personne quand la notification est née : courriel immédiat, résumé du matin, ou aucun.';
comment on column notification.cree_le is 'Date.';
comment on column notification.lue_le is 'Lecture.';
comment on column notification.resumee_le is 'Envoi dans un résumé par courriel.';

create table preference_notification (
  agent_id uuid not null constraint preference_notification_agent references agent (id),
  genre text not null constraint preference_notification_genre_forme check (genre ~ '^[a-z_]+\.[a-z_]+$'),
  mode text not null constraint preference_notification_mode check (mode in ('immediat', 'resume', 'aucun')),
  modifiee_le timestamptz not null,
  primary key (agent_id, genre)
);
comment on table preference_notification is 'Comment une personne veut recevoir chaque genre de notification par courriel.';
comment on column preference_notification.agent_id is 'Agent.';
comment on column preference_notification.genre is 'Genre de notification.';
comment on column preference_notification.mode is 'Courriel immédiat, résumé du matin, ou aucun.';
comment on column preference_notification.modifiee_le is 'Date du choix.';

create table piece (
  id uuid primary key,
  nom text not null constraint piece_nom_borne check (length(nom) between 1 and 255),
  format text not null constraint piece_format_forme check (format ~ '^[a-z0-9]{2,10}$'),
  taille bigint not null constraint piece_taille_positive check (taille > 0),
  empreinte bytea not null constraint piece_sha256 check (octet_length(empreinte) = 32),
  objet_type text not null,
  objet_id text not null,
  permission text not null,
  portee_type text not null constraint piece_portee_type check
    (portee_type in ('nation', 'academie', 'departement', 'circonscription', 'structure', 'territoire_clas')),
  portee_code text not null constraint piece_portee_code_borne check (length(portee_code) between 1 and 40),
  deposee_par uuid not null constraint piece_agent references agent (id),
  deposee_le timestamptz not null,
  apercu text constraint piece_apercu_borne check (length(apercu) <= 200000),
  supprimee_le timestamptz
);
create index piece_par_objet on piece (objet_type, objet_id);
comment on table piece is 'Pièce déposée par une personne : le fichier est sur disque, hors de portée du site ; il se lit avec la permission et la portée de son objet.';
comment on column piece.id is 'Identifiant interne, nom du fichier sur le disque.';
comment on column piece.nom is 'Nom donné par la personne.';
comment on column piece.format is 'Format reconnu par les premiers octets (pdf, docx, odt, xlsx, ods, png, jpg, csv, txt).';
comment on column piece.taille is 'Taille en octets.';
comment on column piece.empreinte is 'SHA-256 du contenu.';
comment on column piece.objet_type is 'Nature de l''objet auquel la pièce est jointe.';
comment on column piece.objet_id is 'Identifiant de l''objet auquel la pièce est jointe.';
comment on column piece.permission is 'Permission qu''il faut pour la lire.';
comment on column piece.portee_type is 'Nature du périmètre de l''objet.';
comment on column piece.portee_code is 'Code du périmètre de l''objet.';
comment on column piece.deposee_par is 'Agent qui l''a déposée.';
comment on column piece.deposee_le is 'Dépôt.';
comment on column piece.apercu is 'Texte tiré du document, pour le lire sans l''ouvrir.';
comment on column piece.supprimee_le is 'Retrait : le fichier est effacé du disque, la ligne reste.';
alter table delegation add constraint delegation_piece foreign key (piece_id) references piece (id);

-- Schools to which nothing can be written: few, and read at each home page of those who mend it.
create index structure_sans_courriel on structure (nom, uai) where etat <> 'ferme' and courriel is null;
