import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import { version } from "../package.json";
import type { Route } from "./+types/root.ts";
import { getActor } from "./acces/queries.server.ts";
import { type Actor, hasPermission, libelleFonctions } from "./acces/rules.ts";
import stylesheet from "./app.css?url";
import { ERROR_TITLES, ErrorPage, errorKind } from "./error-page.tsx";
import { guard } from "./guard.server.ts";
import { requestContext } from "./platform/http/request-context.ts";
import { type LayoutProps, type NavigationEntry, Layout as PageLayout } from "./platform/ui/layout.tsx";
import { usePageFrame } from "./platform/ui/page-frame.tsx";
import { documentTitle } from "./platform/ui/page-title.tsx";
import { themeAttributes } from "./platform/ui/theme.ts";

type Frame = Omit<LayoutProps, "children">;

export const middleware: Route.MiddlewareFunction[] = [guard];

/** What the frame shows when no loader ran: nothing that belongs to a person. */
const PUBLIC_FRAME: Frame = {
  person: null,
  navigation: [],
  demonstration: null,
  accessibility: "non conforme",
  version,
};

export function loader({ context }: Route.LoaderArgs): Frame {
  const current = context.get(requestContext);
  const { demonstration } = current.settings;
  const frame = {
    ...PUBLIC_FRAME,
    demonstration: demonstration
      ? "Les données et les personnes sont fictives : explorez sans crainte."
      : null,
  };
  if (!current.actor) return frame;
  const actor = getActor(current);
  return {
    ...frame,
    person: { name: actor.nomComplet, role: libelleFonctions(actor) },
    navigation: navigationOf(actor),
  };
}

function navigationOf(actor: Actor): NavigationEntry[] {
  return [
    { label: "Accueil", href: "/" },
    ...(hasPermission(actor, "structure.lire") ? [{ label: "Structures", href: "/structures" }] : []),
    ...(hasPermission(actor, "import.lire") ? [{ label: "Imports", href: "/imports" }] : []),
  ];
}

export const meta: Route.MetaFunction = ({ error }) =>
  error ? documentTitle(ERROR_TITLES[errorKind(error)]) : [{ title: "Ancrage" }];

export function Layout({ children }: { children: React.ReactNode }) {
  const { nonce, theme, requestId } = usePageFrame();
  return (
    <html lang="fr" {...themeAttributes(theme)} data-requete={requestId} suppressHydrationWarning>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={stylesheet} />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root({ loaderData }: Route.ComponentProps) {
  return (
    <PageLayout {...loaderData}>
      <Outlet />
    </PageLayout>
  );
}

export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const frame = useRouteLoaderData<typeof loader>("root") ?? PUBLIC_FRAME;
  const { requestId } = usePageFrame();
  return (
    <PageLayout {...frame}>
      <ErrorPage error={error} requestId={requestId} />
    </PageLayout>
  );
}
