"""A person's browser during a drill: TLS through the proxy, cookies, and the forms of pages."""

import secrets
import ssl
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPResponse, HTTPSConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from django.utils.timezone import localdate
from lxml import html

from tests.drill.stack import Stack

PATIENCE_SECONDS = 30
BOUNDARY, MULTIPART = "drill", "multipart/form-data"
# The first of these fields in a form says which write it is.
SAYING = ("reason", "text", "words", "reason-1", "rationale", "action")
FILLED = "Done in a drill."

# Its name and content.
File = tuple[str, bytes]


class Browser:
    """One person by TLS through the proxy, with cookies; each request on a connection of its own.

    Browsers may share the cookies of what people know: then all have seen what one of them was shown.
    """

    def __init__(self, stack: Stack, session: str, known: dict[str, str] | None = None) -> None:
        self._port = stack.proxy.https
        self._trusting = ssl.create_default_context(cafile=str(stack.proxy.certificate))
        self._token = secrets.token_hex(16)
        self._own = {"sessionid": session, "csrftoken": self._token}
        self._known = {} if known is None else known

    def ask(self, method: str, path: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, str]:
        """Status, page and redirect. Raises OSError or HTTPException if the connection broke off."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in (self._own | self._known).items()),
            "X-CSRFToken": self._token,
            "Origin": f"https://localhost:{self._port}",
            "Content-Type": kind or "application/x-www-form-urlencoded",
        }
        connection = HTTPSConnection("localhost", self._port, context=self._trusting, timeout=PATIENCE_SECONDS)
        with closing(connection):
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode(errors="replace")
        self._keep(response)
        return response.status, text, response.getheader("Location", "")

    def _keep(self, response: HTTPResponse) -> None:
        for said in response.headers.get_all("Set-Cookie", []):
            for name, one in SimpleCookie(said).items():
                kept = self._known if name.startswith("csis_") else self._own
                kept[name] = one.value


@dataclass(frozen=True)
class Filled:
    """A filled form: its fields, and the name and content of a file, if any."""

    fields: list[tuple[str, str]]
    file: File | None = None

    @property
    def has_key(self) -> bool:
        """Whether it has a key, by which the program knows that it is sent again."""
        return any(name == "submission" for name, _ in self.fields)

    def says(self, mark: str) -> bool:
        """Whether one of its fields contains the mark: some forms have no text."""
        return any(value == mark for _, value in self.fields)

    @property
    def body(self) -> tuple[bytes, str]:
        """The body of the request, and its media type."""
        if self.file is None:
            return urlencode(self.fields).encode(), ""
        named = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="'
        called, content = self.file
        parts = [f'{named}{name}"\r\n\r\n{value}\r\n' for name, value in self.fields if name != "file"]
        head = f'{named}file"; filename="{called}"\r\nContent-Type: text/plain\r\n\r\n'
        whole = "".join(parts) + head
        return whole.encode() + content + f"\r\n--{BOUNDARY}--\r\n".encode(), f"{MULTIPART}; boundary={BOUNDARY}"


def filled(
    page: str, at: str, path: str, mark: str, said: dict[str, object], file: File | None = None
) -> Filled | None:
    """The form of a page for that path, with the given values, the mark, and any value in other required fields.

    None if the page has no such form.
    """
    for form in html.fromstring(page).forms:
        if form.method == "POST" and urlsplit(form.action or at).path == path and _offers(form, said):
            return Filled(_fields(form, mark, {name: value for name, value in said.items() if value is not None}), file)
    return None


def _offers(form: html.FormElement, said: dict[str, object]) -> bool:
    """Whether the given values are among its hidden fields, which distinguish several forms to one address."""
    hidden = {one.name: one.value for one in form.inputs if getattr(one, "type", "") == "hidden"}
    return all(str(said[name]) == value for name, value in hidden.items() if name in said and value)


def _fields(form: html.FormElement, mark: str, said: dict[str, object]) -> list[tuple[str, str]]:
    names = set(form.fields.keys())
    saying = next((name for name in SAYING if name in names and name not in said), None)
    said = ({saying: mark} if saying else {}) | said
    # Empty lines of the form would have to be filled.
    said = {name: form.fields[name.replace("TOTAL", "INITIAL")] for name in names if "TOTAL_FORMS" in name} | said
    lines = tuple(f"{name.removesuffix('-TOTAL_FORMS')}-" for name in said if name.endswith("-TOTAL_FORMS"))
    kept = [
        (name, value)
        for name, value in form.form_values()
        if value and name not in said and (not name.startswith(lines) or name.endswith("_FORMS"))
    ]
    has = {name for name, _ in kept} | set(said)
    for one in form.inputs:
        if one.name and one.name not in has and "required" in one.attrib and not one.name.startswith(lines):
            kept.append((one.name, _something(one)))
            has.add(one.name)
    for name, value in said.items():
        kept += [(name, str(one)) for one in (value if isinstance(value, list) else [value])]
    return kept


def _something(one: html.HtmlElement) -> str:
    """A value that a required field accepts."""
    if isinstance(one, html.SelectElement):
        return next(value for value in one.value_options if value)
    if getattr(one, "type", "") in {"radio", "checkbox"}:
        return one.get("value", "on")
    return localdate().isoformat() if getattr(one, "type", "") == "date" else FILLED
