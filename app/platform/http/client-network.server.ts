import { BlockList, isIP } from "node:net";

/** Asks which network a request comes from, given the machine at the other end of its connection. */
export type ReadNetwork = (request: Request, peer: string) => string;

/** Relays in a row that anybody could need; what a caller writes before them is not even looked at. */
const MAX_HOPS = 20;

/**
 * Reads the network of whoever asks: the address of the connection, or, when a trusted relay holds that connection, the
 * rightmost address of `X-Forwarded-For` that no trusted relay has. What stands left of it was written by the caller,
 * who may write anything. An entry that is no address ends the reading: the relay that let it through is the one
 * counted. Two addresses of one IPv6 subscriber (/64) are one network; an IPv4 address is its own.
 *
 * @param trusted addresses and CIDR blocks of the relays, as `isNetwork` accepts them.
 * @example
 * const readNetwork = createReadNetwork(["127.0.0.1"]);
 * readNetwork(request, "127.0.0.1"); // X-Forwarded-For: 1.2.3.4, 2001:db8:1:2::9 → "2001:db8:1:2::/64"
 */
export function createReadNetwork(trusted: readonly string[]): ReadNetwork {
  const relays = new BlockList();
  for (const network of trusted) addTo(relays, network);
  const isRelay = (address: string) => relays.check(address, familyOf(address));
  return (request, peer) => {
    const hops = (request.headers.get("x-forwarded-for") ?? "").split(",").slice(-MAX_HOPS);
    let client = readAddress(peer);
    while (client !== undefined && isRelay(client)) {
      const before = readAddress(hops.pop() ?? "");
      if (before === undefined) break;
      client = before;
    }
    return client === undefined ? "" : networkOf(client);
  };
}

/** Whether this is an address, or a block of addresses in CIDR form. */
export function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}

function addTo(relays: BlockList, network: string): void {
  const [address = "", bits] = network.split("/");
  if (bits === undefined) relays.addAddress(address, familyOf(address));
  else relays.addSubnet(address, Number(bits), familyOf(address));
}

const familyOf = (address: string) => (isIP(address) === 4 ? "ipv4" : "ipv6");

/** An address without what some relays add (port, brackets, zone), an IPv4 in IPv6 clothes as itself. */
function readAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "")
    .replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "");
  return isIP(bare) === 0 ? undefined : bare;
}

function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const left = groupsOf(head);
  const right = groupsOf(tail ?? "");
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: zeros }, () => "0"), ...right];
  return `${groups.slice(0, 4).join(":")}::/64`;
}

/** Groups of half an IPv6 address, without leading zeros; an IPv4 at its end counts for two, past the /64 anyway. */
function groupsOf(half: string): string[] {
  if (half === "") return [];
  return half
    .split(":")
    .flatMap((group) => (group.includes(".") ? ["0", "0"] : [group.replace(/^0+(?=.)/, "")]));
}
