import { clusterRows } from "#app/platform/statistics/clustering.ts";
import type { Table } from "#app/platform/statistics/matrix.ts";
import { principalComponents } from "#app/platform/statistics/pca.ts";
import { beside, inR } from "./beside-r.ts";
import { drawTable, GROUPS } from "./drawn-table.ts";
import { type Figure, median } from "./figure.ts";
import { measureStability } from "./stability.ts";

const ROUNDS = 3;

/** Principal components and classes beside FactoMineR on the same numbers where R is installed, then the stability. */
export async function measureAnalysis(): Promise<Figure[]> {
  const nation = drawTable(60_000, 45);
  const components = medianSeconds(() => principalComponents({ active: nation, axes: 5 }));
  return [
    {
      quoi: "composantes principales, 60 000 × 45, 5 axes",
      ...beside(components, await inR(nation, "pca"), "PCA"),
      but: "≥ 3 fois plus vite ; 0,30 s",
    },
    await measureTree("6 400 collèges × 8", drawTable(6_400, 8), "≤ 0,5 s"),
    // About the largest tree that R makes in 6 GB, then one that it does not.
    await measureTree("12 000 × 45", drawTable(12_000, 45), ""),
    await measureTree("20 000 × 45", drawTable(20_000, 45), ""),
    {
      quoi: "axes et classes de 60 000 × 45 : 200 groupes, arbre, consolidation",
      ...beside(
        medianSeconds(() => classes(nation, 200)),
        await inR(nation, "groups"),
        "HCPC(kk = 200)",
      ),
      but: "≤ 5 s",
    },
    ...(await measureStability(nation)),
  ];
}

async function measureTree(size: string, table: Table, but: string): Promise<Figure> {
  const ours = medianSeconds(() => classes(table, undefined));
  return {
    quoi: `axes et classes de ${size} : arbre entier, consolidation`,
    ...beside(ours, await inR(table, "tree"), "HCPC"),
    but,
  };
}

function classes(active: Table, preliminary: number | undefined) {
  const { individuals, axes } = principalComponents({ active, axes: 5 });
  return clusterRows({
    coordinates: individuals.coordinates,
    rows: active.rows,
    axes,
    classes: GROUPS,
    preliminary,
  });
}

function medianSeconds(work: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const start = performance.now();
    work();
    return (performance.now() - start) / 1000;
  });
  return median(times);
}
