import { type AddressInfo, createServer } from "node:net";

export interface TakenPort {
  readonly port: number;
  release(): Promise<void>;
}

/** Holds a port of the loopback (0: any), unless somebody else already does: it is taken either way. */
export async function takePort(wanted: number): Promise<TakenPort> {
  const holder = createServer();
  const ours = await new Promise<boolean>((settle) => {
    holder.once("error", () => settle(false));
    holder.listen(wanted, "127.0.0.1", () => settle(true));
  });
  const port = ours ? (holder.address() as AddressInfo).port : wanted;
  return { port, release: () => new Promise((settle) => (ours ? holder.close(() => settle()) : settle())) };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const { port, release } = await takePort(0);
  await release();
  return port;
}
