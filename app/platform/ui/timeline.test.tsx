import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { textOf } from "#tests/app.ts";
import { Timeline, type TimelineProps } from "./timeline.tsx";

const JOUR = "2026-11-22";

function render(props: Partial<TimelineProps>): string {
  return renderToStaticMarkup(<Timeline titre="Où en est-on" jour={JOUR} passe={[]} suite={[]} {...props} />);
}

const items = (html: string) => [...html.matchAll(/<li(?: class="[^"]*")?>(<p.*?)<\/li>(?=<li|<\/ol>)/gs)];
const texts = (html: string) => items(html).map(([, item]) => textOf(item));

describe("what is done", () => {
  test("is an ordered list from the oldest to the latest, whatever order it came in", () => {
    const html = render({
      passe: [
        { quand: "2026-11-20T08:05:00.000Z", titre: "Décision", qui: "Ronan Vigie" },
        { quand: "2026-11-18", titre: "Dépôt", texte: "Avec un mot.", href: "/demandes-acces/1" },
      ],
    });
    expect(html).toMatch(/<ol/);
    expect(texts(html)).toEqual([
      "18 novembre 2026 Dépôt Avec un mot.",
      "20 novembre 2026 à 09:05 Décision Ronan Vigie",
    ]);
    expect(html).toContain('<a href="/demandes-acces/1">Dépôt</a>');
  });

  test("writes its dates as time elements, in the local time of the readers", () => {
    const passe = [{ quand: "2026-11-20T22:05:00.000Z", titre: "Dépôt" }];
    const html = render({ passe, fuseau: "Indian/Reunion" });
    expect(html).toContain('<time dateTime="2026-11-20T22:05:00.000Z">21 novembre 2026 à 02:05</time>');
  });

  test("says so when there is nothing", () => {
    expect(textOf(render({}))).toBe(
      "Où en est-on Ce qui est fait Rien n’est encore enregistré. La suite Rien d’autre n’est attendu.",
    );
  });
});

describe("what is next", () => {
  test("names the next step, who holds it and for how many days", () => {
    const suite = [
      { titre: "Décision", qui: "Le pilote académique", depuis: "2026-11-13" },
      { titre: "Première connexion", quand: "2026-12-01", qui: "Nadia Estran" },
    ];
    expect(texts(render({ suite }))).toEqual([
      "Prochaine étape Décision Entre les mains de : Le pilote académique, depuis 9 jours",
      "Ensuite — attendue pour le 1er décembre 2026 Première connexion Reviendra à : Nadia Estran",
    ]);
  });

  test.each([
    ["2026-11-22", ", depuis aujourd’hui"],
    ["2026-11-22T10:00:00.000Z", ", depuis aujourd’hui"],
    // Half past midnight in Paris: the civil day has changed.
    ["2026-11-20T23:30:00.000Z", ", depuis 1 jour"],
    ["2026-11-20", ", depuis 2 jours"],
  ])("counts civil days since %s", (depuis, words) => {
    expect(texts(render({ suite: [{ titre: "Avis", qui: "L’IEN", depuis }] }))[0]).toContain(`L’IEN${words}`);
  });

  test.each([
    ["2026-11-21", "en retard de 1 jour"],
    ["2026-11-20", "en retard de 2 jours"],
    ["2026-11-22", undefined],
    ["2026-11-23", undefined],
  ])("is late after its day only: expected on %s", (quand, words) => {
    const [text] = texts(render({ suite: [{ titre: "Avis", quand }] }));
    if (words) expect(text).toContain(words);
    else expect(text).not.toContain("retard");
  });

  test("counts nothing without a day of reading", () => {
    const suite = [{ titre: "Avis", qui: "L’IEN", depuis: "2020-01-01", quand: "2020-02-01" }];
    expect(texts(render({ suite, jour: undefined }))).toEqual([
      "Prochaine étape — attendue pour le 1er février 2020 Avis Entre les mains de : L’IEN",
    ]);
  });

  test("lists in words what prevents it", () => {
    const html = render({
      suite: [
        { titre: "Signature", bloque: ["Le conseil d’administration n’a pas voté.", "L’acte manque."] },
      ],
    });
    expect(textOf(html)).toContain(
      "Ce qui manque pour avancer : Le conseil d’administration n’a pas voté. L’acte manque.",
    );
    expect(html).not.toContain("style=");
  });
});

test("two timelines on a page are two named regions, at the level of title that is asked", () => {
  const html = renderToStaticMarkup(
    <>
      <Timeline titre="La demande" passe={[]} suite={[]} />
      <Timeline titre="La délégation" passe={[]} suite={[]} niveau={3} />
    </>,
  );
  const ids = [...html.matchAll(/aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(html).toContain(`id="${id}"`);
  expect(html).toMatch(/<h2 id=".*?>La demande<\/h2>.*<h3 id=".*?>La délégation<\/h3>.*<h4/s);
});
