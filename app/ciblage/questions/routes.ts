import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/questions/pages";
const DE_LA_CAMPAGNE = "ciblage/:campagne/questions";

export const routes: readonly RouteEntry<Permission>[] = [
  {
    id: "questions.reponses",
    path: "ciblage/questions",
    file: `${PAGES}/reponses.tsx`,
    permission: "ciblage.comprendre",
  },
  {
    id: "questions.reponses_export",
    path: "ciblage/questions/export",
    file: `${PAGES}/reponses-export.tsx`,
    permission: "ciblage.comprendre",
  },
  {
    id: "questions.nouvelle",
    path: "ciblage/questions/nouvelle",
    file: `${PAGES}/nouvelle.tsx`,
    permission: "ciblage.questionner",
    audit: "question_ciblage.poser",
  },
  {
    id: "questions.liste",
    path: DE_LA_CAMPAGNE,
    file: `${PAGES}/liste.tsx`,
    permission: "ciblage.consigner",
    objet: "campagne",
  },
  {
    id: "questions.export",
    path: `${DE_LA_CAMPAGNE}/export`,
    file: `${PAGES}/export.tsx`,
    permission: "ciblage.consigner",
    objet: "campagne",
  },
  {
    id: "questions.reponse",
    path: `${DE_LA_CAMPAGNE}/:question`,
    file: `${PAGES}/reponse.tsx`,
    permission: "ciblage.consigner",
    audit: "question_ciblage.repondre",
    objet: "question",
  },
  {
    id: "questions.ecart",
    path: `${DE_LA_CAMPAGNE}/:question/ecart`,
    file: `${PAGES}/ecart.tsx`,
    permission: "ciblage.consigner",
    audit: "question_ciblage.ecarter",
    objet: "question",
  },
];
