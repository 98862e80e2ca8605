"""Memories themselves: how they are made, described, changed and deleted."""
