import { signal } from "@preact/signals";
import { Dialog } from "../ui/dialog";
import { allShortcuts, type Shortcut } from "./keys";

export const isHelpOpen = signal(false);

export function HelpDialog() {
  if (!isHelpOpen.value) return null;
  const { everywhere, page } = allShortcuts();
  return (
    <Dialog title="Keyboard shortcuts" onClose={() => (isHelpOpen.value = false)}>
      {page.length > 0 && <ShortcutList title="On this page" shortcuts={page} />}
      <ShortcutList
        title="Everywhere"
        shortcuts={[{ keys: "Ctrl K", does: "Go to an agent, a session or a page", run: () => undefined }, ...everywhere]}
      />
    </Dialog>
  );
}

function ShortcutList({ title, shortcuts }: { title: string; shortcuts: readonly Shortcut[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl class="shortcuts">
        {shortcuts.map((one) => (
          <div key={one.keys}>
            <dt>
              {one.keys.split(" ").map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{one.does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
