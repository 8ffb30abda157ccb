/** What the operator fills in, as the pages and the messages quote it; empty while nobody did. */
export interface TextesService {
  readonly contact_courriel: string;
  readonly contact_telephone: string;
  readonly editeur: string;
  readonly directeur_publication: string;
  readonly hebergeur: string;
  readonly delegue_protection: string;
  /** Legal words about what an algorithm helps to decide (CRPA, R. 311-3-1-1), confirmed by a legal service. */
  readonly mention_algorithme: string;
  readonly textes_algorithme: string;
  readonly recours_algorithme: string;
}
export type CodeTexte = keyof TextesService;
