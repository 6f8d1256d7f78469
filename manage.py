#!/usr/bin/env python
"""Command line of the portal; lends a database to the commands that need one."""

import os
import sys

# These never open a database connection, so they start no server.
WITHOUT_DATABASE = {"parse", "canonical", "help", "collectstatic", "check"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    from django.core.management import execute_from_command_line

    command = sys.argv[1] if len(sys.argv) > 1 else "help"
    if command not in WITHOUT_DATABASE:
        from portal import embedded

        try:
            embedded.provide()
        except embedded.EmbeddedError as error:
            sys.exit(str(error))
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
