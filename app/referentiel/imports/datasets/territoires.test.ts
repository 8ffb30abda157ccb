import { describe, expect, test } from "vitest";
import { accepter, type Ligne, lire, raisonOf, structureOf, valeursOf } from "#tests/lignes.ts";
import { isLeft } from "../chargement/rules.ts";

describe("segregation", () => {
  const ligne = (change: Ligne): Ligne => ({
    annee: "2024",
    acad: "20",
    nom_academie: "AMIENS",
    dep: "002",
    i_entropie_tot: "0.057",
    i_entropie_interPUPR: "",
    p_tfav: "12.6",
    ...change,
  });

  test.each([
    [{}, { niveau: "departement", code: "02" }],
    [
      { dep: "02A", acad: "27" },
      { niveau: "departement", code: "2A" },
    ],
    [{ dep: "" }, { niveau: "academie", code: "20" }],
    [
      { dep: "", acad: "", nom_academie: "France entière" },
      { niveau: "nation", code: "france" },
    ],
  ])("with %j speaks of %j", (change, territoire) => {
    const line = accepter(ligne(change));
    expect(line.dit).toEqual({ objet: "territoire", territoire });
    expect(line.annee).toBe(2024);
    expect(valeursOf(line)).toEqual({
      segregation: 0.057,
      segregation_entre_secteurs: null,
      pcs_tres_favorisees: 12.6,
    });
  });

  test("of nowhere is refused", () => {
    expect(raisonOf(ligne({ dep: "", acad: "", nom_academie: "Zone B" }))).toMatch(/n'est pas un territoire/);
  });
});

describe("communes", () => {
  const insee = (change: Ligne): Ligne => ({
    TYPECOM: "COM",
    COM: "72181",
    DEP: "72",
    LIBELLE: "Le Mans",
    COMPARENT: "",
    ...change,
  });
  const mouvement = (change: Ligne): Ligne => ({
    MOD: "32",
    DATE_EFF: "2025-01-01",
    TYPECOM_AV: "COM",
    COM_AV: "93059",
    LIBELLE_AV: "Pierrefitte-sur-Seine",
    TYPECOM_AP: "COM",
    COM_AP: "93066",
    ...change,
  });
  const communeOf = (ligne: Ligne) => {
    const { dit } = accepter(ligne);
    return dit.objet === "commune" ? dit.commune : undefined;
  };

  test("tell the commune of today of a merged one, of an arrondissement, of a delegated one", () => {
    expect(communeOf(mouvement({}))).toEqual({
      code: "93059",
      nom: "Pierrefitte-sur-Seine",
      departement: "93",
      actuelle: "93066",
    });
    expect(communeOf(insee({ TYPECOM: "ARM", COM: "75119", DEP: "", COMPARENT: "75056" }))?.actuelle).toBe(
      "75056",
    );
    expect(communeOf(insee({ TYPECOM: "COMD", COM: "49069", DEP: "", COMPARENT: "49023" }))).toMatchObject({
      departement: "49",
      actuelle: "49023",
    });
    expect(communeOf(insee({ COM: "98818", DEP: "" }))?.departement).toBe("988");
    expect(communeOf(insee({}))?.actuelle).toBe(undefined);
  });

  test.each([
    [
      "a delegated commune that keeps the code of the new one",
      insee({ TYPECOM: "COMD", COMPARENT: "72181" }),
    ],
    ["a change of name", mouvement({ MOD: "10" })],
    ["what the new commune itself was", mouvement({ COM_AV: "93066" })],
    ["a merger of long ago", mouvement({ DATE_EFF: "1972-01-01" })],
    ["a delegated commune born of the merger", mouvement({ TYPECOM_AP: "COMD" })],
    ["Clipperton", insee({ COM: "98901" })],
  ])("leave %s aside", (_what, ligne) => {
    expect(isLeft(lire(ligne))).toBe(true);
  });
});

describe("an outline", () => {
  const geometry = '{"type":"MultiPolygon","coordinates":[[[[0,47],[1,47],[1,48],[0,47]]]]}';
  test.each([
    [{ code: "53", nom: "Bretagne" }, "region", "53"],
    [{ code: "53", nom: "Mayenne" }, "departement", "53"],
    [{ code: "94", nom: "Corse" }, "region", "94"],
    [{ code: "2A", nom: "Corse-du-Sud" }, "departement", "2A"],
    [{ code: "01", nom: "Guadeloupe" }, "region", "01"],
    [{ code: "971", nom: "Guadeloupe" }, "departement", "971"],
    [{ code: "72181", nom: "Le Mans" }, "commune", "72181"],
    [{ code_academie: "17", name: "Nantes", code_region_2016: "52" }, "academie", "17"],
  ])("of %j is a %s", (proprietes, niveau, code) => {
    const { dit } = accepter({ ...(proprietes as Ligne), geometry });
    expect(dit).toMatchObject({ objet: "contour", contour: { niveau, code, geometrie: geometry } });
  });

  test("that is no surface is refused", () => {
    const point = '{"type":"Point","coordinates":[0,47]}';
    expect(raisonOf({ code: "72", nom: "Sarthe", geometry: point })).toMatch(/on attend un polygone/);
    expect(raisonOf({ code: "72", nom: "Sarthe", geometry: "" })).toMatch(/Le contour manque/);
  });
});

describe("the directory", () => {
  const annuaire = (change: Ligne): Ligne => ({
    Identifiant_de_l_etablissement: "0720902P",
    Nom_etablissement: "Ecole Jean Macé",
    Type_etablissement: "Ecole",
    Statut_public_prive: "Public",
    Code_departement: "072",
    Code_academie: "17",
    Ecole_maternelle: "0",
    Ecole_elementaire: "1",
    ULIS: "1",
    Segpa: "",
    Restauration: "0",
    Appartenance_Education_Prioritaire: "",
    Mail: "ce.0720902p@ac-nantes.fr",
    latitude: "48.0",
    longitude: "0.2",
    date_maj_ligne: "2026-05-27",
    etat: "A FERMER",
    code_nature: "151",
    Type_contrat_prive: "SANS OBJET",
    nom_circonscription: "Circonscription  du Mans Sud",
    code_circonscription: "0720001K",
    etablissement_mere: "",
    ...change,
  });

  test("dates the identity and says what the structure offers, no more", () => {
    expect(structureOf(annuaire({}))).toMatchObject({
      type: "elementaire",
      etat: "a_fermer",
      identiteLe: "2026-05-27",
      courriel: "ce.0720902p@ac-nantes.fr",
      circonscription: { nom: "Circonscription du Mans Sud" },
      offre: ["ULIS"],
      statutEp: { statut: "hors_ep", annee: 2025 },
    });
    expect(structureOf(annuaire({ ULIS: "", Restauration: "" })).offre).toBe(undefined);
    expect(structureOf(annuaire({ Mail: "voir le site" })).courriel).toBe(undefined);
  });

  test("tells types and statuses apart", () => {
    expect(structureOf(annuaire({ Ecole_maternelle: "1" })).type).toBe("primaire");
    expect(structureOf(annuaire({ Appartenance_Education_Prioritaire: "REP+" })).statutEp).toEqual({
      statut: "rep_plus",
      annee: 2025,
    });
    expect(structureOf(annuaire({ code_nature: "320", Type_etablissement: "Lycée" })).statutEp).toBe(
      undefined,
    );
    const prive = (contrat: string) =>
      structureOf(annuaire({ Statut_public_prive: "Privé", Type_contrat_prive: contrat })).secteur;
    expect(prive("CONTRAT D'ASSOCIATION TOUTES CLASSES")).toBe("prive_sous_contrat");
    expect(prive("HORS CONTRAT")).toBe("prive_hors_contrat");
    expect(prive("SANS OBJET")).toBe("prive");
  });

  test("lists services that are no structure", () => {
    const service = annuaire({ Type_etablissement: "Service Administratif", Statut_public_prive: "" });
    expect(isLeft(lire(service))).toBe(true);
    expect(raisonOf(annuaire({ Statut_public_prive: "" }))).toMatch(/ne dit pas le secteur/);
  });
});

describe("a scheme", () => {
  const scheme = (change: Ligne): Ligne => ({
    UAI: "0720902P",
    dispositif: "Contrat local d'accompagnement (CLA)",
    debut: "2021",
    fin: "31/08/2024",
    precision: "premier contrat",
    ...change,
  });

  test("has a code, a first day and a last one", () => {
    const { dit } = accepter(scheme({}));
    expect(dit).toMatchObject({
      dispositifs: [
        { dispositif: "cla", debut: "2021-09-01", fin: "2024-08-31", precision: "premier contrat" },
      ],
    });
    expect(accepter(scheme({})).precision).not.toBe(accepter(scheme({ debut: "2022" })).precision);
  });

  test.each([
    [{ dispositif: "ZEP" }, /« ZEP » n'est pas un dispositif connu/],
    [{ debut: "" }, /Le début manque/],
    [{ fin: "2020" }, /la fin suit le début/],
  ])("with %j is refused", (change, raison) => {
    expect(raisonOf(scheme(change as Ligne))).toMatch(raison);
  });
});

test("levels and subjects without an indicator are left aside", () => {
  const encadrement = (niveau: string) =>
    lire({ Année: "2023", UAI: "0720902P", Niveau: niveau, "H/E": "1,42", "E/S": "ns" });
  expect(["CPGE", "STS", "EREA", "SEGPA"].map((niveau) => isLeft(encadrement(niveau)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  const evaluation = (change: Ligne) => ({
    annee: "2025",
    uai: "0720902P",
    discipline: "Français",
    caracteristique: "Ensemble",
    effectif: "101",
    score_moyen: "247",
    ...change,
  });
  expect(valeursOf(accepter(evaluation({})))).toEqual({
    eval6_francais_effectif: 101,
    eval6_francais_score: 247,
  });
  expect(isLeft(lire(evaluation({ caracteristique: "Filles" })))).toBe(true);
  expect(isLeft(lire(evaluation({ discipline: "Fluence" })))).toBe(true);
});

describe("a file of IPS", () => {
  const ips = (nom: string, change: Ligne = {}): Ligne => ({
    rentree_scolaire: "2022-2023",
    uai: "0720902P",
    nom_de_l_etablissment: nom,
    secteur: "public",
    ips: "NS",
    ...change,
  });

  test.each([
    ["ECOLE ELEMENTAIRE JULES FERRY", "x.csv", "elementaire"],
    ["E.P.PU LES TILLEULS", "x.csv", "primaire"],
    ["JULES FERRY", "fr-en-ips-ecoles-ap2022.csv", "elementaire"],
    ["LA JOYEUSE", "fr-en-ips-colleges-ap2023.csv", "college"],
    ["ECOLE SECONDAIRE PRIVEE X", "x.csv", "college"],
    ["COLLEGE DES ECOLES", "x.csv", "college"],
    ["EREA MAURICE GENEVOIX", "x.csv", "erea"],
    ["LA JOYEUSE", "x.csv", "elementaire"],
  ])("of the one line %s in %s speaks of a %s", (nom, fichier, type) => {
    expect(structureOf(ips(nom), { fichier }).type).toBe(type);
  });

  test("keeps NS as a status", () => {
    expect(accepter(ips("ECOLE PRIMAIRE")).valeurs).toMatchObject([
      { valeur: null, statut: "ns", texte: "NS" },
    ]);
  });
});
