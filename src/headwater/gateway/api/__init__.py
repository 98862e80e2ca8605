"""What our own routes say, as types: one `TypedDict` an object, a file a subject.

`/headwater/v1/openapi.json` is made of them (`openapi`, with `schemas`), and a test holds what a server
really answers against it.
"""
