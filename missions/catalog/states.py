"""Which states are U.S. or allied, for the scopes of owners: codes as GCAT writes them."""

US = frozenset({"US", "PR", "GU", "UM67", "UM79"})
# Members of NATO, and states in the Indo-Pacific with a defense treaty with the United States; with the territories
# where their companies are registered, and the organizations that mainly consist of them.
ALLIED = US | {
    "AL", "B", "BG", "BGN", "CA", "CZ", "D", "DK", "E", "EE", "F", "FI", "GR", "HR", "HU", "I", "IS", "L", "LT", "LV",
    "ME", "MK", "N", "NL", "P", "PL", "RO", "S", "SI", "SK", "TR", "UK", "AU", "J", "KR", "NZ", "PH", "T", "BM", "BVI",
    "CYM", "GI", "GL", "KORS", "TC", "I-NATO", "I-ESA", "I-ESRO", "I-ELDO", "I-EU", "I-EUM", "I-EUT",
}  # fmt: skip

# Names of countries in the UCS database; others are kept as written.
CODES = {
    "usa": "US", "united states": "US", "united states of america": "US", "albania": "AL", "belgium": "B",
    "bulgaria": "BG", "canada": "CA", "czech republic": "CZ", "czechia": "CZ", "germany": "D", "denmark": "DK",
    "spain": "E", "estonia": "EE", "france": "F", "finland": "FI", "greece": "GR", "croatia": "HR", "hungary": "HU",
    "italy": "I", "iceland": "IS", "luxembourg": "L", "lithuania": "LT", "latvia": "LV", "montenegro": "ME",
    "north macedonia": "MK", "norway": "N", "netherlands": "NL", "portugal": "P", "poland": "PL", "romania": "RO",
    "sweden": "S", "slovenia": "SI", "slovakia": "SK", "turkey": "TR", "türkiye": "TR", "united kingdom": "UK",
    "uk": "UK", "australia": "AU", "japan": "J", "south korea": "KR", "republic of korea": "KR", "new zealand": "NZ",
    "philippines": "PH", "thailand": "T", "bermuda": "BM", "esa": "I-ESA", "european space agency": "I-ESA",
    "eumetsat": "I-EUM", "european union": "I-EU", "nato": "I-NATO", "china": "CN", "russia": "RU", "india": "IN",
    "israel": "IL", "argentina": "AR", "brazil": "BR", "mexico": "MX", "switzerland": "CH", "austria": "AT",
    "ireland": "IE", "taiwan": "TW", "singapore": "SG", "indonesia": "ID", "malaysia": "MY", "vietnam": "VN",
    "united arab emirates": "UAE", "saudi arabia": "SA", "iran": "IR", "egypt": "EG", "south africa": "ZA",
    "ukraine": "UA", "kazakhstan": "KZ", "belarus": "BY", "pakistan": "PK", "uruguay": "UY", "chile": "CL",
}  # fmt: skip
