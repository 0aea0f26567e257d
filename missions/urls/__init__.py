"""Every address of the program, one subject after another."""

from django.urls import include, path, register_converter

from missions.urls.converters import KeyConverter, TextConverter

SUBJECTS = ("leadership", "record", "reviews", "exchange", "people")

register_converter(TextConverter, "text")
register_converter(KeyConverter, "key")

urlpatterns = [path("", include(f"missions.urls.{subject}")) for subject in SUBJECTS]
