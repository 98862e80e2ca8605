"""Signatures: botocore signs, `wire.sigv4` verifies; then something is changed on the way."""

import hashlib
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st

from headwater.core.errors import HeadwaterError
from headwater.wire import sigv4
from headwater.wire.sigv4 import IncompleteSignature, InvalidSignature, Received

SECRET = "s3cret/+key"
URL = "http://127.0.0.1:8642/runtimes/arn%3Aaws%3Abedrock-agentcore%3Aus-west-2%3A1%3Aruntime%2Fbot-1/invocations"
SESSION = "X-Amzn-Bedrock-AgentCore-Runtime-Session-Id"
SKEW = timedelta(minutes=5)


def sign(*, url=URL, method="POST", body=b'{"prompt": "hi"}', headers=None, token=None, presigned=None):
    """A request as botocore sends it: (Received, body)."""
    request = AWSRequest(method=method, url=url, data=body, headers=headers or {})
    credentials = Credentials("HWAKTEST", SECRET, token)
    if presigned is None:
        SigV4Auth(credentials, "bedrock-agentcore", "us-west-2").add_auth(request)
    else:
        SigV4QueryAuth(credentials, "bedrock-agentcore", "us-west-2", expires=presigned).add_auth(request)
    parts = urlsplit(request.url)
    names = {"host": parts.netloc, **dict(request.headers.items())}
    sent = [(name.encode(), value.encode()) for name, value in names.items()]
    received = Received(method=method, raw_path=parts.path, raw_query=parts.query, headers=sent)
    return received, body


def check(received, body, *, secret=SECRET, now=None):
    signature = sigv4.read_signature(received)
    assert signature is not None
    sigv4.check_window(signature, now or datetime.now(UTC), SKEW)
    sigv4.verify(received, signature, secret, hashlib.sha256(body).hexdigest())
    return signature


def with_header(received, name, value):
    """The same request with a header changed, added, or (None) taken away."""
    kept = [(key, old) for key, old in received.headers if key.lower() != name.lower().encode()]
    added = [] if value is None else [(name.encode(), value.encode())]
    return Received(
        method=received.method,
        raw_path=received.raw_path,
        raw_query=received.raw_query,
        headers=kept + added,
    )


def replaced(received, old, new):
    """The same request with a part of its Authorization header changed."""
    value = received.find("authorization")
    assert old in value
    return with_header(received, "authorization", value.replace(old, new, 1))


def changed(received, **members):
    return Received(
        **{
            "method": received.method,
            "raw_path": received.raw_path,
            "raw_query": received.raw_query,
            "headers": received.headers,
            **members,
        }
    )


def test_a_request_signed_by_botocore_is_accepted():
    signature = check(
        *sign(headers={SESSION: "s" * 33, "Content-Type": "application/json"}, token="tok+en==")
    )

    assert (signature.access_key_id, signature.session_token) == ("HWAKTEST", "tok+en==")
    assert (signature.region, signature.service) == ("us-west-2", "bedrock-agentcore")


def test_a_presigned_request_is_accepted_without_a_body():
    url = "http://127.0.0.1:8642/runtimes/bot-1/ws?qualifier=DEFAULT&x=%20a%2Fb"
    assert check(*sign(url=url, method="GET", body=b"", presigned=60)).expires == timedelta(seconds=60)

    received, _ = sign(url=url, method="GET", body=b"", presigned=60)
    with pytest.raises(InvalidSignature, match="has no body"):
        check(received, b"more")


def test_a_presigned_address_of_a_host_without_its_port_is_accepted():
    received, body = sign(url="http://agents.example/ws", method="GET", body=b"", presigned=60)
    check(with_header(received, "host", "agents.example:8443"), body)


texts = st.text(st.characters(codec="utf-8", exclude_categories=("C",)), max_size=20)


@given(
    names=st.lists(st.tuples(texts, texts), max_size=4),
    path=st.lists(texts, max_size=4),
    body=st.binary(max_size=200),
    value=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=30),
)
def test_whatever_botocore_signs_is_accepted(names, path, body, value):
    from urllib.parse import quote, urlencode

    url = "http://127.0.0.1:8642/" + "/".join(quote(piece, safe="-._~") for piece in path)
    query = urlencode(names, quote_via=quote)
    received, body = sign(url=f"{url}?{query}" if query else url, body=body, headers={"X-Some": value})
    check(received, body)


def tampered():
    """(name, change): each makes another request of a signed one."""
    yield "the body", lambda r, b: (r, b + b" ")
    yield "the body, emptied", lambda r, b: (r, b"")
    yield "the method", lambda r, b: (changed(r, method="PUT"), b)
    yield "the path", lambda r, b: (changed(r, raw_path=r.raw_path.replace("bot-1", "bot-2")), b)
    yield "the path, decoded", lambda r, b: (changed(r, raw_path=r.raw_path.replace("%3A", ":")), b)
    yield "the path, encoded twice", lambda r, b: (changed(r, raw_path=r.raw_path.replace("%", "%25")), b)
    yield "the path, lower case", lambda r, b: (changed(r, raw_path=r.raw_path.replace("%2F", "%2f")), b)
    yield "the path, longer", lambda r, b: (changed(r, raw_path=r.raw_path + "/"), b)
    yield "the query, changed", lambda r, b: (changed(r, raw_query="qualifier=other"), b)
    yield "the query, added to", lambda r, b: (changed(r, raw_query=r.raw_query + "&accountId=1"), b)
    yield "the query, gone", lambda r, b: (changed(r, raw_query=""), b)
    yield "the host", lambda r, b: (with_header(r, "host", "other:8642"), b)
    yield "the host's port", lambda r, b: (with_header(r, "host", "127.0.0.1"), b)
    yield "the session", lambda r, b: (with_header(r, SESSION, "t" * 33), b)
    yield "the session, gone", lambda r, b: (with_header(r, SESSION, None), b)
    yield (
        "the session, twice",
        lambda r, b: (changed(r, headers=[*r.headers, (SESSION.encode(), b"t" * 33)]), b),
    )
    yield "the content type", lambda r, b: (with_header(r, "Content-Type", "text/plain"), b)
    yield "the token", lambda r, b: (with_header(r, "X-Amz-Security-Token", "other"), b)
    yield "the token, gone", lambda r, b: (with_header(r, "X-Amz-Security-Token", None), b)
    yield (
        "the date, a second later",
        lambda r, b: (
            with_header(
                r,
                "X-Amz-Date",
                r.find("x-amz-date")[:-2] + ("0Z" if r.find("x-amz-date")[-2] != "0" else "1Z"),
            ),
            b,
        ),
    )
    yield (
        "an unsigned user",
        lambda r, b: (with_header(r, "X-Amzn-Bedrock-AgentCore-Runtime-User-Id", "eve"), b),
    )
    yield "an unsigned protocol session", lambda r, b: (with_header(r, "Mcp-Session-Id", "eve"), b)
    yield "the region", lambda r, b: (replaced(r, "us-west-2", "us-east-1"), b)
    yield "the service", lambda r, b: (replaced(r, "/bedrock-agentcore/", "/bedrock/"), b)
    yield "the scope's date", lambda r, b: (replaced(r, r.find("x-amz-date")[:8], "20200101"), b)
    yield "the list of headers, shorter", lambda r, b: (replaced(r, "content-type;", ""), b)
    yield "the list of headers, without the host", lambda r, b: (replaced(r, "host;", ""), b)
    yield (
        "the signature",
        lambda r, b: (
            with_header(
                r,
                "authorization",
                r.find("authorization")[:-1] + ("0" if r.find("authorization")[-1] != "0" else "1"),
            ),
            b,
        ),
    )
    yield (
        "the signature, cut",
        lambda r, b: (with_header(r, "authorization", r.find("authorization")[:-1]), b),
    )
    yield "an unsigned payload", lambda r, b: (with_header(r, "x-amz-content-sha256", "UNSIGNED-PAYLOAD"), b)
    yield (
        "a chunked payload",
        lambda r, b: (
            with_header(r, "x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            b,
        ),
    )
    yield (
        "a signature in the query too",
        lambda r, b: (
            changed(r, raw_query="X-Amz-Algorithm=AWS4-HMAC-SHA256"),
            b,
        ),
    )


@pytest.mark.parametrize("change", [pytest.param(change, id=name) for name, change in tampered()])
def test_a_request_changed_on_the_way_is_refused(change):
    headers = {SESSION: "s" * 33, "Content-Type": "application/json"}
    received, body = sign(url=f"{URL}?qualifier=DEFAULT", headers=headers, token="token")
    check(received, body)

    with pytest.raises((InvalidSignature, IncompleteSignature)):
        check(*change(received, body))


@pytest.mark.parametrize("secret", ["", "S3cret/+key", SECRET + " "])
def test_another_secret_is_refused(secret):
    with pytest.raises(InvalidSignature):
        check(*sign(), secret=secret)


@pytest.mark.parametrize(("minutes", "is_good"), [(-6, False), (-4, True), (4, True), (6, False)])
def test_a_signature_is_good_for_some_minutes(minutes, is_good):
    received, body = sign()
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    if is_good:
        check(received, body, now=now)
    else:
        with pytest.raises(InvalidSignature, match=r"Signature (expired|not yet current)"):
            check(received, body, now=now)


def test_a_presigned_request_ends_when_it_says():
    received, body = sign(method="GET", body=b"", presigned=60)
    check(received, body, now=datetime.now(UTC) + timedelta(seconds=50))
    with pytest.raises(InvalidSignature, match="Signature expired"):
        check(received, body, now=datetime.now(UTC) + timedelta(seconds=70))


def test_a_request_without_a_signature_has_none():
    assert sigv4.read_signature(Received(method="GET", raw_path="/", raw_query="", headers=[])) is None
    bearer = [(b"authorization", b"Bearer abc")]
    assert sigv4.read_signature(Received(method="GET", raw_path="/", raw_query="", headers=bearer)) is None


@given(value=st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=200))
def test_any_text_as_a_signature_is_refused_in_words(value):
    headers = [(b"host", b"h"), (b"authorization", b"AWS4-" + value.encode("latin-1"))]
    with pytest.raises(HeadwaterError):
        sigv4.read_signature(Received(method="GET", raw_path="/", raw_query="", headers=headers))


@given(query=st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=200))
def test_any_presigned_query_is_refused_in_words(query):
    received = Received(method="GET", raw_path="/", raw_query=f"X-Amz-Algorithm=x&{query}", headers=[])
    with pytest.raises(HeadwaterError):
        sigv4.read_signature(received)
