"""Sessions: found or started by their id, kept while they are used, ended when their time is over."""
