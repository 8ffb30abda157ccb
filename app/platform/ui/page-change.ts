import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** Kept outside of the component: an error page mounts a new frame, and is a change of page like any other. */
let lastPathname: string | undefined;

/**
 * After a navigation without reload, does what the browser would have done: puts the focus back at the top of the
 * content and lets the new title be heard. A change of parameters alone (sort, page) leaves the focus where it is.
 */
export function usePageChange(
  frame: React.RefObject<HTMLElement | null>,
): React.RefObject<HTMLParagraphElement | null> {
  const { pathname } = useLocation();
  const announcement = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    const changed = lastPathname !== undefined && lastPathname !== pathname;
    lastPathname = pathname;
    if (!changed) return;
    if (announcement.current) announcement.current.textContent = document.title;
    const main = frame.current?.querySelector<HTMLElement>("main");
    if (main && !main.contains(document.activeElement)) main.focus({ preventScroll: true });
  }, [pathname, frame]);
  return announcement;
}
