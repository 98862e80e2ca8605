"""Memory that outlives sessions: the AgentCore Memory API, and what agents use of it."""
