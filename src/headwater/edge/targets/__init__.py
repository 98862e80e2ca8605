"""What front doors open to."""
