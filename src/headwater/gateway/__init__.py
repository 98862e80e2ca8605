"""The data plane's front: which operation a request is, and the relay between callers and sessions."""
