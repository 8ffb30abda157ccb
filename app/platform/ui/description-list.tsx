export interface DescriptionListProps {
  entries: readonly { term: React.ReactNode; description: React.ReactNode }[];
}

/** Facts about one object: term at the left, description at the right, one above the other on a narrow screen. */
export function DescriptionList({ entries }: DescriptionListProps) {
  return (
    <dl className="anc-descriptions">
      {entries.map(({ term, description }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is static and terms may be elements
        <div key={index}>
          <dt>{term}</dt>
          <dd>{description}</dd>
        </div>
      ))}
    </dl>
  );
}
