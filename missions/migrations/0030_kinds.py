"""Kinds of record that are declared: providers, solutions, uses, agreements, exercises, safeguards, judgments."""

import django.db.models.deletion
import pgtrigger.compiler
from django.db import migrations, models

from missions.migrations._functions import functions
from missions.migrations._operations import AddConstraint, AddField, AddIndex, AddTrigger, CreateModel


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0026_lock"),
    ]

    operations = [
        *functions("0030_kinds", "kinds"),
        CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="AgreementRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                ("title", models.TextField()),
                ("parties_withheld", models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")])),
                (
                    "instrument",
                    models.TextField(
                        choices=[
                            ("contract", "Contract"),
                            ("task_order", "Task order"),
                            ("reserve_program", "Reserve program"),
                            ("other_transaction", "Other transaction"),
                            ("pilot", "Pilot"),
                            ("cooperative_research", "Cooperative research"),
                            ("sharing", "Data or information sharing"),
                        ]
                    ),
                ),
                ("vehicle", models.TextField(blank=True)),
                ("buyer", models.TextField(blank=True)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("ceiling", models.BigIntegerField(null=True)),
                ("obligated", models.BigIntegerField(null=True)),
                ("obligated_on", models.DateField(null=True)),
                ("cyber_clause", models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")])),
                ("data_clause", models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")])),
                ("supply_clause", models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")])),
                (
                    "property_terms",
                    models.TextField(
                        choices=[
                            ("commercial", "Customary commercial terms"),
                            ("limited", "Limited or restricted rights"),
                            ("government_purpose", "Government purpose rights"),
                            ("unlimited", "Unlimited rights"),
                            ("unknown", "Unknown"),
                        ]
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.agreement",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.agreementrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="AgreementEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
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
                        related_name="agreement_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.agreementrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Exercise",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ExerciseRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                ("name", models.TextField()),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("wargame", "Wargame"),
                            ("tabletop", "Tabletop"),
                            ("training", "Training exercise"),
                            ("operation", "Daily operation"),
                            ("activation", "Activation"),
                        ]
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(null=True)),
                ("host", models.TextField(blank=True)),
                ("partners", models.TextField(blank=True)),
                ("note", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "exercise",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.exercise",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.exerciserevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ExerciseEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
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
                        related_name="exercise_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.exerciserevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Judgment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="JudgmentRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                (
                    "subject",
                    models.TextField(
                        choices=[
                            ("sought", "Commercial solutions are sought for this area"),
                            ("terms_refused", "Insurance: commercial terms refused or unreasonable"),
                            ("determination", "Insurance: a determination is made"),
                            ("asset_committed", "Insurance: the asset is committed to the government"),
                            ("indemnifier", "Insurance: who indemnifies is settled"),
                            ("statute", "Insurance: a statute authorizes it"),
                            ("sharing_barriers", "Barriers to sharing are removed"),
                            ("risk_accepted", "The remaining risk is accepted"),
                            ("risk_mitigated", "The risk is mitigated"),
                            ("property_protected", "Intellectual property is protected"),
                        ]
                    ),
                ),
                ("gap", models.TextField(blank=True)),
                ("answer", models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")])),
                ("rationale", models.TextField()),
                ("review_by", models.DateField()),
                (
                    "area",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="missions.missionarea",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "judgment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.judgment",
                    ),
                ),
                (
                    "passage",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.passage"
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.judgmentrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="JudgmentEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
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
                        related_name="judgment_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.judgmentrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Provider",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        AddField(
            model_name="agreementrevision",
            name="provider",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.provider"
            ),
        ),
        CreateModel(
            name="ProviderRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                ("name", models.TextField()),
                ("country", models.TextField()),
                (
                    "eligibility",
                    models.TextField(
                        choices=[
                            ("us", "U.S."),
                            ("us_mitigated", "U.S., with foreign ownership mitigated"),
                            ("allied", "Allied"),
                            ("other", "Other"),
                        ]
                    ),
                ),
                ("catalog_codes", models.TextField(blank=True)),
                (
                    "produces_for_markets",
                    models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")]),
                ),
                (
                    "bears_investment_risk",
                    models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")]),
                ),
                (
                    "follows_market_incentives",
                    models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")]),
                ),
                ("can_offer", models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")])),
                ("note", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.provider"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.provider",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.providerrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ProviderEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
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
                        related_name="provider_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.providerrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Safeguard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="SafeguardRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("cyber_assessment", "Cyber assessment"),
                            ("threat_sharing", "Threat-information sharing"),
                            ("clearance", "Facility and personnel clearance"),
                            ("conduct_debris", "Conduct: debris mitigation"),
                            ("conduct_notification", "Conduct: notification of maneuvers"),
                            ("conduct_data", "Conduct: data sharing"),
                            ("commercial_insurance", "Commercial insurance"),
                            ("war_risk_insurance", "Commercial war-risk insurance"),
                            ("government_insurance", "Government-provided insurance"),
                            ("indemnification", "Indemnification (Public Law 85-804)"),
                        ]
                    ),
                ),
                (
                    "state",
                    models.TextField(
                        choices=[
                            ("in_place", "In place"),
                            ("applied", "Applied for"),
                            ("absent", "Absent"),
                            ("not_applicable", "Not applicable"),
                            ("unknown", "Unknown"),
                        ]
                    ),
                ),
                (
                    "level",
                    models.TextField(
                        choices=[
                            ("unclassified", "Unclassified"),
                            ("controlled", "Controlled unclassified"),
                            ("secret", "Secret"),
                            ("top_secret", "Top Secret"),
                        ],
                        null=True,
                    ),
                ),
                (
                    "direction",
                    models.TextField(
                        choices=[
                            ("to_provider", "To the provider"),
                            ("to_government", "To the government"),
                            ("two_way", "Both ways"),
                        ],
                        null=True,
                    ),
                ),
                (
                    "verified_by",
                    models.TextField(
                        choices=[
                            ("self", "The provider itself"),
                            ("third_party", "A third party"),
                            ("government", "The government"),
                        ],
                        null=True,
                    ),
                ),
                ("covers", models.TextField()),
                (
                    "war_risk",
                    models.TextField(
                        choices=[("included", "Included"), ("excluded", "Excluded"), ("unknown", "Unknown")]
                    ),
                ),
                ("bearer", models.TextField(blank=True)),
                ("legal_basis", models.TextField(blank=True)),
                ("limit", models.BigIntegerField(null=True)),
                ("starts_on", models.DateField(null=True)),
                ("ends_on", models.DateField(null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.provider"
                    ),
                ),
                (
                    "safeguard",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.safeguard",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.safeguardrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="SafeguardEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
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
                        related_name="safeguard_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.safeguardrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Solution",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        AddField(
            model_name="safeguardrevision",
            name="solution",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.solution"
            ),
        ),
        CreateModel(
            name="SolutionRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                ("name", models.TextField()),
                (
                    "kind",
                    models.TextField(
                        choices=[("system", "System"), ("capability", "Capability"), ("service", "Service")]
                    ),
                ),
                (
                    "stage",
                    models.TextField(
                        choices=[
                            ("research", "Research"),
                            ("prototype", "Prototype"),
                            ("demonstrated", "Demonstrated"),
                            ("offered", "Offered"),
                            ("withdrawn", "Withdrawn"),
                        ]
                    ),
                ),
                ("stage_since", models.DateField(null=True)),
                ("owned_by", models.TextField(choices=[("commercial", "Commercial"), ("government", "Government")])),
                ("operated_by", models.TextField(choices=[("commercial", "Commercial"), ("government", "Government")])),
                ("description", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.provider"
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.solution",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.solutionrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="SolutionEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
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
                        related_name="solution_links",
                        to="missions.evidence",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.solutionrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="SolutionDependency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.TextField(
                        choices=[
                            ("launcher", "Launcher"),
                            ("bus", "Bus"),
                            ("ground", "Ground"),
                            ("cloud", "Cloud"),
                            ("spectrum", "Spectrum"),
                            ("country", "Country"),
                            ("solution", "Other solution"),
                        ]
                    ),
                ),
                ("name", models.TextField(blank=True)),
                (
                    "substitutable",
                    models.TextField(
                        choices=[
                            ("yes", "Another can take its place"),
                            ("no", "Nothing can take its place"),
                            ("unknown", "Unknown"),
                        ]
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.solution"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dependencies",
                        to="missions.solutionrevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="Use",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.TextField(unique=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
            ],
        ),
        CreateModel(
            name="ExerciseTrial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "phase",
                    models.TextField(
                        choices=[("day_to_day", "Day to day"), ("crisis", "Crisis"), ("conflict", "Conflict")]
                    ),
                ),
                (
                    "result",
                    models.TextField(
                        choices=[
                            ("worked", "Worked"),
                            ("with_findings", "Worked, with findings"),
                            ("failed", "Did not work"),
                            ("not_tried", "Planned, not tried"),
                        ]
                    ),
                ),
                ("finding", models.TextField(blank=True)),
                ("closed_on", models.DateField(null=True)),
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
                        related_name="trials",
                        to="missions.exerciserevision",
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.use"),
                ),
            ],
        ),
        CreateModel(
            name="AgreementCommitment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "phase",
                    models.TextField(
                        choices=[("day_to_day", "Day to day"), ("crisis", "Crisis"), ("conflict", "Conflict")]
                    ),
                ),
                (
                    "level",
                    models.TextField(
                        choices=[("best_effort", "Best effort"), ("priority", "Priority"), ("assured", "Assured")]
                    ),
                ),
                ("capacity", models.BigIntegerField(null=True)),
                (
                    "capacity_unit",
                    models.TextField(
                        choices=[
                            ("mbit_s", "Mbit/s"),
                            ("images_day", "Images a day"),
                            ("kg", "kg to orbit"),
                            ("launches_year", "Launches a year"),
                            ("observations_day", "Observations a day"),
                            ("satellites", "Satellites"),
                            ("contacts_day", "Contacts a day"),
                            ("hours_month", "Hours a month"),
                        ],
                        null=True,
                    ),
                ),
                ("hours_to_respond", models.BigIntegerField(null=True)),
                ("activator", models.TextField(blank=True)),
                ("reserve_stage", models.TextField(blank=True)),
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
                        related_name="commitments",
                        to="missions.agreementrevision",
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.use"),
                ),
            ],
        ),
        CreateModel(
            name="UseRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_on", models.DateField(blank=True, null=True)),
                (
                    "provenance",
                    models.TextField(
                        choices=[
                            ("official", "Official"),
                            ("public_source", "Public source"),
                            ("catalog", "Catalog"),
                            ("assessment", "Assessment"),
                            ("illustrative", "Illustrative"),
                        ]
                    ),
                ),
                ("source", models.TextField(blank=True)),
                ("reason", models.TextField()),
                (
                    "certainty",
                    models.TextField(
                        choices=[
                            ("high", "High: looked up at its source"),
                            ("moderate", "Moderate: well known, not looked up"),
                            ("low", "Low: one secondary source, or likely to have changed"),
                        ]
                    ),
                ),
                ("retired", models.BooleanField(default=False)),
                (
                    "role",
                    models.TextField(
                        choices=[
                            ("primary", "Performs it"),
                            ("supplement", "Adds to a government path"),
                            ("backup", "Stands by"),
                        ]
                    ),
                ),
                (
                    "fit",
                    models.TextField(
                        choices=[
                            ("not_assessed", "Not assessed"),
                            ("does_not_meet", "Does not meet"),
                            ("partially", "Partially meets"),
                            ("meets", "Meets"),
                        ]
                    ),
                ),
                (
                    "interface",
                    models.TextField(
                        choices=[
                            ("commercial", "Commercial standard"),
                            ("military", "Military standard"),
                            ("proprietary", "Proprietary"),
                            ("unknown", "Unknown"),
                        ]
                    ),
                ),
                ("interface_name", models.TextField(blank=True)),
                ("interface_tested", models.TextField(choices=[("yes", "Yes"), ("no", "No"), ("unknown", "Unknown")])),
                (
                    "state",
                    models.TextField(choices=[("could", "Could be used"), ("in_use", "In use"), ("ended", "Ended")]),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "function",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.function"
                    ),
                ),
                (
                    "solution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.solution"
                    ),
                ),
                (
                    "use",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="missions.use",
                    ),
                ),
                (
                    "voids",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voided_by",
                        to="missions.userevision",
                    ),
                ),
            ],
        ),
        CreateModel(
            name="UseEvidence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missions.auditentry"
                    ),
                ),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="use_links", to="missions.evidence"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_links",
                        to="missions.userevision",
                    ),
                ),
            ],
        ),
        AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f3291a87a3b3830c1cc380ae3ab1099463122839",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_dbe83",
                    table="missions_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="dc437a9d0c9099e52d6bba6cca90bc005060e43a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_c5579",
                    table="missions_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="4b1c9a8d28888aa2f80849739364d73f50deba24",
                    operation="INSERT",
                    pgid="pgtrigger_entry_f1b04",
                    table="missions_agreement",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreement",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="8f7ae44cf91c54566a66b76882aab76f736a7f8e",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_6e4b4",
                    table="missions_agreement",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="agreementevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="agreement_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="agreementevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="agreement_evidence_once"),
        ),
        AddTrigger(
            model_name="agreementevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="675faf2fa5e594cc606f2d43d8c13f7473751374",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_d311e",
                    table="missions_agreementevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b28c103266ce50bad27c8d3e60dfcd59a4228cd5",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7ba85",
                    table="missions_agreementevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="2ebf17e59f0e64df24fc0c0531fe08571c2bc233",
                    operation="INSERT",
                    pgid="pgtrigger_entry_ec997",
                    table="missions_agreementevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="55fb59fe68a40f0e9a535324b911abfcd5e45cfb",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_982a4",
                    table="missions_agreementevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercise",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="8985156e3632fcb741e5506656fbdfea83df715f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_7f343",
                    table="missions_exercise",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercise",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="0c5e5027847c4e8ff1db3411daf9fcadb06cb896",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_7a3bb",
                    table="missions_exercise",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercise",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="7c511980d4e0c42714b56e24899c0cc781255a8c",
                    operation="INSERT",
                    pgid="pgtrigger_entry_171de",
                    table="missions_exercise",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercise",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="f4303c6e9d66864fd43de7405a6433f01c60c0a2",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_e4624",
                    table="missions_exercise",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="exerciserevision",
            index=models.Index(fields=["exercise", "-effective_on", "-entry"], name="exercise_revision_as_of"),
        ),
        AddIndex(
            model_name="exerciserevision",
            index=models.Index(fields=["exercise", "-entry"], name="exercise_revision_history"),
        ),
        AddConstraint(
            model_name="exerciserevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="exercise_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="exerciserevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="exercise_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="exerciserevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="exercise_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="exerciserevision",
            constraint=models.UniqueConstraint(
                fields=("exercise", "entry", "effective_on"), name="exercise_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="exerciserevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="exercise_revision_name_given"
            ),
        ),
        AddConstraint(
            model_name="exerciserevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["wargame", "tabletop", "training", "operation", "activation"])),
                name="exercise_revision_kind_known",
            ),
        ),
        AddConstraint(
            model_name="exerciserevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="exercise_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="exerciserevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b9d874b7ed2756e4b63163abfe6589de69f6547d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_83783",
                    table="missions_exerciserevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exerciserevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="cbe6872ac5975371e2a9e6822a29a9a33ab55558",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_2a94f",
                    table="missions_exerciserevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exerciserevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="3b73204db602d1d70c62bab37f523a91350d6344",
                    operation="INSERT",
                    pgid="pgtrigger_entry_54b3e",
                    table="missions_exerciserevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exerciserevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('exercise_id')",
                    func="RETURN NULL;",
                    hash="71bd704b75c56e0fe618769518d3123b76031ba3",
                    operation="INSERT",
                    pgid="pgtrigger_fact_d0593",
                    table="missions_exerciserevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exerciserevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="e630111e3e49b9d8d312ef5ac4cd553212bf0821",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_4e995",
                    table="missions_exerciserevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="exerciseevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="exercise_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="exerciseevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="exercise_evidence_once"),
        ),
        AddTrigger(
            model_name="exerciseevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d01bbc5ed846cf23f8bbdbb140e8ec8cf9c67f4a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_909a8",
                    table="missions_exerciseevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exerciseevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="9b21603756e31c6c71e5172be906fb803aa4944c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_4c28f",
                    table="missions_exerciseevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exerciseevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="156522045d23faca7c5df5dedb76d0d9cd244950",
                    operation="INSERT",
                    pgid="pgtrigger_entry_4958b",
                    table="missions_exerciseevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exerciseevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="b6854c4b08e4771eb8c16f884c12dbd0777bdf71",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_679b9",
                    table="missions_exerciseevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d898bc4f34373f2d8a7cc3b07c3b4f0e428a9d31",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_fb6ab",
                    table="missions_judgment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="03d2c3dcddd6a4747e9b285f7a595d76b93937ed",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_e4757",
                    table="missions_judgment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgment",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="3f8669798ef169d5110808232d5f2854b8a79491",
                    operation="INSERT",
                    pgid="pgtrigger_entry_d9e55",
                    table="missions_judgment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgment",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="2c3858e4e8de51b14cfa4538e8d947981ab2cc3a",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_16aba",
                    table="missions_judgment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="judgmentrevision",
            index=models.Index(fields=["judgment", "-effective_on", "-entry"], name="judgment_revision_as_of"),
        ),
        AddIndex(
            model_name="judgmentrevision",
            index=models.Index(fields=["judgment", "-entry"], name="judgment_revision_history"),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="judgment_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="judgment_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="judgment_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.UniqueConstraint(
                fields=("judgment", "entry", "effective_on"), name="judgment_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "subject__in",
                        [
                            "sought",
                            "terms_refused",
                            "determination",
                            "asset_committed",
                            "indemnifier",
                            "statute",
                            "sharing_barriers",
                            "risk_accepted",
                            "risk_mitigated",
                            "property_protected",
                        ],
                    )
                ),
                name="judgment_revision_subject_known",
            ),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__in", ["yes", "no", "unknown"])), name="judgment_revision_answer_known"
            ),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("rationale", ""), _negated=True), name="judgment_revision_rationale_given"
            ),
        ),
        AddConstraint(
            model_name="judgmentrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="judgment_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="judgmentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="88ecc6bbc5a58ed52d3446621043e7fa0c534157",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_7a04c",
                    table="missions_judgmentrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgmentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="5d5bec411b0d720058eb27282a1e33f38f7d6ce9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_49bb1",
                    table="missions_judgmentrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgmentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="4f28dd9613b10ea2d3e05eb7c4b51aa7101834bd",
                    operation="INSERT",
                    pgid="pgtrigger_entry_917a5",
                    table="missions_judgmentrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgmentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('judgment_id')",
                    func="RETURN NULL;",
                    hash="5b270fab754acad1ffc30b10bd863cdebea17cf3",
                    operation="INSERT",
                    pgid="pgtrigger_fact_dc5a2",
                    table="missions_judgmentrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgmentrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="e293855122718b496a79359c19d564963c6a667c",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_1f4b3",
                    table="missions_judgmentrevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="judgmentevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="judgment_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="judgmentevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="judgment_evidence_once"),
        ),
        AddTrigger(
            model_name="judgmentevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="36b085b41702ddc1df630e02419f2c7b828734a7",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_30a47",
                    table="missions_judgmentevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgmentevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="6fb3f3c18da9e1f8b14531932c34e16c839c4719",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_498ec",
                    table="missions_judgmentevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgmentevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="7d4bcf4e808c09e1959132405d0170eef6e13e58",
                    operation="INSERT",
                    pgid="pgtrigger_entry_71e4d",
                    table="missions_judgmentevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="judgmentevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="8ee0029528dc953f05b0634b6e376b17fb668c39",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_15963",
                    table="missions_judgmentevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="provider",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="97fc0c2f8d76dc01a86ee3c4232a018a295d4742",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_014c8",
                    table="missions_provider",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="provider",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="db99bb5ed6b16ca584bf9ee450635248cd50c980",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_984ec",
                    table="missions_provider",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="provider",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="b09ee0a493ef512c010239e1b74a075c1f5d10bb",
                    operation="INSERT",
                    pgid="pgtrigger_entry_aa6ee",
                    table="missions_provider",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="provider",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="f43ace6738814565a8669165b0e50457f6d54da9",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_c61a8",
                    table="missions_provider",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="agreementrevision",
            index=models.Index(fields=["agreement", "-effective_on", "-entry"], name="agreement_revision_as_of"),
        ),
        AddIndex(
            model_name="agreementrevision",
            index=models.Index(fields=["agreement", "-entry"], name="agreement_revision_history"),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="agreement_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="agreement_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="agreement_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.UniqueConstraint(
                fields=("agreement", "entry", "effective_on"), name="agreement_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="agreement_revision_title_given"
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("parties_withheld__in", ["yes", "no", "unknown"])),
                name="agreement_revision_parties_withheld_known",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "instrument__in",
                        [
                            "contract",
                            "task_order",
                            "reserve_program",
                            "other_transaction",
                            "pilot",
                            "cooperative_research",
                            "sharing",
                        ],
                    )
                ),
                name="agreement_revision_instrument_known",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("ceiling__gte", 0)), name="agreement_revision_ceiling_not_below_zero"
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("obligated__gte", 0)), name="agreement_revision_obligated_not_below_zero"
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("cyber_clause__in", ["yes", "no", "unknown"])),
                name="agreement_revision_cyber_clause_known",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("data_clause__in", ["yes", "no", "unknown"])),
                name="agreement_revision_data_clause_known",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("supply_clause__in", ["yes", "no", "unknown"])),
                name="agreement_revision_supply_clause_known",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("property_terms__in", ["commercial", "limited", "government_purpose", "unlimited", "unknown"])
                ),
                name="agreement_revision_property_terms_known",
            ),
        ),
        AddConstraint(
            model_name="agreementrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="agreement_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="agreementrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="57e5321d0ab7615dd1468981b160f3ac6cf125b0",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_0a8a8",
                    table="missions_agreementrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="938e5ac0f10cbedbf2e164cb1acdbe111674f864",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_8fe66",
                    table="missions_agreementrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="0bc07df543aa7048f10842c7f2e50271ee5f1847",
                    operation="INSERT",
                    pgid="pgtrigger_entry_a97f4",
                    table="missions_agreementrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('agreement_id')",
                    func="RETURN NULL;",
                    hash="845bbbc7c98589f6c122ece4da899782c4df2f50",
                    operation="INSERT",
                    pgid="pgtrigger_fact_0fd5c",
                    table="missions_agreementrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="1b0f9170a8f34163f77530d18e735402b67ca768",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_51403",
                    table="missions_agreementrevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="providerrevision",
            index=models.Index(fields=["provider", "-effective_on", "-entry"], name="provider_revision_as_of"),
        ),
        AddIndex(
            model_name="providerrevision",
            index=models.Index(fields=["provider", "-entry"], name="provider_revision_history"),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="provider_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="provider_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="provider_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.UniqueConstraint(
                fields=("provider", "entry", "effective_on"), name="provider_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="provider_revision_name_given"
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("country", ""), _negated=True), name="provider_revision_country_given"
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("eligibility__in", ["us", "us_mitigated", "allied", "other"])),
                name="provider_revision_eligibility_known",
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("produces_for_markets__in", ["yes", "no", "unknown"])),
                name="provider_revision_produces_for_markets_known",
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("bears_investment_risk__in", ["yes", "no", "unknown"])),
                name="provider_revision_bears_investment_risk_known",
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("follows_market_incentives__in", ["yes", "no", "unknown"])),
                name="provider_revision_follows_market_incentives_known",
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("can_offer__in", ["yes", "no", "unknown"])),
                name="provider_revision_can_offer_known",
            ),
        ),
        AddConstraint(
            model_name="providerrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="provider_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="providerrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="39f16e6c7cec088970aa16046f24ac0ce614b225",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_9c0ec",
                    table="missions_providerrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="78e01b22b45d1377fc0093bc2dbd9641d08b59c3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_67436",
                    table="missions_providerrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="3ccbe277183abae1bb7d25fd13b1662ec4ddca76",
                    operation="INSERT",
                    pgid="pgtrigger_entry_d2d22",
                    table="missions_providerrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('provider_id')",
                    func="RETURN NULL;",
                    hash="e6cf33d4d97e4846c2a95368e42d6f3944ae8ad8",
                    operation="INSERT",
                    pgid="pgtrigger_fact_793b3",
                    table="missions_providerrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="badad8ce640119f666c3032ee708431ff834ca93",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_8c3ec",
                    table="missions_providerrevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="providerevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="provider_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="providerevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="provider_evidence_once"),
        ),
        AddTrigger(
            model_name="providerevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="b340e15ca04d2d6eed33069d83b371ebfa5408f5",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_2a7cc",
                    table="missions_providerevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="556070a9a51431e413bab4d65f61148b32f22d91",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_012c1",
                    table="missions_providerevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="b9a98ee5f06e5ec81a944c65dd12a99deca22194",
                    operation="INSERT",
                    pgid="pgtrigger_entry_0c6e0",
                    table="missions_providerevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="providerevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="a54bdc4e25035d2636b52277875748eff1479a5e",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_10b0c",
                    table="missions_providerevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguard",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="f4c2c512a5104314d0995fe3cff99f1684245f20",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_dd7e2",
                    table="missions_safeguard",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguard",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="a195cea1aa66332a271c3ff48aad15f5108cf05d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_ba331",
                    table="missions_safeguard",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguard",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="a7ad3d29ee8c6900967020dd40e85cacca669e03",
                    operation="INSERT",
                    pgid="pgtrigger_entry_41a87",
                    table="missions_safeguard",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguard",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="f9d573863cd1d63d9f5df7e39cd2bcd99563454a",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_bc4ca",
                    table="missions_safeguard",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="safeguardevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="safeguard_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="safeguardevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="safeguard_evidence_once"),
        ),
        AddTrigger(
            model_name="safeguardevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="619a4b487c8a335afb470cada35c49ee427dbddf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_105a9",
                    table="missions_safeguardevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguardevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="868a6b6d4464917c4bd7dbf5f5e278d778368382",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_72be1",
                    table="missions_safeguardevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguardevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="c0fe9b49aa6086689304b345b284a22365c75f66",
                    operation="INSERT",
                    pgid="pgtrigger_entry_f30fb",
                    table="missions_safeguardevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguardevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="1138649b1f51822f11219c2e02e5c8f0adfed784",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_af3f4",
                    table="missions_safeguardevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="solution",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="557dd833ca3e9574a61a7dbcd52560c934412158",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_9ef34",
                    table="missions_solution",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solution",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="4acd8a57eef4a83c35fdfaf27574cc80b7d6ba87",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_b14a2",
                    table="missions_solution",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solution",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="92e0d2a978fb1f2c2056677ab8ee6db72ead7b04",
                    operation="INSERT",
                    pgid="pgtrigger_entry_88ea6",
                    table="missions_solution",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solution",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="565c0d64bc39cd2eb07d694094a90cc8fe7dea64",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_a3a81",
                    table="missions_solution",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="safeguardrevision",
            index=models.Index(fields=["safeguard", "-effective_on", "-entry"], name="safeguard_revision_as_of"),
        ),
        AddIndex(
            model_name="safeguardrevision",
            index=models.Index(fields=["safeguard", "-entry"], name="safeguard_revision_history"),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="safeguard_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="safeguard_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="safeguard_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.UniqueConstraint(
                fields=("safeguard", "entry", "effective_on"), name="safeguard_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "cyber_assessment",
                            "threat_sharing",
                            "clearance",
                            "conduct_debris",
                            "conduct_notification",
                            "conduct_data",
                            "commercial_insurance",
                            "war_risk_insurance",
                            "government_insurance",
                            "indemnification",
                        ],
                    )
                ),
                name="safeguard_revision_kind_known",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["in_place", "applied", "absent", "not_applicable", "unknown"])),
                name="safeguard_revision_state_known",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["unclassified", "controlled", "secret", "top_secret"])),
                name="safeguard_revision_level_known",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("direction__in", ["to_provider", "to_government", "two_way"])),
                name="safeguard_revision_direction_known",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("verified_by__in", ["self", "third_party", "government"])),
                name="safeguard_revision_verified_by_known",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("covers", ""), _negated=True), name="safeguard_revision_covers_given"
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("war_risk__in", ["included", "excluded", "unknown"])),
                name="safeguard_revision_war_risk_known",
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("limit__gte", 0)), name="safeguard_revision_limit_not_below_zero"
            ),
        ),
        AddConstraint(
            model_name="safeguardrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="safeguard_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="safeguardrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="9c94892bdabecb42a9a4fb25762517089c759b2d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_9a73e",
                    table="missions_safeguardrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguardrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="fdaae33134784e66db20b5143f6545c66627ab3b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_943a0",
                    table="missions_safeguardrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguardrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="5ce54e5b7b9e388c23e0c49884982072a9db7726",
                    operation="INSERT",
                    pgid="pgtrigger_entry_c1018",
                    table="missions_safeguardrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguardrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('safeguard_id')",
                    func="RETURN NULL;",
                    hash="4079bdfd6bb89677b2926a6bc008e3f399322808",
                    operation="INSERT",
                    pgid="pgtrigger_fact_af2c8",
                    table="missions_safeguardrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="safeguardrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="f51d98905b293364b8591535bf0633b6256f9f12",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_b714b",
                    table="missions_safeguardrevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="solutionrevision",
            index=models.Index(fields=["solution", "-effective_on", "-entry"], name="solution_revision_as_of"),
        ),
        AddIndex(
            model_name="solutionrevision",
            index=models.Index(fields=["solution", "-entry"], name="solution_revision_history"),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="solution_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="solution_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="solution_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.UniqueConstraint(
                fields=("solution", "entry", "effective_on"), name="solution_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="solution_revision_name_given"
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["system", "capability", "service"])),
                name="solution_revision_kind_known",
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("stage__in", ["research", "prototype", "demonstrated", "offered", "withdrawn"])),
                name="solution_revision_stage_known",
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("owned_by__in", ["commercial", "government"])),
                name="solution_revision_owned_by_known",
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("operated_by__in", ["commercial", "government"])),
                name="solution_revision_operated_by_known",
            ),
        ),
        AddConstraint(
            model_name="solutionrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])),
                name="solution_revision_certainty_known",
            ),
        ),
        AddTrigger(
            model_name="solutionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="de7d6f5a107ca6ecad3b58939bd3fa6e85da3f0a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_85791",
                    table="missions_solutionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="6d4d884d3474f19b88977d366390dbdd97d03cd3",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_320d3",
                    table="missions_solutionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="6de0f742ae742f51ab24c30481c8f120395c31f2",
                    operation="INSERT",
                    pgid="pgtrigger_entry_6e526",
                    table="missions_solutionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('solution_id')",
                    func="RETURN NULL;",
                    hash="1209364457deab6dc4731409bbd6d0c5eb84280d",
                    operation="INSERT",
                    pgid="pgtrigger_fact_60d63",
                    table="missions_solutionrevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutionrevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="0860b2b8f68ab5ac945abe2bfa3167b1f2c18ae2",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_42d94",
                    table="missions_solutionrevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="solutionevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="solution_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="solutionevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="solution_evidence_once"),
        ),
        AddTrigger(
            model_name="solutionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="3e900ccc986e45543202939864af265e731cc12b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_820ef",
                    table="missions_solutionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="ed3b87a297c4f61f44129446dbc07f7034827de7",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_1cd0e",
                    table="missions_solutionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="8fddc7361ba836351c1512da1199636b866d3e18",
                    operation="INSERT",
                    pgid="pgtrigger_entry_991ca",
                    table="missions_solutionevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutionevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="8f96e78969124256581f962d34b9bd642193a15d",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_58286",
                    table="missions_solutionevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="solutiondependency",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["launcher", "bus", "ground", "cloud", "spectrum", "country", "solution"])
                ),
                name="solution_dependencies_kind_known",
            ),
        ),
        AddConstraint(
            model_name="solutiondependency",
            constraint=models.CheckConstraint(
                condition=models.Q(("substitutable__in", ["yes", "no", "unknown"])),
                name="solution_dependencies_substitutable_known",
            ),
        ),
        AddTrigger(
            model_name="solutiondependency",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="436d5f287221191583e4f40d7db115dac449e2c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_b5232",
                    table="missions_solutiondependency",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutiondependency",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="c12b27fda866e15c8bca0393c3e7f9c66d01fcef",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_2fe41",
                    table="missions_solutiondependency",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutiondependency",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="32d63746241f9428cd9850226d99c206552b716e",
                    operation="INSERT",
                    pgid="pgtrigger_entry_bcaba",
                    table="missions_solutiondependency",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutiondependency",
            trigger=pgtrigger.compiler.Trigger(
                name="with_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_with_revision()",
                    func="RETURN NULL;",
                    hash="2df3c956ab811fd206bd6d994cd95bec77e89a1e",
                    operation="INSERT",
                    pgid="pgtrigger_with_revision_51f22",
                    table="missions_solutiondependency",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="solutiondependency",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="413155224b908918ed2e0672dc364fdc5266d11b",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_4b15c",
                    table="missions_solutiondependency",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddTrigger(
            model_name="use",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d5175e383749427b4b84398a61ea9d509afece2b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_c4e77",
                    table="missions_use",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="use",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="1fdead5b4a79af0005e66c42e59705fce1b0ed04",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_036ba",
                    table="missions_use",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="use",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="25e34596d5ea0e7f796285dacfd5ae0ae04cf876",
                    operation="INSERT",
                    pgid="pgtrigger_entry_39bc8",
                    table="missions_use",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="use",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="6eb9ce5dd2cf66a12b2b9c19b6ca1b4e4c99a417",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_8d2a7",
                    table="missions_use",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="exercisetrial",
            constraint=models.CheckConstraint(
                condition=models.Q(("phase__in", ["day_to_day", "crisis", "conflict"])),
                name="exercise_trials_phase_known",
            ),
        ),
        AddConstraint(
            model_name="exercisetrial",
            constraint=models.CheckConstraint(
                condition=models.Q(("result__in", ["worked", "with_findings", "failed", "not_tried"])),
                name="exercise_trials_result_known",
            ),
        ),
        AddTrigger(
            model_name="exercisetrial",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="38382f398de5ce3bbdce0eed8f88a33bb070b4ab",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_d5d42",
                    table="missions_exercisetrial",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercisetrial",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="e3e8593d9642df2abba71e6a55de78c97e8b07b9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_87679",
                    table="missions_exercisetrial",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercisetrial",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="bffda4f6749c87464af9d4485a011f51f38543a0",
                    operation="INSERT",
                    pgid="pgtrigger_entry_0ef65",
                    table="missions_exercisetrial",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercisetrial",
            trigger=pgtrigger.compiler.Trigger(
                name="with_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_with_revision()",
                    func="RETURN NULL;",
                    hash="d14d3e277ae38aae0449c39ec67fdc96b2cc7e70",
                    operation="INSERT",
                    pgid="pgtrigger_with_revision_d5448",
                    table="missions_exercisetrial",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="exercisetrial",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="cc3018a5fdbaf49c8ebaa95a4cd305081ad469eb",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_9dd2e",
                    table="missions_exercisetrial",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="agreementcommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("phase__in", ["day_to_day", "crisis", "conflict"])),
                name="agreement_commitments_phase_known",
            ),
        ),
        AddConstraint(
            model_name="agreementcommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("level__in", ["best_effort", "priority", "assured"])),
                name="agreement_commitments_level_known",
            ),
        ),
        AddConstraint(
            model_name="agreementcommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("capacity__gte", 0)), name="agreement_commitments_capacity_not_below_zero"
            ),
        ),
        AddConstraint(
            model_name="agreementcommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "capacity_unit__in",
                        [
                            "mbit_s",
                            "images_day",
                            "kg",
                            "launches_year",
                            "observations_day",
                            "satellites",
                            "contacts_day",
                            "hours_month",
                        ],
                    )
                ),
                name="agreement_commitments_capacity_unit_known",
            ),
        ),
        AddConstraint(
            model_name="agreementcommitment",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours_to_respond__gte", 0)),
                name="agreement_commitments_hours_to_respond_not_below_zero",
            ),
        ),
        AddTrigger(
            model_name="agreementcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="94f54a97a9d8e497d0769a2de637dbfc85cac828",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_7421c",
                    table="missions_agreementcommitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="d7e5263b9b72e59039e4e2c4aac3ce468ffba7d4",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_bce48",
                    table="missions_agreementcommitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="0f2298d8ce923f9a2b6820ccf60a604e74a4ef9a",
                    operation="INSERT",
                    pgid="pgtrigger_entry_e0d56",
                    table="missions_agreementcommitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="with_revision",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_with_revision()",
                    func="RETURN NULL;",
                    hash="c2bf4f32b2aa39a5b50e45ed46d111bed19b85b6",
                    operation="INSERT",
                    pgid="pgtrigger_with_revision_8021b",
                    table="missions_agreementcommitment",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="agreementcommitment",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="249d52c6051a525577ed2d927317ebfe58045d92",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_e69f6",
                    table="missions_agreementcommitment",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddIndex(
            model_name="userevision",
            index=models.Index(fields=["use", "-effective_on", "-entry"], name="use_revision_as_of"),
        ),
        AddIndex(
            model_name="userevision",
            index=models.Index(fields=["use", "-entry"], name="use_revision_history"),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="use_revision_reason_given"
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("provenance__in", ["official", "public_source", "catalog", "assessment", "illustrative"])
                ),
                name="use_revision_provenance_known",
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_on__isnull", False), ("voids__isnull", False), _connector="OR"),
                name="use_revision_undated_only_to_withdraw",
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.UniqueConstraint(
                fields=("use", "entry", "effective_on"), name="use_revision_one_per_day_and_entry"
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["primary", "supplement", "backup"])), name="use_revision_role_known"
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("fit__in", ["not_assessed", "does_not_meet", "partially", "meets"])),
                name="use_revision_fit_known",
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("interface__in", ["commercial", "military", "proprietary", "unknown"])),
                name="use_revision_interface_known",
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("interface_tested__in", ["yes", "no", "unknown"])),
                name="use_revision_interface_tested_known",
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["could", "in_use", "ended"])), name="use_revision_state_known"
            ),
        ),
        AddConstraint(
            model_name="userevision",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["high", "moderate", "low"])), name="use_revision_certainty_known"
            ),
        ),
        AddTrigger(
            model_name="userevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="c1945ec494330ffef9daf37325a110b3b37c6085",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_7f7f9",
                    table="missions_userevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="userevision",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="26491326b97836522486af8d3d957872af0439c9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_71a5f",
                    table="missions_userevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="userevision",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="1357c0a6d16686583cc2c2fc0a09e0a1f9b5bdb0",
                    operation="INSERT",
                    pgid="pgtrigger_entry_b5ffe",
                    table="missions_userevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="userevision",
            trigger=pgtrigger.compiler.Trigger(
                name="fact",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_fact_row('use_id')",
                    func="RETURN NULL;",
                    hash="ba910c6e7bf182f9902ec44dd7b083e097b36822",
                    operation="INSERT",
                    pgid="pgtrigger_fact_caa2b",
                    table="missions_userevision",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="userevision",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="84a5ce3ff10c897bd466286ade95fb546e455624",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_2a858",
                    table="missions_userevision",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        AddConstraint(
            model_name="useevidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="use_evidence_reason_given"
            ),
        ),
        AddConstraint(
            model_name="useevidence",
            constraint=models.UniqueConstraint(fields=("revision", "evidence"), name="use_evidence_once"),
        ),
        AddTrigger(
            model_name="useevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_change",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="dda337a5741e799ecf27a691933ed0fe6cfda2d3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_no_change_d7a49",
                    table="missions_useevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="useevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="no_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_refuse_change()",
                    func="RETURN NULL;",
                    hash="c55e7c2e147f216ca1aac97fd08ae422be928562",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_no_truncate_420d7",
                    table="missions_useevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="useevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="entry",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    execute="csis_record_row()",
                    func="RETURN NULL;",
                    hash="a00411b62b520219a30d51a6d4bc187a2dd51d4d",
                    operation="INSERT",
                    pgid="pgtrigger_entry_eb1b1",
                    table="missions_useevidence",
                    when="BEFORE",
                ),
            ),
        ),
        AddTrigger(
            model_name="useevidence",
            trigger=pgtrigger.compiler.Trigger(
                name="of_analyst",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    execute="csis_of_analyst()",
                    func="RETURN NULL;",
                    hash="b782da86f07480bfd85e31435200b538996261bc",
                    operation="INSERT",
                    pgid="pgtrigger_of_analyst_c411c",
                    table="missions_useevidence",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
