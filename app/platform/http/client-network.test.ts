import { describe, expect, test } from "vitest";
import { createReadNetwork, isNetwork } from "./client-network.server.ts";

const RELAYS = ["127.0.0.0/8", "::1", "10.1.0.0/16", "2001:db8:ffff::/48"];

function read(peer: string, forwarded?: string, trusted: readonly string[] = RELAYS): string {
  const headers = forwarded === undefined ? {} : { "X-Forwarded-For": forwarded };
  return createReadNetwork(trusted)(new Request("http://ancrage/", { headers }), peer);
}

describe("the network of whoever asks", () => {
  test.each([
    ["a direct connection", "203.0.113.9", undefined, "203.0.113.9"],
    ["a direct connection that claims to be relayed", "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["a direct connection that claims to be this machine", "203.0.113.9", "127.0.0.1", "203.0.113.9"],
    ["the relay of this machine", "127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["the relay, seen through IPv6", "::ffff:127.0.0.1", "203.0.113.9", "203.0.113.9"],
    ["a relay of the list", "10.1.2.3", "203.0.113.9", "203.0.113.9"],
    ["a machine beside the list", "10.2.0.1", "203.0.113.9", "10.2.0.1"],
    ["two relays in a row", "127.0.0.1", "203.0.113.9, 10.1.9.9", "203.0.113.9"],
    ["words written by the caller", "127.0.0.1", "198.51.100.1, 203.0.113.9", "203.0.113.9"],
    ["a relay's address written by the caller", "127.0.0.1", "10.1.0.7, 203.0.113.9", "203.0.113.9"],
    [
      "a thousand words written by the caller",
      "127.0.0.1",
      `${"9.9.9.9, ".repeat(999)}203.0.113.9`,
      "203.0.113.9",
    ],
    ["relays only: a program of ours", "127.0.0.1", "10.1.0.7", "10.1.0.7"],
    ["a relay that says nothing", "127.0.0.1", undefined, "127.0.0.1"],
    ["a relay that says nothing readable", "127.0.0.1", "203.0.113.9, inconnu", "127.0.0.1"],
    ["an empty entry", "127.0.0.1", "203.0.113.9, ", "127.0.0.1"],
    ["a port behind the address", "127.0.0.1", "203.0.113.9:50123", "203.0.113.9"],
    ["brackets and a port", "127.0.0.1", "[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"],
    ["no connection at all", "", "203.0.113.9", ""],
  ])("of %s", (_what, peer, forwarded, expected) => {
    expect(read(peer, forwarded)).toBe(expected);
  });

  test.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::FFFF", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
    ["2001:db8:1:3::9", "2001:db8:1:3::/64"],
    ["2001:db8::9", "2001:db8:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "::1"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["64:ff9b::203.0.113.9", "64:ff9b:0:0::/64"],
  ])("of the IPv6 address %s is that of its subscriber", (address, expected) => {
    expect(read(address)).toBe(expected === "::1" ? "0:0:0:0::/64" : expected);
  });

  test("of a trusted IPv6 relay is the one that it names", () => {
    expect(read("2001:db8:ffff::5", "198.51.100.1, 203.0.113.9")).toBe("203.0.113.9");
    expect(read("::1", "203.0.113.9")).toBe("203.0.113.9");
  });

  test("is that of the connection, whatever it says, when no relay is trusted", () => {
    expect(read("127.0.0.1", "203.0.113.9", [])).toBe("127.0.0.1");
  });
});

test.each([
  ["127.0.0.1", true],
  ["10.0.0.0/8", true],
  ["2001:db8::/32", true],
  ["::1/128", true],
  ["10.0.0.0/33", false],
  ["10.0.0.0/", false],
  ["10.0.0.0/8/8", false],
  ["10.0.0", false],
  ["relais.exemple.fr", false],
  ["", false],
])("« %s » is a network: %s", (text, expected) => {
  expect(isNetwork(text)).toBe(expected);
});
