"""What the system is made of: identifiers, errors, runtimes, sessions. No I/O, no clock reads."""
