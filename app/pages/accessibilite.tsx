import { documentTitle, PageTitle } from "../platform/ui/page-title.tsx";

export const meta = () => documentTitle("Accessibilité");

export function loader() {
  return null;
}

export default function Accessibilite() {
  return (
    <>
      <PageTitle lead="Ancrage est conçu pour être utilisé par chacun, au clavier, avec un lecteur d’écran, sur un petit écran et sans JavaScript.">
        Accessibilité
      </PageTitle>
      <h2>État de conformité</h2>
      <p>
        Ancrage est <strong>non conforme</strong> au référentiel général d’amélioration de l’accessibilité
        (RGAA 4.1.2) : l’audit de ses 106 critères par une personne n’a pas encore eu lieu.
      </p>
      <h2>Ce qui est vérifié à chaque changement</h2>
      <ul>
        <li>
          l’absence de défaut relevé par axe-core sur chaque page, en clair à 375 pixels et en sombre à 1 280
          pixels ;
        </li>
        <li>le parcours de la connexion à la page d’un collège au clavier seul ;</li>
        <li>le même parcours sans JavaScript ;</li>
        <li>l’affichage à 320 pixels de large sans défilement horizontal de la page.</li>
      </ul>
      <h2>Signaler une difficulté</h2>
      <p>
        Si un contenu vous résiste, écrivez à la personne qui administre le service dans votre académie : une
        autre façon d’obtenir l’information vous sera proposée. Sans réponse, vous pouvez saisir le Défenseur
        des droits.
      </p>
    </>
  );
}
