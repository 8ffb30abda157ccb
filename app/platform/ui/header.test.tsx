import { renderToStaticMarkup } from "react-dom/server";
import { MemoryRouter } from "react-router";
import { describe, expect, test } from "vitest";
import { textOf } from "#tests/app.ts";
import { Header, type HeaderProps } from "./header.tsx";

const PERSON = { name: "Nadia Estran", role: "Chef d'établissement" };

function render(props: Partial<HeaderProps>, at = "/structures/9610315V"): string {
  return renderToStaticMarkup(
    <MemoryRouter initialEntries={[at]}>
      <Header person={PERSON} navigation={[]} demonstration={null} {...props} />
    </MemoryRouter>,
  );
}

describe("the header", () => {
  test.each([
    [undefined, "Messages"],
    [0, "Messages"],
    [1, "Messages 1 non lu"],
    [2, "Messages 2 non lus"],
    [99, "Messages 99 non lus"],
    [100, "Messages 99+ non lus"],
  ])("says in words how many messages wait: %s", (messages, words) => {
    expect(textOf(/<a href="\/messages">.*?<\/a>/s.exec(render({ messages }))?.[0])).toBe(words);
  });

  test("leads to the help of the page being read", () => {
    const html = render({ aide: { href: "/aide" } }, "/structures/9610315V");
    expect(html).toContain('href="/aide?page=%2Fstructures%2F9610315V"');
    expect(textOf(html)).toContain("Aide sur cette page");
  });

  test.each([
    ["information", "Information Le service sera fermé ce soir."],
    ["attention", "Attention Le service sera fermé ce soir."],
  ] as const)("says the tone of the banner in words: %s", (ton, words) => {
    expect(textOf(render({ bandeau: { texte: "Le service sera fermé ce soir.", ton } }))).toContain(words);
  });

  test("tells whoever looks as somebody else, and offers to stop, never to sign them out", () => {
    const html = render({ assistance: { nom: "Nadia Estran", role: "assistant" } });
    expect(textOf(html)).toContain("Vous voyez le service comme Nadia Estran , en lecture seule.");
    expect(html).toMatch(/<form action="\/assistance\/fin" method="post">/);
    expect(html).not.toContain("/deconnexion");
  });

  test("tells whoever is looked at, with the way to stop it", () => {
    const html = render({ assistance: { nom: "Rose Amer", role: "assiste", href: "/assistance/1" } });
    expect(textOf(html)).toContain("Rose Amer voit le service comme vous, en lecture seule");
    expect(html).toContain('href="/assistance/1"');
    expect(html).toContain("/deconnexion");
  });

  test("of somebody who is not signed in has no menu, no search, no account", () => {
    const html = render({ person: null });
    expect(html).not.toContain("anc-menu");
    expect(html).not.toContain("/recherche");
    expect(html).not.toContain("/mon-compte");
  });

  test("of somebody who is not signed in leads to the help of the page and to the way in, which does not lead to itself", () => {
    const html = render({ person: null, aide: { href: "/aide" } }, "/presentation");
    expect(html).toContain('href="/aide?page=%2Fpresentation"');
    expect(html).toContain('<a href="/connexion">Se connecter</a>');
    expect(render({ person: null }, "/connexion")).not.toContain('href="/connexion"');
  });
});
