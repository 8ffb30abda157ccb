import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "react-router";
import type { Route } from "./+types/root.ts";
import stylesheet from "./app.css?url";
import { ERROR_TITLES, ErrorPage, errorKind } from "./error-page.tsx";
import { getFrame } from "./frame.server.ts";
import { guard } from "./guard.server.ts";
import { requestContext } from "./platform/http/request-context.ts";
import { Layout as PageLayout } from "./platform/ui/layout.tsx";
import { type Frame, usePageFrame } from "./platform/ui/page-frame.tsx";
import { documentTitle } from "./platform/ui/page-title.tsx";
import { themeAttributes } from "./platform/ui/theme.ts";

export const middleware: Route.MiddlewareFunction[] = [guard];

export function loader({ context }: Route.LoaderArgs): Promise<Frame> {
  return getFrame(context.get(requestContext));
}

export const meta: Route.MetaFunction = ({ error }) =>
  error ? documentTitle(ERROR_TITLES[errorKind(error)]) : [{ title: "Ancrage" }];

export function Layout({ children }: { children: React.ReactNode }) {
  const { nonce, theme, requestId, layout } = usePageFrame();
  return (
    <html
      lang="fr"
      {...themeAttributes(theme)}
      data-requete={requestId}
      data-cadre={layout && JSON.stringify(layout)}
      suppressHydrationWarning
    >
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

/** A refusal of the guard comes before any loader: the frame is then the one that the server put in the page. */
export function ErrorBoundary({ error }: Route.ErrorBoundaryProps) {
  const loaded = useRouteLoaderData<typeof loader>("root");
  const { requestId, layout } = usePageFrame();
  const frame = loaded ?? layout;
  const page = <ErrorPage error={error} requestId={requestId} />;
  return frame ? <PageLayout {...frame}>{page}</PageLayout> : page;
}
