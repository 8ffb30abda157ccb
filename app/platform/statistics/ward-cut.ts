import type { WardTree } from "./ward.ts";

/** Class of each leaf when the tree is cut into `classes`, numbered in the order of the leaves. */
export function cutTree(tree: WardTree, classes: number): Int32Array {
  const { leaves } = tree;
  const group = Int32Array.from({ length: 2 * leaves - 1 }, () => -1);
  for (let step = leaves - 2; step >= 0; step -= 1) {
    // Nodes made after the cut do not exist: what they join are classes of their own.
    if (step >= leaves - classes) continue;
    const own = group[leaves + step] as number;
    const root = own === -1 ? leaves + step : own;
    group[tree.left[step] as number] = root;
    group[tree.right[step] as number] = root;
  }
  const numbers = new Map<number, number>();
  return Int32Array.from({ length: leaves }, (_, leaf) => {
    const root = (group[leaf] as number) === -1 ? leaf : (group[leaf] as number);
    const known = numbers.get(root) ?? numbers.size;
    numbers.set(root, known);
    return known;
  });
}

/** Leaves from left to right of the drawn tree. */
export function leafOrder(tree: WardTree): Int32Array {
  const order = new Int32Array(tree.leaves);
  const waiting = [2 * tree.leaves - 2];
  for (let place = 0; waiting.length > 0; ) {
    const node = waiting.pop() as number;
    if (node < tree.leaves) {
      order[place] = node;
      place += 1;
    } else {
      waiting.push(tree.right[node - tree.leaves] as number, tree.left[node - tree.leaves] as number);
    }
  }
  return order;
}
