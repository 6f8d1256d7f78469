"""WSGI entry point; refuses to serve without a secret key of its own."""

import os

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

if not os.environ.get("SECRET_KEY"):
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Set it to a long random string and keep it "
        "(make demo does this by itself)."
    )

application = get_wsgi_application()
