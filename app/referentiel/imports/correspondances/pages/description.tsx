import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { scopeOf } from "#app/acces/rules.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { type RequestContext, requestContext } from "#app/platform/http/request-context.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { ErrorSummary } from "#app/platform/ui/error-summary.tsx";
import { SelectField } from "#app/platform/ui/form-field.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { champsOf, errorsOf, type FormulaireRendu, reasonOf } from "../../components/formulaire.ts";
import { anneeOfNom } from "../../datasets/colonnes.ts";
import { findLieu } from "../colonnes/rules.ts";
import { decrireFichier } from "../commands.server.ts";
import { BoutonsLecture, CadreFichier } from "../components/cadre-fichier.tsx";
import { ColonnesTrouvees } from "../components/colonnes-trouvees.tsx";
import { EssaiLecture } from "../components/essai-lecture.tsx";
import { CleFichier, ValeursColonnes } from "../components/valeurs-colonnes.tsx";
import {
  canLireDescription,
  type DescriptionLue,
  lireDescription,
  listChoixIndicateurs,
} from "../description/rules.ts";
import { type FichierExamine, getFichierExamine, readEssai } from "../examen/queries.server.ts";
import type { Essai } from "../examen/rules.ts";
import { listAcademiesDe, listCorrespondances, listIndicateursDe, listLibelles } from "../queries.server.ts";
import { canDecrire, JEU_ACADEMIQUE } from "../rules.ts";
import { descriptionSchema } from "../schema.ts";
import type { Route } from "./+types/description.ts";

const TITRE = "Décrire un fichier de l’académie";
export const meta = () => documentTitle(TITRE);

/** The académie chosen in the address among those that the person keeps, or the first of them. */
async function findAcademie(current: RequestContext, asked: string | null | undefined) {
  const academies = await listAcademiesDe(current.db, scopeOf(getActor(current), "indicateur.gerer"));
  return { academies, academie: academies.find(({ code }) => code === asked) ?? academies[0] };
}

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { rows, entete, columns, ...fichier } = await getFichierExamine(current, {
    importId: params.import,
    fichierId: params.fichier,
  });
  const asked = new URL(request.url).searchParams.get("academie");
  const { academies, academie } = await findAcademie(current, asked);
  const obstacle = fichier.obstacle ?? obstacleOf(fichier.colonnes, academie);
  if (obstacle || !academie || !entete)
    return { fichier: { ...fichier, obstacle }, academies, academie: undefined };
  const saved = (await listCorrespondances(current.db)).get(entete.toString("hex"));
  const decided =
    saved?.lecture.genre === "academique" && saved.academie?.code === academie.code ? saved : undefined;
  return {
    fichier,
    academies,
    academie,
    indicateurs: listChoixIndicateurs(academie.code, await listIndicateursDe(current.db, academie.code)),
    annee: fichier.anneeDite ?? anneeOfNom(fichier.nom),
    decided: decided && { libelle: decided.libelle, lecture: decided.lecture },
  };
}

function obstacleOf(
  colonnes: FichierExamine["colonnes"],
  academie: { code: string } | undefined,
): string | undefined {
  if (!academie)
    return "Votre fonction ne s'exerce dans aucune académie connue ici : elle ne décrit pas de fichier.";
  if (findLieu(colonnes)) return undefined;
  return "Aucune colonne ne contient d'UAI ni de code Insee de commune : ajoutez au fichier le code de chaque structure, puis déposez-le à nouveau.";
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const fichier = await getFichierExamine(current, { importId: params.import, fichierId: params.fichier });
  return submitForm(request, descriptionSchema, async (saisie) => {
    if (fichier.obstacle || !fichier.entete) throw new Refusal("indescriptible", fichier.obstacle ?? "");
    const { academie } = await findAcademie(current, saisie.academie);
    if (!academie || (saisie.academie && saisie.academie !== academie.code)) throw new NotFound();
    demand(canLireDescription(saisie, fichier.colonnes));
    const decrite = lireDescription(saisie, fichier.colonnes);
    if (saisie.intention === "essayer")
      return { essai: await essayer(current, fichier, academie, decrite), saisie };
    await decrireFichier(current, {
      importId: params.import,
      fichierId: params.fichier,
      agentId: getActor(current).agentId,
      entete: fichier.entete,
      academie: academie.code,
      libelle: saisie.libelle,
      colonnes: fichier.colonnes,
      ...decrite,
    });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

async function essayer(
  current: RequestContext,
  fichier: FichierExamine,
  academie: { code: string; nom: string },
  { lecture, nouveaux, anneeDite }: DescriptionLue,
): Promise<Essai> {
  const own = await listIndicateursDe(current.db, academie.code);
  const codes = new Set([...own.map(({ code }) => code), ...nouveaux.map(({ cle }) => cle)]);
  demand(canDecrire(lecture, fichier.colonnes, codes));
  const libelles = await listLibelles(current.db);
  return readEssai(
    current,
    fichier,
    { jeu: JEU_ACADEMIQUE, libelle: fichier.nom, academie, lecture },
    {
      anneeDite,
      bornes: new Map(nouveaux.map(({ cle, indicateur }) => [cle, indicateur])),
      libelles: new Map([
        ...libelles,
        ...nouveaux.map(({ cle, indicateur: i }) => [cle, i.libelle] as const),
      ]),
    },
  );
}

type Rendu = FormulaireRendu & { readonly essai?: Essai };

export default function PageDescription({ loaderData, actionData }: Route.ComponentProps) {
  const { fichier, academies, academie } = loaderData;
  const rendu = actionData as Rendu | undefined;
  return (
    <CadreFichier
      titre={TITRE}
      chapeau="Dites où sont les codes des structures et l’année, puis ce que contient chaque colonne utile. Cette description sera reprise pour les fichiers du même en-tête."
      fichier={fichier}
    >
      {academies.length > 1 && academie && (
        <form method="get" className="anc-formulaire">
          <SelectField
            field={{ id: "academie", name: "academie", initialValue: academie.code }}
            label="Académie"
            choices={academies.map(({ code, nom }) => ({ value: code, label: nom }))}
          />
          <div className="anc-formulaire__actions">
            <button type="submit" className="fr-btn fr-btn--secondary">
              Choisir cette académie
            </button>
          </div>
        </form>
      )}
      {academie && "indicateurs" in loaderData && (
        <FormulaireDescription donnees={loaderData} academie={academie} rendu={rendu} />
      )}
    </CadreFichier>
  );
}

type Donnees = Extract<Route.ComponentProps["loaderData"], { indicateurs: unknown }>;

function FormulaireDescription({
  donnees: { fichier, indicateurs, annee, decided },
  academie,
  rendu,
}: {
  donnees: Donnees;
  academie: { code: string; nom: string };
  rendu: Rendu | undefined;
}) {
  const field = champsOf("description", rendu);
  const lecture = decided?.lecture.genre === "academique" ? decided.lecture : undefined;
  return (
    <>
      <RefusalNotice reason={reasonOf(rendu)} />
      <ErrorSummary errors={errorsOf("description", rendu)} />
      {rendu?.essai && <EssaiLecture essai={rendu.essai} />}
      <ColonnesTrouvees colonnes={fichier.colonnes} />
      <form method="post" className="anc-formulaire">
        <input type="hidden" name="academie" value={academie.code} />
        <CleFichier
          field={field}
          colonnes={fichier.colonnes}
          libelle={decided?.libelle}
          annee={annee}
          lecture={lecture}
        />
        <ValeursColonnes
          field={field}
          colonnes={fichier.colonnes}
          indicateurs={indicateurs}
          lecture={lecture}
        />
        <BoutonsLecture importId={fichier.importId} />
      </form>
    </>
  );
}
