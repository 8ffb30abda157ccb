import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** Stands between the service and its database, and does to them what networks do: cuts, refuses, or keeps silent. */
export class Relais {
  readonly url: string;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private mode: "passes" | "refuses" | "silent" = "passes";

  private constructor(server: Server, url: string) {
    this.server = server;
    this.url = url;
  }

  static async create(databaseUrl: string): Promise<Relais> {
    const target = new URL(databaseUrl);
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const own = new URL(databaseUrl);
    own.port = String((server.address() as AddressInfo).port);
    const relais = new Relais(server, own.href);
    server.on("connection", (socket) => relais.pass(socket, Number(target.port), target.hostname));
    return relais;
  }

  private pass(socket: Socket, port: number, host: string): void {
    this.keep(socket);
    if (this.mode === "refuses") socket.destroy();
    if (this.mode !== "passes") return;
    const onward = this.keep(connect(port, host));
    socket.pipe(onward).pipe(socket);
    socket.once("close", () => onward.destroy());
    onward.once("close", () => socket.destroy());
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    socket.on("error", () => {});
    socket.once("close", () => this.sockets.delete(socket));
    return socket;
  }

  /** Every connection ends; new ones are refused, or accepted and never answered. */
  cut(mode: "refuses" | "silent" = "refuses"): void {
    this.mode = mode;
    for (const socket of this.sockets) socket.destroy();
  }

  restore(): void {
    this.mode = "passes";
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((closed) => this.server.close(closed));
  }
}
