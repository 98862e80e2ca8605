"""The host's side of templates and sessions: start them, ask for children, watch, kill."""
