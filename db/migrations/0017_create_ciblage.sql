-- Targeting: campaigns, scenarios, and runs that are stored whole and replay.

create table campagne_ciblage (
  id uuid primary key,
  academie_code text not null constraint campagne_ciblage_academie references academie (code),
  dispositif_code text not null constraint campagne_ciblage_dispositif references dispositif (code),
  annee smallint not null constraint campagne_ciblage_annee check (annee between 2015 and 2100),
  nom text not null constraint campagne_ciblage_nom_borne check (length(nom) between 1 and 120),
  familles text[] not null constraint campagne_ciblage_familles
    check (cardinality(familles) between 1 and 4 and familles <@ array['ecoles', 'colleges', 'lgt', 'lp']),
  population jsonb not null,
  etat text not null constraint campagne_ciblage_etat check (etat in ('preparation', 'ouverte', 'publiee', 'close')),
  analyse_le date,
  instances_le date,
  decision_le date,
  publication_le date,
  suite_de uuid constraint campagne_ciblage_suite references campagne_ciblage (id),
  version integer not null constraint campagne_ciblage_version check (version > 0),
  cree_par uuid not null constraint campagne_ciblage_auteur references agent (id),
  cree_le timestamptz not null,
  modifiee_le timestamptz not null,
  constraint campagne_ciblage_nom_unique unique (academie_code, annee, nom),
  constraint campagne_ciblage_calendrier check (
    (instances_le is null or analyse_le is null or instances_le >= analyse_le)
    and (decision_le is null or instances_le is null or decision_le >= instances_le)
    and (publication_le is null or decision_le is null or publication_le >= decision_le))
);
comment on table campagne_ciblage is 'Campagnes de ciblage : une académie, un dispositif, une année scolaire. [données personnelles : oui]';
comment on column campagne_ciblage.id is 'Identifiant interne.';
comment on column campagne_ciblage.academie_code is 'Académie qui conduit la campagne.';
comment on column campagne_ciblage.dispositif_code is 'Dispositif pour lequel on choisit des structures.';
comment on column campagne_ciblage.annee is 'Année scolaire d''entrée dans le dispositif, par son année de rentrée.';
comment on column campagne_ciblage.nom is 'Nom donné à la campagne. [non personnelle]';
comment on column campagne_ciblage.familles is 'Familles de structures analysées séparément, parce que leurs indicateurs diffèrent. [non personnelle]';
comment on column campagne_ciblage.population is 'Définition de la population : statut EP, secteurs, états, territoires, typologie. [non personnelle]';
comment on column campagne_ciblage.etat is 'État : preparation, ouverte, publiee, close.';
comment on column campagne_ciblage.analyse_le is 'Date prévue de fin des analyses.';
comment on column campagne_ciblage.instances_le is 'Date prévue de présentation aux instances.';
comment on column campagne_ciblage.decision_le is 'Date prévue de la décision.';
comment on column campagne_ciblage.publication_le is 'Date prévue de la publication.';
comment on column campagne_ciblage.suite_de is 'Campagne dont celle-ci prend la suite (extension, nouvelle année).';
comment on column campagne_ciblage.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column campagne_ciblage.cree_par is 'Personne qui a ouvert la campagne.';
comment on column campagne_ciblage.cree_le is 'Date de création.';
comment on column campagne_ciblage.modifiee_le is 'Dernière modification.';

create table scenario (
  id uuid primary key,
  campagne_id uuid not null constraint scenario_campagne references campagne_ciblage (id),
  nom text not null constraint scenario_nom_borne check (length(nom) between 1 and 120),
  famille text not null constraint scenario_famille check (famille in ('ecoles', 'colleges', 'lgt', 'lp')),
  definition jsonb not null,
  archive_le timestamptz,
  version integer not null constraint scenario_version check (version > 0),
  cree_par uuid not null constraint scenario_auteur references agent (id),
  cree_le timestamptz not null,
  modifie_le timestamptz not null,
  constraint scenario_nom_unique unique (campagne_id, nom)
);
comment on table scenario is 'Scénarios d''une campagne : variables, traitements, classes et règle de sélection d''une famille de structures. [données personnelles : oui]';
comment on column scenario.id is 'Identifiant interne.';
comment on column scenario.campagne_id is 'Campagne.';
comment on column scenario.nom is 'Nom du scénario. [non personnelle]';
comment on column scenario.famille is 'Famille de structures.';
comment on column scenario.definition is 'Variables actives et supplémentaires, années, valeurs manquantes, poids, axes, classes, règle. [non personnelle]';
comment on column scenario.archive_le is 'Mise de côté : le scénario n''est plus proposé, ses calculs restent.';
comment on column scenario.version is 'Compteur de modifications, contre les écritures croisées.';
comment on column scenario.cree_par is 'Auteur.';
comment on column scenario.cree_le is 'Date de création.';
comment on column scenario.modifie_le is 'Dernière modification.';

-- A run holds all it needs: newer imports cannot reach it.
create table calcul (
  id uuid primary key,
  scenario_id uuid not null constraint calcul_scenario references scenario (id),
  numero integer not null constraint calcul_numero check (numero > 0),
  definition jsonb not null,
  donnees_au timestamptz not null,
  graine bigint not null constraint calcul_graine check (graine between 0 and 4294967295),
  moteur text not null constraint calcul_moteur_forme check (moteur ~ '^[0-9]+$'),
  entree bytea,
  entree_empreinte bytea constraint calcul_entree_sha256 check (octet_length(entree_empreinte) = 32),
  resultat bytea,
  liste_empreinte bytea constraint calcul_liste_sha256 check (octet_length(liste_empreinte) = 32),
  population integer constraint calcul_population check (population >= 0),
  analysees integer constraint calcul_analysees check (analysees between 0 and population),
  retenues integer constraint calcul_retenues check (retenues between 0 and population),
  perturbations integer constraint calcul_perturbations check (perturbations >= 0),
  lance_par uuid not null constraint calcul_auteur references agent (id),
  lance_le timestamptz not null,
  termine_le timestamptz,
  constraint calcul_numero_unique unique (scenario_id, numero),
  constraint calcul_complet check ((termine_le is null) or (entree is not null and entree_empreinte is not null
    and resultat is not null and liste_empreinte is not null and population is not null and retenues is not null))
);
comment on table calcul is 'Calculs d''un scénario, conservés entiers : données, réglages, graine et résultat. Un calcul terminé ne change plus et se rejoue à l''identique. [données personnelles : oui]';
comment on column calcul.id is 'Identifiant interne.';
comment on column calcul.scenario_id is 'Scénario.';
comment on column calcul.numero is 'Rang du calcul dans son scénario.';
comment on column calcul.definition is 'Définition du scénario et de la population au moment du calcul. [non personnelle]';
comment on column calcul.donnees_au is 'Instant des données : les valeurs enregistrées jusque-là et pas encore remplacées.';
comment on column calcul.graine is 'Graine des tirages.';
comment on column calcul.moteur is 'Version du moteur de calcul. [non personnelle]';
comment on column calcul.entree is 'Données du calcul : structures, attributs et valeurs, en JSON compressé. [non personnelle]';
comment on column calcul.entree_empreinte is 'SHA-256 des données, avant compression.';
comment on column calcul.resultat is 'Analyse entière, en JSON compressé. [non personnelle]';
comment on column calcul.liste_empreinte is 'SHA-256 de la liste, sous sa forme canonique.';
comment on column calcul.population is 'Structures de la population.';
comment on column calcul.analysees is 'Structures placées par l''analyse.';
comment on column calcul.retenues is 'Structures que la règle retient.';
comment on column calcul.perturbations is 'Tirages de la mesure de stabilité.';
comment on column calcul.lance_par is 'Personne qui a lancé le calcul.';
comment on column calcul.lance_le is 'Lancement.';
comment on column calcul.termine_le is 'Fin ; vide tant que le calcul court ou s''il a échoué.';

create function garder_calcul() returns trigger language plpgsql as $$
begin
  if old.termine_le is not null then
    raise exception 'Un calcul terminé ne change plus.' using errcode = 'restrict_violation', constraint = 'calcul_immuable';
  end if;
  return new;
end $$;
comment on function garder_calcul() is 'Refuse de changer un calcul terminé.';
create trigger calcul_immuable before update or delete on calcul for each row execute function garder_calcul();

create table calcul_structure (
  calcul_id uuid not null constraint calcul_structure_calcul references calcul (id),
  uai text not null constraint calcul_structure_structure references structure (uai),
  analysee boolean not null,
  retenue boolean not null,
  composite double precision,
  rang integer constraint calcul_structure_rang check (rang > 0),
  classe smallint constraint calcul_structure_classe check (classe > 0),
  frequence real constraint calcul_structure_frequence check (frequence between 0 and 1),
  rang_median integer,
  rang_bas integer,
  rang_haut integer,
  coordonnees double precision[] not null,
  cos2 double precision[] not null,
  contributions double precision[] not null,
  criteres jsonb not null,
  constraint calcul_structure_cle primary key (calcul_id, uai)
);
create index calcul_structure_par_structure on calcul_structure (uai);
create index calcul_structure_retenues on calcul_structure (calcul_id, frequence) where retenue;
comment on table calcul_structure is 'Ce qu''un calcul dit de chaque structure de sa population. [données personnelles : aucune]';
comment on column calcul_structure.calcul_id is 'Calcul.';
comment on column calcul_structure.uai is 'Structure.';
comment on column calcul_structure.analysee is 'Vrai si l''analyse a pu la placer : ses variables actives sont connues ou imputées.';
comment on column calcul_structure.retenue is 'Vrai si la règle la retient.';
comment on column calcul_structure.composite is 'Somme pondérée, si le scénario en a une.';
comment on column calcul_structure.rang is 'Rang par la somme pondérée ; jamais montré hors des personnes habilitées.';
comment on column calcul_structure.classe is 'Classe de la typologie, à partir de 1.';
comment on column calcul_structure.frequence is 'Part des tirages où elle est retenue.';
comment on column calcul_structure.rang_median is 'Rang médian sur les tirages.';
comment on column calcul_structure.rang_bas is 'Rang au 5e centile des tirages.';
comment on column calcul_structure.rang_haut is 'Rang au 95e centile des tirages.';
comment on column calcul_structure.coordonnees is 'Coordonnées sur les axes conservés ; vide si elle n''est pas analysée.';
comment on column calcul_structure.cos2 is 'Qualité de représentation sur chaque axe.';
comment on column calcul_structure.contributions is 'Contribution à chaque axe, en pour cent.';
comment on column calcul_structure.criteres is 'Chaque critère de la règle appliqué à la structure : valeur, seuil, décision. [non personnelle]';
