"""Browsers that sign in, as far as HTTP goes: one cookie, and the headers that browsers send."""

import json
from dataclasses import dataclass, field
from typing import Any

from replies import HttpReply

SIGNIN = "/headwater/v1/signin"
#: What a browser says of a request by a page of the server's own.
OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}


@dataclass
class Browser:
    """One that talks to one server."""

    server: Any
    cookie: str = ""
    csrf_token: str = ""
    set_cookie: str = ""
    headers: dict[str, str] = field(default_factory=lambda: dict(OWN_PAGE))

    def http(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> HttpReply:
        """As a page of the console asks; headers given as None are left out."""
        sent = {**self.headers, "x-headwater-csrf": self.csrf_token, "Cookie": self.cookie}
        if isinstance(body, dict):
            body = json.dumps(body).encode()
            sent["Content-Type"] = "application/json"
        sent |= headers or {}
        reply = self.server.http(method, path, body, {name: value for name, value in sent.items() if value})
        if "set-cookie" in reply.headers:
            self.set_cookie = reply.headers["set-cookie"]
            self.cookie = self.set_cookie.partition(";")[0]
        return reply

    def sign_in(self, access_key_id: str, secret: str, headers: dict[str, str] | None = None) -> HttpReply:
        body = {"accessKeyId": access_key_id, "secretAccessKey": secret}
        reply = self.http("POST", SIGNIN, body, headers)
        if reply.status == 200:
            self.csrf_token = reply.json()["csrfToken"]
        return reply

    def sign_out(self) -> HttpReply:
        return self.http("DELETE", SIGNIN)

    @property
    def who(self) -> str | None:
        """The name that the server knows this browser by."""
        signed_in = self.http("GET", SIGNIN).json()["signedIn"]
        return None if signed_in is None else signed_in["name"]


def open_browser(server: Any, caller: Any) -> Browser:
    """One that is signed in with a key; see `callers.make_caller`."""
    browser = Browser(server)
    reply = browser.sign_in(caller.access_key_id, caller.secret)
    assert reply.status == 200, reply.body
    return browser
