"""Connections both ways: the handshake, who may, and passing frames on."""
