/** Go anywhere by typing a part of its name: pages, agents, live sessions. */
import { signal } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { go, href } from "../router";
import { NAVIGATION } from "../routes";
import { Dialog } from "../ui/dialog";
import { Icon, type IconName } from "../ui/icons";
import { listRuntimes, listSessions } from "../api/routes";
import type { RuntimeSummary, Session } from "../api/types";

export const isPaletteOpen = signal(false);

interface Goal {
  icon: IconName;
  label: string;
  note: string;
  to: string;
}

const MAX_SHOWN = 12;

const PAGES: Goal[] = NAVIGATION.map((one) => ({
  icon: one.icon,
  label: one.label,
  note: "page",
  to: href(one.path),
}));

async function findGoals(): Promise<Goal[]> {
  const [runtimes, sessions] = await Promise.all([
    listRuntimes().catch(() => ({ runtimes: [] as RuntimeSummary[] })),
    listSessions({ limit: 200 }).catch(() => ({ sessions: [] as Session[] })),
  ]);
  const agents = runtimes.runtimes.flatMap(({ name }): Goal[] => [
    { icon: "agents", label: name, note: "agent", to: href("/agents", name) },
    { icon: "playground", label: `Chat with ${name}`, note: "playground", to: href("/playground", name) },
  ]);
  const live = sessions.sessions.map(
    (one): Goal => ({
      icon: "sessions",
      label: one.sessionId,
      note: `session of ${one.runtimeName}`,
      to: href("/sessions", one.runtimeName, one.sessionId),
    }),
  );
  return [...agents, ...live];
}

/** All words must occur; what begins with the text comes first. */
export function rankGoals<T extends { label: string; note: string }>(goals: readonly T[], text: string): T[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return goals
    .map((goal) => ({ goal, in: `${goal.label} ${goal.note}`.toLowerCase() }))
    .filter((one) => words.every((word) => one.in.includes(word)))
    .sort((a, b) => Number(b.in.startsWith(words[0] ?? "")) - Number(a.in.startsWith(words[0] ?? "")))
    .map((one) => one.goal);
}

export function CommandPalette() {
  return isPaletteOpen.value ? <OpenPalette /> : null;
}

function OpenPalette() {
  const [goals, setGoals] = useState(PAGES);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    let isHere = true;
    void findGoals().then((found) => isHere && setGoals([...PAGES, ...found]));
    return () => void (isHere = false);
  }, []);
  useEffect(() => list.current?.children[chosen]?.scrollIntoView({ block: "nearest" }), [chosen]);
  const close = () => (isPaletteOpen.value = false);
  const shown = rankGoals(goals, text).slice(0, MAX_SHOWN);
  const follow = (goal: Goal | undefined) => {
    if (!goal) return;
    close();
    go(goal.to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && shown.length) {
      event.preventDefault();
      setChosen((chosen + step + shown.length) % shown.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      follow(shown[chosen]);
    }
  };
  return (
    <Dialog title="Go to" isTitleHidden onClose={close} kind="palette">
      <input
        class="palette-input"
        type="text"
        role="combobox"
        aria-label="Go to a page, an agent or a session"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={shown.length ? `goal-${chosen}` : undefined}
        placeholder="Page, agent or session…"
        autocomplete="off"
        spellcheck={false}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id="palette-list" class="palette-list" role="listbox" aria-label="Found" ref={list}>
        {shown.map((goal, index) => (
          <li
            key={goal.to + goal.label}
            id={`goal-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setChosen(index)}
            onClick={() => follow(goal)}
          >
            <Icon name={goal.icon} />
            <span class="palette-label">{goal.label}</span>
            <span class="muted">{goal.note}</span>
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p class="palette-none muted">Nothing is called that.</p>}
    </Dialog>
  );
}
