"""Addresses of imports and exports."""

from django.urls import path, re_path

from missions.views.exchange import exports, imports

urlpatterns = [
    path("imports/", imports.index, name="imports"),
    re_path(r"^imports/template\.(?P<kind>csv|xlsx)$", imports.blank, name="import_template"),
    re_path(r"^imports/(?P<pk>\d{1,18})/$", imports.detail, name="import"),
    re_path(r"^imports/(?P<pk>\d{1,18})/step/$", imports.step, name="import_step"),
    re_path(r"^imports/(?P<pk>\d{1,18})/choose/$", imports.choose, name="import_choose"),
    re_path(r"^imports/(?P<pk>\d{1,18})/again/$", imports.again, name="import_again"),
    re_path(r"^imports/(?P<pk>\d{1,18})/confirm/$", imports.confirm, name="import_confirm"),
    re_path(r"^imports/(?P<pk>\d{1,18})/discard/$", imports.discard, name="import_discard"),
    path("exports/", exports.index, name="exports"),
    path("exports/briefing/", exports.build, name="build_briefing"),
    re_path(r"^exports/briefings/(?P<pk>\d{1,18})/$", exports.show, name="briefing"),
    re_path(r"^exports/briefings/(?P<pk>\d{1,18})/file/$", exports.download, name="briefing_file"),
    re_path(r"^exports/changes\.(?P<ending>[^/.\x00]+)$", exports.renamed, name="changes_export"),
    re_path(r"^exports/(?P<name>[^/.\x00]+)\.(?P<ending>[^/.\x00]+)$", exports.export, name="export"),
]
