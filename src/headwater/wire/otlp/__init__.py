"""OTLP, the protocol in which OpenTelemetry's exporters speak: requests -> spans and log records. No I/O."""
