/** The recovery codes, the only time that they are shown. */
export function CodesSecours({ codes }: { codes: readonly string[] }) {
  return (
    <section className="anc-codes" aria-labelledby="codes-secours">
      <h2 id="codes-secours">Vos codes de secours</h2>
      <p>
        Gardez-les maintenant, imprimés ou dans un coffre de mots de passe, ailleurs que sur votre téléphone :
        ils ne seront plus jamais montrés. Chacun sert une fois, à la place du code de l’application.
      </p>
      <ol className="anc-codes__liste">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
    </section>
  );
}
