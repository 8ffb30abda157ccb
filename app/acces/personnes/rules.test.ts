import { describe, expect, test } from "vitest";
import { FONCTIONS, type Fonction, PORTEES_PAR_FONCTION, type PorteeType } from "../fonctions/rules.ts";
import type { PorteeNommee } from "../portees/rules.ts";
import type { Actor } from "../rules.ts";
import { canAttribuer, canConfier, canGererCompte, canRetirerAdministrateur, canTerminer } from "./rules.ts";

const MOI = "00000000-0000-4000-8000-000000000001";
const dans = { academie: "96", departement: "961", circonscription: "C1" };
const PORTEES: Readonly<Record<string, PorteeNommee>> = {
  nation: {
    type: "nation",
    code: "france",
    libelle: "France",
    dans: { academie: null, departement: null, circonscription: null },
  },
  academie: {
    type: "academie",
    code: "96",
    libelle: "A",
    dans: { academie: "96", departement: null, circonscription: null },
  },
  autre_academie: {
    type: "academie",
    code: "01",
    libelle: "B",
    dans: { academie: "01", departement: null, circonscription: null },
  },
  departement: { type: "departement", code: "961", libelle: "D", dans: { ...dans, circonscription: null } },
  autre_departement: {
    type: "departement",
    code: "962",
    libelle: "E",
    dans: { academie: "96", departement: "962", circonscription: null },
  },
  circonscription: { type: "circonscription", code: "C1", libelle: "C", dans },
  structure: { type: "structure", code: "U1", libelle: "S", dans },
  voisine: {
    type: "structure",
    code: "U2",
    libelle: "V",
    dans: { academie: "96", departement: "962", circonscription: "C2" },
  },
  ailleurs: {
    type: "structure",
    code: "U9",
    libelle: "L",
    dans: { academie: "01", departement: "001", circonscription: null },
  },
};
const portee = (nom: string): PorteeNommee => {
  const found = PORTEES[nom];
  if (!found) throw new Error(nom);
  return found;
};

function acteur(fonction: Fonction, porteeType: PorteeType, porteeCode: string, delegation = false): Actor {
  const exercee = { fonction, porteeType, porteeCode, debut: "2024-09-01", fin: null };
  const recue = { delegation: { id: "d", nature: "signature" as const, delegant: "X" } };
  return { agentId: MOI, nomComplet: "Moi", fonctions: [{ ...exercee, ...(delegation ? recue : {}) }] };
}

const GIVERS = {
  administrateur: acteur("administrateur", "nation", "france"),
  pilote_academique: acteur("pilote_academique", "academie", "96"),
  dsden: acteur("dsden", "departement", "961"),
  chef_etablissement: acteur("chef_etablissement", "structure", "U1"),
  directeur_ecole: acteur("directeur_ecole", "structure", "U1"),
} as const;

const codeOf = (decision: ReturnType<typeof canAttribuer>) => (decision.ok ? "oui" : decision.code);

describe("giving a function", () => {
  test.each([
    ["administrateur", "administrateur", "nation", "oui"],
    ["administrateur", "chef_etablissement", "ailleurs", "oui"],
    ["administrateur", "chef_etablissement", "academie", "portee_inadaptee"],
    ["pilote_academique", "administrateur", "nation", "fonction_non_attribuable"],
    ["pilote_academique", "igesr", "academie", "fonction_non_attribuable"],
    ["pilote_academique", "depp", "nation", "fonction_non_attribuable"],
    ["pilote_academique", "recteur", "academie", "oui"],
    ["pilote_academique", "recteur", "autre_academie", "hors_perimetre"],
    ["pilote_academique", "membre_comite", "nation", "hors_perimetre"],
    ["pilote_academique", "dasen", "autre_departement", "oui"],
    ["pilote_academique", "chef_etablissement", "voisine", "oui"],
    ["pilote_academique", "chef_etablissement", "ailleurs", "hors_perimetre"],
    ["dsden", "ien", "circonscription", "oui"],
    ["dsden", "directeur_ecole", "structure", "oui"],
    ["dsden", "directeur_ecole", "voisine", "hors_perimetre"],
    ["dsden", "dsden", "departement", "fonction_non_attribuable"],
    ["dsden", "dasen", "departement", "fonction_non_attribuable"],
    ["dsden", "membre_comite", "departement", "oui"],
    ["dsden", "membre_comite", "academie", "hors_perimetre"],
    ["chef_etablissement", "equipe", "structure", "oui"],
    ["chef_etablissement", "adjoint", "structure", "oui"],
    ["chef_etablissement", "secretariat", "structure", "oui"],
    ["chef_etablissement", "secretariat", "circonscription", "hors_perimetre"],
    ["chef_etablissement", "equipe", "voisine", "hors_perimetre"],
    ["chef_etablissement", "chef_etablissement", "structure", "fonction_non_attribuable"],
    ["directeur_ecole", "equipe", "structure", "oui"],
    ["directeur_ecole", "adjoint", "structure", "fonction_non_attribuable"],
  ] as const)("%s gives %s on %s: %s", (giver, fonction, nom, expected) => {
    expect(codeOf(canAttribuer(GIVERS[giver], { fonction, portee: portee(nom) }))).toBe(expected);
  });

  const others = (Object.keys(FONCTIONS) as Fonction[]).filter((fonction) => !(fonction in GIVERS));
  test.each(others)("%s gives nothing, whatever the function and the scope", (fonction) => {
    for (const type of PORTEES_PAR_FONCTION[fonction]) {
      const actor = acteur(fonction, type, type === "nation" ? "france" : type === "academie" ? "96" : "961");
      for (const given of Object.keys(FONCTIONS) as Fonction[])
        for (const nom of Object.keys(PORTEES))
          expect(canAttribuer(actor, { fonction: given, portee: portee(nom) }).ok, `${given} ${nom}`).toBe(
            false,
          );
    }
  });

  test("to oneself is always refused", () => {
    for (const actor of Object.values(GIVERS))
      expect(
        codeOf(canAttribuer(actor, { fonction: "equipe", portee: portee("structure"), agentId: MOI })),
      ).toBe("a_soi_meme");
  });

  test("nobody gives beyond their own scope, and no function is given on a scope of another kind", () => {
    for (const [name, actor] of Object.entries(GIVERS))
      for (const fonction of Object.keys(FONCTIONS) as Fonction[])
        for (const nom of Object.keys(PORTEES)) {
          const wanted = portee(nom);
          if (!canAttribuer(actor, { fonction, portee: wanted }).ok) continue;
          expect(PORTEES_PAR_FONCTION[fonction], `${name} ${fonction} ${nom}`).toContain(wanted.type);
          const [own] = actor.fonctions;
          const inside =
            own?.porteeType === "nation" ||
            [wanted.code, wanted.dans.academie, wanted.dans.departement].includes(own?.porteeCode ?? null);
          expect(inside, `${name} ${fonction} ${nom}`).toBe(true);
        }
  });

  test("a function received by delegation gives nothing", () => {
    const actor = acteur("pilote_academique", "academie", "96", true);
    expect(codeOf(canAttribuer(actor, { fonction: "equipe", portee: portee("structure") }))).toBe(
      "fonction_non_attribuable",
    );
  });

  test("every refusal says a way out in French", () => {
    const decision = canAttribuer(GIVERS.dsden, { fonction: "ien", portee: portee("academie") });
    expect(decision).toMatchObject({ ok: false, message: expect.stringContaining("circonscription") });
  });
});

describe("a right over a whole académie", () => {
  const session = { id: "s", mode: "proconnect" as const, facteurs: [], secondFacteur: true };
  const now = new Date("2026-11-22T09:00:00Z");
  const at = (iso: string | null): Actor => ({
    ...GIVERS.pilote_academique,
    session: { ...session, renforceeLe: iso === null ? null : new Date(iso) },
  });
  test.each([
    ["academie", null, false],
    ["academie", "2026-11-22T08:50:00Z", false],
    ["academie", "2026-11-22T08:50:01Z", true],
    ["nation", "2026-11-22T08:59:00Z", true],
    ["departement", null, true],
    ["structure", null, true],
  ] as const)("on %s, proven at %s: %s", (type, proven, expected) => {
    expect(canConfier(at(proven), type, now).ok).toBe(expected);
  });
});

describe("managing a whole account", () => {
  const held = (fonction: Fonction, nom: string, vivante = true) => ({
    fonction,
    portee: portee(nom),
    vivante,
  });
  test.each([
    ["chef_etablissement", [held("equipe", "structure")], true],
    ["chef_etablissement", [held("equipe", "structure"), held("recteur", "academie")], false],
    ["chef_etablissement", [held("equipe", "structure"), held("recteur", "academie", false)], true],
    ["chef_etablissement", [held("equipe", "voisine")], false],
    ["pilote_academique", [held("equipe", "structure"), held("chef_etablissement", "voisine")], true],
    ["pilote_academique", [held("administrateur", "nation")], false],
    ["administrateur", [held("administrateur", "nation")], true],
  ] as const)("%s with %j: %s", (giver, fonctions, expected) => {
    expect(canGererCompte(GIVERS[giver], { agentId: "autre", fonctions }).ok).toBe(expected);
  });
  test("is never of one's own account", () => {
    expect(canGererCompte(GIVERS.administrateur, { agentId: MOI, fonctions: [] }).ok).toBe(false);
  });
  test("is not for somebody who gives nothing", () => {
    expect(canGererCompte(acteur("drh", "academie", "96"), { agentId: "autre", fonctions: [] }).ok).toBe(
      false,
    );
  });
  test.each([
    [0, false],
    [1, true],
  ])("the last administrator stays: %i others", (autres, expected) => {
    expect(canRetirerAdministrateur(autres).ok).toBe(expected);
  });
});

describe("ending a function", () => {
  const jour = "2026-11-22";
  test.each([
    ["2024-09-01", null, "2026-11-22", null, "oui"],
    ["2024-09-01", null, "2026-11-21", null, "fin_passee"],
    ["2024-09-01", null, "2027-09-01", null, "oui"],
    ["2024-09-01", "2027-09-01", "2026-12-01", "2027-09-01", "oui"],
    ["2024-09-01", "2027-09-01", "2026-12-01", null, "version_perimee"],
    ["2024-09-01", "2026-11-22", "2026-12-01", "2026-11-22", "deja_terminee"],
    ["2026-12-01", null, "2026-11-30", null, "fin_avant_debut"],
    ["2026-12-01", null, "2026-12-01", null, "oui"],
  ] as const)("from %s to %s, now %s read as %s: %s", (debut, fin, nouvelle, vue, expected) => {
    const decision = canTerminer({ debut, fin, nouvelle, vue, jour });
    expect(decision.ok ? "oui" : decision.code).toBe(expected);
  });
});
