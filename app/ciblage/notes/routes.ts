import type { Permission } from "#app/acces/droits/rules.ts";
import type { RouteEntry } from "#app/platform/http/route-entry.ts";

const PAGES = "ciblage/notes/pages";
const OBJET = { permission: "ciblage.lire", objet: "campagne_ciblage" } as const;

export const routes: readonly RouteEntry<Permission>[] = [
  { id: "ciblage.note", path: "ciblage/:campagne/note", file: `${PAGES}/note.tsx`, ...OBJET },
  { id: "ciblage.note_pdf", path: "ciblage/:campagne/note.pdf", file: `${PAGES}/note-pdf.tsx`, ...OBJET },
  { id: "ciblage.note_docx", path: "ciblage/:campagne/note.docx", file: `${PAGES}/note-docx.tsx`, ...OBJET },
];
