import { createTransport, type SMTPTransportOptions } from "nodemailer";
import { isLoopback, type SmtpSettings } from "../env/settings.ts";
import { type Expediteur, parseExpediteur, toWire } from "./address.ts";

/** What is handed to the mail server: whom it is for, and to whom it goes this time. */
export interface Remise {
  readonly id: string;
  readonly destinataire: string;
  readonly copies: readonly string[];
  /** Addresses of this try: those of the header that the server has not accepted yet. */
  readonly enveloppe: readonly string[];
  readonly objet: string;
  readonly texte: string;
  readonly html: string;
  readonly date: Date;
  /** Whole address of the page where such messages are chosen; null when they cannot be refused. */
  readonly reglage: string | null;
  /** Where answers go, when the operator has filled it. */
  readonly contact: string | null;
}

export interface Refus {
  readonly adresse: string;
  /** Reply code of SMTP: 4xx for now, 5xx for good. Source: RFC 5321 §4.2.1. */
  readonly code: number;
  readonly reponse: string;
}

/** What the mail server did with one message. */
export interface Reponse {
  readonly acceptes: readonly string[];
  readonly refus: readonly Refus[];
  /** The server itself is out of reach or refuses us: every message would meet the same. */
  readonly panne: string | null;
}

export interface Delais {
  readonly connexion: number;
  readonly silence: number;
}

/** A whole exchange of ten silences stays under the time during which nobody else takes the message up. */
const DELAIS: Delais = { connexion: 10_000, silence: 30_000 };

/**
 * Options of the connection, from `SMTP_URL`: the options that an address may carry are not read, so that none of them
 * weakens this. Elsewhere than on the machine itself, TLS and a valid certificate are demanded: a login link is a key.
 * A private authority is declared to Node (`NODE_EXTRA_CA_CERTS`).
 */
export function optionsOf(url: string, delais: Delais = DELAIS): SMTPTransportOptions {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const implicit = protocol === "smtps:";
  return {
    host,
    port: port ? Number(port) : implicit ? 465 : 587,
    secure: implicit,
    ...(implicit ? {} : isLoopback(host) ? { ignoreTLS: true } : { requireTLS: true }),
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    tls: { minVersion: "TLSv1.2", rejectUnauthorized: true },
    connectionTimeout: delais.connexion,
    greetingTimeout: delais.connexion,
    dnsTimeout: delais.connexion,
    socketTimeout: delais.silence,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Hands one message to the mail server. What the server or the network does is an answer, never an exception. */
export async function remettre(smtp: SmtpSettings, remise: Remise, delais?: Delais): Promise<Reponse> {
  const expediteur = parseExpediteur(smtp.expediteur);
  if (!expediteur)
    return { acceptes: [], refus: [], panne: "COURRIEL_EXPEDITEUR n'est pas une adresse qui peut envoyer" };
  const transport = createTransport(optionsOf(smtp.url, delais));
  try {
    const { accepted, rejectedErrors } = await transport.sendMail(messageOf(expediteur, remise));
    return written(remise, { acceptes: accepted, refus: (rejectedErrors ?? []).map(refusOf), panne: null });
  } catch (error) {
    return written(remise, failureOf(error as SmtpError));
  } finally {
    transport.close();
  }
}

/** The server answers with the address that travelled; ours may have a domain with accents. */
function written({ enveloppe }: Remise, reponse: Reponse): Reponse {
  const ours = new Map(enveloppe.map((adresse) => [toWire(adresse), adresse]));
  const read = (adresse: string) => ours.get(adresse) ?? adresse;
  return {
    ...reponse,
    acceptes: reponse.acceptes.map(read),
    refus: reponse.refus.map((refus) => ({ ...refus, adresse: read(refus.adresse) })),
  };
}

function messageOf(expediteur: Expediteur, remise: Remise) {
  const { reglage, contact } = remise;
  return {
    from: { name: expediteur.nom, address: expediteur.adresse },
    to: { name: "", address: remise.destinataire },
    cc: remise.copies.map((address) => ({ name: "", address })),
    envelope: { from: expediteur.adresse, to: remise.enveloppe.map(toWire) },
    ...(contact ? { replyTo: { name: "", address: contact } } : {}),
    subject: remise.objet,
    text: remise.texte,
    html: remise.html,
    // The same at each try: mail programs show a message handed over twice only once.
    messageId: `<${remise.id}@${expediteur.adresse.slice(expediteur.adresse.lastIndexOf("@") + 1)}>`,
    date: remise.date,
    textEncoding: "quoted-printable" as const,
    headers: {
      // Answering machines keep silent. Source: RFC 3834 §5.
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(reglage ? { "List-Unsubscribe": { prepared: true, value: `<${reglage}>` } } : {}),
    },
  };
}

interface SmtpError extends Error {
  readonly code?: string | undefined;
  readonly command?: string | undefined;
  readonly response?: string | undefined;
  readonly responseCode?: number | undefined;
  readonly recipient?: string | undefined;
  readonly rejected?: readonly string[] | undefined;
  readonly rejectedErrors?: readonly SmtpError[] | undefined;
}

function refusOf(error: SmtpError): Refus {
  return { adresse: error.recipient ?? "", code: error.responseCode ?? 450, reponse: sayOf(error) };
}

/**
 * A refusal of the recipient or of the text concerns this message; whatever comes before (connection, TLS, sign-in,
 * sender) or breaks in the middle would meet every other message too.
 */
function failureOf(error: SmtpError): Reponse {
  if (error.rejectedErrors?.length)
    return { acceptes: [], refus: error.rejectedErrors.map(refusOf), panne: null };
  const { command = "", responseCode } = error;
  const ofTheMessage = command === "DATA" || command === "RCPT TO" || error.code === "EMESSAGE";
  if (ofTheMessage && (responseCode !== undefined || error.code === "EMESSAGE"))
    return {
      acceptes: [],
      refus: [{ adresse: "", code: responseCode ?? 552, reponse: sayOf(error) }],
      panne: null,
    };
  return { acceptes: [], refus: [], panne: sayOf(error) };
}

function sayOf({ code, response, message }: SmtpError): string {
  return `${code ?? "ERREUR"} ${response ?? message}`.replace(/\s+/g, " ").slice(0, 400);
}
