"""Keys of sessions: who holds them, and for how long."""

import pytest

from headwater.auth.workers import WorkerCredentialBook, explain_unknown
from headwater.core.runtimes import RuntimeVersion

_VERSION = RuntimeVersion(runtime_id="bot-1", runtime_arn="arn", runtime_name="bot", number=1)


@pytest.fixture
def book():
    return WorkerCredentialBook()


def test_a_key_is_its_holders_until_that_has_ended(book):
    credentials = book.issue("w-1", _VERSION)

    holder = book.find(credentials.access_key_id)
    assert (holder.holder_id, holder.version, holder.credentials) == ("w-1", _VERSION, credentials)
    assert not holder.is_loading

    book.revoke("w-1")
    book.revoke("w-1")
    assert book.find(credentials.access_key_id) is None
    assert len(book) == 0


def test_no_two_have_anything_in_common_and_nothing_secret_is_shown(book):
    made = [book.issue(f"w-{i}", _VERSION) for i in range(100)]

    for name in ("access_key_id", "secret_key", "session_token"):
        assert len({getattr(credentials, name) for credentials in made}) == 100
    assert {len(credentials.access_key_id) for credentials in made} == {20}
    assert made[0].secret_key not in repr(made[0])
    assert made[0].session_token not in repr(book.find(made[0].access_key_id))


def test_a_holder_has_one_key_at_a_time(book):
    first, second = book.issue("w-1", _VERSION), book.issue("w-1", _VERSION)

    assert book.find(first.access_key_id) is None
    assert book.find(second.access_key_id).credentials == second
    book.revoke("w-1")
    assert len(book) == 0


def test_nothing_is_kept_of_the_dead(book):
    for i in range(1000):
        book.issue(f"w-{i}", _VERSION)
        book.revoke(f"w-{i}")

    assert len(book) == 0
    assert not book._by_holder


def test_a_key_that_is_nobodys_says_itself_what_it_was(book):
    loading = book.issue("t-1", _VERSION, is_loading=True)
    assert book.find(loading.access_key_id).is_loading
    book.revoke("t-1")
    session = book.issue("w-1", _VERSION)
    book.revoke("w-1")

    assert "let it read them in the call" in explain_unknown(loading.access_key_id)
    assert "has ended" in explain_unknown(session.access_key_id)
    assert "HEADWATER_SESSION_TOKEN" in explain_unknown("AKIAOWNKEY")
