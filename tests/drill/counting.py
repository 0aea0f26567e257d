"""What stands of the acts that people were told are done."""

from collections import Counter

from tests.running.clusters import Cluster

# An act whose form says so is in one entry of the chain, and never in two.
MARK = "Drill act {}."
MARKS = r"Drill act \d+\."
# Within entries of one action: what follows from an act may repeat its reason in another.
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
    """How often the mark of each act stands in the chain of that database."""
    with cluster.connect(name) as session:
        return Counter(dict(session.execute(FOUND, [MARKS]).fetchall()))
