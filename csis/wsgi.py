"""The application as a WSGI server calls it."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
os.environ.setdefault("DATABASE_POOL", "true")

application = get_wsgi_application()
# Django would load the addresses, and with them all views, while the first request waits.
import_module(settings.ROOT_URLCONF)
