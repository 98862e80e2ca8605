"""Public front doors: path or host -> agent, with own authentication, guards and response forms."""
