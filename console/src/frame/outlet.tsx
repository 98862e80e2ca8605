/** Draws the page that the address asks for: loads its file, catches what it throws, moves the focus to it. */
import { Component, type ComponentChildren, type ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { matchPath, path, type Params } from "../router";
import { ROUTES, type PageProps, type Route } from "../routes";
import { EmptyState, ErrorState, Loading } from "../ui/states";

interface Found {
  route: Route;
  params: Params;
}

export function findRoute(at: string): Found | null {
  for (const route of ROUTES) {
    const params = matchPath(route.pattern, at);
    if (params) return { route, params };
  }
  return null;
}

const loaded = new Map<Route, ComponentType<PageProps>>();

export function Outlet() {
  const found = findRoute(path.value);
  if (!found) return <NotFound />;
  return (
    <Guard key={path.value}>
      <LoadedPage key={found.route.pattern} {...found} />
    </Guard>
  );
}

function NotFound() {
  return (
    <EmptyState icon="overview" title="There is no such page" level={1}>
      <p>
        Nothing is at <code>{path.value}</code>. <a href="/console">Go to the overview</a>.
      </p>
    </EmptyState>
  );
}

function LoadedPage({ route, params }: Found) {
  const [failure, setFailure] = useState<unknown>(null);
  const [, setLoads] = useState(0);
  const Page = loaded.get(route);
  useEffect(() => {
    if (loaded.has(route)) return;
    let isHere = true;
    route.load().then(
      (module) => {
        loaded.set(route, module.default);
        if (isHere) setLoads((n) => n + 1);
      },
      (error: unknown) => isHere && setFailure(error),
    );
    return () => void (isHere = false);
  }, [route]);
  useFocusOnArrival(Page !== undefined);
  if (failure)
    return (
      <ErrorState
        error={new Error("This page's file could not be loaded; the server may have been updated since. Load the page anew.")}
        onRetry={() => window.location.reload()}
      />
    );
  return Page ? <Page params={params} /> : <Loading what="the page" />;
}

let isFirst = true;

/** Whoever goes to another page by keyboard or hears it read starts at its heading. */
function useFocusOnArrival(isReady: boolean): void {
  const done = useRef(false);
  useEffect(() => {
    if (!isReady || done.current) return;
    done.current = true;
    if (isFirst) {
      isFirst = false;
      return;
    }
    const active = document.activeElement;
    if (active && active !== document.body && document.getElementById("main")?.contains(active)) return;
    const heading = document.querySelector<HTMLElement>("#main h1");
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }, [isReady]);
}

/** What a page throws while drawing is shown in its place; the navigation goes on working. */
class Guard extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: null as unknown };

  static override getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown): void {
    console.error(error);
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
