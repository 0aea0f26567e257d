"""Whose a state is, for the scopes of owners: codes as GCAT writes them."""

US = frozenset({"US", "PR", "GU", "UM67", "UM79"})
# Members of NATO, and states the United States has a defense treaty with in the Indo-Pacific; with the territories
# that companies of theirs are registered in, and the organizations whose members they are in the main.
ALLIED = US | {
    "AL", "B", "BG", "CA", "CZ", "D", "DK", "E", "EE", "F", "FI", "GR", "HR", "HU", "I", "IS", "L", "LT", "LV", "ME",
    "MK", "N", "NL", "P", "PL", "RO", "S", "SI", "SK", "TR", "UK", "AU", "J", "KR", "NZ", "PH", "T", "BM", "BVI",
    "CYM", "GI", "GL", "KORS", "TC", "I-NATO", "I-ESA", "I-ESRO", "I-ELDO", "I-EU", "I-EUM", "I-EUT",
}  # fmt: skip
ALLIED_WORDS = (
    "U.S. and allied: owners in the United States, in other members of NATO, and in Australia, Japan, New Zealand, "
    "the Philippines, South Korea and Thailand; with ESA, EUMETSAT, Eutelsat's former organization, NATO and the EU."
)
