"""What can be saved: a list of this site with its filters, and nothing else."""

import pytest

from missions.domain.addresses import LISTS
from missions.domain.people.saved_filters import LONGEST, read_filter


@pytest.mark.parametrize("path", LISTS)
def test_each_list_is_parsed_as_it_is_written(path: str) -> None:
    found = read_filter(f"{path}?q=a+b%26c&category=hybrid&category=commercial_primary")
    assert found.address == f"{path}?q=a+b%26c&category=hybrid&category=commercial_primary"
    assert read_filter(found.address) == found


def test_page_numbers_and_empty_filters_are_left_out() -> None:
    found = read_filter("/evidence/?q=&kind=document&before=17&page=3")
    assert found.address == "/evidence/?kind=document"
    assert found.says == "Evidence: kind document"
    assert read_filter("/areas/").says == "Mission areas"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "areas/",
        "/audit/",
        "/areas/SATCOM/",
        "//evil.example/areas/",
        "https://evil.example/areas/",
        "javascript:alert(1)",
        "http://[::1",
        "/areas/?q=" + "x" * LONGEST,
    ],
)
def test_nothing_else_can_be_saved(address: str) -> None:
    assert read_filter(address) is None


def test_characters_a_database_cannot_store_stay_encoded() -> None:
    assert read_filter("/search/?q=%00").address == "/search/?q=%00"
