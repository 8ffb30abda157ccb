import { useEffect } from "react";
import { useNavigate } from "react-router";

/**
 * Lets every plain `<a href>` of the page change page without reload, through one listener. Server rendering then
 * costs one attribute per link, where React Router's `Link` runs five hooks (a 50-row table has 150 links).
 *
 * Left to the browser: modified clicks, other origins, `target`, `download`, `data-reload`, and anchors of the page.
 */
export function useLinkNavigation(frame: React.RefObject<HTMLElement | null>): void {
  const navigate = useNavigate();
  useEffect(() => {
    const root = frame.current;
    if (!root) return;
    const onClick = (event: MouseEvent) => {
      const target = destination(event);
      if (!target) return;
      event.preventDefault();
      root.querySelector<HTMLElement>(":popover-open")?.hidePopover();
      const sameView = target.pathname === location.pathname;
      void navigate(target.pathname + target.search + target.hash, { preventScrollReset: sameView });
    };
    root.addEventListener("click", onClick);
    return () => root.removeEventListener("click", onClick);
  }, [frame, navigate]);
}

function destination(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link?.href || link.target || link.hasAttribute("download") || "reload" in link.dataset)
    return undefined;
  const url = new URL(link.href);
  if (url.origin !== location.origin) return undefined;
  const isAnchor = url.hash !== "" && url.pathname === location.pathname && url.search === location.search;
  return isAnchor ? undefined : url;
}
