"""Hybrid memory for agents: RAM for a warm session, the Memory API for every other. Standard library only."""
