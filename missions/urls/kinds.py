"""Addresses of the kinds of record that are declared: one pattern serves them all."""

from django.urls import path

from missions.views.kinds import forms, lists

urlpatterns = [
    path("<kind:kind>/", lists.index, name="records"),
    path("<kind:kind>/add/", forms.add, name="add_record"),
    path("<kind:kind>/<text:code>/", lists.detail, name="record"),
    path("<kind:kind>/<text:code>/revise/", forms.revise, name="revise_record"),
    path("<kind:kind>/<text:code>/withdraw/", forms.withdraw, name="withdraw_record"),
]
