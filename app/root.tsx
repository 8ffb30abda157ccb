import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/root.ts";
import stylesheet from "./app.css?url";
import { ERROR_TITLES, ErrorPage, errorKind } from "./error-page.tsx";
import { requestContext } from "./platform/http/request-context.ts";
import { type LayoutProps, Layout as PageLayout } from "./platform/ui/layout.tsx";
import { usePageFrame } from "./platform/ui/page-frame.tsx";
import { documentTitle } from "./platform/ui/page-title.tsx";
import { themeAttributes } from "./platform/ui/theme.ts";

type Frame = Omit<LayoutProps, "children">;

/** What the frame shows when no loader ran: nothing that belongs to a person. */
const PUBLIC_FRAME: Frame = {
  person: null,
  navigation: [],
  demonstration: null,
  accessibility: "non conforme",
  version: "0.1.0",
};

export function loader({ context }: Route.LoaderArgs): Frame {
  const { settings } = context.get(requestContext);
  return {
    ...PUBLIC_FRAME,
    demonstration: settings.demonstration ? "Les données sont fictives : explorez sans crainte." : null,
  };
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
        <Links nonce={nonce} />
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
