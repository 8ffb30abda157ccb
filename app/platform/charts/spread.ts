/**
 * Moves labels apart along one axis, in their order, so that none covers another: each stays as near to its place as
 * it can, within 0 and `room` as long as all of them fit.
 *
 * @param gap least distance between two labels. @returns places in the order given.
 * @example spread([50, 50], 10, 100) // [45, 55]
 */
export function spread(places: readonly number[], gap: number, room: number): number[] {
  const order = places.map((place, index) => ({ place, index })).sort((a, b) => a.place - b.place);
  // Neighbours too close form a block, centred on the mean of what its members asked for.
  const blocks: { sum: number; members: number[] }[] = [];
  const startOf = ({ sum, members }: { sum: number; members: number[] }) => {
    const length = (members.length - 1) * gap;
    return Math.max(0, Math.min(sum / members.length - length / 2, room - length));
  };
  for (const { place, index } of order) {
    blocks.push({ sum: place, members: [index] });
    for (
      let last = blocks.at(-1), before = blocks.at(-2);
      last && before;
      last = blocks.at(-1), before = blocks.at(-2)
    ) {
      if (startOf(before) + before.members.length * gap <= startOf(last)) break;
      before.sum += last.sum;
      before.members.push(...last.members);
      blocks.pop();
    }
  }
  const moved = [...places];
  for (const block of blocks) {
    block.members.forEach((index, rank) => {
      moved[index] = startOf(block) + rank * gap;
    });
  }
  return moved;
}
