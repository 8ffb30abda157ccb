import { setTimeout as delay } from "node:timers/promises";
import type { Banc } from "./banc.ts";

/** What the service has said it had written: it must be there for ever after. */
export type Acquis =
  | { readonly genre: "fait"; readonly marque: string }
  | { readonly genre: "import"; readonly id: string };

/** People who write through HTTP, each one write after the other, until they are told to stop or nobody answers. */
export class Ecrivains {
  readonly acquis: Acquis[] = [];
  /** Asked without an answer: they may be there or not, but not by halves. */
  sansReponse = 0;
  private readonly banc: Banc;
  private readonly cookie: string;
  private readonly uais: readonly string[];
  private rang = 0;

  constructor(banc: Banc, cookie: string, uais: readonly string[]) {
    this.banc = banc;
    this.cookie = cookie;
    this.uais = uais;
  }

  /** Runs until `stopped` says so. */
  async write(stopped: () => boolean): Promise<void> {
    const writers = [...this.uais.map((uai) => () => this.writeFait(uai)), () => this.depositImport()];
    await Promise.all(writers.map((writer) => this.repeat(writer, stopped)));
  }

  private async repeat(writer: () => Promise<void>, stopped: () => boolean): Promise<void> {
    while (!stopped()) {
      try {
        await writer();
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        // No answer came: the service is away.
        this.sansReponse += 1;
        await delay(20);
      }
    }
  }

  private async writeFait(uai: string): Promise<void> {
    this.rang += 1;
    const marque = `marque-${this.rang}-${uai}`;
    const form = new URLSearchParams({
      lieu: "structure",
      genre: "emploi",
      survenuLe: "2026-10-01",
      description: `Une entreprise ferme (${marque}).`,
      preuve: "Article du jour",
    });
    const { status, headers } = await this.banc.post(`/structures/${uai}/vie/fait`, form, {
      Cookie: this.cookie,
    });
    // A redirect to the sign-in page acknowledges nothing.
    const kept = headers.get("Location")?.endsWith(`/structures/${uai}/vie`);
    if (status === 303 && kept) this.acquis.push({ genre: "fait", marque });
    else this.expectAway(status);
  }

  private async depositImport(): Promise<void> {
    const form = new FormData();
    form.append("fichiers", new Blob(["colonne;autre\n1;2\n"]), "essai.csv");
    const { status, headers } = await this.banc.post("/imports/depot", form, { Cookie: this.cookie });
    const id = /\/imports\/([0-9a-f-]{36})/.exec(headers.get("Location") ?? "")?.[1];
    if (status === 303 && id) this.acquis.push({ genre: "import", id });
    else this.expectAway(status);
  }

  /** The service may say that it is away; anything else is a fault of its own. */
  private expectAway(status: number): void {
    if (status !== 503) throw new Error(`a write was answered ${status}`);
    this.sansReponse += 1;
  }
}
