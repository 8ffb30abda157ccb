import { randomUUID } from "node:crypto";

/** Identifiers of the running product; tests draw theirs in sequence. */
export const newUuid = (): string => randomUUID();
