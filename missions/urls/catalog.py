"""Addresses of the catalogs: concentration, snapshots, imports, comparing, and rules."""

from django.urls import path

from missions.views.catalog import citing, compare, concentration, imports, operators, rules, snapshots

urlpatterns = [
    path("concentration/", concentration.index, name="concentration"),
    path("concentration/<text:code>/", operators.index, name="operators"),
    path("concentration/<text:code>/cite/", citing.cite, name="cite"),
    path("catalogs/", snapshots.index, name="catalogs"),
    path("catalogs/rules/", rules.index, name="catalog_rules"),
    path("catalogs/compare/", compare.index, name="compare_snapshots"),
    path("catalogs/snapshots/<text:name>/", snapshots.detail, name="catalog_snapshot"),
    path("catalogs/snapshots/<text:name>/again/", imports.again, name="read_catalog_again"),
    path("catalogs/files/<key:pk>/", snapshots.file, name="catalog_file"),
    path("catalogs/readings/<key:pk>/problems/", snapshots.problems, name="catalog_problems"),
    path("catalogs/imports/", imports.index, name="catalog_imports"),
    path("catalogs/imports/<key:pk>/", imports.detail, name="catalog_import"),
    path("catalogs/imports/<key:pk>/problems.csv", imports.problems_file, name="catalog_import_problems"),
    path("catalogs/imports/<key:pk>/confirm/", imports.confirm, name="catalog_import_confirm"),
    path("catalogs/imports/<key:pk>/discard/", imports.discard, name="catalog_import_discard"),
]
