import { useEffect } from "react";
import { useRevalidator } from "react-router";

/** While work runs, asks for the state of the page every second; without JavaScript, the page refreshes by itself. */
export function useRefreshWhile(running: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void revalidate(), 1_000);
    return () => clearInterval(timer);
  }, [running, revalidate]);
}
