"""What all forms have in common."""

import importlib
import pkgutil

import pytest
from django import forms

import missions.forms
from missions.forms.base import Prose

MODULES = [one.name for one in pkgutil.walk_packages(missions.forms.__path__, "missions.forms.")]
FORMS = {
    kind
    for name in MODULES
    for kind in vars(importlib.import_module(name)).values()
    if isinstance(kind, type) and issubclass(kind, forms.Form) and kind.__module__.startswith("missions.forms")
}


@pytest.mark.parametrize("form", sorted(FORMS, key=lambda form: form.__qualname__))
def test_text_of_several_lines_is_prose_and_line_ends_count_once(form: type[forms.Form]) -> None:
    areas = [name for name, field in form.base_fields.items() if isinstance(field.widget, forms.Textarea)]
    assert [name for name in areas if not isinstance(form.base_fields[name], Prose)] == []
    assert Prose(max_length=3).clean("a\r\nb") == "a\nb"
