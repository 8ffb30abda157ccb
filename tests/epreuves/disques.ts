import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A small disk of one's own, to be filled. */
export function mountDisk(megabytes: number): { readonly path: string; unmount(): void } {
  const path = mkdtempSync(join(tmpdir(), "ancrage-disque-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=711`, "tmpfs", path], {
    stdio: "ignore",
  });
  chmodSync(path, 0o711);
  return {
    path,
    unmount: () => {
      execFileSync("umount", ["--lazy", path], { stdio: "ignore" });
      rmdirSync(path);
    },
  };
}

/** Mounting needs a privilege that containers and ordinary accounts lack. */
export const canMount = (() => {
  try {
    mountDisk(1).unmount();
    return true;
  } catch {
    return false;
  }
})();
