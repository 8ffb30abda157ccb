import { readFile } from "node:fs/promises";
import { CALCUL_APART } from "#app/ciblage/calculs/execution/queries.server.ts";
import { computeApart } from "#app/platform/jobs/thread.server.ts";
import "./own-server.ts";

/** The application, in a process that makes one large run after the other, as its own worker would. */
const packed = await readFile(process.env.ANCRAGE_BANC_CALCUL as string);
for (;;) await computeApart({ ...CALCUL_APART, packed }, async () => {});
