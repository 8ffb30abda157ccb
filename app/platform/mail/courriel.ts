/** A piece of a message, said once and rendered as text and as HTML. */
export type Bloc =
  | { readonly genre: "paragraphe"; readonly texte: string }
  | { readonly genre: "titre"; readonly texte: string }
  | { readonly genre: "liste"; readonly elements: readonly string[] }
  /** Several links of ours, each with what it leads to. */
  | { readonly genre: "liens"; readonly elements: readonly Lien[] }
  /** A link of ours: `href` is a path. */
  | { readonly genre: "bouton"; readonly libelle: string; readonly href: string };

interface Lien {
  readonly libelle: string;
  readonly texte?: string;
  readonly href: string;
}

/** A message to deposit. Templates are pure functions of the features, which return one. */
export interface Courriel {
  /** `feature.modele`: what kind of message it is. */
  readonly gabarit: string;
  /** The person it is for, when it is for a person rather than a mailbox. */
  readonly agentId: string | null;
  readonly destinataire: string;
  readonly copies?: readonly string[];
  readonly objet: string;
  readonly blocs: readonly Bloc[];
  readonly objetType: string;
  readonly objetId: string;
  /** The same key is never deposited twice. */
  readonly cle?: string;
  /** After that the message would be of no use (a link of fifteen minutes): it is then given up rather than sent late. */
  readonly expireLe?: Date;
  /** Page of ours where the person chooses whether to receive such messages; absent for those that cannot be refused. */
  readonly reglageHref?: string;
}
