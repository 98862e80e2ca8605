"""What agents' servers may speak: how a failure of ours is told to clients of each protocol."""

from headwater.wire.protocols.problems import CallDialect, encode_protocol_problem, write_failure

__all__ = ["CallDialect", "encode_protocol_problem", "write_failure"]
