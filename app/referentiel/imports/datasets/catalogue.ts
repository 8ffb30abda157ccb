import { adresseGeolocalisation, structuresFermees } from "./adresses.ts";
import { annuaire, annuaireExtrait } from "./annuaire.ts";
import { communes, communesInsee, departements, mouvementsCommunes } from "./communes.ts";
import { contours } from "./contours.ts";
import type { Dataset } from "./dataset.ts";
import { dispositifs } from "./dispositifs.ts";
import { dnb } from "./dnb.ts";
import { collegeQpv, listeRep } from "./education-prioritaire.ts";
import { effectifsCollege } from "./effectifs-college.ts";
import { effectifsEcoles } from "./effectifs-ecoles.ts";
import { effectifsLyceeGt, effectifsLyceePro, effectifsSecondDegre } from "./effectifs-lycees.ts";
import { eloignementColleges, eloignementLycees } from "./eloignement.ts";
import { encadrement } from "./encadrement.ts";
import { evaluationsSixieme } from "./evaluations-sixieme.ts";
import { hebergement } from "./hebergement.ts";
import { ipsColleges } from "./ips-colleges.ts";
import { ipsEcoles } from "./ips-ecoles.ts";
import { ipsErea } from "./ips-erea.ts";
import { ipsLycees } from "./ips-lycees.ts";
import { ivac } from "./ivac.ts";
import { ivalClasseur, ivalGt, ivalPro } from "./ival.ts";
import { sectorisation } from "./sectorisation.ts";
import { segregationColleges } from "./segregation.ts";

/** Every dataset that an import recognises. Adding one is adding a declaration here. */
export const DATASETS: readonly Dataset[] = [
  annuaire,
  annuaireExtrait,
  adresseGeolocalisation,
  structuresFermees,
  ipsEcoles,
  ipsColleges,
  ipsErea,
  ipsLycees,
  effectifsEcoles,
  effectifsCollege,
  effectifsLyceeGt,
  effectifsLyceePro,
  effectifsSecondDegre,
  sectorisation,
  listeRep,
  collegeQpv,
  ivac,
  ivalGt,
  ivalPro,
  ivalClasseur,
  dnb,
  evaluationsSixieme,
  encadrement,
  hebergement,
  eloignementColleges,
  eloignementLycees,
  segregationColleges,
  dispositifs,
  departements,
  communes,
  communesInsee,
  mouvementsCommunes,
  contours,
];

export function findDataset(code: string | null): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.code === code);
}
