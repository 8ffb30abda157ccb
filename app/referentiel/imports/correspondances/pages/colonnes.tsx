import { redirect } from "react-router";
import { getActor } from "#app/acces/queries.server.ts";
import { submitForm } from "#app/platform/form/submit-form.server.ts";
import { requestContext } from "#app/platform/http/request-context.ts";
import { demand, NotFound, Refusal } from "#app/platform/refusal.ts";
import { ErrorSummary } from "#app/platform/ui/error-summary.tsx";
import { SelectField, TextField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { documentTitle } from "#app/platform/ui/page-title.tsx";
import { RefusalNotice } from "#app/platform/ui/refusal-notice.tsx";
import { champsOf, errorsOf, type FormulaireRendu, reasonOf } from "../../components/formulaire.ts";
import { DATASETS, findDataset } from "../../datasets/catalogue.ts";
import { type ColonneVue, findJeuProche, proposerColonnes } from "../colonnes/rules.ts";
import { pointerEntete } from "../commands.server.ts";
import { BoutonsLecture, CadreFichier } from "../components/cadre-fichier.tsx";
import { ColonnesTrouvees, choixColonnes } from "../components/colonnes-trouvees.tsx";
import { EssaiLecture } from "../components/essai-lecture.tsx";
import { findJeu, getFichierExamine, readEssai } from "../examen/queries.server.ts";
import type { Essai } from "../examen/rules.ts";
import { listCorrespondances, listLibelles } from "../queries.server.ts";
import { canPointer, contenuOf } from "../rules.ts";
import { type EntetePointe, entetePointeSchema, type LectureDecidee } from "../schema.ts";
import type { Route } from "./+types/colonnes.ts";

const TITRE = "Indiquer les colonnes";
export const meta = () => documentTitle(TITRE);

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const current = context.get(requestContext);
  const { rows, entete, columns, ...fichier } = await getFichierExamine(current, {
    importId: params.import,
    fichierId: params.fichier,
  });
  const examine = { rows, entete, columns, ...fichier };
  const jeux = DATASETS.map(({ code, libelle }) => ({ value: code, label: libelle }));
  if (fichier.obstacle || !entete) return { fichier, jeux, jeu: undefined };
  const saved = (await listCorrespondances(current.db)).get(entete.toString("hex"));
  const asked = new URL(request.url).searchParams.get("jeu") ?? saved?.jeu ?? null;
  const found = findJeu(examine, fichier.anneeDite);
  const nearest = found.ok ? found.dataset : (found.proche ?? findJeuProche(DATASETS, columns));
  const dataset = findDataset(asked) ?? nearest;
  if (!dataset) return { fichier, jeux, jeu: undefined };
  const libelles = await listLibelles(current.db);
  const proposed = proposerColonnes(dataset, fichier.colonnes);
  const decided =
    saved?.jeu === dataset.code && saved.lecture.genre === "officielle" ? saved.lecture : undefined;
  return {
    fichier,
    jeux,
    jeu: {
      code: dataset.code,
      libelle: dataset.libelle,
      colonnes: Object.entries(dataset.colonnes).map(([nom, { alias, obligatoire }]) => ({
        nom,
        contenu: contenuOf(dataset, nom, libelles),
        alias: alias.slice(0, 3),
        obligatoire: obligatoire === true,
        rang: decided?.colonnes[nom]?.rang ?? proposed[nom] ?? -1,
      })),
    },
  };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const current = context.get(requestContext);
  const fichier = await getFichierExamine(current, { importId: params.import, fichierId: params.fichier });
  return submitForm(request, entetePointeSchema, async (saisie) => {
    if (fichier.obstacle || !fichier.entete) throw new Refusal("indescriptible", fichier.obstacle ?? "");
    const dataset = findDataset(saisie.jeu);
    if (!dataset) throw new NotFound();
    const lecture = lectureOf(saisie, fichier.colonnes);
    const libelles = await listLibelles(current.db);
    if (saisie.intention === "essayer") {
      demand(canPointer(dataset, lecture, libelles));
      const decided = { jeu: dataset.code, libelle: dataset.libelle, academie: null, lecture };
      const anneeDite = saisie.annee ?? fichier.anneeDite;
      const essai = await readEssai(current, fichier, decided, { anneeDite, bornes: new Map(), libelles });
      return { essai, saisie };
    }
    const found = findJeu(fichier, saisie.annee);
    const understood = found.ok && found.dataset.code === dataset.code && isSame(found.mapping, lecture);
    await pointerEntete(current, {
      importId: params.import,
      fichierId: params.fichier,
      agentId: getActor(current).agentId,
      entete: fichier.entete,
      anneeDite: saisie.annee,
      dataset,
      lecture: understood ? undefined : lecture,
      libelles,
    });
    throw redirect(`/imports/${params.import}`, 303);
  });
}

function lectureOf({ colonnes }: EntetePointe, vues: readonly ColonneVue[]): LectureDecidee {
  const places = colonnes.map(({ nom, rang }) => {
    const etiquette = rang === undefined ? undefined : vues[rang]?.etiquette;
    return [nom, rang === undefined || etiquette === undefined ? null : { rang, etiquette }] as const;
  });
  return { genre: "officielle", colonnes: Object.fromEntries(places) };
}

function isSame(mapping: Readonly<Record<string, number>>, lecture: LectureDecidee): boolean {
  if (lecture.genre !== "officielle") return false;
  return Object.entries(lecture.colonnes).every(
    ([nom, place]) => (mapping[nom] ?? -1) === (place?.rang ?? -1),
  );
}

type Rendu = FormulaireRendu & { readonly essai?: Essai };

export default function PageColonnes({
  loaderData: { fichier, jeux, jeu },
  actionData,
}: Route.ComponentProps) {
  const rendu = actionData as Rendu | undefined;
  return (
    <CadreFichier
      titre={TITRE}
      chapeau="Dites de quel jeu de données il s’agit et quelle colonne contient quoi. Cette lecture sera reprise pour les fichiers du même en-tête."
      fichier={fichier}
    >
      {fichier.sansEntete && (
        <Notification tone="warning" title="La première ligne ressemble à des données">
          Elle sert ici d’en-tête et n’est donc pas reprise. Ajoutez une ligne de titres au fichier pour ne
          rien perdre.
        </Notification>
      )}
      <ChoixDuJeu jeux={jeux} choisi={jeu?.code} />
      {jeu && <FormulaireColonnes fichier={fichier} jeu={jeu} rendu={rendu} />}
    </CadreFichier>
  );
}

function ChoixDuJeu({
  jeux,
  choisi,
}: {
  jeux: { value: string; label: string }[];
  choisi: string | undefined;
}) {
  return (
    <form method="get" className="anc-formulaire">
      <SelectField
        field={{ id: "jeu", name: "jeu", initialValue: choisi, key: choisi ?? "" }}
        label="Jeu de données"
        hint="Le plus proche est proposé ; choisissez-en un autre si ce n’est pas lui."
        choices={jeux}
      />
      <div className="anc-formulaire__actions">
        <button type="submit" className="fr-btn fr-btn--secondary">
          Choisir ce jeu
        </button>
      </div>
    </form>
  );
}

type LoaderData = Route.ComponentProps["loaderData"];

function FormulaireColonnes({
  fichier,
  jeu,
  rendu,
}: {
  fichier: LoaderData["fichier"];
  jeu: NonNullable<LoaderData["jeu"]>;
  rendu: Rendu | undefined;
}) {
  const field = champsOf("colonnes", rendu);
  const choices = choixColonnes(fichier.colonnes);
  const indexed = jeu.colonnes.map((colonne, index) => ({ ...colonne, index }));
  const select = ({ nom, contenu, alias, obligatoire, rang, index }: (typeof indexed)[number]) => (
    <div key={nom}>
      <input type="hidden" name={`colonnes[${index}].nom`} value={nom} />
      <SelectField
        field={field(`colonnes[${index}].rang`, rang < 0 ? undefined : rang, { required: obligatoire })}
        label={capitalize(contenu)}
        hint={`D’habitude : ${alias.join(", ")}`}
        choices={choices}
        placeholder={obligatoire ? "Choisir…" : "Absente de ce fichier"}
      />
    </div>
  );
  return (
    <>
      <RefusalNotice reason={reasonOf(rendu)} />
      <ErrorSummary errors={errorsOf("colonnes", rendu)} />
      {rendu?.essai && <EssaiLecture essai={rendu.essai} />}
      <section aria-labelledby="attendues">
        <h2 id="attendues">Colonnes attendues pour « {jeu.libelle} »</h2>
        <form method="post" className="anc-formulaire">
          <input type="hidden" name="jeu" value={jeu.code} />
          <ColonnesTrouvees colonnes={fichier.colonnes} />
          {indexed.filter(({ obligatoire }) => obligatoire).map(select)}
          <TextField
            field={field("annee", fichier.anneeDite)}
            label="Rentrée"
            hint="2024 pour 2024-2025. À remplir si ni les colonnes ni le nom du fichier ne la disent."
            inputMode="numeric"
            width="short"
          />
          <details className="anc-details">
            <summary>
              Colonnes facultatives ({indexed.filter(({ obligatoire }) => !obligatoire).length})
            </summary>
            <div className="anc-formulaire">
              {indexed.filter(({ obligatoire }) => !obligatoire).map(select)}
            </div>
          </details>
          <BoutonsLecture importId={fichier.importId} />
        </form>
      </section>
    </>
  );
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
