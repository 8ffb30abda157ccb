// Names and codes that designate nothing in France: the demonstration must never be mistaken for a real place.
// Codes 961 to 969 are attributed to no département; the coordinates are at sea, west of Brittany.

export const ACADEMIE = {
  code: "96",
  libelle: "Port-Amarre",
  codeRegion: "96",
  libelleRegion: "Estran-Amarrois",
} as const;

export interface Departement {
  code: string;
  libelle: string;
  latitude: number;
  longitude: number;
}

// The first three are the académie of the demonstration. The others exist only beyond 20 000 structures: a
// département holds at most 9 999 UAI.
export const DEPARTEMENTS: readonly Departement[] = [
  { code: "961", libelle: "Haute-Amarre", latitude: 48.06, longitude: -7.42 },
  { code: "962", libelle: "Amarre-Maritime", latitude: 47.3, longitude: -8.15 },
  { code: "963", libelle: "Val-d'Estran", latitude: 47.16, longitude: -6.85 },
  { code: "964", libelle: "Amarre-Orientale", latitude: 46.14, longitude: -6.9 },
  { code: "965", libelle: "Amarre-Occidentale", latitude: 47.1, longitude: -9.7 },
  { code: "966", libelle: "Basse-Amarre", latitude: 45.9, longitude: -8.4 },
  { code: "967", libelle: "Îles-d'Amarre", latitude: 45.9, longitude: -10 },
  { code: "968", libelle: "Monts-d'Amarre", latitude: 48.6, longitude: -9.1 },
  { code: "969", libelle: "Marches-d'Estran", latitude: 44.9, longitude: -7.7 },
];

/** Chief towns, placed by hand: the port at the bottom of its roads, the others inland. Longitude, latitude. */
export const SIEGES: Readonly<Record<string, readonly [number, number]>> = {
  "961": [-7.38, 48.04],
  "962": [-8.25, 47.41],
  "963": [-6.82, 47.2],
};

export interface Quartier {
  nom: string;
  // Where it stands from the town hall, in degrees: the districts of the port line its roads.
  decalage: { longitude: number; latitude: number };
  // Points of IPS away from the mean of the académie.
  ecartSocial: number;
}

// The districts of the port are popular, the upper town is not: the demonstration needs an uneven city.
export const QUARTIERS: readonly Quartier[] = [
  { nom: "Les Docks", decalage: { longitude: -0.045, latitude: 0.004 }, ecartSocial: -30 },
  { nom: "Bassin à Flot", decalage: { longitude: -0.035, latitude: 0.022 }, ecartSocial: -25 },
  { nom: "Cité des Cordiers", decalage: { longitude: -0.02, latitude: -0.024 }, ecartSocial: -20 },
  { nom: "La Darse", decalage: { longitude: -0.004, latitude: 0.028 }, ecartSocial: -13 },
  { nom: "Faubourg du Sémaphore", decalage: { longitude: 0.024, latitude: 0.012 }, ecartSocial: 0 },
  { nom: "Ville Haute", decalage: { longitude: 0.02, latitude: -0.016 }, ecartSocial: 12 },
  { nom: "Les Belvédères", decalage: { longitude: 0.046, latitude: -0.004 }, ecartSocial: 18 },
];

/** Hand-made names of the first three départements: the first is the seat, the next four are mid towns. */
export const COMMUNES_NOMMEES: Readonly<Record<string, readonly string[]>> = {
  "961": [
    "Haute-Balise",
    "Beaumouillage",
    "Clairvigie",
    "Les Trois-Cabestans",
    "Merlande-la-Haute",
    "Vauxcordage",
    "Pré-la-Bouée",
    "Chênebalise",
    "Fontaine-l'Amarre",
    "Rocvigie",
    "Montdérive",
    "La Chaume-au-Vent",
    "Villeguindeau",
    "Bois-l'Amer",
    "Champ-des-Goélands",
    "Grand-Souille",
    "Pierrefanal",
    "Coudrebalise",
    "Aulne-sur-Dérive",
    "Les Essarts-d'Amarre",
  ],
  "962": [
    "Port-Amarre",
    "Les Amarres",
    "Anse-Neuve-sur-Rade",
    "Port-Cabestan",
    "Grève-la-Longue",
    "Brisants-la-Tour",
    "La Jetée-d'Amarre",
    "Roche-aux-Sternes",
    "Île-du-Fanal",
    "Sablonne-sur-Rade",
    "Cap-Boussole",
    "Les Viviers-d'Estran",
    "Pointe-aux-Cormes",
    "Marée-la-Vieille",
    "Havre-des-Aulnes",
    "La Rade-Blanche",
    "Dunes-l'Amarre",
    "Varech-sur-Rade",
    "Le Sémaphore-d'Amarre",
    "Étrave-Plage",
  ],
  "963": [
    "Estran-la-Ville",
    "Valmarée",
    "Pont-de-Dérive",
    "Bourg-l'Estran",
    "Les Salines-d'Estran",
    "Saint-Aubin-l'Estran",
    "Saint-Clair-de-l'Estran",
    "Vasière-le-Grand",
    "Vasière-le-Petit",
    "Courlis-sur-Vase",
    "Moulin-des-Flots",
    "La Noue-d'Estran",
    "Étier-Neuf",
    "Ruisseau-l'Estran",
    "Tamarisière-d'Estran",
    "Chenal-aux-Saules",
    "Fosse-au-Jusant",
    "Gué-du-Flot",
    "La Basse-Laisse",
    "Orme-sur-Étier",
  ],
};

// Composed names of the villages (33 × 3 per département, unique through their suffixes).
export const RADICAUX_COMMUNE: readonly string[] = [
  "Vigie",
  "Balise",
  "Bouée",
  "Drisse",
  "Écoute",
  "Hauban",
  "Misaine",
  "Carène",
  "Étrave",
  "Poupe",
  "Dunette",
  "Gaillard",
  "Cabestan",
  "Guindeau",
  "Haussière",
  "Aussière",
  "Grappin",
  "Jusant",
  "Flot",
  "Ressac",
  "Estoc",
  "Lagune",
  "Crique",
  "Calanque",
  "Mouillage",
  "Passe",
  "Chenal",
  "Môle",
  "Brisant",
  "Récif",
  "Atterrage",
  "Goémon",
  "Laminaire",
];

export const SUFFIXES_COMMUNE: Readonly<Record<string, readonly string[]>> = {
  "961": ["sur-Dérive", "la-Haute-Amarre", "des-Landes-d'Amarre"],
  "962": ["sur-Rade-d'Amarre", "le-Port-d'Amarre", "des-Brisants"],
  "963": ["sur-Étier", "en-Estran", "des-Vasières"],
  "964": ["sur-Levante", "le-Levant-d'Amarre", "des-Aubes"],
  "965": ["sur-Noroît", "le-Ponant-d'Amarre", "des-Couchants"],
  "966": ["sur-Souille", "la-Basse-Amarre", "des-Basses"],
  "967": ["sur-l'Îlot-d'Amarre", "les-Îles-d'Amarre", "des-Récifs"],
  "968": ["sur-Crête-d'Amarre", "les-Monts-d'Amarre", "des-Vigies"],
  "969": ["sur-Laisse", "les-Marches-d'Estran", "des-Confins-d'Estran"],
};
