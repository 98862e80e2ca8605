"""A session has a journal of its own, by a descriptor alone: no name, no folder, nobody else's."""

OWN = """
import os
described = os.environ["HEADWATER_JOURNAL_FD"]
fd = int(described.split(":")[0])
"""


def test_it_can_be_written_and_is_a_file_of_the_host(inside, sid):
    code = (
        OWN + "os.write(fd, b'x'); os.fdatasync(fd); result = [os.fstat(fd).st_size, os.fstat(fd).st_nlink]"
    )
    assert inside.run(code, sid)["result"] == [1, 1]


def test_two_sessions_have_two(inside, sid, other_sid):
    identity = OWN + "result = described.split(':')[1:]"
    assert inside.run(identity, sid)["result"] != inside.run(identity, other_sid)["result"]
    inside.run(OWN + "os.write(fd, b'secret of one')", sid)
    read = OWN + "os.lseek(fd, 0, 0); result = os.read(fd, 100).decode()"
    assert inside.run(read, other_sid)["result"] == ""


def test_no_other_journal_is_among_what_it_has_open(inside, sid):
    inside.run("result = 1", sid)
    code = OWN + (
        "import stat\n"
        "own = os.fstat(fd)\n"
        "folder = '/proc/self/fd/'\n"
        "links = [n for n in os.listdir(folder) if '.journal' in os.readlink(folder + n)]\n"
        "result = [int(n) == fd for n in links if os.fstat(int(n)).st_ino != own.st_ino]"
    )
    reply = inside.run(code, sid)
    # The listing itself had one open that is gone; of journals there is the own one alone.
    assert reply.get("result", []) == [], reply


def test_its_folder_cannot_be_reached_through_it(inside, sid):
    code = OWN + (
        "result = []\n"
        "for path in (f'/proc/self/fd/{fd}/..', os.path.dirname(os.readlink(f'/proc/self/fd/{fd}'))):\n"
        "    try:\n"
        "        result.append(os.listdir(path))\n"
        "    except OSError:\n"
        "        pass\n"
    )
    found = inside.run(code, sid)["result"]
    assert not any(".journal" in name for listing in found for name in listing)


def test_it_cannot_fill_the_hosts_disk(inside, sid):
    # 512 MiB of scratch is the default bound: one write beyond it is refused, wherever it goes.
    code = OWN + "os.ftruncate(fd, 4 * 1024**3); result = os.fstat(fd).st_size"
    reply = inside.run(code, sid)
    assert reply["errno"] == 27, reply  # EFBIG


def test_programs_that_it_starts_do_not_have_it(inside, sid):
    code = OWN + (
        "import subprocess, sys\n"
        "probe = f'import os; os.fstat({fd})'\n"
        "result = subprocess.run([sys.executable, '-c', probe], capture_output=True).returncode\n"
    )
    assert inside.run(code, sid)["result"] != 0
