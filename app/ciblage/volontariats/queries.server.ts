import { createHash } from "node:crypto";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import { withinScope } from "#app/acces/queries.server.ts";
import { type Actor, type Scope, scopeOf } from "#app/acces/rules.ts";
import type { Database, Tx } from "#app/platform/db/database.server.ts";
import { isUuid } from "#app/platform/form/uuid.ts";
import { NotFound } from "#app/platform/refusal.ts";
import type { TypeStructure } from "#app/referentiel/rules.ts";
import { getCampagneLuePour } from "../campagnes/queries.server.ts";
import type { Campagne, EtatCampagne } from "../campagnes/rules.ts";
import { populationSchema } from "../campagnes/schema.ts";
import type { EtatCandidature } from "../candidatures/rules.ts";
import { withinPopulation } from "../populations/queries.server.ts";
import type { FamilleAnalyse } from "../rules.ts";
import type { TRIS_VOLONTARIAT } from "./rules.ts";
import type { FiltresVolontariat } from "./schema.ts";

export interface Declaration {
  readonly id: string;
  readonly texte: string;
  readonly declareLe: Date;
  readonly retireLe: Date | null;
}

/** A campaign to which a structure may declare itself, or did. */
export interface OffreVolontariat {
  readonly campagneId: string;
  readonly nom: string;
  readonly dispositifNom: string;
  readonly annee: number;
  readonly etat: EtatCampagne;
  readonly uai: string;
  readonly structureNom: string;
  /** Whether the campaign looks at the structure, by its settings of today. */
  readonly concernee: boolean;
  readonly declaration: Declaration | null;
}

interface CampagneOuverte {
  readonly id: string;
  readonly nom: string;
  readonly dispositifNom: string;
  readonly annee: number;
  readonly etat: EtatCampagne;
  readonly academie: string;
  readonly familles: FamilleAnalyse[];
  readonly population: unknown;
}

/**
 * The campaigns that concern the structures of a head: open ones that look at them, and those to which they declared
 * themselves. One in preparation is told to nobody.
 */
export async function listOffres(
  db: Database | Tx,
  actor: Actor,
  campagneId?: string,
): Promise<OffreVolontariat[]> {
  const scope = scopeOf(actor, "ciblage.declarer");
  const { rows: campagnes } = await sql<CampagneOuverte>`
    select c.id, c.nom, dispositif.libelle as "dispositifNom", c.annee, c.etat, c.academie_code as academie, c.familles, c.population
    from campagne_ciblage c join dispositif on dispositif.code = c.dispositif_code
    where c.etat <> 'preparation' and (${campagneId ?? null}::uuid is null or c.id = ${campagneId ?? null}::uuid)
      and c.academie_code in (select structure.academie_code from structure where ${withinScope(scope)})
    order by c.annee desc, c.nom, c.id`.execute(db);
  const offres = await Promise.all(campagnes.map((campagne) => listOffresDe(db, campagne, scope)));
  return offres.flat();
}

async function listOffresDe(
  db: Database | Tx,
  { academie, familles, population, ...campagne }: CampagneOuverte,
  scope: Scope,
): Promise<OffreVolontariat[]> {
  const definie = { academie, population: populationSchema.parse(population) };
  const regards = familles.map((famille) => withinPopulation(definie, famille));
  const { rows } = await sql<{ uai: string; nom: string; concernee: boolean } & Partial<Declaration>>`
    select p.*, v.id, v.texte, v.declare_le as "declareLe", v.retire_le as "retireLe"
    from (select structure.uai, structure.nom, (${sql.join(regards, sql` or `)}) as concernee
      from structure left join commune on commune.code = structure.commune_code
      where ${withinScope(scope)} and structure.academie_code = ${academie}) p
    left join volontariat v on v.uai = p.uai and v.campagne_id = ${campagne.id}::uuid
    where v.id is not null or (p.concernee and ${campagne.etat} = 'ouverte') order by p.nom, p.uai`.execute(
    db,
  );
  return rows.map(({ uai, nom, concernee, id, texte, declareLe, retireLe = null }) => ({
    ...{ campagneId: campagne.id, nom: campagne.nom, dispositifNom: campagne.dispositifNom },
    ...{ annee: campagne.annee, etat: campagne.etat, uai, structureNom: nom, concernee },
    declaration: id && texte && declareLe ? { id, texte, declareLe, retireLe } : null,
  }));
}

/** One of them; `NotFound` for a structure or a campaign that is not theirs. */
export async function getOffre(
  db: Database | Tx,
  actor: Actor,
  campagneId: string,
  uai: string,
): Promise<OffreVolontariat> {
  const offres = isUuid(campagneId) ? await listOffres(db, actor, campagneId) : [];
  const offre = offres.find((one) => one.uai === uai);
  if (!offre) throw new NotFound();
  return offre;
}

/** What tells one text of a declaration from another; empty where none stands. */
export function hashDeclaration(declaration: Pick<Declaration, "texte" | "retireLe"> | null): string {
  if (!declaration || declaration.retireLe) return "";
  return createHash("sha256").update(declaration.texte).digest("hex").slice(0, 16);
}

export interface Volontaire extends Declaration {
  readonly uai: string;
  readonly nom: string;
  readonly type: TypeStructure;
  readonly commune: string;
  readonly departementNom: string;
  readonly qui: string;
  /** Whether the campaign still looks at the structure. */
  readonly concernee: boolean;
  readonly candidature: EtatCandidature | null;
}

export interface PageVolontaires extends FiltresVolontariat {
  readonly tri: (typeof TRIS_VOLONTARIAT)[number];
  readonly sens: "asc" | "desc";
  readonly limit: number;
  readonly offset: number;
  readonly uai?: string;
}

const COLONNES_TRI = {
  ...{ nom: "nom", commune: "commune", departement: "departementNom", declaree: "declareLe" },
} as const;

function withinFiltres({ etat, suite, uai }: PageVolontaires): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${etat ?? null}::text is null or (p."retireLe" is null) = (${etat ?? null}::text = 'declaree'))
    and (${suite ?? null}::text is null or (p.candidature is not null) = (${suite ?? null}::text = 'suivie'))
    and (${uai ?? null}::text is null or p.uai = ${uai ?? null}::text)`;
}

/** One page of the structures that declared themselves to a campaign, within a scope. */
export async function listVolontaires(
  db: Database | Tx,
  campagne: Campagne,
  scope: Scope,
  page: PageVolontaires,
): Promise<{ readonly lignes: Volontaire[]; readonly total: number }> {
  const regards = campagne.familles.map((famille) => withinPopulation(campagne, famille));
  const direction = page.sens === "desc" ? sql`desc` : sql`asc`;
  const { rows } = await sql<Volontaire & { total: number }>`
    select p.*, count(*) over ()::int as total from (
      select structure.uai, structure.nom, structure.type, structure.commune_nom as commune,
        departement.nom as "departementNom", v.id, v.texte, v.declare_le as "declareLe", v.retire_le as "retireLe",
        concat(agent.prenom, ' ', agent.nom) as qui, (${sql.join(regards, sql` or `)}) as concernee,
        candidature.etat as candidature
      from volontariat v join structure on structure.uai = v.uai
      join departement on departement.code = structure.departement_code
      left join commune on commune.code = structure.commune_code
      join agent on agent.id = v.agent_id
      left join candidature on candidature.campagne_id = v.campagne_id and candidature.uai = v.uai
      where v.campagne_id = ${campagne.id}::uuid and ${withinScope(scope)}) p
    where ${withinFiltres(page)}
    order by ${sql.ref(`p.${COLONNES_TRI[page.tri]}`)} ${direction}, p.nom, p.uai
    limit ${page.limit} offset ${page.offset}`.execute(db);
  return { lignes: rows.map(({ total: _, ...ligne }) => ligne), total: rows[0]?.total ?? 0 };
}

/** One structure that declared itself, within a scope; `NotFound` otherwise. */
export async function getVolontaire(
  db: Database | Tx,
  campagne: Campagne,
  scope: Scope,
  uai: string,
): Promise<Volontaire> {
  const { lignes } = await listVolontaires(db, campagne, scope, {
    ...{ etat: undefined, suite: undefined, tri: "nom", sens: "asc", limit: 1, offset: 0, uai },
  });
  const [volontaire] = lignes;
  if (!volontaire) throw new NotFound();
  return volontaire;
}

/** A volunteer that the person may bring into a campaign that they read; `NotFound` otherwise. */
export async function getVolontairePropose(
  db: Database,
  actor: Actor,
  { campagne: id, uai }: { readonly campagne: string; readonly uai: string },
): Promise<{ readonly campagne: Campagne; readonly volontaire: Volontaire }> {
  const campagne = await getCampagneLuePour(db, actor, "ciblage.proposer", id);
  const scope = scopeOf(actor, "ciblage.proposer");
  return { campagne, volontaire: await getVolontaire(db, campagne, scope, uai) };
}
