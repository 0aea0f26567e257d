"""Addresses of the posture; they must come before those of the kinds of record."""

from django.urls import path

from missions.views.commercial import citing, loss, posture, tables, trend

urlpatterns = [
    path("posture/", posture.index, name="posture"),
    path("posture/cite/", citing.cell, name="cite_cell"),
    path("posture/trend/", trend.index, name="trend"),
    path("posture/loss/", loss.index, name="loss"),
    path("posture/access/", tables.access, name="access"),
    path("posture/protection/", tables.protection, name="protection"),
    path("posture/areas/<text:code>/", posture.area, name="area_posture"),
    path("posture/pipeline/", tables.pipeline_page, name="pipeline"),
]
