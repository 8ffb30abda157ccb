/** What the operator fills in, as the pages and the messages quote it; empty while nobody did. */
export interface TextesService {
  readonly contact_courriel: string;
  readonly contact_telephone: string;
  readonly editeur: string;
  readonly directeur_publication: string;
  readonly hebergeur: string;
  readonly delegue_protection: string;
}
export type CodeTexte = keyof TextesService;
