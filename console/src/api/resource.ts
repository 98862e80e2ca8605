/** Something that is fetched: what is known of it, and how to ask again. What was shown stays while it is asked anew. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export interface Resource<T> {
  data: T | undefined;
  error: unknown;
  isLoading: boolean;
  reload: () => void;
  /** Change what is shown, as when a live event tells what is new. */
  change: (to: (data: T) => T) => void;
}

interface Known<T> {
  key: string;
  data: T | undefined;
  error: unknown;
  isLoading: boolean;
}

/** `key` names what is fetched: when it changes, it is fetched anew and the old is forgotten unless `keepsOld`. */
export function useResource<T>(
  key: string,
  fetchIt: (signal: AbortSignal) => Promise<T>,
  { keepsOld = false }: { keepsOld?: boolean } = {},
): Resource<T> {
  const [known, setKnown] = useState<Known<T>>({ key, data: undefined, error: null, isLoading: true });
  const latest = useRef(fetchIt);
  latest.current = fetchIt;
  const running = useRef<AbortController | null>(null);
  const load = useCallback((ofKey: string) => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setKnown((was) => ({ ...was, isLoading: true }));
    latest.current(stop.signal).then(
      (data) => !stop.signal.aborted && setKnown({ key: ofKey, data, error: null, isLoading: false }),
      (error: unknown) =>
        !stop.signal.aborted &&
        setKnown((was) => ({ key: ofKey, data: was.key === ofKey ? was.data : undefined, error, isLoading: false })),
    );
  }, []);
  useEffect(() => {
    load(key);
    return () => running.current?.abort();
  }, [key]);
  const isOld = known.key !== key;
  return {
    data: isOld && !keepsOld ? undefined : known.data,
    error: isOld ? null : known.error,
    isLoading: known.isLoading || isOld,
    reload: useCallback(() => load(key), [key]),
    change: useCallback(
      (to) => setKnown((was) => (was.data === undefined ? was : { ...was, data: to(was.data) })),
      [],
    ),
  };
}

/** Calls `run` at most once in `ms`, and once more after the last call: for what events ask for. */
export function useThrottled(run: () => void, ms: number): () => void {
  const latest = useRef(run);
  latest.current = run;
  const state = useRef({ timer: 0, isAgain: false });
  useEffect(() => () => clearTimeout(state.current.timer), []);
  return useCallback(() => {
    const { current } = state;
    if (current.timer) {
      current.isAgain = true;
      return;
    }
    latest.current();
    const wait = () => {
      current.timer = 0;
      if (!current.isAgain) return;
      current.isAgain = false;
      latest.current();
      current.timer = window.setTimeout(wait, ms);
    };
    current.timer = window.setTimeout(wait, ms);
  }, [ms]);
}
