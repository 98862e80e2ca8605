/**
 * The server's routes, as a script would use them: everything here is in /headwater/v1/openapi.json.
 *
 * Errors come as `ApiError` with the server's own words. A 401 leads to the sign-in page, which leads back.
 */
import { csrfToken } from "./csrf";
import { go, href, path } from "../router";

const PREFIX = "/headwater/v1/";

export class ApiError extends Error {
  constructor(
    message: string,
    /** HTTP status; 0: the server was not reached. */
    readonly status: number,
    /** `ResourceNotFoundException` and the like. */
    readonly code: string,
    readonly requestId: string,
    /** The run that failed so; "" where it is not about one. */
    readonly invocationId = "",
  ) {
    super(message);
    this.name = "ApiError";
  }
}

export type Query = Record<string, string | number | boolean | undefined | null>;

export interface Asking {
  query?: Query;
  signal?: AbortSignal;
  /** Goes as JSON, unless it is bytes already. */
  body?: unknown;
  headers?: Record<string, string>;
  /** The sign-in page itself asks without being led to the sign-in page. */
  staysHere?: boolean;
}

/** The address of one of our own routes: `routeUrl("sessions", {limit: 100})`. */
export function routeUrl(route: string, query: Query = {}): string {
  const values = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== "") values.set(name, String(value));
  const text = values.toString();
  return (route.startsWith("/") ? route : PREFIX + route) + (text ? `?${text}` : "");
}

/**
 * Ask, and have the answer before its body. `route` is below /headwater/v1/, or a whole path with a slash first
 * (operations of AgentCore). Path segments must be encoded by the caller: `runtimes/${seg(name)}/logs`.
 */
export async function ask(method: string, route: string, asking: Asking = {}): Promise<Response> {
  const response = await send(method, route, asking);
  if (response.ok) return response;
  const error = await readError(response);
  if (isUnknown(error) && !asking.staysHere) goSignIn();
  throw error;
}

async function send(method: string, route: string, asking: Asking): Promise<Response> {
  const headers: Record<string, string> = { accept: "application/json", ...asking.headers };
  if (method !== "GET") headers["x-headwater-csrf"] = csrfToken() || "1";
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (asking.signal) init.signal = asking.signal;
  if (asking.body !== undefined) {
    if (asking.body instanceof Uint8Array) init.body = asking.body as Uint8Array<ArrayBuffer>;
    else {
      init.body = JSON.stringify(asking.body);
      headers["content-type"] ??= "application/json";
    }
  }
  try {
    return await fetch(routeUrl(route, asking.query), init);
  } catch (error) {
    if (asking.signal?.aborted) throw error;
    throw new ApiError("The server cannot be reached", 0, "Unreachable", "");
  }
}

export async function readError(response: Response): Promise<ApiError> {
  const code = (response.headers.get("x-amzn-errortype") ?? "").split(":")[0] ?? "";
  const requestId = response.headers.get("x-amzn-requestid") ?? "";
  let message = "";
  try {
    const body: unknown = await response.json();
    if (typeof body === "object" && body !== null && "message" in body) message = String(body.message);
  } catch {
    // Not JSON: somebody between here and the server answered.
  }
  const invocationId = response.headers.get("headwater-invocation-id") ?? "";
  return new ApiError(message || `The server answered ${response.status}`, response.status, code, requestId, invocationId);
}

export async function getJson<T>(route: string, asking?: Asking): Promise<T> {
  return (await (await ask("GET", route, asking)).json()) as T;
}

export async function sendJson<T>(method: string, route: string, body?: unknown, asking: Asking = {}): Promise<T> {
  const response = await ask(method, route, body === undefined ? asking : { ...asking, body });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A name as one segment of a path. */
export function seg(name: string): string {
  return encodeURIComponent(name);
}

/** Whether a refusal means that the server does not know who asks, and not that he may not. */
function isUnknown(error: ApiError): boolean {
  return error.status === 401 || error.code === "MissingAuthenticationTokenException";
}

/** To the sign-in page, which leads back. */
export function goSignIn(): void {
  if (path.peek() === "/signin") return;
  go(href("/signin", { next: window.location.pathname + window.location.search }), { replace: true });
}
