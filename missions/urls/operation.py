"""Addresses of the page about operation, and its jobs."""

from django.urls import path

from missions.views.operation import page

urlpatterns = [
    path("operation/", page.index, name="operation"),
    path("operation/jobs/<text:name>/run/", page.run, name="run_job"),
]
