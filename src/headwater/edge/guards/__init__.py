"""What is not let in at a front door, though it may be known who asks."""
