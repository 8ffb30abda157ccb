import { describe, expect, test } from "vitest";
import { accepter, type Ligne, lire, raisonOf, structureOf, valeursOf } from "#tests/lignes.ts";
import { isLeft } from "../chargement/rules.ts";

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
