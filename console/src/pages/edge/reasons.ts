/** Rules by which doors refuse, in words. Those of the door's own (`rule no-tricks`) have their names. */
const NAMES: Record<string, string> = {
  authentication: "Not identified",
  failures_per_address: "Failed too often from an address",
  failures_per_name: "Failed too often at a name",
  address_rate: "Too many from an address",
  principal_rate: "Too many of a caller",
  address_concurrency: "Too many at once from an address",
  principal_concurrency: "Too many at once of a caller",
  requests_per_day: "Requests of the day used up",
  tokens_per_day: "Tokens of the day used up",
  body_max_bytes: "Body too large",
  body_timeout_s: "Body too slow",
  prompt_max_chars: "Prompt too long",
  allow: "Address not on the list",
  deny: "Address on the list of refused ones",
  not_found: "No such address",
  method_not_allowed: "Method not allowed",
  invalid_request: "Not a valid request",
};

export function reasonName(rule: string): string {
  if (rule.startsWith("rule ")) return `Rule “${rule.slice(5)}”`;
  return NAMES[rule] ?? rule.replaceAll("_", " ");
}
