/** Line icons on a grid of 16, drawn for this console. Decoration: the words beside them (or a label) say it. */

const SHAPES = {
  overview: "M2 13V9m4 4V5m4 8V7m4 6V3",
  agents: "M4 6h8a1 1 0 0 1 1 1v5a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM8 6V3M6 9v1.5m4-1.5v1.5M1.5 9v2m13-2v2",
  playground: "M2.5 3h11v8h-6l-3 2.5V11h-2zM5 6h6M5 8.3h4",
  sessions: "M2 4h12M2 8h12M2 12h8",
  traces: "M2 3.5h7M5 8h6M8 12.5h6",
  memory: "M3 4c0-2 10-2 10 0v8c0 2-10 2-10 0zM3 4c0 2 10 2 10 0M3 8c0 2 10 2 10 0",
  edge: "M8 1.5 13.5 4v4c0 3.5-2.5 5.5-5.5 6.5C5 13.5 2.5 11.5 2.5 8V4zM5.7 8l1.7 1.7 3-3.4",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3 14 14",
  menu: "M2 4h12M2 8h12M2 12h12",
  close: "M3.5 3.5l9 9m0-9-9 9",
  sun: "M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1m8 8 1 1M13 3l-1 1M4 12l-1 1",
  moon: "M13.5 9.5A6 6 0 0 1 6.5 2.5a6 6 0 1 0 7 7Z",
  keyboard: "M2 4h12v8H2zM4.5 6.5h.01M7 6.5h.01M9.5 6.5h.01M11.7 6.5h.01M5 9.5h6",
  stop: "M4 4h8v8H4z",
  copy: "M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",
  check: "M3 8.5l3.5 3.5L13 4.5",
  warning: "M8 2 14.5 13.5h-13zM8 6.5V10M8 11.8v.01",
  info: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 7.3v4M8 4.9v.01",
  down: "M4 6l4 4 4-4",
  right: "M6 4l4 4-4 4",
  refresh: "M13 8a5 5 0 1 1-1.5-3.6M13 2v3h-3",
  play: "M5 3l8 5-8 5z",
  pause: "M5 3v10M11 3v10",
  external: "M9 3h4v4M13 3 7.5 8.5M11 9v4H3V5h4",
  download: "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
  table: "M2 3h12v10H2zM2 6.5h12M6 6.5V13",
  filter: "M2 3h12L9.5 8.5V13l-3-1.5v-3z",
  lock: "M4 7.5h8V13H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5",
  file: "M4 2h5l3 3v9H4zM9 2v3h3",
  folder: "M2 4h4l1.5 2H14v7H2z",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 4.5V8l2.5 1.5",
  terminal: "M2 3h12v10H2zM4.5 6l2 2-2 2M8.5 10h3",
  signout: "M6.5 3H3v10h3.5M6.5 8H14M11 5l3 3-3 3",
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={SHAPES[name]} />
    </svg>
  );
}
