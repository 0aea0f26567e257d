"""A cited figure: the same text for the same figure, parsed without loss."""

import pytest

from missions.domain import canonical
from missions.domain.record.figures import read_figure
from missions.domain.vocabulary import FigureKind, Provenance
from tests import factories


def test_a_figure_is_parsed_as_it_was_kept() -> None:
    figure = factories.figure()
    assert read_figure(figure.text) == figure
    assert figure.hash == canonical.digest(figure.text)
    assert factories.figure(words=("Another.",)).hash != figure.hash


def test_a_fraction_is_refused_because_its_text_could_differ() -> None:
    with pytest.raises(TypeError, match="float"):
        _ = factories.figure(numbers={"median": 3.5}).text


def test_the_page_of_today_keeps_its_whole_state_except_the_moment() -> None:
    assert factories.figure().address_now == "/posture/?cell=SATCOM.access#cell"
    assert factories.figure(address="/catalog/").address_now == "/catalog/"


def test_evidence_that_cites_a_catalog_has_its_provenance() -> None:
    assert factories.figure().provenance is Provenance.ASSESSMENT
    assert factories.figure(kind=FigureKind.CATALOG).provenance is Provenance.CATALOG
