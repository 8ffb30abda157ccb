import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { StartRefusal } from "#app/platform/env/start-refusal.ts";
import { createFolder, isRoot } from "./folder.ts";
import { OTHER_FOLDER, refusalFrom } from "./refusals.ts";

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export interface PostgresPlace {
  readonly path: string;
  /** The account PostgreSQL must be spawned as; absent when it runs as ourselves. */
  readonly account?: Account;
  readonly notice?: string;
}

const nobody: Account = { uid: 65534, gid: 65534 };

/** Where PostgreSQL lives when `nobody` cannot enter the folder asked. Not /tmp: it is emptied at reboot. */
export async function substituteFolder(folder: string): Promise<string> {
  const name = createHash("sha256")
    .update(await realpath(folder))
    .digest("hex")
    .slice(0, 12);
  return join("/var/lib/ancrage", name);
}

/** Chooses the folder and the account of PostgreSQL, which refuses to run as root. Data already there decide first. */
export async function choosePostgresPlace(folder: string): Promise<PostgresPlace> {
  const asked = resolve(folder);
  await createFolder(asked);
  const path = join(asked, "postgres");
  const owner = await ownerOfCluster(path);
  if (!isRoot()) {
    if (owner && owner.uid !== process.geteuid?.()) {
      throw new StartRefusal(
        `Les données de ${path} appartiennent à un autre compte (uid ${owner.uid}) : lancez Ancrage avec ce compte, ou ${OTHER_FOLDER}.`,
      );
    }
    await createFolder(path);
    return { path };
  }
  if (owner?.uid === 0) {
    throw new StartRefusal(
      `Les données de ${path} appartiennent à root, sous qui PostgreSQL refuse de tourner : lancez « chown -R ${nobody.uid}:${nobody.gid} ${join(path, "base")} », puis redémarrez.`,
    );
  }
  const account = owner ?? nobody;
  const substitute = await substituteFolder(asked);
  if ((await canEnter(asked, account)) && (owner || !(await ownerOfCluster(substitute)))) {
    await createFolder(path);
    return { path, account };
  }
  if (owner) {
    throw new StartRefusal(
      `Le compte qui possède les données de ${path} (uid ${owner.uid}) ne peut plus y entrer : rendez-lui le passage avec « chmod o+x » sur les dossiers parents.`,
    );
  }
  await createFolder(substitute).catch((error: unknown) => {
    throw refusalFrom(error, substitute);
  });
  const notice = `PostgreSQL ne tourne pas sous root et le compte nobody n'a pas pu entrer dans ${asked} : les données sont dans ${substitute}. Pour les garder ailleurs, indiquez avec ANCRAGE_DONNEES un dossier que tous les comptes peuvent traverser.`;
  return { path: substitute, account: (await ownerOfCluster(substitute)) ?? nobody, notice };
}

async function ownerOfCluster(path: string): Promise<Account | undefined> {
  const found = await stat(join(path, "base")).catch(() => undefined);
  return found && { uid: found.uid, gid: found.gid };
}

/** Asks the kernel rather than reading mode bits: access lists and mount options count too. */
function canEnter(path: string, account: Account): Promise<boolean> {
  return new Promise((settle, fail) => {
    const probe = spawn("/bin/sh", ["-c", 'cd -- "$1"', "sh", path], {
      ...account,
      cwd: "/",
      stdio: "ignore",
    });
    probe.once("error", (cause) =>
      fail(
        new StartRefusal(
          "PostgreSQL refuse de tourner sous root et ce système ne laisse pas changer de compte : lancez Ancrage avec un compte ordinaire.",
          { cause },
        ),
      ),
    );
    probe.once("exit", (code) => settle(code === 0));
  });
}
