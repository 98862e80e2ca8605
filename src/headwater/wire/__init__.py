"""Bytes to meaning and back: SSE, AWS event streams, AWS rest-json, headers. Nothing here does I/O."""
