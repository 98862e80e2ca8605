"""What runs in the agent's own interpreter: load its file, stop where it would serve, fork, confine, serve.

Standard library only, so that it works in any agent's environment, and nothing of the rest of
Headwater is imported. Two ways to run, both through the same loader:

- **fork**: the file is loaded once in a *template* process; every session is a fork of it.
- **fresh**: the file is loaded in the session's own process, already confined. For files that
  cannot be forked safely (threads alive, sockets connected at import).

Processes of a template, each a child of the one before:

    server ── launcher ── template (pid 1 of its pid namespace)
                              ├── nursery ── init of a session (pid 1 of it)
                              └── agent of the session (pid 2 of it)
    server ── launcher ── init of a fresh session (pid 1) ── agent

Killing any of them ends all below it: the kernel kills a pid namespace with its pid 1, and each
process asks to be killed with its parent. So nothing can be orphaned.
"""
