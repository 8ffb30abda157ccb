import { formatAnneeScolaire, formatDate } from "#app/platform/format/format.ts";
import { DescriptionList } from "#app/platform/ui/description-list.tsx";
import { ETATS_STRUCTURE, SECTEURS, STATUTS_EP, TYPES } from "../../rules.ts";
import type { ModificationIdentite, StatutEpAnnuel, Structure } from "../identite/queries.server.ts";

export interface IdentiteProps {
  structure: Structure;
  statutsEp: readonly StatutEpAnnuel[];
  modifications: readonly ModificationIdentite[];
}

/** Who and where the structure is, its education-priority status, and where all this comes from. */
export function IdentiteStructure({ structure, statutsEp, modifications }: IdentiteProps) {
  return (
    <section aria-labelledby="identite">
      <h2 id="identite">Identité</h2>
      <DescriptionList
        entries={[
          { term: "UAI", description: <code>{structure.uai}</code> },
          {
            term: "Type et secteur",
            description: `${TYPES[structure.type]}, ${SECTEURS[structure.secteur].toLowerCase()}`,
          },
          { term: "Adresse", description: addressOf(structure) },
          { term: "Département", description: `${structure.departementNom} (${structure.departementCode})` },
          { term: "Académie", description: structure.academieNom },
          { term: "État", description: stateOf(structure) },
          ...(structure.offre.length > 0
            ? [{ term: "Offre de formation", description: structure.offre.join(", ") }]
            : []),
          {
            term: "Éducation prioritaire",
            description: <StatutEp structure={structure} statutsEp={statutsEp} />,
          },
          { term: "Origine de l’identité", description: originOf(structure) },
        ]}
      />
      {modifications.length > 0 && <Historique modifications={modifications} />}
    </section>
  );
}

function addressOf({ adresse, codePostal, communeNom }: Structure): string {
  const city = [codePostal, communeNom].filter(Boolean).join(" ");
  return [adresse, city].filter(Boolean).join(", ") || "Non précisée";
}

function stateOf({ etat, ouverteLe, fermeeLe }: Structure): string {
  if (etat === "ferme" && fermeeLe) return `${ETATS_STRUCTURE.ferme} depuis le ${formatDate(fermeeLe)}`;
  const opening = ouverteLe ? `, depuis le ${formatDate(ouverteLe)}` : "";
  return etat === "ouvert" ? `${ETATS_STRUCTURE.ouvert}${opening}` : ETATS_STRUCTURE[etat];
}

function originOf({ origine, sourceIdentite }: Structure): string {
  const source = `${origine.fichier}, ligne ${origine.ligne}, enregistrée le ${formatDate(origine.le, "Europe/Paris")}`;
  return sourceIdentite === "annuaire"
    ? source
    : `${source}. Cette structure n’est connue que par un fichier de valeurs ; le fichier des adresses complétera son identité.`;
}

function StatutEp({ structure, statutsEp }: Pick<IdentiteProps, "structure" | "statutsEp">) {
  if (!structure.statutEp || structure.statutEpAnnee === null)
    return "Statut non publié pour cette structure";
  return (
    <>
      {STATUTS_EP[structure.statutEp]} en {formatAnneeScolaire(structure.statutEpAnnee)}
      {statutsEp.length > 1 && (
        <details className="anc-details">
          <summary>Statut des autres rentrées</summary>
          <ul>
            {statutsEp.map(({ annee, statut }) => (
              <li key={annee}>
                {formatAnneeScolaire(annee)} : {STATUTS_EP[statut]}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Historique({ modifications }: Pick<IdentiteProps, "modifications">) {
  return (
    <details className="anc-details">
      <summary>Ce qui a changé dans l’identité</summary>
      <ul>
        {modifications.map(({ champ, avant, apres, le, fichier }) => (
          <li key={`${champ} ${le}`}>
            Le {formatDate(new Date(le), "Europe/Paris")}, {champ.replaceAll("_", " ")} : « {avant || "vide"}{" "}
            » devient « {apres || "vide"} » ({fichier})
          </li>
        ))}
      </ul>
    </details>
  );
}
