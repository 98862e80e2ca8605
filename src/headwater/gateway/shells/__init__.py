"""Interactive shells: a pseudo-terminal in a session, kept while its clients come and go."""
