/** The parts all pages are made of. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { queryValue, setQuery } from "../router";
import { Icon } from "./icons";

interface PageHeadProps {
  title: string;
  /** Where this page is below: label and address. */
  above?: { label: string; to: string };
  /** At the right: buttons, filters. */
  children?: ComponentChildren;
  /** Beside the title: a badge. */
  mark?: ComponentChildren;
}

/** A page's heading; names the document too. */
export function PageHead({ title, above, children, mark }: PageHeadProps) {
  useTitle(above ? `${title} · ${above.label}` : title);
  return (
    <header class="page-head">
      <div class="page-title">
        {above && (
          <a class="above" href={above.to}>
            {above.label}
            <Icon name="right" size={12} />
          </a>
        )}
        <h1>{title}</h1>
        {mark}
      </div>
      {children && <div class="page-actions">{children}</div>}
    </header>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Headwater`;
  }, [title]);
}

interface CardProps {
  title?: ComponentChildren;
  actions?: ComponentChildren;
  children: ComponentChildren;
  /** Without room around the content: tables, logs. */
  isFlush?: boolean;
}

export function Card({ title, actions, children, isFlush = false }: CardProps) {
  const id = useId();
  return (
    <section class={`card${isFlush ? " is-flush" : ""}`} aria-labelledby={title ? id : undefined}>
      {title && (
        <header class="card-head">
          <h2 id={id}>{title}</h2>
          {actions && <div class="card-actions">{actions}</div>}
        </header>
      )}
      <div class="card-body">{children}</div>
    </section>
  );
}

export type Fact = readonly [string, ComponentChildren];

/** Names and values; what is not true is left out. */
export function Facts({ facts }: { facts: readonly (Fact | "" | false | null | undefined)[] }) {
  return (
    <dl class="facts">
      {facts.map(
        (fact) =>
          fact && (
            <div key={fact[0]}>
              <dt>{fact[0]}</dt>
              <dd>{fact[1] ?? "–"}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

interface Tab {
  id: string;
  label: ComponentChildren;
  draw: () => ComponentChildren;
}

/** Tabs whose choice is in the address (`?tab=`). The arrow keys go from one to the next. */
export function Tabs({ tabs, label, name = "tab" }: { tabs: readonly Tab[]; label: string; name?: string }) {
  const bar = useRef<HTMLDivElement>(null);
  const asked = queryValue(name);
  const chosen = tabs.find((one) => one.id === asked) ?? tabs[0];
  const at = chosen ? tabs.indexOf(chosen) : 0;
  // On a phone not all fit beside each other. The bar alone is moved, not the page.
  useEffect(() => {
    const [box, tab] = [bar.current, bar.current?.children[at] as HTMLElement | undefined];
    if (!box || !tab) return;
    const left = tab.offsetLeft - box.offsetLeft;
    box.scrollLeft = Math.min(Math.max(box.scrollLeft, left + tab.offsetWidth - box.clientWidth), left);
  }, [at]);
  if (!chosen) return null;
  const choose = (id: string) => setQuery({ [name]: id === tabs[0]?.id ? undefined : id });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const next = (at + step + tabs.length) % tabs.length;
    choose(tabs[next]?.id ?? "");
    (bar.current?.children[next] as HTMLElement | undefined)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={onKeyDown}>
        {tabs.map((one) => (
          <button
            key={one.id}
            type="button"
            role="tab"
            id={`${name}-${one.id}`}
            aria-selected={one === chosen}
            aria-controls={`${name}-panel`}
            tabIndex={one === chosen ? 0 : -1}
            onClick={() => choose(one.id)}
          >
            {one.label}
          </button>
        ))}
      </div>
      <div class="tab-panel" role="tabpanel" id={`${name}-panel`} aria-labelledby={`${name}-${chosen.id}`} key={chosen.id}>
        {chosen.draw()}
      </div>
    </>
  );
}
