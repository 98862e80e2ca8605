"""Sessions in containers: one container a session, run by podman or docker.

Rule 1: argument lists and what engines print are built and parsed in `command`, without I/O.
Rule 2: what a version declares never stands in a process list, and never reaches the engine's own program.
"""
