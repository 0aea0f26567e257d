"""The application as a WSGI server calls it."""

import os

from django.core.wsgi import get_wsgi_application

from csis.frames import in_one_piece

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "csis.settings")
os.environ.setdefault("DATABASE_POOL", "true")

application = in_one_piece(get_wsgi_application())
