/** Why a dataset could not be brought. */
export type CodeEchec =
  | "inconnu"
  | "refuse"
  | "trop_de_demandes"
  | "indisponible"
  | "coupure"
  | "silence"
  | "contenu"
  | "incomplet"
  | "redirection"
  | "nom_introuvable"
  | "reseau"
  | "certificat"
  | "disque_plein"
  | "ecriture";

/** Worth another try after a pause. */
const PASSAGERS = new Set<CodeEchec>([
  "trop_de_demandes",
  "indisponible",
  "coupure",
  "silence",
  "incomplet",
  "reseau",
]);
/** Will be the same for every other dataset: the others are not tried. */
const GENERAUX = new Set<CodeEchec>([
  "nom_introuvable",
  "reseau",
  "certificat",
  "disque_plein",
  "ecriture",
  "redirection",
]);

/** `constat` says what happened, `issue` the way out; the message is both. French sentences. */
export class Echec extends Error {
  readonly code: CodeEchec;
  readonly constat: string;
  /** What the server asks us to wait, when it says so. */
  readonly attendreMs: number | undefined;

  constructor(
    code: CodeEchec,
    constat: string,
    issue: string,
    options: ErrorOptions & { attendreMs?: number | undefined } = {},
  ) {
    super(`${constat} ${issue}`, options);
    this.code = code;
    this.constat = constat;
    this.attendreMs = options.attendreMs;
  }

  get passager(): boolean {
    return PASSAGERS.has(this.code);
  }

  get general(): boolean {
    return GENERAUX.has(this.code);
  }
}

export const RELANCER = "relancez la même commande : elle reprendra où elle s'est arrêtée.";
const RESEAU = `Vérifiez le réseau, ou indiquez le mandataire (proxy) de votre établissement avec HTTPS_PROXY, puis ${RELANCER}`;

/** Turns an error of the system or of TLS into an `Echec`; what is no accident of the world passes as it is. */
export function echecFrom(error: unknown, host: string): unknown {
  if (error instanceof Echec || !(error instanceof Error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const found = sentencesOf(code, host);
  return found ? new Echec(...found, { cause: error }) : error;
}

function sentencesOf(code: string, host: string): [CodeEchec, string, string] | undefined {
  switch (code) {
    case "ENOTFOUND":
    case "EAI_AGAIN":
    case "EAI_FAIL":
      return [
        "nom_introuvable",
        `Le nom ${host} est introuvable : cette machine n'est pas reliée à Internet, ou son service de noms (DNS) ne répond pas.`,
        RESEAU,
      ];
    case "ENETUNREACH":
    case "EHOSTUNREACH":
    case "ENETDOWN":
    case "ECONNREFUSED":
    case "ETIMEDOUT":
      return [
        "reseau",
        `${host} n'est pas joignable d'ici (${code}) : le réseau est coupé, ou un pare-feu l'interdit.`,
        RESEAU,
      ];
    case "ECONNRESET":
    case "EPIPE":
    case "ERR_STREAM_PREMATURE_CLOSE":
    case "HPE_INVALID_EOF_STATE":
      return [
        "coupure",
        `La connexion à ${host} a été coupée en chemin.`,
        `Attendez un peu, puis ${RELANCER}`,
      ];
    case "ENOSPC":
    case "EDQUOT":
      return [
        "disque_plein",
        "Le disque est plein, ou son quota est atteint.",
        `Libérez de la place, puis ${RELANCER}`,
      ];
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOTDIR":
    case "EISDIR":
    case "EEXIST":
      return [
        "ecriture",
        `Le dossier de destination ne se laisse pas écrire (${code}).`,
        "Donnez-en le droit au compte qui lance la commande, ou choisissez un autre dossier avec --dans.",
      ];
  }
  if (!/^(CERT_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH)/.test(code))
    return undefined;
  return [
    "certificat",
    `La connexion chiffrée à ${host} est refusée (${code}) : le certificat n'est pas reconnu, sans doute parce qu'un équipement du réseau filtre les échanges.`,
    "Demandez son certificat à votre service informatique et indiquez-le avec NODE_EXTRA_CA_CERTS, puis relancez la même commande.",
  ];
}

/** What a status other than 2xx means for a dataset; `what` names it. */
export function echecOfStatus(status: number, host: string, what: string, attendreMs?: number): Echec {
  if (status === 404 || status === 410)
    return new Echec(
      "inconnu",
      `${host} ne connaît pas, ou plus, ${what} : il a pu changer d'identifiant.`,
      "Cherchez-le dans le catalogue du portail, et signalez-le aux mainteneurs d'Ancrage.",
    );
  if (status === 429)
    return new Echec(
      "trop_de_demandes",
      `${host} a reçu trop de demandes de ce réseau (429).`,
      `Attendez ${attendreMs ? `${Math.ceil(attendreMs / 60_000)} min` : "une heure"}, puis ${RELANCER}`,
      { attendreMs },
    );
  if (status >= 500)
    return new Echec(
      "indisponible",
      `${host} est en panne ou en maintenance (${status}).`,
      `Attendez ${attendreMs ? `${Math.ceil(attendreMs / 60_000)} min` : "un peu"}, puis ${RELANCER}`,
      { attendreMs },
    );
  return new Echec(
    "refuse",
    `${host} refuse de donner ${what} (${status}).`,
    "Son accès a pu être restreint : essayez depuis le site du portail, et signalez-le aux mainteneurs d'Ancrage.",
  );
}
