"""Agent runtimes: their versions, endpoints and code, and what an invocation resolves to."""
