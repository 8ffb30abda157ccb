import { collegesGeolocalises } from "./colleges-geolocalises.ts";
import type { Dataset } from "./dataset.ts";
import { effectifsCollege } from "./effectifs-college.ts";
import { ipsColleges } from "./ips-colleges.ts";

/** Every dataset that an import recognises. Adding one is adding a declaration here. */
export const DATASETS: readonly Dataset[] = [collegesGeolocalises, ipsColleges, effectifsCollege];

export function findDataset(code: string | null): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.code === code);
}
