/** A list that comes in pages: what has come so far, and the next page. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Page } from "./api";

export interface Pages<T> {
  items: readonly T[];
  error: unknown;
  isLoading: boolean;
  hasMore: boolean;
  more: () => void;
  reload: () => void;
}

interface Known<T> {
  key: string;
  items: readonly T[];
  nextToken: string | undefined;
  error: unknown;
  isLoading: boolean;
}

type FetchPage<T> = (token: string | undefined, signal: AbortSignal) => Promise<Page<T>>;

/** `key` names the list; when it changes, the list is begun anew. */
export function usePages<T>(key: string, fetchPage: FetchPage<T>): Pages<T> {
  const blank: Known<T> = { key, items: [], nextToken: undefined, error: null, isLoading: true };
  const [known, setKnown] = useState(blank);
  const latest = useRef(fetchPage);
  latest.current = fetchPage;
  const running = useRef<AbortController | null>(null);
  const load = useCallback((ofKey: string, token: string | undefined) => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setKnown((was) => ({ ...(was.key === ofKey ? was : { ...blank, key: ofKey }), isLoading: true, error: null }));
    latest.current(token, stop.signal).then(
      (page) =>
        !stop.signal.aborted &&
        setKnown((was) => ({
          key: ofKey,
          items: token === undefined ? page.items : [...was.items, ...page.items],
          nextToken: page.nextToken,
          error: null,
          isLoading: false,
        })),
      (error: unknown) => !stop.signal.aborted && setKnown((was) => ({ ...was, key: ofKey, error, isLoading: false })),
    );
  }, []);
  useEffect(() => {
    load(key, undefined);
    return () => running.current?.abort();
  }, [key]);
  const shown = known.key === key ? known : blank;
  return {
    items: shown.items,
    error: shown.error,
    isLoading: shown.isLoading,
    hasMore: shown.nextToken !== undefined,
    more: () => load(key, shown.nextToken),
    reload: () => load(key, undefined),
  };
}
