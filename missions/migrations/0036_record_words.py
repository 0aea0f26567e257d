"""Records of kinds, and functions, are found by an index of their words."""

import django.contrib.postgres.indexes
from django.db import migrations

import missions.models.words
from missions.migrations._functions import functions
from missions.migrations._operations import AddIndex


class Migration(migrations.Migration):
    dependencies = [
        ("missions", "0035_kept_figures"),
    ]

    operations = [
        *functions("0036_record_words", "record_words"),
        AddIndex(
            model_name="agreement",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="agreement_words"),
        ),
        AddIndex(
            model_name="agreementrevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("title", "vehicle", "buyer", "note"), name="agreement_revision_words"
            ),
        ),
        AddIndex(
            model_name="exercise",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="exercise_words"),
        ),
        AddIndex(
            model_name="exerciserevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("name", "host", "partners", "note"), name="exercise_revision_words"
            ),
        ),
        AddIndex(
            model_name="function",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="function_words"),
        ),
        AddIndex(
            model_name="functionrevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("name", "description"), name="function_revision_words"
            ),
        ),
        AddIndex(
            model_name="judgment",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="judgment_words"),
        ),
        AddIndex(
            model_name="judgmentrevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("gap", "rationale"), name="judgment_revision_words"
            ),
        ),
        AddIndex(
            model_name="provider",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="provider_words"),
        ),
        AddIndex(
            model_name="providerrevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("name", "catalog_codes", "note"), name="provider_revision_words"
            ),
        ),
        AddIndex(
            model_name="safeguard",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="safeguard_words"),
        ),
        AddIndex(
            model_name="safeguardrevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("covers", "bearer", "legal_basis", "note"),
                name="safeguard_revision_words",
            ),
        ),
        AddIndex(
            model_name="solution",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="solution_words"),
        ),
        AddIndex(
            model_name="solutionrevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("name", "description"), name="solution_revision_words"
            ),
        ),
        AddIndex(
            model_name="use",
            index=django.contrib.postgres.indexes.GinIndex(missions.models.words.Said("code"), name="use_words"),
        ),
        AddIndex(
            model_name="userevision",
            index=django.contrib.postgres.indexes.GinIndex(
                missions.models.words.Said("interface_name", "note"), name="use_revision_words"
            ),
        ),
    ]
