import { sql } from "kysely";
import type { Actor } from "#app/acces/rules.ts";
import { civilDay } from "#app/platform/clock/clock.ts";
import type { Context } from "#app/platform/context.ts";
import type { Database } from "#app/platform/db/database.server.ts";
import { getLecteur } from "../../indicateurs/lecture/queries.server.ts";
import { choisirAnnee } from "../../indicateurs/rules.ts";
import type { TypeStructure } from "../../rules.ts";
import { listRuralites } from "../composition/queries.server.ts";
import { listContoursAcademies } from "../contours/queries.server.ts";
import {
  listAnnees,
  listEvolution,
  listIndicateursLisibles,
  listPartiesResumees,
} from "../indicateurs/queries.server.ts";
import type { PartieResumee, SecteurResume } from "../indicateurs/rules.ts";
import { type Nation, nationOf, type Ruralite } from "../rules.ts";
import type { DemandeTerritoire } from "../schema.ts";

export interface ProfilAcademie {
  readonly code: string;
  readonly nom: string;
  /** Open structures of the type and sector looked at, of any sector when none is chosen. */
  readonly structures: number;
  readonly enEp: number;
  readonly statutConnu: number;
  /** Schemes that it takes part in on that day, with their status: « CLA : étendue ». */
  readonly participations: readonly { readonly dispositif: string; readonly statut: string }[];
}

/** What each académie is made of, by name. */
async function listProfilsAcademies(
  db: Database,
  nation: Nation,
  { type, secteur }: { readonly type: TypeStructure; readonly secteur: SecteurResume },
  jour: string,
): Promise<ProfilAcademie[]> {
  const { rows } = await sql<ProfilAcademie>`
    select a.code, a.nom, coalesce(c.structures, 0) as structures, coalesce(c."enEp", 0) as "enEp",
      coalesce(c."statutConnu", 0) as "statutConnu",
      coalesce((select json_agg(json_build_object('dispositif', d.libelle, 'statut', p.statut) order by d.ordre)
        from participation_academie p join dispositif d on d.code = p.dispositif_code
        where p.academie_code = a.code and p.statut <> 'sortie' and p.debut <= ${jour}::date and (p.fin is null or ${jour}::date < p.fin)), '[]') as participations
    from academie a
    left join (
      select academie_code, sum(n)::int as structures, (sum(n) filter (where statut_ep in ('rep', 'rep_plus')))::int as "enEp",
        (sum(n) filter (where statut_ep <> 'inconnu'))::int as "statutConnu"
      from comptage_structure where type = ${type} and ${secteur === "tous" ? sql`true` : sql`secteur = ${secteur}`}
      group by academie_code
    ) c on c.academie_code = a.code
    where a.nation = ${nation} and a.code in (select academie_code from comptage_structure)
    order by a.nom`.execute(db);
  return rows;
}

export interface LigneAcademie extends ProfilAcademie {
  readonly resumee: PartieResumee;
  readonly avec: PartieResumee | undefined;
  readonly ruralite: Ruralite | undefined;
}

/** Académies beside one another, for one indicator and perhaps a second, as this person may read them. */
export async function getVueNationale(context: Context, actor: Actor, demande: DemandeTerritoire) {
  const { db } = context;
  const nation = nationOf(context.settings.demonstration);
  const lecteur = getLecteur(actor);
  const type = demande.type ?? "college";
  const secteur: SecteurResume = demande.secteur ?? "tous";
  const partout = { academieCode: null, departementCode: null };
  const [indicateurs, annees, profils, ruralites] = await Promise.all([
    listIndicateursLisibles(db, lecteur, partout, type),
    listAnnees(db),
    listProfilsAcademies(db, nation, { type, secteur }, civilDay(context.now())),
    listRuralites(db),
  ]);
  const find = (code: string | undefined) => indicateurs.find((indicateur) => indicateur.code === code);
  const indicateur = find(demande.indicateur) ?? find("ips") ?? indicateurs[0];
  const avec = demande.avec === indicateur?.code ? undefined : find(demande.avec);
  const asked = (of: typeof indicateur) => ({
    indicateur: of?.code ?? "",
    type,
    secteur,
    seuil: of?.seuilReference ?? 3,
  });
  const ici = { niveau: "nation", code: nation } as const;
  const evolution = await listEvolution(db, lecteur, ici, asked(indicateur), annees);
  const connues = evolution.map(({ annee }) => annee);
  const annee = choisirAnnee(connues, demande.annee) ?? choisirAnnee(annees, demande.annee);
  const parties = (of: typeof indicateur) =>
    listPartiesResumees(db, lecteur, "academie", profils, { ...asked(of), annee: annee ?? 0 });
  const [resumees, croisees, contours] = await Promise.all([
    parties(indicateur),
    avec ? parties(avec) : [],
    listContoursAcademies(
      db,
      profils.map(({ code }) => code),
    ),
  ]);
  const lignes = profils.map(
    (profil, rang): LigneAcademie => ({
      ...profil,
      resumee: resumees[rang] ?? { code: profil.code, nom: profil.nom, n: 0, resume: null },
      avec: croisees[rang],
      ruralite: ruralites.get(profil.code),
    }),
  );
  return {
    nation,
    lignes,
    contours,
    offre: {
      indicateurs: indicateurs.map(({ code, libelle }) => ({ code, libelle })),
      annees: [...(connues.length > 0 ? connues : annees)].sort((a, b) => b - a),
    },
    lecture: { indicateur, avec, type, secteur, annee },
    ensemble: evolution.find((one) => one.annee === annee)?.resume ?? undefined,
  };
}
