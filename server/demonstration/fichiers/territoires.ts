import type { Commune } from "../population/communes.ts";
import { CONTOURS } from "../population/contours.ts";
import { formatMajuscules } from "../population/noms-fictifs.ts";
import type { Departement } from "../population/territoire-fictif.ts";
import { ACADEMIE } from "../population/territoire-fictif.ts";
import type { FichierGenere, FichierTabulaire } from "./csv.ts";
import { makeFichier, TECHNIQUE } from "./csv.ts";

const ENTETES_COMMUNES =
  "code_insee;nom;type;departement;region;population;latitude;longitude;typologie_rurale;commune_parente";
const ENTETES_DEPARTEMENTS =
  "code_departement_men;code_departement_insee;departement;code_academie;academie;code_region_academique;region_academique;code_region_insee;n_variantes";

export function makeCommunes(communes: readonly Commune[]): FichierTabulaire {
  return makeFichier("communes_2026.csv", TECHNIQUE, ENTETES_COMMUNES, function* () {
    for (const { code, nom, departement, population, latitude, longitude, typologie } of communes) {
      const position = [latitude.toFixed(5), longitude.toFixed(5)];
      const region = ACADEMIE.codeRegion;
      yield [code, nom, "commune-actuelle", departement.code, region, population, ...position, typologie, ""];
    }
  });
}

export function makeDepartements(departements: readonly Departement[]): FichierTabulaire {
  return makeFichier("departement_academie.csv", TECHNIQUE, ENTETES_DEPARTEMENTS, function* () {
    for (const { code, libelle } of departements) {
      yield [
        code,
        code,
        formatMajuscules(libelle),
        ACADEMIE.code,
        formatMajuscules(ACADEMIE.libelle),
        ACADEMIE.codeRegion,
        formatMajuscules(ACADEMIE.libelleRegion),
        ACADEMIE.codeRegion,
        1,
      ];
    }
  });
}

interface Contour {
  code: string;
  nom: string;
  anneau: readonly (readonly [number, number])[];
}

/** One outline a line, as departements.geojson of the real data is written. */
function makeGeojson(nom: string, contours: readonly Contour[]): FichierGenere {
  return {
    nom,
    *parts() {
      const features = contours.map((contour) =>
        JSON.stringify({
          type: "Feature",
          geometry: { type: "MultiPolygon", coordinates: [[contour.anneau]] },
          properties: { code: contour.code, nom: contour.nom },
        }),
      );
      yield `{"type":"FeatureCollection", "features": [\n${features.join(",\n")}\n]}\n`;
    },
  };
}

export function makeContours(departements: readonly Departement[]): FichierGenere[] {
  const contours = departements.flatMap(({ code, libelle }) => {
    const anneau = CONTOURS.departements.get(code);
    return anneau ? [{ code, nom: libelle, anneau }] : [];
  });
  const academie = { code: ACADEMIE.code, nom: ACADEMIE.libelle, anneau: CONTOURS.academie };
  return [makeGeojson("departements.geojson", contours), makeGeojson("academies.geojson", [academie])];
}
