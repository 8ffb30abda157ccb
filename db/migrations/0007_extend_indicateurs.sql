-- Notices of indicators, who may read them, secrecy, references by finer territory, models, corrections, anomalies, coverage.

alter table indicateur
  add column objet text,
  add column diffusion text,
  add column nature text,
  add column poids_code text constraint indicateur_poids references indicateur (code),
  add column denominateur_code text constraint indicateur_denominateur references indicateur (code),
  add column seuil_publication smallint constraint indicateur_seuil_publication check (seuil_publication > 0),
  add column compte boolean,
  add column total_code text constraint indicateur_total references indicateur (code),
  add column population text,
  add column bruit text,
  add column biais text,
  add column comparaisons text,
  add column academie_code text constraint indicateur_academie references academie (code),
  add column cree_par uuid constraint indicateur_auteur references agent (id),
  add column relu_par uuid constraint indicateur_relecteur references agent (id),
  add column relu_le timestamptz,
  add column retire_le timestamptz;
update indicateur set objet = 'structure', diffusion = 'ouverte', nature = 'entree', compte = (unite = 'élèves'), population = '', bruit = '', biais = '', comparaisons = '';
update indicateur set poids_code = 'effectif_college' where code in ('ips', 'ips_ecart_type');
update indicateur set total_code = 'effectif_college' where code in ('effectif_6e', 'effectif_segpa', 'effectif_ulis');
alter table indicateur
  alter column objet set not null,
  alter column diffusion set not null,
  alter column nature set not null,
  alter column compte set not null,
  alter column population set not null,
  alter column bruit set not null,
  alter column biais set not null,
  alter column comparaisons set not null,
  add constraint indicateur_objet check (objet in ('structure', 'territoire')),
  add constraint indicateur_diffusion check (diffusion in ('ouverte', 'interne', 'rh')),
  add constraint indicateur_nature check (nature in ('entree', 'resultat', 'contexte')),
  add constraint indicateur_academique check (diffusion = 'ouverte' or academie_code is not null),
  add constraint indicateur_publication check ((seuil_publication is null) = (denominateur_code is null)),
  add constraint indicateur_textes check (length(libelle) between 1 and 200 and length(libelle_court) between 1 and 40
    and length(definition) between 1 and 2000 and length(lecture) <= 2000 and length(population) <= 2000 and length(bruit) <= 2000
    and length(biais) <= 2000 and length(comparaisons) <= 2000 and length(unite) <= 30 and length(source) between 1 and 300),
  add constraint indicateur_relecture check ((relu_par is null) = (relu_le is null));
comment on column indicateur.objet is 'Ce que l''indicateur décrit : une structure ou un territoire.';
comment on column indicateur.diffusion is 'Ouverte (publiée), interne à l''académie, ou ressources humaines (académie et direction de la structure seulement).';
comment on column indicateur.nature is 'Entrée (public accueilli, contexte d''enseignement), résultat, ou contexte du territoire : on ne cherche des structures comparables que sur des entrées.';
comment on column indicateur.poids_code is 'Indicateur qui pondère les moyennes ; vide : moyenne simple des structures.';
comment on column indicateur.denominateur_code is 'Indicateur qui compte les élèves ou candidats sur lesquels la valeur repose.';
comment on column indicateur.seuil_publication is 'En dessous de ce dénominateur, la valeur n''est montrée qu''aux personnes habilitées (30 candidats au DNB).';
comment on column indicateur.compte is 'Vrai pour un nombre d''élèves ou de personnes, soumis au secret des petits effectifs.';
comment on column indicateur.total_code is 'Total dont ce compte est une partie : sert au secret secondaire.';
comment on column indicateur.population is 'Notice : population sur laquelle il porte.';
comment on column indicateur.bruit is 'Notice : ce que le hasard fait varier, selon l''effectif.';
comment on column indicateur.biais is 'Notice : biais connus (élèves allophones, secteur, options).';
comment on column indicateur.comparaisons is 'Notice : comparaisons permises et déconseillées.';
comment on column indicateur.academie_code is 'Académie qui l''a créé ; vide pour un indicateur national.';
comment on column indicateur.cree_par is 'Agent qui l''a créé ; vide pour un indicateur national.';
comment on column indicateur.relu_par is 'Agent du service statistique qui a relu la notice.';
comment on column indicateur.relu_le is 'Date de cette relecture.';
comment on column indicateur.retire_le is 'Date à laquelle il n''est plus proposé ; ses valeurs restent.';

alter table structure alter column recherche set statistics 500;

create table valeur_territoire (
  id bigint generated always as identity primary key,
  niveau text not null constraint valeur_territoire_niveau check (niveau in ('nation', 'academie', 'departement', 'circonscription', 'bassin', 'commune')),
  territoire text not null,
  indicateur_code text not null constraint valeur_territoire_indicateur references indicateur (code),
  annee smallint not null constraint valeur_territoire_annee check (annee between 1980 and 2100),
  valeur double precision,
  statut text not null constraint valeur_territoire_statut check (statut in ('ok', 'ns', 'manquant', 'sans_objet')),
  texte text not null constraint valeur_territoire_texte_borne check (length(texte) <= 60),
  fichier_id uuid not null constraint valeur_territoire_fichier references import_fichier (id),
  ligne integer not null constraint valeur_territoire_ligne check (ligne > 0),
  colonne text not null,
  enregistre_le timestamptz not null,
  remplace_le timestamptz,
  constraint valeur_territoire_coherente check ((statut = 'ok') = (valeur is not null))
);
create unique index valeur_territoire_courante on valeur_territoire (niveau, territoire, indicateur_code, annee) where remplace_le is null;
create trigger valeur_territoire_immuable before update or delete on valeur_territoire for each row execute function proteger_valeur_datee();
comment on table valeur_territoire is 'Valeurs qui décrivent un territoire (ségrégation d''un département), immuables et datées.';
comment on column valeur_territoire.id is 'Numéro d''ordre.';
comment on column valeur_territoire.niveau is 'Niveau du territoire.';
comment on column valeur_territoire.territoire is 'Code du territoire.';
comment on column valeur_territoire.indicateur_code is 'Indicateur.';
comment on column valeur_territoire.annee is 'Année de rentrée.';
comment on column valeur_territoire.valeur is 'Valeur ; vide si le statut n''est pas ok.';
comment on column valeur_territoire.statut is 'ok, ns, manquant ou sans objet.';
comment on column valeur_territoire.texte is 'Ce que le fichier contenait, à la lettre.';
comment on column valeur_territoire.fichier_id is 'Fichier d''origine.';
comment on column valeur_territoire.ligne is 'Ligne d''origine.';
comment on column valeur_territoire.colonne is 'Colonne d''origine.';
comment on column valeur_territoire.enregistre_le is 'Date d''enregistrement.';
comment on column valeur_territoire.remplace_le is 'Date à laquelle une valeur plus récente l''a remplacée.';

create table valeur_masquee (
  valeur_id bigint primary key constraint valeur_masquee_valeur references valeur_indicateur (id),
  motif text not null constraint valeur_masquee_motif check (motif in ('petit_effectif', 'denominateur', 'secondaire'))
);
comment on table valeur_masquee is 'Valeurs courantes couvertes par le secret des petits effectifs, recalculées à l''import ; lues par les seules personnes habilitées.';
comment on column valeur_masquee.valeur_id is 'Valeur.';
comment on column valeur_masquee.motif is 'Petit effectif, dénominateur sous le seuil, ou secret secondaire (un total la révélerait).';

drop table reference_indicateur;
create table reference_indicateur (
  indicateur_code text not null constraint reference_indicateur_indicateur references indicateur (code),
  annee smallint not null,
  base text not null constraint reference_indicateur_base check (base in ('complete', 'diffusable')),
  niveau text not null constraint reference_indicateur_niveau check (niveau in ('nation', 'academie', 'departement', 'circonscription', 'bassin')),
  territoire text not null,
  type text not null,
  secteur text not null,
  n integer not null constraint reference_indicateur_n check (n > 0),
  moyenne double precision not null,
  moyenne_ponderee double precision,
  n_ponderes integer not null constraint reference_indicateur_n_ponderes check (n_ponderes between 0 and n),
  deciles double precision[] not null constraint reference_indicateur_deciles check (array_length(deciles, 1) = 9),
  q1 double precision not null,
  q3 double precision not null,
  minimum double precision not null,
  maximum double precision not null,
  bornes double precision[] not null,
  effectifs integer[] not null,
  masquee boolean not null,
  constraint reference_indicateur_cle primary key (indicateur_code, annee, type, secteur, niveau, territoire, base),
  constraint reference_indicateur_histogramme check (array_length(bornes, 1) = array_length(effectifs, 1) + 1)
);
create index reference_indicateur_annees on reference_indicateur (annee) where niveau = 'nation';
create index reference_indicateur_par_territoire on reference_indicateur (niveau, territoire, annee);
comment on table reference_indicateur is 'Références par territoire, type et secteur, calculées à l''import : moyennes, déciles, répartition.';
comment on column reference_indicateur.indicateur_code is 'Indicateur.';
comment on column reference_indicateur.annee is 'Année de rentrée.';
comment on column reference_indicateur.base is 'Complète (toutes les valeurs publiées, pour les personnes habilitées) ou diffusable (hors valeurs masquées ; n''existe que si l''année en compte).';
comment on column reference_indicateur.niveau is 'Nation, académie, département, circonscription ou bassin.';
comment on column reference_indicateur.territoire is 'Code du territoire ; « france » ou « demonstration » pour la nation.';
comment on column reference_indicateur.type is 'Type de structure.';
comment on column reference_indicateur.secteur is 'Secteur ; « tous » pour l''ensemble.';
comment on column reference_indicateur.n is 'Nombre de structures dont la valeur est publiée.';
comment on column reference_indicateur.moyenne is 'Moyenne simple des structures.';
comment on column reference_indicateur.moyenne_ponderee is 'Moyenne pondérée par l''indicateur de poids ; vide si le poids n''est connu pour aucune.';
comment on column reference_indicateur.n_ponderes is 'Nombre de structures dont la valeur et le poids sont connus.';
comment on column reference_indicateur.deciles is 'D1 à D9, par interpolation linéaire (percentile_cont).';
comment on column reference_indicateur.q1 is 'Premier quartile.';
comment on column reference_indicateur.q3 is 'Troisième quartile.';
comment on column reference_indicateur.minimum is 'Plus petite valeur.';
comment on column reference_indicateur.maximum is 'Plus grande valeur.';
comment on column reference_indicateur.bornes is 'Bornes des classes de la répartition ; borne basse incluse, borne haute exclue sauf la dernière.';
comment on column reference_indicateur.effectifs is 'Nombre de structures par classe.';
comment on column reference_indicateur.masquee is 'Vrai si la référence permettrait de retrouver celle, trop petite, d''un territoire voisin : elle n''est pas montrée.';

create table modele_attendu (
  indicateur_code text not null constraint modele_attendu_indicateur references indicateur (code),
  annee smallint not null,
  type text not null,
  nation text not null constraint modele_attendu_nation check (nation in ('france', 'demonstration')),
  entrees text[] not null,
  coefficients double precision[] not null constraint modele_attendu_coefficients check (array_length(coefficients, 1) = array_length(entrees, 1) + 1),
  dispersion double precision not null constraint modele_attendu_dispersion check (dispersion >= 0),
  r2 double precision not null,
  n integer not null constraint modele_attendu_n check (n > 0),
  calcule_le timestamptz not null,
  constraint modele_attendu_cle primary key (indicateur_code, annee, type, nation)
);
comment on table modele_attendu is 'Modèle qui dit la valeur attendue d''un résultat d''après les entrées ; calcul d''Ancrage, non officiel.';
comment on column modele_attendu.indicateur_code is 'Résultat modélisé.';
comment on column modele_attendu.annee is 'Année de rentrée.';
comment on column modele_attendu.type is 'Type de structure.';
comment on column modele_attendu.nation is 'Ensemble sur lequel le modèle est ajusté.';
comment on column modele_attendu.entrees is 'Indicateurs d''entrée.';
comment on column modele_attendu.coefficients is 'Constante, puis un coefficient par entrée.';
comment on column modele_attendu.dispersion is 'Écart-type entre structures au-delà du hasard d''effectif, dans l''unité du résultat.';
comment on column modele_attendu.r2 is 'Part de variance expliquée.';
comment on column modele_attendu.n is 'Nombre de structures.';
comment on column modele_attendu.calcule_le is 'Date du calcul.';

create table profil_entree (
  uai text primary key constraint profil_entree_structure references structure (uai),
  nation text not null constraint profil_entree_nation check (nation in ('france', 'demonstration')),
  type text not null,
  secteur text not null,
  annee smallint not null,
  ips double precision not null,
  heterogeneite double precision,
  effectif double precision,
  eloignement double precision,
  densite double precision
);
create index profil_entree_par_ips on profil_entree (nation, type, ips);
comment on table profil_entree is 'Profil d''entrée de chaque structure, en écarts-types de son type, pour trouver des structures comparables ; recalculé à l''import, sans aucun résultat.';
comment on column profil_entree.uai is 'Structure.';
comment on column profil_entree.nation is 'Ensemble de comparaison.';
comment on column profil_entree.type is 'Type de structure.';
comment on column profil_entree.secteur is 'Secteur.';
comment on column profil_entree.annee is 'Année de rentrée de l''IPS retenu.';
comment on column profil_entree.ips is 'IPS centré réduit dans son type.';
comment on column profil_entree.heterogeneite is 'Écart-type de l''IPS, centré réduit.';
comment on column profil_entree.effectif is 'Logarithme de l''effectif, centré réduit.';
comment on column profil_entree.eloignement is 'Indice d''éloignement, centré réduit.';
comment on column profil_entree.densite is 'Rang de la typologie de la commune, centré réduit.';

create table correction_locale (
  id uuid primary key,
  uai text not null constraint correction_locale_structure references structure (uai),
  indicateur_code text not null constraint correction_locale_indicateur references indicateur (code),
  annee smallint not null constraint correction_locale_annee check (annee between 1980 and 2100),
  valeur double precision not null,
  motif text not null constraint correction_locale_motif_borne check (length(motif) between 1 and 1000),
  piece text not null constraint correction_locale_piece_borne check (length(piece) between 1 and 500),
  agent_id uuid not null constraint correction_locale_agent references agent (id),
  enregistre_le timestamptz not null,
  retiree_le timestamptz,
  retiree_par uuid constraint correction_locale_retrait_agent references agent (id),
  retrait_motif text constraint correction_locale_retrait_borne check (length(retrait_motif) between 1 and 1000),
  constraint correction_locale_retrait check ((retiree_le is null) = (retiree_par is null) and (retiree_le is null) = (retrait_motif is null))
);
create unique index correction_locale_courante on correction_locale (uai, indicateur_code, annee) where retiree_le is null;
create index correction_locale_historique on correction_locale (uai, indicateur_code, annee, enregistre_le);
comment on table correction_locale is 'Valeurs proposées localement, montrées à côté de la valeur officielle, qu''elles ne remplacent jamais.';
comment on column correction_locale.id is 'Identifiant interne.';
comment on column correction_locale.uai is 'Structure.';
comment on column correction_locale.indicateur_code is 'Indicateur.';
comment on column correction_locale.annee is 'Année de rentrée.';
comment on column correction_locale.valeur is 'Valeur proposée, dans l''unité de l''indicateur.';
comment on column correction_locale.motif is 'Motif.';
comment on column correction_locale.piece is 'Pièce ou source de la valeur.';
comment on column correction_locale.agent_id is 'Auteur.';
comment on column correction_locale.enregistre_le is 'Date.';
comment on column correction_locale.retiree_le is 'Date de retrait ; vide tant qu''elle est montrée.';
comment on column correction_locale.retiree_par is 'Agent qui l''a retirée.';
comment on column correction_locale.retrait_motif is 'Motif du retrait.';

create table anomalie (
  id uuid primary key,
  cle text not null constraint anomalie_cle_unique unique,
  genre text not null constraint anomalie_genre check (genre in ('contradiction', 'valeur_impossible', 'saut', 'doublon', 'fermee_avec_donnees', 'jeu_perime', 'uai_inconnu', 'rattachement')),
  uai text constraint anomalie_structure references structure (uai),
  academie_code text constraint anomalie_academie references academie (code),
  indicateur_code text constraint anomalie_indicateur references indicateur (code),
  annee smallint,
  jeu text,
  constat text not null constraint anomalie_constat_borne check (length(constat) between 1 and 1000),
  conseil text not null constraint anomalie_conseil_borne check (length(conseil) between 1 and 1000),
  etat text not null constraint anomalie_etat check (etat in ('ouverte', 'justifiee', 'disparue')),
  detectee_le timestamptz not null,
  revue_le timestamptz not null,
  justification text constraint anomalie_justification_borne check (length(justification) between 1 and 1000),
  justifiee_par uuid constraint anomalie_agent references agent (id),
  justifiee_le timestamptz,
  version integer not null constraint anomalie_version check (version > 0),
  constraint anomalie_justifiee check ((etat = 'justifiee') <= (justification is not null and justifiee_par is not null and justifiee_le is not null))
);
create index anomalie_par_academie on anomalie (academie_code, etat, genre);
create index anomalie_par_structure on anomalie (uai);
comment on table anomalie is 'Ce qui ne va pas de soi dans les données : à corriger, ou à justifier.';
comment on column anomalie.id is 'Identifiant interne.';
comment on column anomalie.cle is 'Ce qui la distingue : la même anomalie, détectée à nouveau, garde sa justification.';
comment on column anomalie.genre is 'Nature.';
comment on column anomalie.uai is 'Structure concernée.';
comment on column anomalie.academie_code is 'Académie concernée ; vide pour une anomalie nationale.';
comment on column anomalie.indicateur_code is 'Indicateur concerné.';
comment on column anomalie.annee is 'Année de rentrée concernée.';
comment on column anomalie.jeu is 'Jeu de données concerné.';
comment on column anomalie.constat is 'Ce qui est constaté, en une phrase.';
comment on column anomalie.conseil is 'Que faire.';
comment on column anomalie.etat is 'Ouverte, justifiée, ou disparue (les données ne la montrent plus).';
comment on column anomalie.detectee_le is 'Première détection.';
comment on column anomalie.revue_le is 'Dernière détection ou disparition.';
comment on column anomalie.justification is 'Pourquoi elle est normale.';
comment on column anomalie.justifiee_par is 'Agent qui l''a justifiée.';
comment on column anomalie.justifiee_le is 'Date de la justification.';
comment on column anomalie.version is 'Numéro de version : deux personnes ne décident pas en même temps.';

create table couverture_indicateur (
  indicateur_code text not null constraint couverture_indicateur_indicateur references indicateur (code),
  annee smallint not null,
  academie_code text not null constraint couverture_indicateur_academie references academie (code),
  type text not null,
  publiees integer not null,
  non_significatives integer not null,
  manquantes integer not null,
  constraint couverture_indicateur_cle primary key (indicateur_code, annee, academie_code, type)
);
comment on table couverture_indicateur is 'Nombre de valeurs par statut, indicateur, année, académie et type, recalculé à l''import.';
comment on column couverture_indicateur.indicateur_code is 'Indicateur.';
comment on column couverture_indicateur.annee is 'Année de rentrée.';
comment on column couverture_indicateur.academie_code is 'Académie.';
comment on column couverture_indicateur.type is 'Type de structure.';
comment on column couverture_indicateur.publiees is 'Valeurs publiées.';
comment on column couverture_indicateur.non_significatives is 'Valeurs non significatives (NS).';
comment on column couverture_indicateur.manquantes is 'Valeurs non publiées ou sans objet.';
