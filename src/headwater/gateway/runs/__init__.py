"""Invocations that go on without their caller, and readers who come back to them."""
