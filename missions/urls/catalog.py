"""Addresses of the catalogs: concentration, operators, and citing."""

from django.urls import path

from missions.views.catalog import citing, concentration, operators

urlpatterns = [
    path("concentration/", concentration.index, name="concentration"),
    path("concentration/<text:code>/", operators.index, name="operators"),
    path("concentration/<text:code>/cite/", citing.cite, name="cite"),
]
