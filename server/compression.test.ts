import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { compressResponse } from "./compression.ts";

const asked = (accepted?: string) =>
  new Request("http://127.0.0.1/", accepted ? { headers: { "Accept-Encoding": accepted } } : {});
const json = (body: BodyInit | null, type = "application/json; charset=utf-8") =>
  new Response(body, { headers: { "Content-Type": type } });
const LONG = JSON.stringify(Array.from({ length: 5_000 }, (_, n) => ({ uai: `961${n}`, valeur: n / 7 })));

async function read(response: Response): Promise<string> {
  const bytes = Buffer.from(await response.arrayBuffer());
  const encoding = response.headers.get("content-encoding");
  if (encoding === "br") return brotliDecompressSync(bytes).toString();
  return (encoding === "gzip" ? gunzipSync(bytes) : bytes).toString();
}

function streamOf(chunks: readonly string[], onCancel = () => {}): ReadableStream {
  const rest = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const next = rest.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(Buffer.from(next));
    },
    cancel: onCancel,
  });
}

describe("an answer for programs", () => {
  test.each([
    ["gzip", "gzip"],
    ["gzip, deflate, br", "br"],
    ["br;q=0, gzip;q=0.5", "gzip"],
    ["identity", null],
    ["gzip;q=0.000", null],
    ["", null],
  ])("to a client that accepts « %s » is encoded as %s", async (accepted, encoding) => {
    for (const type of [
      "application/json; charset=utf-8",
      "application/geo+json",
      "text/csv; charset=utf-8",
    ]) {
      const response = await compressResponse(asked(accepted), json(LONG, type));
      expect(response.headers.get("content-encoding")).toBe(encoding);
      expect(response.headers.get("vary")).toBe("Accept-Encoding");
      expect(await read(response)).toBe(LONG);
    }
  });

  test("shrinks at least by half", async () => {
    for (const accepted of ["br", "gzip"]) {
      const bytes = await (await compressResponse(asked(accepted), json(LONG))).arrayBuffer();
      expect(bytes.byteLength).toBeLessThan(LONG.length / 2);
    }
  });

  test.each([0, 1, 1023])("of %i bytes is sent as it is", async (length) => {
    const response = await compressResponse(asked("br"), json("x".repeat(length)));
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(await response.text()).toBe("x".repeat(length));
  });

  test("that streams in pieces arrives whole, whatever their sizes", async () => {
    for (const sizes of [[1023, 1], [1, 1, 1], [1024], [10, 200_000, 3]]) {
      const chunks = sizes.map((size, n) => String(n).repeat(size));
      const response = await compressResponse(asked("gzip"), json(streamOf(chunks), "text/csv"));
      expect(await read(response)).toBe(chunks.join(""));
    }
  });

  test("is left alone when it is no text, or compressed already", async () => {
    const pdf = await compressResponse(asked("br"), json(LONG, "application/pdf"));
    expect(pdf.headers.get("content-encoding")).toBeNull();
    const done = json(LONG);
    done.headers.set("Content-Encoding", "gzip");
    expect(await compressResponse(asked("br"), done)).toBe(done);
    expect((await compressResponse(asked("br"), new Response(null, { status: 304 }))).status).toBe(304);
  });

  test("whose source fails breaks, instead of looking complete", async () => {
    let n = 0;
    const failing = new ReadableStream({
      pull(controller) {
        n += 1;
        if (n < 5) controller.enqueue(Buffer.from("x".repeat(2_000)));
        else controller.error(new Error("gone"));
      },
    });
    const response = await compressResponse(asked("gzip"), json(failing));
    await expect(response.arrayBuffer()).rejects.toThrow();
  });

  test("that the client gives up stops its source", async () => {
    let stopped = false;
    const source = streamOf(
      Array.from({ length: 10_000 }, (_, n) => String(n).padEnd(20_000, "abcdefgh")),
      () => {
        stopped = true;
      },
    );
    const response = await compressResponse(asked("gzip"), json(source));
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(() => stopped).toBe(true);
  });

  test("of several megabytes lets other work run meanwhile", async () => {
    const large = LONG.repeat(20);
    const response = await compressResponse(asked("br"), json(large));
    // Turns of the event loop, not milliseconds: a busy machine gives fewer of these, and as many of those.
    let turns = 0;
    let reading = true;
    const turn = () => {
      turns += 1;
      if (reading) setImmediate(turn);
    };
    setImmediate(turn);
    await response.arrayBuffer();
    reading = false;
    expect(turns).toBeGreaterThan(20);
  });
});
