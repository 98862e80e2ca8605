"""Who calls, and what he may do: access keys, whose sessions are whose, credentials of sessions, tokens."""
