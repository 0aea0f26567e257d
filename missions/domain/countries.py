"""Countries by their two letters of ISO 3166-1, from the package iso3166 (including Kosovo's XK)."""

from iso3166 import countries

# By code, in the order of the names.
COUNTRIES = {one.alpha2: one.apolitical_name for one in sorted(countries, key=lambda country: country.apolitical_name)}
