import { Socket } from "node:net";

/**
 * The network is cut: a test that leaves the machine depends on somebody else's day, and may write to a real service.
 * Every client ends here (fetch, http, tls, pg, smtp): they all connect a `net.Socket`.
 */
const connect = Socket.prototype.connect as (...args: unknown[]) => Socket;

Socket.prototype.connect = function connectOnLoopback(this: Socket, ...args: unknown[]): Socket {
  const host = hostOf(args);
  if (!isLoopback(host))
    throw new Error(`The tests may not reach ${host}: the network is cut (tests/network.ts).`);
  return connect.apply(this, args);
} as Socket["connect"];

/** `connect(port, host?)`, `connect(path)`, `connect({ host, port })`, or Node's own normalised array of these. */
function hostOf(args: readonly unknown[]): string {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === "object" && first !== null)
    return String((first as { host?: unknown }).host ?? "localhost");
  return typeof second === "string" ? second : "localhost";
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
