"""Foreign keys that a composite GIN index can answer."""

from django.db import models
from django.db.models.fields.related_lookups import RelatedExact


class ScopeKey(models.ForeignKey):
    """A key that begins a GIN index, and is compared as the bigint it is.

    A bare number is a PostgreSQL integer, and GIN has no operator for bigint = integer: the
    index would be read for the tokens of all places.
    """


@ScopeKey.register_lookup
class SameKey(RelatedExact):
    """Equality with the right side's type written out."""

    def process_rhs(self, compiler, connection):
        sql, params = super().process_rhs(compiler, connection)
        return f"({sql})::bigint", params
