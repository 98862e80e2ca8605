"""Who calls at a front door: the ways of finding out."""
