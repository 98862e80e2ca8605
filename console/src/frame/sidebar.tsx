import { href, path } from "../router";
import { NAVIGATION, type NavPlace } from "../routes";
import { themeChanges, isDark, toggleTheme } from "../theme";
import { IconButton } from "../ui/controls";
import { Icon } from "../ui/icons";
import { isConnected, isLiveWanted } from "../api/live";
import { isHelpOpen } from "./help";
import { isPaletteOpen } from "./palette";
import { SignedIn } from "../pages/signin/signed-in";

export function Sidebar({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <>
      {isOpen && <div class="nav-shade" onClick={onClose} />}
      <aside class={`sidebar${isOpen ? " is-open" : ""}`} id="navigation">
        <a class="brand" href={href("/")}>
          <img src="/console/favicon.svg" alt="" width="22" height="22" />
          Headwater
        </a>
        <button class="palette-button" onClick={() => (isPaletteOpen.value = true)}>
          <Icon name="search" />
          <span>Go to…</span>
          <kbd>{isApple() ? "⌘K" : "Ctrl K"}</kbd>
        </button>
        <nav aria-label="Console">
          {NAVIGATION.map((one) => (
            <NavLink key={one.path} {...one} />
          ))}
        </nav>
        <div class="sidebar-foot">
          <SignedIn />
          <div class="foot-row">
            <LiveLamp />
            <span class="spacer" />
            <ThemeButton />
            <IconButton icon="keyboard" label="Keyboard shortcuts (?)" onClick={() => (isHelpOpen.value = true)} />
          </div>
        </div>
      </aside>
    </>
  );
}

function NavLink({ path: to, label, icon, letter }: NavPlace) {
  const at = path.value;
  const isHere = to === "/" ? at === "/" : at === to || at.startsWith(`${to}/`);
  return (
    <a href={href(to)} aria-current={isHere ? "page" : undefined} title={`g ${letter}`}>
      <Icon name={icon} />
      {label}
    </a>
  );
}

/** Whether what is on the page follows the server at this moment. */
function LiveLamp() {
  if (!isLiveWanted.value) return null;
  const isOn = isConnected.value;
  return (
    <span class={`lamp ${isOn ? "is-on" : "is-off"}`} role="status">
      {isOn ? "Live" : "Reconnecting…"}
    </span>
  );
}

function ThemeButton() {
  void themeChanges.value;
  const label = isDark() ? "Light theme" : "Dark theme";
  return <IconButton icon={isDark() ? "sun" : "moon"} label={label} onClick={toggleTheme} />;
}

export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
