"""Addresses of the declared kinds of record: one pattern serves them all."""

from django.urls import path

from missions.views.kinds import forms, lists, suggestions

urlpatterns = [
    path("suggestions/<text:refers>/", suggestions.index, name="suggestions"),
    path("<kind:kind>/", lists.index, name="records"),
    path("<kind:kind>/add/", forms.add, name="add_record"),
    path("<kind:kind>/<text:code>/", lists.detail, name="record"),
    path("<kind:kind>/<text:code>/revise/", forms.revise, name="revise_record"),
    path("<kind:kind>/<text:code>/evidence/", forms.attach, name="attach_record_evidence"),
    path("<kind:kind>/<text:code>/withdraw/", forms.withdraw, name="withdraw_record"),
]
