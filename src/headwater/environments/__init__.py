"""Virtual environments of agents: found out from their code, built by uv, kept by content."""
