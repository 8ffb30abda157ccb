import type { FormReply } from "#app/platform/form/submit-form.server.ts";
import { pluriel } from "#app/platform/format/format.ts";
import { type FieldOf, PageActe } from "#app/platform/ui/act-page.tsx";
import { RadioGroupField } from "#app/platform/ui/choice-field.tsx";
import { EmptyState } from "#app/platform/ui/empty-state.tsx";
import { TextAreaField } from "#app/platform/ui/form-field.tsx";
import { Notification } from "#app/platform/ui/notification.tsx";
import { PageTitle } from "#app/platform/ui/page-title.tsx";
import type { ActeOffert } from "../deplacements/rules.ts";
import { ETATS_CANDIDATURE, type EtatCandidature } from "../rules.ts";
import { FilPages } from "./fil-campagne.tsx";

interface Choisie {
  readonly id: string;
  readonly version: number;
  readonly nom: string;
  readonly commune: string;
  readonly etat: EtatCandidature;
}

export interface Suite {
  readonly id: string;
  readonly fait: boolean;
  readonly raison: string | null;
}

export interface ActeLotProps {
  readonly titre: string;
  readonly consequence: string;
  readonly campagne: { readonly id: string; readonly nom: string };
  readonly lignes: readonly Choisie[];
  readonly offerts: readonly ActeOffert[];
  readonly refus: readonly string[];
  /** The act that the address proposes. */
  readonly acte: string | null;
  readonly reply: FormReply | undefined;
  /** What became of each row, once it is done. */
  readonly suites: readonly Suite[] | undefined;
}

/** One act on one or several structures: those chosen, what may be done, the motive; then what became of each. */
export function ActeLot(props: ActeLotProps) {
  const { titre, consequence, campagne, lignes, offerts, reply, suites } = props;
  const liste = `/ciblage/${campagne.id}/candidatures`;
  const etapes = [{ label: "Structures examinées", href: liste }];
  if (suites || offerts.length === 0)
    return (
      <>
        <FilPages campagne={campagne} etapes={etapes} titre={titre} />
        <PageTitle lead={suites ? undefined : consequence}>{titre}</PageTitle>
        {suites ? <CompteRendu {...{ suites, lignes }} /> : <RienAFaire {...props} />}
        <p>
          <a className="fr-link" href={liste}>
            Revenir aux structures examinées
          </a>
        </p>
      </>
    );
  const [seule] = lignes;
  return (
    <PageActe
      id="acte"
      {...{ titre, consequence, reply }}
      etapes={[
        { label: "Campagnes de ciblage", href: "/ciblage" },
        { label: campagne.nom, href: `/ciblage/${campagne.id}` },
        ...etapes,
      ]}
      bouton="Enregistrer"
      retour={lignes.length === 1 && seule ? `/ciblage/candidatures/${seule.id}` : liste}
    >
      {(field) => <Champs {...{ field, lignes, offerts, acte: props.acte }} />}
    </PageActe>
  );
}

type ChampsProps = Pick<ActeLotProps, "lignes" | "offerts" | "acte"> & { readonly field: FieldOf };

function Champs({ field, lignes, offerts, acte }: ChampsProps) {
  const choisi =
    offerts.find((offert) => offert.acte === acte) ?? (offerts.length === 1 ? offerts[0] : undefined);
  const typed = field("lignes").initialValue;
  const sent = [typed].flat().filter((one) => typeof one === "string");
  return (
    <>
      <h2>{pluriel(lignes.length, "structure")}</h2>
      <ul>
        {lignes.map(({ id, nom, commune, etat }) => (
          <li key={id}>
            <a href={`/ciblage/candidatures/${id}`}>{nom}</a>, {commune} : {ETATS_CANDIDATURE[etat]}
          </li>
        ))}
      </ul>
      {/* Sent back as they were read: what somebody else changed meanwhile must be seen before it is written over. */}
      {(sent.length > 0 ? sent : lignes.map(({ id, version }) => `${id}:${version}`)).map((ligne) => (
        <input key={ligne} type="hidden" name="lignes" value={ligne} />
      ))}
      <RadioGroupField
        field={field("acte", choisi?.acte)}
        label="Ce que vous faites"
        choices={offerts.map((offert) => ({
          value: offert.acte,
          label: offert.libelle,
          ...(offert.motifRequis && { hint: "Demande un motif." }),
        }))}
      />
      <TextAreaField
        field={field("motif", undefined, false)}
        label="Motif"
        hint={`${lignes.length > 1 ? "Le même pour toutes les structures choisies. " : ""}Il reste avec l’acte, sous votre nom. Aucun nom d’élève ni de personne.`}
        rows={4}
      />
    </>
  );
}

function RienAFaire({ lignes, refus }: ActeLotProps) {
  if (lignes.length === 0)
    return (
      <EmptyState title="Aucune structure choisie">
        Cochez dans la liste les structures sur lesquelles vous voulez agir, puis revenez ici.
      </EmptyState>
    );
  return (
    <>
      <p>Rien ne peut se faire ici pour le moment sur ce que vous avez choisi :</p>
      <ul>
        {refus.map((raison) => (
          <li key={raison}>{raison}</li>
        ))}
        {refus.length === 0 && <li>tout y est déjà fait, ou revient à d’autres personnes.</li>}
      </ul>
    </>
  );
}

function CompteRendu({ suites, lignes }: { suites: readonly Suite[]; lignes: readonly Choisie[] }) {
  const faites = suites.filter(({ fait }) => fait).length;
  const restees = suites.filter(({ fait }) => !fait);
  const nomOf = (id: string) => lignes.find((ligne) => ligne.id === id)?.nom ?? "Structure";
  return (
    <>
      <Notification tone={restees.length === 0 ? "success" : "info"} live>
        {`${pluriel(faites, "structure enregistrée", "structures enregistrées")}${
          restees.length > 0
            ? `, ${pluriel(restees.length, "structure laissée", "structures laissées")} comme avant`
            : ""
        }.`}
      </Notification>
      <h2>Structure par structure</h2>
      <ul>
        {suites.map(({ id, fait, raison }) => (
          <li key={id}>
            <a href={`/ciblage/candidatures/${id}`}>{nomOf(id)}</a> : {fait ? "enregistrée." : raison}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What an action that moved several structures answered. */
export function suitesOf(actionData: unknown): readonly Suite[] | undefined {
  return actionData && typeof actionData === "object" && "suites" in actionData
    ? (actionData as { suites: readonly Suite[] }).suites
    : undefined;
}
