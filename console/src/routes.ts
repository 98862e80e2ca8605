/** Every view of the console: its address, the file that draws it, and its place in the navigation. */
import type { ComponentType } from "preact";
import type { IconName } from "./ui/icons";
import type { Params } from "./router";

export interface PageProps {
  params: Params;
}

export interface Route {
  /** `:name` stands for one segment. */
  pattern: string;
  /** A page's module exports its component as default. Each is a file of its own, fetched when needed. */
  load: () => Promise<{ default: ComponentType<PageProps> }>;
  /** Drawn alone, without navigation. */
  isBare?: boolean;
}

export const ROUTES: readonly Route[] = [
  { pattern: "/", load: () => import("./pages/overview/page") },
  { pattern: "/agents", load: () => import("./pages/agents/page") },
  { pattern: "/agents/:name", load: () => import("./pages/agents/agent") },
  { pattern: "/playground", load: () => import("./pages/playground/page") },
  { pattern: "/playground/:name", load: () => import("./pages/playground/page") },
  { pattern: "/sessions", load: () => import("./pages/sessions/page") },
  { pattern: "/sessions/:runtime/:session", load: () => import("./pages/sessions/session") },
  { pattern: "/traces", load: () => import("./pages/traces/page") },
  { pattern: "/traces/:trace", load: () => import("./pages/traces/trace") },
  { pattern: "/memory", load: () => import("./pages/memory/page") },
  { pattern: "/memory/:memory", load: () => import("./pages/memory/memory") },
  { pattern: "/edge", load: () => import("./pages/edge/page") },
  { pattern: "/signin", load: () => import("./pages/signin/page"), isBare: true },
];

export interface NavPlace {
  path: string;
  label: string;
  icon: IconName;
  /** After `g`. */
  letter: string;
}

export const NAVIGATION: readonly NavPlace[] = [
  { path: "/", label: "Overview", icon: "overview", letter: "o" },
  { path: "/agents", label: "Agents", icon: "agents", letter: "a" },
  { path: "/playground", label: "Playground", icon: "playground", letter: "p" },
  { path: "/sessions", label: "Sessions", icon: "sessions", letter: "s" },
  { path: "/traces", label: "Traces", icon: "traces", letter: "t" },
  { path: "/memory", label: "Memory", icon: "memory", letter: "m" },
  { path: "/edge", label: "Edge", icon: "edge", letter: "e" },
];
