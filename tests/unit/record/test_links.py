"""Addresses of evidence, as people paste them."""

import pytest

from missions.domain.record.links import read_link


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Https://example.org/Report?A=1#B", "https://example.org/Report?A=1#B"),
        ("HTTP://example.org", "http://example.org"),
        ("https://intelshare/docs/1", "https://intelshare/docs/1"),
        ("https://sp_ops.intranet.example/docs", "https://sp_ops.intranet.example/docs"),
        ("intelshare/docs/1", "https://intelshare/docs/1"),
        ("intelshare:8443/docs", "https://intelshare:8443/docs"),
        ("http://10.0.0.7:8080/a", "http://10.0.0.7:8080/a"),
        ("https://[2001:db8::1]/a", "https://[2001:db8::1]/a"),
        ("https://münchen.example/straße", "https://münchen.example/straße"),
        ("https://example.org./a", "https://example.org./a"),
    ],
)
def test_an_address_of_the_web_or_an_intranet_is_accepted(typed: str, kept: str) -> None:
    assert read_link(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "JAVASCRIPT://example.org/%0Aalert(1)",
        "data:text/html,x",
        "ftp://example.org/a",
        "mailto:a@example.org",
        "https:example.org",
        "https://",
        "https:///path",
        "https://exa mple.org/",
        "https://example.org/a b",
        "https://example.org/\x00",
        'https://example.org/"onclick',
        "https://example.org:port/",
        "https://example.org:99999/",
        "https://[2001:db8::1/a",
        "https://-intranet/",
        "https://a..b/",
    ],
)
def test_anything_else_is_refused_in_words(typed: str) -> None:
    with pytest.raises(ValueError, match=r"Enter an address that begins with https://\."):
        read_link(typed)
