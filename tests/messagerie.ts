import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface MessageRecu {
  readonly from: string;
  readonly to: readonly string[];
  /** The message as it travelled: headers, an empty line, the body. */
  readonly source: string;
  /** Value of a header, unfolded; undefined when it is absent. */
  header(name: string): string | undefined;
}

export interface Messagerie {
  readonly url: string;
  readonly recus: MessageRecu[];
  /** Connections since the start. */
  readonly connexions: () => number;
  /** Changes how the server behaves from now on. */
  behave(manners: Manieres): void;
  close(): Promise<void>;
}

/** What the server does instead of accepting; an empty object accepts everything. */
export interface Manieres {
  /** Reply code to a recipient, by address. */
  readonly destinataires?: Readonly<Record<string, number>>;
  /** Reply code to the text of the message. */
  readonly texte?: number;
  /** Hangs up while the text travels. */
  readonly coupe?: true;
  /** Never answers once the text has come. */
  readonly muet?: true;
}

export interface MessagerieOptions {
  readonly host?: string;
  readonly port?: number;
  readonly secure?: boolean;
  /** Whether it offers STARTTLS, with a certificate that nobody signed. */
  readonly starttls?: boolean;
  readonly compte?: { readonly nom: string; readonly secret: string };
}

/**
 * A real mail server on the machine itself, which keeps what it receives.
 *
 * @example
 * const messagerie = await startMessagerie();
 * messagerie.behave({ destinataires: { "absent@ac-exemple.fr": 550 } });
 */
export async function startMessagerie(options: MessagerieOptions = {}): Promise<Messagerie> {
  const { host = "127.0.0.1", secure = false, starttls = false, compte } = options;
  const recus: MessageRecu[] = [];
  let manners: Manieres = {};
  let connexions = 0;
  const handlers: SMTPServerOptions = {
    onConnect(_session, callback) {
      connexions += 1;
      callback();
    },
    onAuth({ username, password }, _session, callback) {
      const right = username === compte?.nom && password === compte?.secret;
      callback(right ? null : refusal(535), right ? { user: username } : undefined);
    },
    onRcptTo({ address }, _session, callback) {
      const code = manners.destinataires?.[address];
      callback(code ? refusal(code) : null);
    },
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => {
        parts.push(part);
        if (manners.coupe) for (const { _socket } of connections(server)) _socket.destroy();
      });
      stream.on("end", () => {
        if (manners.muet || manners.coupe) return;
        if (manners.texte) return callback(refusal(manners.texte));
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map(({ address }) => address);
        recus.push(received(mailFrom ? mailFrom.address : "", to, Buffer.concat(parts).toString("utf8")));
        callback();
      });
    },
  };
  const server = new SMTPServer({
    ...handlers,
    secure,
    authOptional: !compte,
    allowInsecureAuth: true,
    disabledCommands: starttls ? [] : ["STARTTLS"],
    closeTimeout: 50,
    logger: false,
  });
  // Whoever refuses our certificate hangs up on us: an event of the tests, not an accident.
  server.on("error", () => {});
  await new Promise<void>((listening) => server.listen(options.port ?? 0, host, listening));
  const { port } = server.server.address() as AddressInfo;
  const account = compte ? `${encodeURIComponent(compte.nom)}:${encodeURIComponent(compte.secret)}@` : "";
  return {
    url: `${secure ? "smtps" : "smtp"}://${account}${host}:${port}`,
    recus,
    connexions: () => connexions,
    behave: (next) => {
      manners = next;
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}

function connections(server: SMTPServer): Set<{ _socket: { destroy(): void } }> {
  return (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections;
}

function refusal(code: number): Error {
  return Object.assign(new Error(code < 500 ? "Revenez plus tard" : "Refusé"), { responseCode: code });
}

function received(from: string, to: readonly string[], source: string): MessageRecu {
  const head = source.slice(0, source.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
  return {
    from,
    to,
    source,
    header: (name) => new RegExp(`^${name}: (.*)$`, "im").exec(head)?.[1],
  };
}
