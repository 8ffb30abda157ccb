import { describe, expect, test } from "vitest";
import type { CorrectionLue } from "../../corrections/queries.server.ts";
import type { FicheIndicateur } from "../../indicateurs/rules.ts";
import type { VieStructure } from "../../vie/queries.server.ts";
import type { FicheLue, OrigineValeur } from "../fiche/queries.server.ts";
import type { SectionIndicateurs } from "./fiche-indicateurs.ts";
import { composeFicheStructure } from "./fiche-structure.ts";

const LE = new Date("2026-11-20T10:00:00Z");
const valeur = (id: number, annee: number, nombre: number | null) =>
  ({ id, annee, valeur: nombre, statut: nombre === null ? "ns" : "ok" }) as const;

const ips: FicheIndicateur = {
  code: "ips",
  libelle: "Indice de position sociale (IPS)",
  definition: "",
  lecture: "L'indice décrit le public accueilli.",
  bruit: "",
  biais: "",
  comparaisons: "",
  source: "DEPP",
  seuilReference: 3,
  unite: "",
  decimales: 1,
  famille: "eleves",
  annee: 2025,
  valeur: valeur(4, 2025, 87.6),
  references: [
    { niveau: "nation", n: 6_900, moyenne: 106.14, mediane: 105, ponderee: true },
    { niveau: "departement", n: 2, moyenne: null, mediane: null, ponderee: false },
    { niveau: "bassin", n: 6, moyenne: 91, mediane: 90.5, ponderee: true },
  ],
  repartition: { n: 38, bornes: [60, 80, 100, 120], effectifs: [4, 20, 14], quartiles: [88, 99.8, 108] },
  series: [[valeur(2, 2022, 85.9), valeur(3, 2024, null), valeur(4, 2025, 87.6)], [valeur(1, 2021, 89.3)]],
  ruptures: [{ annee: 2022, motif: "Indice révisé à la rentrée 2022." }],
};
const effectif: FicheIndicateur = {
  ...ips,
  code: "effectif",
  libelle: "Effectif total",
  lecture: "",
  unite: "élèves",
  decimales: 0,
  famille: "etablissement",
  annee: 2024,
  valeur: valeur(5, 2024, null),
  references: [],
  repartition: undefined,
  series: [[valeur(5, 2024, null)]],
  ruptures: [],
};
const origine = (id: number, fichier: string, ligne: number): OrigineValeur => ({
  id,
  fichier,
  jeu: "ips_colleges",
  ligne,
  colonne: id === 1 ? "ips" : "IPS",
  enregistreLe: LE,
});
const ORIGINES = [
  origine(1, "ips-2021.csv", 10),
  origine(2, "ips-2022.csv", 12),
  origine(4, "ips-2023.csv", 1_102),
  origine(3, "ips-2023.csv", 56),
];

const lue: FicheLue = {
  structure: {
    uai: "9610315V",
    nom: "Collège des Salicornes",
    type: "college",
    secteur: "public",
    etat: "ouvert",
    adresse: "159 impasse des Courlis",
    codePostal: "96120",
    communeNom: "Merlande-la-Haute",
    departementCode: "961",
    departementNom: "Haute-Amarre",
    academieCode: "96",
    academieNom: "Port-Amarre",
    nation: "demonstration",
    ouverteLe: "1997-12-01",
    fermeeLe: null,
    courriel: "ce.9610315v@ac-port-amarre.example",
    telephone: null,
    site: null,
    circonscriptionCode: null,
    circonscriptionNom: null,
    circonscriptionCourriel: null,
    bassinCode: "B1",
    bassinNom: "Littoral",
    offre: [],
    identiteLe: null,
    statutEp: "rep",
    statutEpAnnee: 2025,
    sourceIdentite: "annuaire",
    origine: { fichier: "adresses.csv", ligne: 10, le: LE },
  },
  statutsEp: [
    { annee: 2025, statut: "rep" },
    { annee: 2024, statut: "rep" },
    { annee: 2023, statut: "hors_ep" },
    { annee: 2021, statut: "hors_ep" },
  ],
  modifications: [],
  fiches: [effectif, ips],
  niveau: "academie",
  annees: [2025, 2024, 2022, 2021],
  annee: 2025,
};
const VIE: VieStructure = {
  structure: {
    uai: "9610315V",
    nom: "Collège des Salicornes",
    type: "college",
    secteur: "public",
    communeNom: "Merlande-la-Haute",
    communeCode: "96106",
    departementCode: "961",
    academieCode: "96",
    statutEp: "hors_ep",
  },
  rattachements: [],
  collectivite: "Département : Haute-Amarre",
  profil: undefined,
  typologie: null,
  distanceEpMetres: null,
  distanceEp: null,
  filles: [{ uai: "9610400Z", nom: null }],
  enVigueur: [],
  dispositifs: [],
  filiations: [],
  derniers: [
    {
      cle: "1",
      jour: "2025-11-03",
      nature: "fait_local",
      phrase: "Fermeture annoncée de la corderie.",
      detail: null,
      autreUai: null,
      source: "Préfecture",
    },
  ],
  evenements: [],
};
const CORRECTION: CorrectionLue = {
  id: "c",
  uai: "9610315V",
  structure: "Collège des Salicornes",
  indicateur: "effectif_college",
  libelle: "Effectif total",
  unite: "élèves",
  decimales: 0,
  annee: 2025,
  valeur: 403,
  motif: "Arrivées tardives",
  piece: "Constat de rentrée",
  officielle: 397,
  auteur: "Solène Amarin",
  enregistreLe: LE,
  retireeLe: null,
  retraitMotif: null,
};
const compose = (change: Partial<FicheLue> = {}) =>
  composeFicheStructure({ ...lue, ...change }, { origines: ORIGINES, vie: VIE, corrections: [CORRECTION] });

test("the sheet tells where the structure belongs, what last happened, and local values beside official ones", () => {
  const vie = compose().sections.find(({ titre }) => titre === "Rattachements et vie de la structure");
  expect(vie).toMatchObject({
    entrees: [
      { terme: "Collectivité de rattachement", texte: "Département : Haute-Amarre" },
      { terme: "Rattachée à cette structure", texte: "9610400Z" },
      { terme: "3 novembre 2025", texte: "Fermeture annoncée de la corderie." },
    ],
    notes: [
      "Valeur locale, Effectif total, 2025-2026 : 403 élèves. Arrivées tardives, Solène Amarin. Elle n’entre dans aucune référence.",
    ],
  });
});
const blocs = (change: Partial<FicheLue> = {}) =>
  compose(change).sections.flatMap((section) => ("blocs" in section ? section.blocs : []));
const entree = (terme: string, change: Partial<FicheLue> = {}) =>
  compose(change)
    .sections.flatMap((section) => ("entrees" in section ? section.entrees : []))
    .find((candidate) => candidate.terme === terme)?.texte;

describe("the sheet of a structure", () => {
  test("goes from who it is to where each figure comes from", () => {
    const { titre, surtitre, chapeau, sections } = compose();
    expect([titre, surtitre, chapeau]).toEqual([
      "Collège des Salicornes",
      "Collège, public",
      "Merlande-la-Haute, Haute-Amarre. UAI 9610315V.",
    ]);
    expect(sections.map((section) => section.titre)).toEqual([
      "Identité",
      "Rattachements et vie de la structure",
      "Caractéristiques de l’établissement",
      "Caractéristiques des élèves",
      "D’où viennent ces chiffres",
    ]);
  });

  test("tells the years of one status as one period, and never across a year that is not known", () => {
    expect(entree("Éducation prioritaire")).toBe(
      "REP de 2024-2025 à 2025-2026 ; Hors éducation prioritaire en 2023-2024 ; Hors éducation prioritaire en 2021-2022",
    );
    expect(
      entree("Éducation prioritaire", {
        statutsEp: [],
        structure: { ...lue.structure, statutEp: null, statutEpAnnee: null },
      }),
    ).toBe("Statut non publié pour cette structure");
  });

  test("says where it is, since when, and what is not known", () => {
    expect(entree("Adresse")).toBe("159 impasse des Courlis, 96120 Merlande-la-Haute");
    expect(entree("État")).toBe("Ouvert, depuis le 1er décembre 1997");
    expect(entree("Origine de l’identité")).toBe("adresses.csv, ligne 10, enregistrée le 20 novembre 2026");
    const nue = { ...lue.structure, adresse: "", codePostal: "", communeNom: "", etat: "ferme" } as const;
    expect(entree("Adresse", { structure: nue })).toBe("Non précisée");
    expect(entree("État", { structure: nue })).toBe("Fermé");
    expect(entree("État", { structure: { ...nue, fermeeLe: "2024-08-31" } })).toBe(
      "Fermé, depuis le 31 août 2024",
    );
    expect([entree("Contact"), entree("Bassin"), entree("Circonscription"), entree("Site")]).toEqual([
      "ce.9610315v@ac-port-amarre.example",
      "Littoral",
      undefined,
      undefined,
    ]);
    expect(compose({ structure: nue }).chapeau).toBe("Commune non précisée, Haute-Amarre. UAI 9610315V.");
  });

  test("tells the last change of identity", () => {
    const modifications = [
      { champ: "commune_nom", avant: null, apres: "Merlande", le: LE, fichier: "adresses.csv" },
      { champ: "nom", avant: "A", apres: "B", le: LE, fichier: "anciennes.csv" },
    ];
    expect(compose({ modifications }).sections[0]?.notes).toEqual([
      "Dernier changement connu de l’identité, le 20 novembre 2026 : commune nom, « vide » devient « Merlande » (adresses.csv).",
    ]);
  });
});

describe("an indicator on the sheet", () => {
  test("shows its value, its year and its references, a dash where too few are behind", () => {
    const [, bloc] = blocs();
    expect(bloc).toMatchObject({ valeur: "87,6", chiffre: true, annee: "2025-2026", remarque: "" });
    expect(bloc?.references.lignes).toEqual([
      ["Nation", "106,1", "105,0", "6\u202f900"],
      ["Académie", "—", "—", "0"],
      ["Département", "—", "—", "2"],
      ["Bassin", "91,0", "90,5", "6"],
    ]);
    expect(blocs().map(({ ponderation }) => ponderation)).toEqual([
      "",
      "Moyennes pondérées par le nombre d’élèves.",
    ]);
    const section = compose().sections.find((candidate) => "blocs" in candidate) as SectionIndicateurs;
    expect(section.notes).toEqual(["— : trop peu de structures pour donner une référence."]);
  });

  test("never shows zero for a value that is not published", () => {
    const [bloc] = blocs();
    expect(bloc).toMatchObject({ valeur: "Non significatif (effectif trop faible)", chiffre: false });
    expect(JSON.stringify(bloc?.series)).not.toMatch(/: 0/);
  });

  test("says when the year of the sheet is not known, and shows the last one", () => {
    expect(blocs()[0]?.remarque).toBe("Non publié pour 2025-2026 : voici la dernière année connue.");
  });

  test("keeps years on both sides of a break apart, and says why", () => {
    expect(blocs()[1]?.series).toEqual([
      {
        rupture: "",
        texte: "2022-2023 : 85,9 ; 2024-2025 : Non significatif (effectif trop faible) ; 2025-2026 : 87,6",
      },
      {
        rupture: "Avant la rupture de série de 2022 (Indice révisé à la rentrée 2022)",
        texte: "2021-2022 : 89,3",
      },
    ]);
  });

  test("has a picture that says in words what it shows, when enough structures compare", () => {
    const { figures } = compose();
    expect(Object.keys(figures)).toEqual(["ips"]);
    expect(figures.ips?.alt).toBe(
      "Répartition 2025-2026, académie. 38 structures\u00a0; la moitié se situe entre 88,0 et 108,0\u00a0; Collège des Salicornes\u00a0: 87,6.",
    );
    expect(figures.ips?.svg).toMatch(/^<svg .*>87,6<\/text><\/svg>$/s);
    expect(blocs()[0]).toMatchObject({
      figure: "",
      legende: "Trop peu de structures comparables pour montrer une répartition.",
    });
  });
});

describe("where the figures come from", () => {
  test("is told by file, with date, columns, years and lines", () => {
    const section = compose().sections.at(-1);
    expect(section && "lignes" in section && section.lignes).toEqual([
      [
        "ips-2023.csv, 20 novembre 2026",
        "Indice de position sociale (IPS) (« IPS »)",
        "2025-2026 : ligne\u00a01\u202f102\n2024-2025 : ligne\u00a056",
      ],
      [
        "ips-2022.csv, 20 novembre 2026",
        "Indice de position sociale (IPS) (« IPS »)",
        "2022-2023 : ligne\u00a012",
      ],
      [
        "ips-2021.csv, 20 novembre 2026",
        "Indice de position sociale (IPS) (« ips »)",
        "2021-2022 : ligne\u00a010",
      ],
    ]);
    expect(section?.notes?.join(" ")).toContain("calcul Ancrage, non officiel");
    expect(section?.notes?.join(" ")).toContain("(collèges, secteur public)");
  });

  test("is not asked when nothing is published, which is said", () => {
    const { sections } = compose({ fiches: [] });
    expect(sections.map(({ titre }) => titre)).toEqual([
      "Identité",
      "Rattachements et vie de la structure",
      "Indicateurs",
    ]);
    expect(sections[2]?.notes?.[0]).toContain("Ce n’est ni une moyenne ni un zéro");
  });
});
