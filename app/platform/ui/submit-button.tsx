import { useNavigation } from "react-router";

export interface SubmitButtonProps {
  children: React.ReactNode;
  /** What a form with several acts does: sent as `name=value` by the button that was pressed. */
  intent?: { name: string; value: string };
  priority?: "primary" | "secondary" | "tertiary";
  /** Said while the request is under way. */
  pending?: string;
  form?: string;
}

/** Stays in the keyboard order while the request runs, and ignores a second press: the server does too. */
export function SubmitButton({ children, intent, priority = "primary", pending, form }: SubmitButtonProps) {
  const navigation = useNavigation();
  const busy = navigation.state !== "idle" && navigation.formMethod === "POST";
  return (
    <button
      type="submit"
      className={priority === "primary" ? "fr-btn" : `fr-btn fr-btn--${priority}`}
      name={intent?.name}
      value={intent?.value}
      form={form}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : undefined}
    >
      {busy ? (pending ?? "Un instant…") : children}
    </button>
  );
}
