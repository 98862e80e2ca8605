"""HTTP/1.1 on both sides of a process: what ASGI apps need, and connections to others."""
