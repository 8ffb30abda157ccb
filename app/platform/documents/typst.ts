declare const ours: unique symbol;

/**
 * Typst source written in this repository. Typst source is a program: a string that comes from a person or from a file
 * must never become one, so nothing but {@link typst} makes this type, and `renderPdf` takes no other.
 */
export type TypstSource = string & { readonly [ours]: true };

/**
 * Writes Typst source, with backslashes kept as they are. Only other sources may be put into it: what varies travels as
 * data. Template strings and not `.typ` files, because background jobs run on Node itself, which knows no `?raw` import.
 *
 * @example typst`= #donnees.nom`
 */
export function typst(strings: TemplateStringsArray, ...parts: readonly TypstSource[]): TypstSource {
  return String.raw({ raw: strings.raw }, ...parts) as TypstSource;
}
