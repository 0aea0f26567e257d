"""Addresses of reviews, proposals, and changes of the policy and the set of areas."""

from django.urls import path, re_path

from missions.views.reviews import amendments, deciding, drafting, proposals, queue, reviews

urlpatterns = [
    path("reviews/", queue.index, name="reviews"),
    path("reviews/open/", queue.open_new, name="open_review"),
    path("reviews/triage/", queue.triage, name="triage"),
    path("reviews/<key:pk>/", reviews.detail, name="review"),
    path("reviews/<key:pk>/seats/", reviews.seats, name="seats"),
    path("reviews/<key:pk>/comments/", reviews.comments, name="comments"),
    path("reviews/<key:pk>/closing/", reviews.closing, name="closing"),
    path("reviews/<key:pk>/proposals/", reviews.proposals, name="proposals"),
    path("reviews/<key:pk>/opportunities/", reviews.found, name="opportunities"),
    path("opportunities/<key:pk>/progress/", reviews.progress, name="progress"),
    path("proposals/<key:pk>/", proposals.detail, name="proposal"),
    path("proposals/<key:pk>/version/", proposals.version, name="proposal_version"),
    path("proposals/<key:pk>/draft/", drafting.draft, name="draft"),
    path("proposals/<key:pk>/votes/", deciding.votes, name="votes"),
    path("proposals/<key:pk>/answers/", deciding.answers, name="answers"),
    path("proposals/<key:pk>/change-requests/", deciding.change_requests, name="change_requests"),
    path("proposals/<key:pk>/decision/", deciding.decide, name="decision"),
    path("proposals/<key:pk>/recall/", deciding.recall, name="recall"),
    path("proposals/<key:pk>/rebase/", deciding.rebase, name="rebase"),
    path("proposals/<key:pk>/submission/", deciding.submission, name="submission"),
    path("proposals/<key:pk>/withdrawal/", deciding.withdrawal, name="withdrawal"),
    path("changes/", amendments.index, name="changes"),
    path("changes/policy/", amendments.policy, name="change_policy"),
    path("changes/area/", amendments.area, name="change_area"),
    re_path(r"^changes/(?P<pk>\d{1,18})/$", amendments.detail, name="change"),
]
