import { PAGES, visitPages } from "./visite.ts";

visitPages(PAGES.filter(({ file }) => file.startsWith("acces/")));
