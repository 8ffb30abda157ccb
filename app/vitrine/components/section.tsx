/** One component under its name, in its states. */
export function Section({ id, title, children }: { id: string; title: string; children: React.ReactNode }) {
  return (
    <section aria-labelledby={id} className="fr-mb-8w">
      <h2 id={id} className="fr-h4 fr-mb-3w">
        {title}
      </h2>
      {children}
    </section>
  );
}
