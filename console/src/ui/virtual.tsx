/**
 * A list of any length of which only what is seen is in the document. Rows have one height, known beforehand.
 *
 * It scrolls with the page and not in a box of its own: that is what thumbs and the space bar expect.
 */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** Rows kept ready above and below. */
const SPARE_ROWS = 12;

export interface Window {
  first: number;
  /** Behind the last. */
  end: number;
}

/** Which rows are to be drawn: `top` is how far the list's beginning is above the view's. */
export function findWindow(top: number, viewHeight: number, rowHeight: number, count: number): Window {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - SPARE_ROWS));
  const end = Math.max(first, Math.min(count, Math.ceil((top + viewHeight) / rowHeight) + SPARE_ROWS));
  return { first, end };
}

interface VirtualRowsProps {
  count: number;
  rowHeight: number;
  draw: (index: number) => ComponentChildren;
  /** The end comes near: more may be fetched. */
  onNearEnd?: () => void;
}

/** Rows as `role="row"` elements; it stands in a `role="table"`. */
export function VirtualRows({ count, rowHeight, draw, onNearEnd }: VirtualRowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Window>({ first: 0, end: Math.min(count, 40) });
  const look = () => {
    if (!box.current) return;
    const top = -box.current.getBoundingClientRect().top;
    const next = findWindow(top, window.innerHeight, rowHeight, count);
    setShown((was) => (was.first === next.first && was.end === next.end ? was : next));
  };
  const latest = useRef(look);
  latest.current = look;
  useEffect(() => {
    const onScroll = () => latest.current();
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", onScroll);
    return () => {
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", onScroll);
    };
  }, []);
  useLayoutEffect(look, [count, rowHeight]);
  const isNearEnd = shown.end >= count - SPARE_ROWS;
  useEffect(() => {
    if (isNearEnd) onNearEnd?.();
  }, [isNearEnd, count]);
  const rows = [];
  for (let index = shown.first; index < Math.min(shown.end, count); index++) rows.push(draw(index));
  return (
    <div role="rowgroup" class="virtual" ref={box} style={{ height: `${count * rowHeight}px` }}>
      <div role="presentation" style={{ transform: `translateY(${shown.first * rowHeight}px)` }}>
        {rows}
      </div>
    </div>
  );
}
