"""Streams that are kept: what agents answered, for readers who come late, or again."""
