import { Notification } from "#app/platform/ui/notification.tsx";

export interface SansContoursProps {
  /** Whether this person may hand in files. */
  importe: boolean;
}

/** Why a map has no ground, and how to give it one. */
export function SansContours({ importe }: SansContoursProps) {
  return (
    <Notification tone="info" title="Le fond de carte manque">
      Les contours de ces territoires n’ont pas encore été importés : les tableaux disent la même chose. Le
      fond vient du fichier GeoJSON des départements (IGN Admin Express) ou des académies
      (fr-en-contour-academies-2020),{" "}
      {importe ? (
        <>
          à déposer à la page <a href="/imports">Imports</a>.
        </>
      ) : (
        "que le service statistique de l’académie peut déposer."
      )}
    </Notification>
  );
}
