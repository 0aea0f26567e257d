"""Reviews with their proposals, votes and decisions, changes by two people, and what people are told."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddField, AddIndex, AddTrigger, CreateModel


class Migration(migrations.Migration):
    replaces = [("missions", "0004_reviews"), ("missions", "0005_notices"), ("missions", "0006_amendments")]

    dependencies = [
        ("missions", "0001_record"),
    ]

    operations = [
        CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "reverses",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="missions.categorydecision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField(choices=[("periodic", "Periodic"), ("ad_hoc", "Ad hoc")])),
                ("due_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="missions.missionarea"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Cycle",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField(unique=True)),
                ("due_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Draft",
            fields=[
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="missions.proposal",
                    ),
                ),
                (
                    "kind",
                    models.TextField(
                        choices=[("shift", "Shift"), ("reaffirm", "Reaffirmation"), ("first", "First category")]
                    ),
                ),
                (
                    "target",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("government_primary", "Government Primary"),
                            ("hybrid", "Hybrid"),
                            ("commercial_primary", "Commercial Primary"),
                        ],
                    ),
                ),
                ("effective_on", models.DateField(blank=True, null=True)),
                ("rationale", models.TextField(blank=True)),
                ("evidence", models.JSONField(default=list, help_text="Primary keys of evidence.")),
                ("gaps", models.JSONField(default=dict, help_text="Why a function is not assessed, by function code.")),
                ("answers", models.JSONField(default=dict, help_text="Answers to change requests, by primary key.")),
                ("base_on", models.DateField()),
                ("base_sequence", models.BigIntegerField()),
                ("base_version", models.TextField()),
                ("saved", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        CreateModel(
            name="ProposalState",
            fields=[
                (
                    "proposal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="state",
                        serialize=False,
                        to="missions.proposal",
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("changes_requested", "Changes requested"),
                            ("needs_rebase", "Needs rebase"),
                            ("approved", "Approved"),
                            ("effective", "Effective"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ]
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Authorship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="authorships",
                        to="missions.proposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Opportunity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("action", models.TextField()),
                ("due_on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to="missions.function",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "opportunities",
                "abstract": False,
            },
        ),
        CreateModel(
            name="OpportunityProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.TextField(choices=[("open", "Open"), ("done", "Done"), ("dropped", "Dropped")])),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "opportunity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="missions.opportunity"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ProposalRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.TextField(
                        choices=[("shift", "Shift"), ("reaffirm", "Reaffirmation"), ("first", "First category")]
                    ),
                ),
                (
                    "target",
                    models.TextField(
                        choices=[
                            ("government_primary", "Government Primary"),
                            ("hybrid", "Hybrid"),
                            ("commercial_primary", "Commercial Primary"),
                        ]
                    ),
                ),
                ("effective_on", models.DateField()),
                ("rationale", models.TextField()),
                ("content", models.TextField()),
                ("content_hash", models.TextField()),
                ("base_on", models.DateField()),
                ("base_sequence", models.BigIntegerField()),
                ("base_version", models.TextField()),
                ("needed_supports", models.PositiveSmallIntegerField()),
                ("needed_organizations", models.PositiveSmallIntegerField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.policyrevision",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.proposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ChangeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item", models.TextField()),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_requests",
                        to="missions.proposalrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ChangeAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="missions.changerequest"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="change_answers",
                        to="missions.proposalrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddField(
            model_name="categorydecision",
            name="revision",
            field=models.OneToOneField(
                help_text="What was approved; none for the official load.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decision",
                to="missions.proposalrevision",
            ),
        ),
        CreateModel(
            name="ReviewState",
            fields=[
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="state",
                        serialize=False,
                        to="missions.review",
                    ),
                ),
                ("is_open", models.BooleanField(default=True)),
            ],
        ),
        AddField(
            model_name="review",
            name="cycle",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="missions.cycle"
            ),
        ),
        AddField(
            model_name="review",
            name="entry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
            ),
        ),
        AddField(
            model_name="proposal",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposals", to="missions.review"
            ),
        ),
        AddField(
            model_name="opportunity",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="opportunities", to="missions.review"
            ),
        ),
        CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="missions.proposal",
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="missions.review"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ReviewClosing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.TextField(choices=[("effective", "Took effect"), ("closed", "Closed by the steward")]),
                ),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="closing", to="missions.review"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="RevisionEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revision_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.proposalrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.TextField(choices=[("analyst", "Analyst"), ("reviewer", "Reviewer")])),
                ("seated", models.BooleanField()),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="missions.review",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="seats", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Transition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "move",
                    models.TextField(
                        choices=[
                            ("create", "Create draft"),
                            ("submit", "Send to reviewers"),
                            ("request_changes", "Request changes"),
                            ("approve", "Approve"),
                            ("reject", "Reject"),
                            ("recall", "Recall"),
                            ("take_effect", "Take effect"),
                            ("area_moved", "Area moved"),
                            ("rebase", "Rebase"),
                            ("withdraw", "Withdraw"),
                        ]
                    ),
                ),
                (
                    "source",
                    models.TextField(
                        blank=True,
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("changes_requested", "Changes requested"),
                            ("needs_rebase", "Needs rebase"),
                            ("approved", "Approved"),
                            ("effective", "Effective"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ],
                    ),
                ),
                (
                    "target",
                    models.TextField(
                        choices=[
                            ("draft", "Draft"),
                            ("in_review", "In review"),
                            ("changes_requested", "Changes requested"),
                            ("needs_rebase", "Needs rebase"),
                            ("approved", "Approved"),
                            ("effective", "Effective"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                        ]
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="transitions", to="missions.proposal"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transitions",
                        to="missions.proposalrevision",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="Vote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.TextField(choices=[("support", "Support"), ("object", "Object"), ("recuse", "Recuse")]),
                ),
                ("reason", models.TextField(blank=True)),
                ("content_hash", models.TextField()),
                ("voter_name", models.TextField()),
                ("voter_role", models.TextField()),
                ("voter_organization", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="missions.proposalrevision",
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="votes", to="missions.seat"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        CreateModel(
            name="ObjectionAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField(choices=[("answer", "Answered"), ("overrule", "Overruled")])),
                ("text", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="missions.vote"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="cycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="cycle_reason_given"
            ),
        ),
        AddField(
            model_name="draft",
            name="saved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        AddField(
            model_name="proposalstate",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.review"
            ),
        ),
        AddField(
            model_name="proposalstate",
            name="revision",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.proposalrevision"
            ),
        ),
        AddConstraint(
            model_name="authorship",
            constraint=models.UniqueConstraint(fields=("proposal", "by"), name="authorship_once"),
        ),
        AddConstraint(
            model_name="opportunityprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="opportunity_progress_reason_given"
            ),
        ),
        AddConstraint(
            model_name="opportunityprogress",
            constraint=models.CheckConstraint(
                condition=models.Q(("step__in", ["open", "done", "dropped"])), name="opportunity_progress_step_known"
            ),
        ),
        AddConstraint(
            model_name="proposalrevision",
            constraint=models.UniqueConstraint(fields=("proposal", "number"), name="proposal_revision_number_once"),
        ),
        AddConstraint(
            model_name="proposalrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True), name="proposal_revision_rationale_given"
            ),
        ),
        AddConstraint(
            model_name="proposalrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["shift", "reaffirm", "first"])), name="proposal_revision_kind_known"
            ),
        ),
        AddConstraint(
            model_name="proposalrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("target__in", ["government_primary", "hybrid", "commercial_primary"])),
                name="proposal_revision_target_known",
            ),
        ),
        AddConstraint(
            model_name="proposalrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("needed_organizations__gte", 1),
                    ("needed_supports__gte", 1),
                    models.Q(
                        ("kind", "reaffirm"),
                        models.Q(("needed_organizations__gte", 2), ("needed_supports__gte", 2)),
                        _connector="OR",
                    ),
                ),
                name="proposal_revision_quorum_floor",
            ),
        ),
        AddConstraint(
            model_name="changerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="change_request_reason_given"
            ),
        ),
        AddConstraint(
            model_name="changerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("item", ""), _negated=True), name="change_request_item_given"
            ),
        ),
        AddConstraint(
            model_name="changeanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="change_answer_given"
            ),
        ),
        AddField(
            model_name="reviewstate",
            name="area",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.missionarea"
            ),
        ),
        AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="review_reason_given"
            ),
        ),
        AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["periodic", "ad_hoc"])), name="review_kind_known"
            ),
        ),
        AddConstraint(
            model_name="opportunity",
            constraint=models.CheckConstraint(
                condition=models.Q(("action", ""), _negated=True), name="opportunity_action_given"
            ),
        ),
        AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="comment_says_something"
            ),
        ),
        AddConstraint(
            model_name="reviewclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="review_closing_reason_given"
            ),
        ),
        AddConstraint(
            model_name="reviewclosing",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["effective", "closed"])), name="review_closing_outcome_known"
            ),
        ),
        AddConstraint(
            model_name="revisionevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="revision_evidence_once"),
        ),
        AddIndex(
            model_name="seat",
            index=models.Index(fields=["review", "user", "place", "-entry"], name="seat_newest"),
        ),
        AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="seat_reason_given"
            ),
        ),
        AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__in", ["analyst", "reviewer"])), name="seat_place_known"
            ),
        ),
        AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(
                fields=("review", "user", "place", "entry"), name="seat_one_step_per_entry"
            ),
        ),
        AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="transition_reason_given"
            ),
        ),
        AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "move__in",
                        [
                            "create",
                            "submit",
                            "request_changes",
                            "approve",
                            "reject",
                            "recall",
                            "take_effect",
                            "area_moved",
                            "rebase",
                            "withdraw",
                        ],
                    )
                ),
                name="transition_move_known",
            ),
        ),
        AddConstraint(
            model_name="transition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "target__in",
                        [
                            "draft",
                            "in_review",
                            "changes_requested",
                            "needs_rebase",
                            "approved",
                            "effective",
                            "rejected",
                            "withdrawn",
                        ],
                    )
                ),
                name="transition_target_known",
            ),
        ),
        AddConstraint(
            model_name="transition",
            constraint=models.UniqueConstraint(fields=("proposal", "entry"), name="transition_one_per_entry"),
        ),
        AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(fields=("revision", "by"), name="vote_once_per_revision"),
        ),
        AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice__in", ["support", "object", "recuse"])), name="vote_choice_known"
            ),
        ),
        AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(("choice", "support"), models.Q(("reason", ""), _negated=True), _connector="OR"),
                name="vote_reason_given",
            ),
        ),
        AddConstraint(
            model_name="objectionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["answer", "overrule"])), name="objection_answer_kind_known"
            ),
        ),
        AddConstraint(
            model_name="objectionanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="objection_answer_given"
            ),
        ),
        AddConstraint(
            model_name="proposalstate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "in_review",
                            "changes_requested",
                            "needs_rebase",
                            "approved",
                            "effective",
                            "rejected",
                            "withdrawn",
                        ],
                    )
                ),
                name="proposal_state_known",
            ),
        ),
        AddConstraint(
            model_name="proposalstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["effective", "rejected", "withdrawn"]), _negated=True),
                fields=("review",),
                name="proposal_state_one_open_per_review",
            ),
        ),
        AddConstraint(
            model_name="reviewstate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_open", True)), fields=("area",), name="review_state_one_open_per_area"
            ),
        ),
        CreateModel(
            name="NoticePreference",
            fields=[
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="notice_preference",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("mail_asked", models.BooleanField(default=True)),
                ("mail_news", models.BooleanField(default=False)),
                ("mail_reminders", models.BooleanField(default=True)),
            ],
        ),
        CreateModel(
            name="NoticeCursor",
            fields=[
                ("id", models.SmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("sequence", models.BigIntegerField(default=0)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="notice_cursor_is_one_row")],
            },
        ),
        CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("due_on", models.DateField()),
                ("step", models.SmallIntegerField(help_text="Days before the due date; negative after it.")),
                ("sent_at", models.DateTimeField(auto_now_add=True)),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="missions.review",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("asked", "You are asked to act"),
                            ("news", "News of a review you take part in"),
                            ("reminder", "A review is due"),
                        ]
                    ),
                ),
                ("text", models.TextField()),
                ("path", models.TextField(help_text="The page it is about, from the root of the site.")),
                (
                    "made_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, help_text="When what it tells was recorded."
                    ),
                ),
                ("read_at", models.DateTimeField(null=True)),
                ("mail_due", models.BooleanField(default=False)),
                ("mailed_at", models.DateTimeField(null=True)),
                (
                    "entry",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.auditentry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reminder",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.reminder",
                    ),
                ),
            ],
        ),
        AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("review", "due_on", "step"), name="reminder_once"),
        ),
        AddIndex(
            model_name="notice",
            index=models.Index(fields=["person", "-id"], name="notice_newest"),
        ),
        AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("read_at__isnull", True)), fields=["person"], name="notice_unread"),
        ),
        AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("mail_due", True)), fields=["id"], name="notice_mail_due"),
        ),
        AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["asked", "news", "reminder"])), name="notice_kind_known"
            ),
        ),
        AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("entry__isnull", False), ("reminder__isnull", True)),
                    models.Q(("entry__isnull", True), ("reminder__isnull", False)),
                    _connector="OR",
                ),
                name="notice_has_one_cause",
            ),
        ),
        AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                fields=("person", "entry", "path"), name="notice_once_per_entry_and_page"
            ),
        ),
        AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(fields=("person", "reminder"), name="notice_once_per_reminder"),
        ),
        CreateModel(
            name="Amendment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.TextField(choices=[("policy", "Policy"), ("area", "Set of areas")])),
                ("content", models.TextField()),
                ("effective_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddField(
            model_name="arearevision",
            name="amendment",
            field=models.OneToOneField(
                help_text="None for the official load.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="area_revision",
                to="missions.amendment",
            ),
        ),
        AddField(
            model_name="policyrevision",
            name="amendment",
            field=models.OneToOneField(
                help_text="None for the first policy.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="policy",
                to="missions.amendment",
            ),
        ),
        CreateModel(
            name="AmendmentDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("approved", models.BooleanField()),
                ("reason", models.TextField()),
                (
                    "amendment",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decision", to="missions.amendment"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="amendment_reason_given"
            ),
        ),
        AddConstraint(
            model_name="amendment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["policy", "area"])), name="amendment_kind_known"
            ),
        ),
        AddConstraint(
            model_name="amendmentdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="amendment_decision_reason_given"
            ),
        ),
        *functions(
            "0002_reviews",
            "locks",
            "people",
            "reviews",
            "proposals",
            "votes",
            "moves",
            "category_decisions",
            "amendments",
        ),
        AddTrigger(
            model_name="categorydecision",
            trigger=pgtrigger.compiler.Trigger(
                name="approved",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_category_decision()",
                    func="RETURN NULL;",
                    hash="0abb3b0a6b7553b6eed45ff8aff2a43dc766bc0f",
                    operation="INSERT",
                    pgid="pgtrigger_approved_a8dac",
                    table="missions_categorydecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ae078b0c2ce104adb40a51de7b356274f364baa9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_9d52b",
                    table="missions_cycle",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="e4491b1067103665e1e7e50b10992ce7b1e63b4e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_603cb",
                    table="missions_cycle",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="41ffd7e6c14a46be31c771e53913bb314c88e224",
                    operation="INSERT",
                    pgid="pgtrigger_entry_f93cf",
                    table="missions_cycle",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="c05a80189a0cc903de71bc27420f2eceb74d4ae7",
                    operation="INSERT",
                    pgid="pgtrigger_authored_f47e5",
                    table="missions_cycle",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="cycle",
            trigger=pgtrigger.compiler.Trigger(
                name="stewarded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_stewarded()",
                    func="RETURN NULL;",
                    hash="6c3b30bf27dbf0c4091933582fac5f97502af9d5",
                    operation="INSERT",
                    pgid="pgtrigger_stewarded_2576e",
                    table="missions_cycle",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="authorship",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="670df324c40ee306d89e4fb0aad88da5cb8e95de",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_a435a",
                    table="missions_authorship",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="authorship",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="8e4f83e32f687f8fb7b21d39c586c0a426e91c4e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4b79e",
                    table="missions_authorship",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="authorship",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="54273e5279772a2911504994c64e407817668141",
                    operation="INSERT",
                    pgid="pgtrigger_entry_44d98",
                    table="missions_authorship",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="authorship",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="6f94d00d63338375d219c516250938881a6c811c",
                    operation="INSERT",
                    pgid="pgtrigger_authored_c6ce9",
                    table="missions_authorship",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="authorship",
            trigger=pgtrigger.compiler.Trigger(
                name="author",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_authorship()",
                    func="RETURN NULL;",
                    hash="5b7890b04de9154e2d6c9ec139fa9bc62cb4a3a9",
                    operation="INSERT",
                    pgid="pgtrigger_author_68e8d",
                    table="missions_authorship",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunityprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="660b36b5c84f300912aede61c1ab51ab263a06f0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_42ddd",
                    table="missions_opportunityprogress",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunityprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="27e4f5487f8cb707036e441232cd41b282d9d90d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_2e665",
                    table="missions_opportunityprogress",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunityprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="2cd028f7f17e007c01718dd07b26b6f3eeba8b7c",
                    operation="INSERT",
                    pgid="pgtrigger_entry_8ad17",
                    table="missions_opportunityprogress",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunityprogress",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="32e538728cd07b1c14e0c531c29266dfa79c4ded",
                    operation="INSERT",
                    pgid="pgtrigger_authored_1746b",
                    table="missions_opportunityprogress",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposalrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="22f118606543732fcc33bf72888f9618057fdfc3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_7d28d",
                    table="missions_proposalrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposalrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="6f3b6d535ed12e83677c1991dd76c964a26cc273",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_03710",
                    table="missions_proposalrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposalrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="be8019dea691f2b6e01df04a2f3323038417a061",
                    operation="INSERT",
                    pgid="pgtrigger_entry_3f63d",
                    table="missions_proposalrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposalrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="40da5642255143f5a80a444cccdd8ea155d0e317",
                    operation="INSERT",
                    pgid="pgtrigger_authored_c6745",
                    table="missions_proposalrevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposalrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="frozen",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_proposal_revision()",
                    func="RETURN NULL;",
                    hash="44daab6f8d4d92cdf60466f091ad253407638fc5",
                    operation="INSERT",
                    pgid="pgtrigger_frozen_95d1f",
                    table="missions_proposalrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="99dc46bd8b2bdab796c3f021ba2bec842eab8c33",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_03ee2",
                    table="missions_changerequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="a0947c47a8b35ad12bbb7456234576b66d180bfa",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a1d14",
                    table="missions_changerequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="e549e1d475b4be4ec3538c4888afa36ea9fbe316",
                    operation="INSERT",
                    pgid="pgtrigger_entry_70c0b",
                    table="missions_changerequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="8c940d0e0dd7526f06603ebd090ac16ea2fa5a2f",
                    operation="INSERT",
                    pgid="pgtrigger_authored_19a21",
                    table="missions_changerequest",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="changerequest",
            trigger=pgtrigger.compiler.Trigger(
                name="asked",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_change_request()",
                    func="RETURN NULL;",
                    hash="9e6c90fa5a4cdf0f400ea56204215d8a32bfaf11",
                    operation="INSERT",
                    pgid="pgtrigger_asked_13727",
                    table="missions_changerequest",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b40eb979eb57561c1cfd9b7a26b6b4e7dc646341",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_23ef4",
                    table="missions_changeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="e0891a53f37af35ac7c745b78c4ec9fbfe26a10a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_36639",
                    table="missions_changeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="318a4673264b0c06f4ad01b9bf02f44441696a82",
                    operation="INSERT",
                    pgid="pgtrigger_entry_11fdb",
                    table="missions_changeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="changeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="3c7af8d227e92f26d8b1e020e0f58bdfa9c51fe5",
                    operation="INSERT",
                    pgid="pgtrigger_authored_1bfc4",
                    table="missions_changeanswer",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="changeanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="answered",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_change_answer()",
                    func="RETURN NULL;",
                    hash="c6311a6c2d50e4412c15790066aa5e369eaae6ea",
                    operation="INSERT",
                    pgid="pgtrigger_answered_9b066",
                    table="missions_changeanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="451aa4310bb28c7a4e335247f13bb92276745927",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_83800",
                    table="missions_review",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="658def2a85a36b049584ba1e88f6ab32449675a7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_720f7",
                    table="missions_review",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="150d85ff786a3a709029a8a44a359f58f9f3b193",
                    operation="INSERT",
                    pgid="pgtrigger_entry_8383b",
                    table="missions_review",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="e87aaf539d0a12f1d95154288f9940d9eaf5c615",
                    operation="INSERT",
                    pgid="pgtrigger_authored_3158c",
                    table="missions_review",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="stewarded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_stewarded()",
                    func="RETURN NULL;",
                    hash="7e5205ed684f58ac24a74992f825bd3979c43897",
                    operation="INSERT",
                    pgid="pgtrigger_stewarded_67a98",
                    table="missions_review",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="review",
            trigger=pgtrigger.compiler.Trigger(
                name="opened",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_review_opened()",
                    func="RETURN NULL;",
                    hash="d8bb6496d0e009e0ecb024fe7ebb2d79365d5145",
                    operation="INSERT",
                    pgid="pgtrigger_opened_a8107",
                    table="missions_review",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="a378edadcef47005277d9ec4d728a093c368e1e3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_d3cd3",
                    table="missions_proposal",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="c7c90cdd4c80fa553cdc65ad9c641383a77734fb",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_910b8",
                    table="missions_proposal",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="ca789013aca65111f22ada4f9546095fbf6ea43b",
                    operation="INSERT",
                    pgid="pgtrigger_entry_c3b03",
                    table="missions_proposal",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposal",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="7aca70accdda7ad7588a627eb182fd3199c1650f",
                    operation="INSERT",
                    pgid="pgtrigger_authored_51621",
                    table="missions_proposal",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunity",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="106bd0298578da0f9de02e63ff246adde55c8e76",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_25585",
                    table="missions_opportunity",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunity",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d74f6ebc2ba89cf65e1ac669267f83eb9c36fe25",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_38b49",
                    table="missions_opportunity",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunity",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="6f0ad4b6b66b1916ca990684e6a37ae7ef15b295",
                    operation="INSERT",
                    pgid="pgtrigger_entry_36c84",
                    table="missions_opportunity",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="opportunity",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="471dbdb03f2fb91e49ee3c485b7a70bce2deb7c1",
                    operation="INSERT",
                    pgid="pgtrigger_authored_89e4f",
                    table="missions_opportunity",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f1ea050278569e4bf39b666387f7e35437e7e507",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_ce14d",
                    table="missions_comment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="dd1820991d79ebe8288985e7087be1229e7581f1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_cbcbc",
                    table="missions_comment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="c48a7434a540c813a005c5f3e2bdf8ca8ae81ade",
                    operation="INSERT",
                    pgid="pgtrigger_entry_55f32",
                    table="missions_comment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="comment",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="782b56bfc5a3c0b102def115204a1cf34a4c3c86",
                    operation="INSERT",
                    pgid="pgtrigger_authored_26804",
                    table="missions_comment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f8cabc9c296c06d921c2864114896635269730c1",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_b612a",
                    table="missions_reviewclosing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="41b0603706fdc3c55cc7a0c71272e38a019dca28",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1f5c0",
                    table="missions_reviewclosing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="047f396aa8440d516b7bbd983506f27d1cb94f7d",
                    operation="INSERT",
                    pgid="pgtrigger_entry_3a171",
                    table="missions_reviewclosing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="08427529460199f34a7eebfc89156a4dc2097a9e",
                    operation="INSERT",
                    pgid="pgtrigger_authored_ca5cd",
                    table="missions_reviewclosing",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="reviewclosing",
            trigger=pgtrigger.compiler.Trigger(
                name="closes",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_review_closed()",
                    func="RETURN NULL;",
                    hash="264f1c09c9372ef5a7de986b03a6f98a0ac1e1af",
                    operation="INSERT",
                    pgid="pgtrigger_closes_7bdb5",
                    table="missions_reviewclosing",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="a878fa2a05bbed35ad6862670acf0eaeb2a9dca3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_76265",
                    table="missions_revisionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="3038ad92701051006c389de1b21e9f16b617e91f",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_186cf",
                    table="missions_revisionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="5a98c0d5aee863d83242ff42f324178f1008a348",
                    operation="INSERT",
                    pgid="pgtrigger_entry_8334b",
                    table="missions_revisionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="99017ef7092b081b6ff9ba36127bc083eb18e360",
                    operation="INSERT",
                    pgid="pgtrigger_authored_f50c1",
                    table="missions_revisionevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="revisionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="evidence",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_revision_evidence()",
                    func="RETURN NULL;",
                    hash="5c573aa751f8bc1945fa26112465ba8dc3ba164a",
                    operation="INSERT",
                    pgid="pgtrigger_evidence_3e369",
                    table="missions_revisionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="08cbb9deb80db8635bdd386e47ec52d09e247d32",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_83fcb",
                    table="missions_seat",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="38d7603ad9eb70c8855474fc531dd6b94be39a58",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e8443",
                    table="missions_seat",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="2df74c5a5086eb8446bbc215feac6e50382ed6b7",
                    operation="INSERT",
                    pgid="pgtrigger_entry_5200e",
                    table="missions_seat",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="e1a9c5a1fbbb44c76a19e78c92503b025b93ccdd",
                    operation="INSERT",
                    pgid="pgtrigger_authored_d1033",
                    table="missions_seat",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="stewarded",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_stewarded()",
                    func="RETURN NULL;",
                    hash="583db87662439f0dd3e55de0ec27cf42db54a437",
                    operation="INSERT",
                    pgid="pgtrigger_stewarded_7e931",
                    table="missions_seat",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="transition",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f4d2f8bb04d3e8ed29bc14ae070cc84bad846098",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_82765",
                    table="missions_transition",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="transition",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="0680ed1b22bf67976f1bb141bf2d8f3bdd5d8fab",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_24dd0",
                    table="missions_transition",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="transition",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="9f7fb6b33684dd5e668a95cb0206a17d5191e6a9",
                    operation="INSERT",
                    pgid="pgtrigger_entry_1599e",
                    table="missions_transition",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="transition",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="c917b54d4a3de37c9606048eb981858503a4d6eb",
                    operation="INSERT",
                    pgid="pgtrigger_authored_1c568",
                    table="missions_transition",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="transition",
            trigger=pgtrigger.compiler.Trigger(
                name="moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_transition()",
                    func="RETURN NULL;",
                    hash="8d4c6826656af0b38c68d9bf186f20d9965ed4cc",
                    operation="INSERT",
                    pgid="pgtrigger_moves_6fea1",
                    table="missions_transition",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ad37e10af3dbf451fac6e1b2c05121e637f8868f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_076eb",
                    table="missions_vote",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d8f100d795dc03f0f3595b8512618947b91cd965",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_a7762",
                    table="missions_vote",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="421cb8d3f6130ae275273039fc01683cfb975c99",
                    operation="INSERT",
                    pgid="pgtrigger_entry_b3cc3",
                    table="missions_vote",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="6cce82a79bb9f30413828415cb0a8b952e0bcee9",
                    operation="INSERT",
                    pgid="pgtrigger_authored_d41d0",
                    table="missions_vote",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="vote",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_vote()",
                    func="RETURN NULL;",
                    hash="584b5a8b45292dd4b9f5c208b96740d8d72f8eb0",
                    operation="INSERT",
                    pgid="pgtrigger_vote_d56af",
                    table="missions_vote",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="7a0c5c7bcbc4df26b21d88dabd3f0bee3c46aec0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_b89dd",
                    table="missions_objectionanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="11b245b4232dfc93ab706b5e97aee2aca2f08f41",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_818c8",
                    table="missions_objectionanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="5ff5b04ff89ce688d5a1f57aedda13061f42248c",
                    operation="INSERT",
                    pgid="pgtrigger_entry_5c5df",
                    table="missions_objectionanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="1dea07d51f3fcc25ec7f26293fe4ec6780fe0e66",
                    operation="INSERT",
                    pgid="pgtrigger_authored_7f6c9",
                    table="missions_objectionanswer",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="objectionanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="answer",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_objection_answer()",
                    func="RETURN NULL;",
                    hash="2b70d30177df3fd016c89e4b75635a6d716126b2",
                    operation="INSERT",
                    pgid="pgtrigger_answer_ec84b",
                    table="missions_objectionanswer",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposalstate",
            trigger=pgtrigger.compiler.Trigger(
                name="moves",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE _is_valid_transition BOOLEAN;",
                    func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{approved:effective,approved:in_review,approved:needs_rebase,approved:withdrawn,changes_requested:in_review,changes_requested:needs_rebase,changes_requested:withdrawn,draft:in_review,draft:needs_rebase,draft:withdrawn,in_review:approved,in_review:changes_requested,in_review:needs_rebase,in_review:rejected,in_review:withdrawn,needs_rebase:draft,needs_rebase:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                    hash="be3d34178ed668dffbdc654bde75c56f3b093a20",
                    operation="UPDATE",
                    pgid="pgtrigger_moves_67f03",
                    table="missions_proposalstate",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="proposalstate",
            trigger=pgtrigger.compiler.Trigger(
                name="born_a_draft",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (NEW.\"state\" IS DISTINCT FROM 'draft')",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot insert rows from % table', TG_TABLE_NAME;",
                    hash="48009d1f9549298cb454588eaecb7fd62de4ef8d",
                    operation="INSERT",
                    pgid="pgtrigger_born_a_draft_e3a11",
                    table="missions_proposalstate",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="arearevision",
            trigger=pgtrigger.compiler.Trigger(
                name="amended",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_amended('area')",
                    func="RETURN NULL;",
                    hash="57f63302cfbed7a4ce3022e277326689c8bd7723",
                    operation="INSERT",
                    pgid="pgtrigger_amended_0cd14",
                    table="missions_arearevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="policyrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="amended",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_amended('policy')",
                    func="RETURN NULL;",
                    hash="d9ac1d63f3f119755da65300d2e1a800b4bdec92",
                    operation="INSERT",
                    pgid="pgtrigger_amended_8cceb",
                    table="missions_policyrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b8dc010ebefc46e12aaaa6dd31bf6269166860dc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_8c5a8",
                    table="missions_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="7fb8f7f47f0cd75eb6c55c63754195e872033520",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_65082",
                    table="missions_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="415cdfc42bc9ada50898aebaee8aef042eec6ba9",
                    operation="INSERT",
                    pgid="pgtrigger_entry_5a929",
                    table="missions_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="33fdd761d763fa80fd067ed9c6732416c3ca1925",
                    operation="INSERT",
                    pgid="pgtrigger_authored_0de98",
                    table="missions_amendment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendment",
            trigger=pgtrigger.compiler.Trigger(
                name="drafted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_amendment()",
                    func="RETURN NULL;",
                    hash="2356c585f8792835d18f6a7075941614bdc6c788",
                    operation="INSERT",
                    pgid="pgtrigger_drafted_168ce",
                    table="missions_amendment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="40064776833ebd3c06698e9e4efd2df76b9297a5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_40074",
                    table="missions_amendmentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ab7508d9caed50b8df8c9cbdae684c0759edabd1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_d901c",
                    table="missions_amendmentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="73ad01b5bc132971b89f9741c8369449ab45469b",
                    operation="INSERT",
                    pgid="pgtrigger_entry_5ebdd",
                    table="missions_amendmentdecision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="authored",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_authored()",
                    func="RETURN NULL;",
                    hash="bc5257b0581cee529ab16dcc79b2729535e58362",
                    operation="INSERT",
                    pgid="pgtrigger_authored_0ca1c",
                    table="missions_amendmentdecision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="amendmentdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="decided",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_amendment_decision()",
                    func="RETURN NULL;",
                    hash="11383a60e656fcec360b961152a4a4151f58c5b3",
                    operation="INSERT",
                    pgid="pgtrigger_decided_34843",
                    table="missions_amendmentdecision",
                    when="BEFORE",
                ),
            ),
        ),
    ]
