import { describe, expect, test } from "vitest";
import { isUnreadable, outageOf } from "./outage.ts";

const coded = (code: string, message = "x") => Object.assign(new Error(message), { code });

describe("what is away when a request fails", () => {
  test.each([
    ["a refused connection", coded("ECONNREFUSED"), "donnees"],
    [
      "a name with two addresses, both refused",
      new AggregateError([coded("ECONNREFUSED"), coded("ECONNREFUSED")]),
      "donnees",
    ],
    ["a server that stops", coded("57P01"), "donnees"],
    ["a server that starts", coded("57P03"), "donnees"],
    ["a lost connection by its class", coded("08006"), "donnees"],
    ["a connection that ended in the middle", new Error("Connection terminated unexpectedly"), "donnees"],
    ["a pool that gave none in time", new Error("timeout exceeded when trying to connect"), "donnees"],
    ["a full disk of the database", coded("53100"), "place"],
    ["a full disk of the service", coded("ENOSPC"), "place"],
    ["a cause behind another error", new Error("read failed", { cause: coded("EDQUOT") }), "place"],
    ["a violated constraint", coded("23505"), undefined],
    ["a missing table", coded("42P01"), undefined],
    ["a fault of ours that tells of a connection", new TypeError("Connection is not defined"), undefined],
    ["something thrown that is no error", "ECONNREFUSED", undefined],
    ["nothing", undefined, undefined],
  ])("%s", (_what, error, expected) => {
    expect(outageOf(error)).toBe(expected);
  });

  test("is looked for no further than a few causes, even in a circle", () => {
    const circle = new Error("a");
    circle.cause = circle;
    expect(outageOf(circle)).toBeUndefined();
  });
});

test("a body that no form sends is the fault of the request", async () => {
  const sent = new Request("http://a", {
    method: "POST",
    body: "{}",
    headers: { "Content-Type": "application/json" },
  });
  const error = await sent.formData().catch((reason: unknown) => reason);
  expect(isUnreadable(error), String(error)).toBe(true);
  const cut = new Request("http://a", {
    method: "POST",
    body: "--x\r\n",
    headers: { "Content-Type": "multipart/form-data; boundary=x" },
  });
  const broken = await cut.formData().catch((reason: unknown) => reason);
  expect(isUnreadable(broken), String(broken)).toBe(true);
  expect(isUnreadable(coded("22021"))).toBe(true);
  expect(isUnreadable(coded("23505"))).toBe(false);
  expect(isUnreadable("x")).toBe(false);
});
