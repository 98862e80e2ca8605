"""What happened: the logs of agents."""
