"""Addresses of the overview and its figures."""

from django.urls import path

from missions.views.leadership import charts, findings, overview

urlpatterns = [
    path("", overview.home, name="home"),
    path("overview/", overview.index, name="overview"),
    path("findings/", findings.index, name="findings"),
    path("charts/<text:slug>.json", charts.as_json, name="chart_json"),
    path("charts/<text:slug>.csv", charts.as_csv, name="chart_csv"),
]
