"""The smallest image there is: one program that ends with 0. Running it tells whether an engine runs at all.

Made here, so that trying an engine needs no registry.
"""

from __future__ import annotations

import io
import struct
import tarfile

NAME = "localhost/headwater-probe:1"
COMMAND = ("/probe",)

#: exit(0), by machine: ELF's number for it, and the instructions.
_PROGRAMS = {
    # xor edi, edi; mov eax, 60; syscall
    "x86_64": (62, bytes.fromhex("31ff b83c000000 0f05")),
    # mov x0, 0; mov x8, 93; svc 0
    "aarch64": (183, bytes.fromhex("000080d2 a80b80d2 010000d4")),
}
_ADDRESS = 0x40_0000
_HEADERS_BYTES = 64 + 56


def build_archive(machine: str) -> bytes | None:
    """A tar of the image's files; None where no program is known for the machine."""
    program = _PROGRAMS.get(machine)
    if program is None:
        return None
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        binary = _build_elf(*program)
        member = tarfile.TarInfo("probe")
        member.size, member.mode = len(binary), 0o755
        archive.addfile(member, io.BytesIO(binary))
    return buffer.getvalue()


def _build_elf(machine: int, code: bytes) -> bytes:
    """An ELF executable of one segment.

    Source: System V ABI, "ELF header" and "program header", 64 bits.
    """
    ident = b"\x7fELF" + bytes((2, 1, 1)) + bytes(9)  # 64 bits, little endian, version 1
    entry, size = _ADDRESS + _HEADERS_BYTES, _HEADERS_BYTES + len(code)
    header = struct.pack("<HHIQQQIHHHHHH", 2, machine, 1, entry, 64, 0, 0, 64, 56, 1, 0, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, _ADDRESS, _ADDRESS, size, size, 0x1_0000)
    return ident + header + segment + code
