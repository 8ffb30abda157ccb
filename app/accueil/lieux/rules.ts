import { type Portee, porteeKey } from "#app/acces/portees/rules.ts";
import { type Actor, hasPermission } from "#app/acces/rules.ts";

/** Where a person works, as a door of the home page. */
export interface Lieu {
  readonly titre: string;
  readonly texte: string;
  readonly href: string;
}

/** The places of a person's functions that have a page for them: one's own school or circonscription comes first. */
export function lieuxOf(actor: Actor, nameOf: (portee: Portee) => string | undefined): Lieu[] {
  const portees = new Map(
    actor.fonctions.map(({ porteeType: type, porteeCode: code }) => [
      porteeKey({ type, code }),
      { type, code },
    ]),
  );
  return [...portees.values()].flatMap((portee) => {
    const titre = nameOf(portee);
    return titre === undefined ? [] : doorsOf(actor, portee, titre);
  });
}

function doorsOf(actor: Actor, { type, code }: Portee, titre: string): Lieu[] {
  const at = encodeURIComponent(code);
  const reads = hasPermission(actor, "structure.lire");
  const aggregates = hasPermission(actor, "territoire.lire");
  if (type === "structure") return structureDoors(actor, at, titre);
  if (type === "circonscription" && reads)
    return [{ titre, texte: "Ses écoles, son adresse, ses contacts.", href: `/circonscriptions/${at}` }];
  if ((type === "academie" || type === "departement" || type === "commune") && aggregates)
    return [
      { titre, texte: "Sa page : composition, indicateurs, parties.", href: `/territoires/${type}/${at}` },
    ];
  return [];
}

/** A team has no page of its school, but reads why it was chosen. */
function structureDoors(actor: Actor, at: string, titre: string): Lieu[] {
  const reads = hasPermission(actor, "structure.lire");
  const values = hasPermission(actor, "indicateur.lire");
  return [
    ...(reads
      ? [
          {
            titre,
            texte: values ? "Son identité, ses indicateurs et leur origine." : "Son identité et sa vie.",
            href: `/structures/${at}`,
          },
        ]
      : []),
    ...(reads && values
      ? [
          {
            titre: "Des structures comparables",
            texte: "Des repères sans noms, d’après le public accueilli.",
            href: `/structures/${at}/comparables`,
          },
        ]
      : []),
    ...(hasPermission(actor, "ciblage.comprendre")
      ? [
          {
            titre: "Pourquoi mon école\u00a0?",
            texte: "Ce qu’une liste publiée dit de votre structure, la règle et la décision.",
            href: `/structures/${at}/ciblage`,
          },
        ]
      : []),
  ];
}
