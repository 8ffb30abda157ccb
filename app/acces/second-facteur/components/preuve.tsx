import type { SubmissionResult } from "@conform-to/react";
import { CodeForm } from "./code-form.tsx";

export interface PreuveProps {
  suite: string;
  button: string;
  reply?: SubmissionResult<string[]> | undefined;
}

/** The code of the application, or a recovery code for whoever no longer has it. */
export function Preuve({ suite, button, reply }: PreuveProps) {
  const typed = String(reply?.initialValue?.code ?? "");
  const secours = typed.replace(/\W/g, "").length > 8;
  return (
    <>
      <CodeForm
        id="code"
        button={button}
        label="Code à six chiffres"
        hint="Celui que l’application de votre téléphone affiche en ce moment pour Ancrage"
        digits
        reply={secours ? undefined : reply}
        hidden={{ suite }}
      />
      <details className="anc-details anc-secours" open={secours || undefined}>
        <summary>Je n’ai plus l’application</summary>
        <p>Un code de secours, de ceux que vous avez gardés, sert une fois à la place.</p>
        <CodeForm
          id="secours"
          button="Utiliser ce code de secours"
          label="Code de secours"
          hint="24 signes, avec ou sans les tirets"
          reply={secours ? reply : undefined}
          hidden={{ suite }}
        />
        <p>
          Plus de code non plus ? La personne qui ouvre les accès dans votre structure, votre département ou
          votre académie peut réinitialiser votre second facteur : vous en enregistrerez un autre.
        </p>
      </details>
    </>
  );
}
