"""The server suggests what a record may refer to while somebody types."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from missions.domain.vocabulary import Role
from tests.integration.kinds.recorded import provider

pytestmark = pytest.mark.browser


def test_codes_and_names_are_suggested_while_typing(sample: str, signed_in: Callable[..., Page]) -> None:
    provider("PRV-001", name="Orbital Works")
    provider("PRV-002", name="Ground Station")
    page = signed_in(Role.ANALYST)
    page.goto(f"{sample}/solutions/add/")
    page.locator("main [name=provider]").press_sequentially("orb")
    offered = page.locator("#provider-codes option")
    expect(offered).to_have_count(1)
    expect(offered).to_have_attribute("value", "PRV-001")
    expect(page).to_have_url(f"{sample}/solutions/add/")
    page.goto(f"{sample}/providers/add/")
    page.locator("main [name=name]").press_sequentially("Ground")
    expect(page.locator("#taken-names option")).to_have_attribute("value", "Ground Station")
