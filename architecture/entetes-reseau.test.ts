import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp } from "#tests/app.ts";
import { createTestDatabase } from "#tests/database.ts";

/** What only a socket can carry: requests that are not quite HTTP, or more of it than is reasonable. */
const database = await createTestDatabase();
const app = createTestApp(database);
afterAll(() => database.drop());

const LEAK =
  /node_modules|at async|\.server\.ts|build\/server|postgres:|syntax error|relation "|ECONN[A-Z]|Unexpected Server Error|SQLSTATE/;

describe("on a socket", () => {
  const server = createServer(
    getRequestListener((request) => app.fetch(request), { overrideGlobalObjects: false }),
  );
  let port = 0;
  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const statusOf = (options: object) =>
    new Promise<number>((settle, fail) => {
      const sent = httpRequest({ port, host: "127.0.0.1", agent: false, ...options }, (response) => {
        response.resume();
        settle(response.statusCode ?? 0);
      });
      sent.once("error", fail).end();
    });

  const raw = (text: string) =>
    new Promise<string>((settle) => {
      let said = "";
      const socket = connect(port, "127.0.0.1", () => socket.write(text));
      socket.setEncoding("utf8").on("data", (part) => (said += part));
      socket.on("error", () => {});
      socket.setTimeout(2_000, () => socket.destroy());
      socket.once("close", () => settle(said));
    });

  test("headers and addresses beyond what Node accepts are refused before us", async () => {
    expect(await statusOf({ path: "/structures", headers: { Cookie: "a".repeat(20_000) } })).toBe(431);
    expect(await statusOf({ path: `/structures?q=${"a".repeat(20_000)}` })).toBe(431);
  });

  test.each([
    [
      "two lengths",
      "POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    ],
    [
      "a length beside a chunked body",
      "POST /connexion HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
    ["a line cut in a header", "GET /sante HTTP/1.1\r\nHost: a\r\nX-A: b\nc\r\n\r\n"],
    ["no host", "GET /sante HTTP/1.1\r\n\r\n"],
    ["words that are no HTTP", "bonjour\r\n\r\n"],
    ["a host that is none", "GET /structures HTTP/1.1\r\nHost: <script>\r\nConnection: close\r\n\r\n"],
    [
      "an address of another place",
      "GET http://ailleurs.exemple/structures HTTP/1.1\r\nHost: ailleurs.exemple\r\nConnection: close\r\n\r\n",
    ],
    ["TRACE", "TRACE /structures HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"],
    ["a star", "OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"],
  ])("%s is refused, or answered as any other, never by a fault of ours", async (_what, text) => {
    const said = await raw(text);
    expect(said).not.toMatch(/^HTTP\/1\.1 5(?!01)/);
    expect(said).not.toMatch(LEAK);
    expect(said).not.toContain("<script>\r\n");
  });
});
