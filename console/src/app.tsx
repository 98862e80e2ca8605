/** The frame around every page: navigation, the page itself, and what may lie above both. */
import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { CommandPalette } from "./frame/palette";
import { HelpDialog } from "./frame/help";
import { Outlet, findRoute } from "./frame/outlet";
import { Sidebar } from "./frame/sidebar";
import { listenForKeys } from "./frame/keys";
import { path } from "./router";
import { IconButton } from "./ui/controls";
import { Toasts } from "./ui/toast";

export function App() {
  const isNavOpen = useSignal(false);
  const isBare = useComputed(() => findRoute(path.value)?.route.isBare === true);
  useEffect(listenForKeys, []);
  useEffect(() => path.subscribe(() => (isNavOpen.value = false)), []);
  if (isBare.value)
    return (
      <>
        <main id="main" class="bare">
          <Outlet />
        </main>
        <Toasts />
      </>
    );
  return (
    <div class="frame">
      <a class="skip" href="#main" onClick={skipToMain}>
        Skip to content
      </a>
      <header class="phone-bar">
        <IconButton
          icon="menu"
          label={isNavOpen.value ? "Close navigation" : "Open navigation"}
          aria-expanded={isNavOpen.value}
          aria-controls="navigation"
          onClick={() => (isNavOpen.value = !isNavOpen.value)}
        />
        <span class="brand">Headwater</span>
      </header>
      <Sidebar isOpen={isNavOpen.value} onClose={() => (isNavOpen.value = false)} />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <HelpDialog />
      <CommandPalette />
      <Toasts />
    </div>
  );
}

function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
