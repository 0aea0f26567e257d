"""Addresses of reviews, proposals, and amendments of the policy and the set of areas."""

from django.urls import path, re_path

from missions.views.reviews import amendments, cycles, requests, review, reviews
from missions.views.reviews.proposals import comments, decisions, drafts, revisions, submission, votes
from missions.views.reviews.proposals import detail as proposals

urlpatterns = [
    path("reviews/", reviews.index, name="reviews"),
    path("reviews/open/", reviews.open_new, name="open_review"),
    path("areas/<text:code>/ask/", requests.ask, name="ask_review"),
    path("review-requests/<key:pk>/", requests.detail, name="review_request"),
    path("reviews/triage/", reviews.triage, name="triage"),
    path("reviews/<key:pk>/", review.detail, name="review"),
    path("reviews/<key:pk>/seats/", review.seats, name="seats"),
    path("reviews/<key:pk>/comments/", comments.comments, name="comments"),
    path("reviews/<key:pk>/due-date/", review.due_date, name="due_date"),
    path("reviews/<key:pk>/closing/", review.closing, name="closing"),
    path("reviews/<key:pk>/proposals/", review.proposals, name="proposals"),
    path("reviews/<key:pk>/opportunities/", review.found, name="opportunities"),
    path("comments/<key:pk>/resolution/", comments.resolution, name="resolution"),
    path("cycles/<key:pk>/", cycles.detail, name="cycle"),
    path("cycles/<key:pk>/reminders/", cycles.remind, name="remind_cycle"),
    path("opportunities/<key:pk>/progress/", review.progress, name="progress"),
    path("proposals/<key:pk>/", proposals.detail, name="proposal"),
    path("proposals/<key:pk>/version/", proposals.version, name="proposal_version"),
    path("proposals/<key:pk>/changes/", revisions.since_vote, name="since_vote"),
    path("proposals/<key:pk>/revisions/<key:number>/", revisions.revision, name="revision"),
    path("proposals/<key:pk>/revisions/<key:earlier>..<key:later>/", revisions.compared, name="compare_revisions"),
    path("proposals/<key:pk>/draft/", drafts.draft, name="draft"),
    path("proposals/<key:pk>/votes/", votes.votes, name="votes"),
    path("proposals/<key:pk>/answers/", votes.answers, name="answers"),
    path("proposals/<key:pk>/vote-requests/", votes.vote_requests, name="vote_requests"),
    path("proposals/<key:pk>/replies/", votes.replies, name="replies"),
    path("proposals/<key:pk>/change-requests/", votes.change_requests, name="change_requests"),
    path("proposals/<key:pk>/decision/", decisions.decide, name="decision"),
    path("proposals/<key:pk>/recall/", decisions.recall, name="recall"),
    path("proposals/<key:pk>/rebase/", submission.rebase, name="rebase"),
    path("proposals/<key:pk>/submission/", submission.submission, name="submission"),
    path("proposals/<key:pk>/withdrawal/", submission.withdrawal, name="withdrawal"),
    path("amendments/", amendments.index, name="amendments"),
    path("amendments/policy/", amendments.policy, name="amend_policy"),
    path("amendments/area/", amendments.area, name="amend_area"),
    re_path(r"^amendments/(?P<pk>\d{1,18})/$", amendments.detail, name="amendment"),
    # The earlier names of these pages.
    re_path(r"^changes/(?P<rest>(?:(?:policy|area|\d{1,18})/)?)$", amendments.renamed, name="changes"),
]
