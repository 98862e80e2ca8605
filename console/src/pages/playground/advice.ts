/** What to do about an answer that did not come, by AWS's name of the error. */

import type { ApiError } from "../../api/client";

const ADVICE: Readonly<Record<string, string>> = {
  RuntimeClientError: "The agent itself failed. What it printed, with the traceback, is in the session's log.",
  ThrottlingException: "Too much at once. Wait a moment and send it again.",
  ServiceQuotaExceededException: "A limit is reached: stop sessions that are not needed, or raise the limit (headwater limits).",
  ResourceNotFoundException: "This agent or endpoint is gone, or was never there. Choose another one above.",
  AccessDeniedException: "This key may not call the agent, or the session belongs to another caller. Begin a new session, or sign in with another key.",
  ConflictException: "Something else is changing the agent at this moment. Send it again.",
  ValidationException: "Change what the message names, then send it again.",
  AnswerCut: "The connection ended before the answer did. What came is below; the session's log says what the agent did.",
  RunEnded: "Somebody cancelled it, or its server ended. What came before is below. Send it again, if it is still wanted.",
  Unreachable: "Is the server running? The text is still here: send it again once it is.",
};

export function adviseOn(error: ApiError): string {
  const known = ADVICE[error.code];
  if (known !== undefined) return known;
  if (error.status >= 500) return "The server failed; its log says why, under this request's id.";
  return error.status === 401 ? "Sign in again; or this agent wants a token of its own identity provider, which only a program can send." : "";
}
