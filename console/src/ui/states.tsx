/** What stands in a page's place while it loads, when it fails, and when there is nothing yet. */
import type { ComponentChildren } from "preact";
import { ApiError } from "../api/client";
import { Button, CopyButton } from "./controls";
import { Icon, type IconName } from "./icons";

/** Shown after a moment only (by style): what comes at once should not flicker. */
export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      Loading {what}…
    </p>
  );
}

export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const message = error instanceof Error ? error.message : String(error);
  return (
    <div class="state is-error" role="alert">
      <Icon name="warning" size={24} />
      <p class="state-title">{titleOf(error)}</p>
      <p>{message}</p>
      {error instanceof ApiError && error.requestId && (
        <p class="muted">
          Request <code>{error.requestId}</code> <CopyButton text={error.requestId} label="Copy the request's id" />
        </p>
      )}
      {onRetry && (
        <Button icon="refresh" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

function titleOf(error: unknown): string {
  if (!(error instanceof ApiError)) return "Something went wrong on this page";
  if (error.status === 0) return "No connection";
  if (error.status === 403) return "Not allowed";
  if (error.status === 404) return "Not found";
  return error.status >= 500 ? "The server failed" : "The server refused this";
}

interface EmptyStateProps {
  icon: IconName;
  title: string;
  /** What to do next. */
  children?: ComponentChildren;
  /** 1: it stands in a page's place and is its heading. */
  level?: 1 | 2;
}

export function EmptyState({ icon, title, children, level = 2 }: EmptyStateProps) {
  const Heading = level === 1 ? "h1" : "h2";
  return (
    <div class="state">
      <Icon name={icon} size={24} />
      <Heading class="state-title">{title}</Heading>
      {children}
    </div>
  );
}

/** A command to copy. */
export function Command({ children }: { children: string }) {
  return (
    <span class="command">
      <code>{children}</code>
      <CopyButton text={children} label="Copy the command" />
    </span>
  );
}
