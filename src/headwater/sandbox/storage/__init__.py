"""Session storage: folders that outlive a session's processes, at `/mnt/<name>` in its sandbox."""
