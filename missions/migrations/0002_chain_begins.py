"""The chain begins with nothing recorded: sequence 0 and a digest of zeros."""

from django.db import migrations

BEGIN = """
INSERT INTO missions_chainhead (id, sequence, digest, recorded_at, record_sequence, process_sequence)
VALUES (1, 0, repeat('0', 64), '1970-01-01T00:00:00Z', 0, 0)
"""


class Migration(migrations.Migration):
    dependencies = [("missions", "0001_tables")]
    operations = [migrations.RunSQL(BEGIN, "DELETE FROM missions_chainhead")]
