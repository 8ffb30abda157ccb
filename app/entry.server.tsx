import { Writable } from "node:stream";
import { renderToPipeableStream } from "react-dom/server";
import {
  type EntryContext,
  type HandleErrorFunction,
  isRouteErrorResponse,
  type RouterContextProvider,
  ServerRouter,
} from "react-router";
import { frameOf } from "./frame.server.ts";
import { maskPath } from "./platform/http/mask-path.ts";
import { isUnreadable, outageOf } from "./platform/http/outage.ts";
import { outageContext } from "./platform/http/outage-context.ts";
import { requestContext } from "./platform/http/request-context.ts";
import { PageFrameProvider } from "./platform/ui/page-frame.tsx";

const RENDER_TIMEOUT_MS = 10_000;

/**
 * Renders a document in one piece: our loaders await their data, nothing streams, and a whole body may be compressed
 * in one call and carries its length.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  router: EntryContext,
  context: Readonly<RouterContextProvider>,
): Promise<Response> {
  headers.set("Content-Type", "text/html; charset=utf-8");
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const current = context.get(requestContext);
  const { nonce, theme, requestId } = current;
  const layout = router.staticHandlerContext.errors ? frameOf(current) : undefined;
  const html = await renderWhole(
    <PageFrameProvider value={{ nonce, theme, requestId, layout }}>
      <ServerRouter context={router} url={request.url} nonce={nonce} />
    </PageFrameProvider>,
    nonce,
  );
  return new Response(html, { status, headers });
}

function renderWhole(page: React.ReactNode, nonce: string): Promise<Buffer<ArrayBuffer>> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    const sink = new Writable({
      write(chunk: Uint8Array, _encoding, done) {
        chunks.push(chunk);
        done();
      },
      final(done) {
        clearTimeout(timeout);
        resolve(Buffer.concat(chunks));
        done();
      },
    });
    const { pipe, abort } = renderToPipeableStream(page, {
      nonce,
      onAllReady: () => pipe(sink),
      onShellError: reject,
    });
    const timeout = setTimeout(abort, RENDER_TIMEOUT_MS, new Error("rendering took too long"));
  });
}

/** Unexpected errors only: a refusal, a 404 or a request that the browser gave up is no incident. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || (isRouteErrorResponse(error) && error.status < 500)) return;
  const { log, requestId } = context.get(requestContext);
  const unreadable = isUnreadable(error);
  context.set(outageContext, unreadable ? "demande" : (outageOf(error) ?? null));
  // Whoever sends nonsense does not fill the log of our faults: the request has its line as any other.
  if (unreadable) return;
  log.error({ err: error, requestId, path: maskPath(new URL(request.url).pathname) }, "request failed");
};
