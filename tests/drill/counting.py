"""Counts, in the database, the acts that were confirmed to people."""

from collections import Counter

from tests.running.servers.clusters import Cluster

# An act whose form contains the mark is in exactly one entry of the chain.
MARK = "Drill act {}."
MARKS = r"Drill act \d+\."
# Counted within one action: an entry that follows from an act may repeat its reason.
FOUND = """
SELECT mark, max(times) FROM (
  SELECT mark, action, count(*) AS times
  FROM missions_auditentry, LATERAL (
    SELECT DISTINCT found[1] AS mark FROM regexp_matches(reason || payload, %s, 'g') AS found
  ) AS marks
  GROUP BY mark, action
) AS counted
GROUP BY mark
"""


def counted(cluster: Cluster, name: str = "csis") -> Counter[str]:
    """How often each mark is in the chain of that database."""
    with cluster.connect(name) as session:
        return Counter(dict(session.execute(FOUND, [MARKS]).fetchall()))
