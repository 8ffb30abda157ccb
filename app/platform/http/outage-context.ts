import { createContext } from "react-router";
import type { Outage } from "./outage.ts";

/** Noted by whoever meets the failure of a request, read by whoever sends its answer. Apart: jobs load no React. */
export const outageContext = createContext<Outage | "demande" | null>(null);
