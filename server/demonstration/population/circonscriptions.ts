import type { Commune } from "./communes.ts";
import { formatMajuscules } from "./noms-fictifs.ts";
import type { Structure } from "./structures.ts";
import { makeUai, SEQUENCE_MAX } from "./structures.ts";
import { ACADEMIE, QUARTIERS } from "./territoire-fictif.ts";

/** The territory of an IEN: its office has an UAI of its own. */
export interface Circonscription {
  code: string;
  nom: string;
  commune: Commune;
}

export interface Bassin {
  code: string;
  libelle: string;
}

const CIRCONSCRIPTIONS_RURALES = 4;
const BASSINS = 2;
// The first districts of the list line the roads of the port: one circonscription for them, one for the others.
const QUARTIERS_DE_LA_RADE = new Set(QUARTIERS.slice(0, 4));

/** Shares communes into territories of neighbours, from west to east. */
function split(communes: readonly Commune[], nombre: number): Commune[][] {
  const rangees = [...communes].sort((a, b) => a.longitude - b.longitude || (a.code < b.code ? -1 : 1));
  const taille = Math.ceil(rangees.length / nombre);
  return Array.from({ length: nombre }, (_, rang) => rangees.slice(rang * taille, (rang + 1) * taille));
}

const findChefLieu = (communes: readonly Commune[]) =>
  communes.reduce((a, b) => (b.population > a.population ? b : a));

export interface Territoires {
  circonscriptions: readonly Circonscription[];
  findCirconscription: (structure: Structure) => Circonscription | undefined;
  findBassin: (structure: Structure) => Bassin | undefined;
}

/** Circonscriptions and bassins of the communes that have a structure. */
export function makeTerritoires(structures: readonly Structure[]): Territoires {
  const communes = [...new Set(structures.map(({ commune }) => commune))];
  const parCommune = new Map<Commune, Circonscription>();
  const bassins = new Map<Commune, Bassin>();
  const circonscriptions: Circonscription[] = [];
  const deLaVille = new Map<Commune, readonly [Circonscription, Circonscription]>();
  for (const [departement, toutes] of Map.groupBy(communes, ({ departement }) => departement.code)) {
    let sequence = SEQUENCE_MAX;
    const create = (nom: string, commune: Commune): Circonscription => {
      sequence += 1;
      const circonscription = { code: makeUai(departement, sequence), nom, commune };
      circonscriptions.push(circonscription);
      return circonscription;
    };
    for (const ville of toutes.filter(({ taille }) => taille === "ville")) {
      deLaVille.set(ville, [create(`${ville.nom} Rade`, ville), create(`${ville.nom} Ville Haute`, ville)]);
    }
    const autres = toutes.filter(({ taille }) => taille !== "ville");
    for (const groupe of split(autres, CIRCONSCRIPTIONS_RURALES).filter(({ length }) => length > 0)) {
      const chefLieu = findChefLieu(groupe);
      const circonscription = create(chefLieu.nom, chefLieu);
      for (const commune of groupe) parCommune.set(commune, circonscription);
    }
    split(toutes, BASSINS).forEach((groupe, rang) => {
      if (groupe.length === 0) return;
      const libelle = `${departement} BASSIN ${rang + 1}-${formatMajuscules(findChefLieu(groupe).nom)}`;
      const bassin = { code: `${ACADEMIE.code}${departement.slice(1)}${rang + 1}`, libelle };
      for (const commune of groupe) bassins.set(commune, bassin);
    });
  }
  return {
    circonscriptions,
    findCirconscription: ({ commune, quartier }) => {
      const [rade, hauteVille] = deLaVille.get(commune) ?? [];
      if (!rade) return parCommune.get(commune);
      return quartier && QUARTIERS_DE_LA_RADE.has(quartier) ? rade : hauteVille;
    },
    findBassin: ({ commune }) => bassins.get(commune),
  };
}
