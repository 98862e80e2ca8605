"""What is kept here, sent elsewhere: traces, metrics and logs over OTLP."""
