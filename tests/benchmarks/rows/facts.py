"""The first request after one new fact about another area, beside the same page of an unchanged record."""

from collections.abc import Iterable

import psycopg

from tests.benchmarks.rows.pages import PAGES, Page, Visitor
from tests.benchmarks.scratch import Scratch
from tests.running.serving import Site

# The first page after a fact is to take this many times a page of an unchanged record, and what it shows of the fact.
RATIO = 1.3

# One assessment in an entry of its own, of a function of another area than the one the pages show.
FACT = """
WITH entry AS (
  INSERT INTO missions_auditentry (sequence, recorded_at, entry_class, actor_name, action, target, reason, request_id,
    payload, payload_digest, previous_digest, digest)
  SELECT sequence + 1, now(), 'record', 'A. Analyst', 'assess', 'function:one', 'Looked at again.', '', '{}',
    repeat('0', 64), digest, md5(random()::text) || md5(random()::text)
  FROM missions_chainhead RETURNING sequence, digest, recorded_at),
head AS (
  UPDATE missions_chainhead SET (sequence, record_sequence, digest, recorded_at) =
    (SELECT sequence, sequence, digest, recorded_at FROM entry)),
newest AS (SELECT max(id) AS id FROM missions_assessment)
INSERT INTO missions_assessment (id, effective_on, provenance, source, reason, entry_id, function_id, performer,
  availability, fit, contribution, risk, risk_of_not, rationale)
SELECT newest.id + 1, current_date, 'assessment', '', 'Looked at again.', entry.sequence, function.id, 'either',
  'mature', 'meets', 'some', 'low', 'low', 'Seen once more.'
FROM entry, newest, missions_function function
JOIN missions_missionarea area ON area.id = function.area_id
WHERE area.code <> 'SATCOM' ORDER BY function.id LIMIT 1
"""


def print_after_a_fact(scratch: Scratch, site: Site, rounds: int, pages: Iterable[Page] = PAGES) -> None:
    """Prints both times of each page, and their ratio (to reach: 1.3, and what the page shows of the fact).

    The guards of the database are off.
    """
    visitors = [
        (Visitor(page, site, scratch.cookie), Visitor(page, site, scratch.cookie))
        for page in pages
        if page.ever is None
    ]
    with psycopg.connect(scratch.server.owner(), autocommit=True) as owner:
        for _ in range(rounds):
            for after, kept in visitors:
                # Both of a pair are warm, and so is the worker they are connected to.
                after.visit()
                owner.execute(FACT)
                after.times.append(after.visit())
                kept.visit()
                kept.times.append(kept.visit())
    print(f"\n{'After one new fact':26} {'first, ms':>10} {'kept, ms':>10} {'ratio':>6}   (to reach: {RATIO})")
    for after, kept in visitors:
        ratio = after.median() / kept.median()
        print(f"{after.page.label:26} {after.median():10.2f} {kept.median():10.2f} {ratio:6.1f}")
