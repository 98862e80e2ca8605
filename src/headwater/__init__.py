"""Headwater: a streaming agent runtime, self-hosted and wire-compatible with Amazon Bedrock AgentCore."""

__version__ = "0.1.0"
