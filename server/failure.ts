import stylesheet from "#app/app.css?url";
import type { Outage } from "#app/platform/http/outage.ts";
import { problem } from "#app/platform/http/problem.ts";
import { type Theme, themeAttributes } from "#app/platform/ui/theme.ts";

export interface Failure {
  /** Absent: the fault is ours. « demande »: what was sent cannot be read. */
  readonly outage: Outage | "demande" | "absente" | null;
  readonly requestId: string;
  readonly theme: Theme;
}

interface Words {
  readonly title: string;
  readonly read: string;
  readonly written: string;
  /** Seconds before it is worth trying again; absent when waiting mends nothing. */
  readonly retryAfter?: number;
}

const WORDS: Readonly<Record<Outage | "demande" | "absente" | "inattendue", Words>> = {
  donnees: {
    title: "Le service est momentanément indisponible",
    read: "Une partie d’Ancrage ne répond pas en ce moment, et vous n’y êtes pour rien. Ce qui était enregistré l’est toujours. Le service reprendra de lui-même : rechargez la page dans quelques instants.",
    written:
      "Une partie d’Ancrage ne répond pas en ce moment, et vous n’y êtes pour rien. Ce que vous veniez d’envoyer n’est sans doute pas enregistré : dans quelques instants, revenez à la page précédente et vérifiez avant de recommencer.",
    retryAfter: 5,
  },
  place: {
    title: "Le service manque de place",
    read: "Les disques d’Ancrage sont pleins pour le moment, et vous n’y êtes pour rien. Ce qui était enregistré l’est toujours. Les personnes qui exploitent le service en sont averties ; réessayez un peu plus tard.",
    written:
      "Les disques d’Ancrage sont pleins pour le moment : ce que vous veniez d’envoyer n’est pas enregistré, et vous n’y êtes pour rien. Les personnes qui exploitent le service en sont averties ; réessayez un peu plus tard.",
    retryAfter: 300,
  },
  demande: {
    title: "Cette demande n’a pas pu être lue",
    read: "Elle est arrivée incomplète, ou sous une forme que le service n’attend pas : rien n’est enregistré. Revenez à la page précédente et recommencez.",
    written:
      "Elle est arrivée incomplète, ou sous une forme que le service n’attend pas : rien n’est enregistré. Revenez à la page précédente et recommencez.",
  },
  absente: {
    title: "Page introuvable",
    read: "Cette adresse ne mène à rien que vous puissiez consulter. Elle a pu changer, ou contenir une faute de frappe.",
    written: "Cette adresse ne mène à rien que vous puissiez modifier : rien n’est enregistré.",
  },
  inattendue: {
    title: "Une erreur inattendue est survenue",
    read: "Votre demande n’a pas pu aboutir, et vous n’y êtes pour rien. Vous pouvez réessayer dans quelques minutes.",
    written:
      "Votre demande n’a pas pu aboutir, et vous n’y êtes pour rien. Vérifiez à la page précédente si elle est enregistrée avant de recommencer.",
  },
};

/**
 * The answer to a request that failed, in the language of who asked: a page for a person (also where they expected a
 * file), a text for a program. Nothing of what went wrong is told but a reference; no data is needed to tell it.
 */
export function answerFailure(request: Request, failure: Failure): Response {
  const words = WORDS[failure.outage ?? "inattendue"];
  const status = statusOf(failure.outage);
  const sentence = request.method === "GET" || request.method === "HEAD" ? words.read : words.written;
  const headers: Record<string, string> = words.retryAfter ? { "Retry-After": String(words.retryAfter) } : {};
  if (new URL(request.url).pathname.startsWith("/api/"))
    return problem(status, `${sentence} Référence à communiquer : ${failure.requestId}.`, headers);
  const isPage = request.headers.get("accept")?.includes("text/html") ?? false;
  headers["Cache-Control"] = "no-store";
  headers["Content-Type"] = `text/${isPage ? "html" : "plain"}; charset=utf-8`;
  const body = isPage
    ? pageOf(words.title, sentence, failure)
    : `${words.title}. ${sentence} Référence à communiquer : ${failure.requestId}\n`;
  return new Response(request.method === "HEAD" ? null : body, { status, headers });
}

const STATUSES = { donnees: 503, place: 503, demande: 400, absente: 404 } as const;
const statusOf = (outage: Failure["outage"]) => (outage ? STATUSES[outage] : 500);

/** The framework's own answer to a script keeps its form, which the script reads, with the status that is true. */
export function withOutage(response: Response, outage: NonNullable<Failure["outage"]>): Response {
  const headers = new Headers(response.headers);
  const { retryAfter } = WORDS[outage];
  if (retryAfter) headers.set("Retry-After", String(retryAfter));
  return new Response(response.body, { status: statusOf(outage), headers });
}

/** Written by hand: what renders the pages may be what failed. Every word is ours but the reference, drawn by us too. */
function pageOf(title: string, sentence: string, { requestId, theme }: Failure): string {
  const attributes = Object.entries(themeAttributes(theme))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join("");
  return `<!doctype html>
<html lang="fr"${attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} — Ancrage</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${stylesheet}">
</head>
<body>
<main id="contenu" class="anc-contenu">
<div class="fr-container fr-py-6w">
<h1>${title}</h1>
<p class="fr-text--lead">${sentence}</p>
<p>Si cela dure, communiquez cette référence à l’assistance : <strong class="anc-reference">${requestId}</strong></p>
<p><a class="fr-btn fr-btn--secondary" href="/">Revenir à l’accueil</a></p>
</div>
</main>
</body>
</html>
`;
}
