import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";

/**
 * Puts this thread, and those that it starts, behind whoever answers requests: on a machine whose cores all compute, a
 * page is still made first. Linux knows a priority of each thread; elsewhere nothing changes.
 */
export function giveWay(): void {
  try {
    const thread = Number(basename(readlinkSync("/proc/thread-self")));
    setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Without it the computation is as right, only less polite.
  }
}
