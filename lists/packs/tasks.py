"""Makes packs outside the web request."""

from django_tasks import task
from django_tasks_db.models import DBTaskResult

from lists.models import County
from lists.packs import keep


@task()
def make_pack(county_id: int, base: str) -> None:
    """Make the pack of a county anew; nothing where the public can read none of its lists."""
    if county := County.published.filter(pk=county_id).first():
        keep.make(county, base)


def ask_for_pack(county: County, base: str) -> bool:
    """Have a pack made; False where that waits to be done anyhow."""
    asked = {"args": [county.pk, base], "kwargs": {}}
    waiting = DBTaskResult.objects.ready().filter(task_path=make_pack.module_path)
    if waiting.filter(args_kwargs=asked).exists():
        return False
    make_pack.enqueue(county.pk, base)
    return True


def renew_pack(county: County) -> None:
    """Have the pack of a county made anew after a list in it changed; nothing where there is none.

    Part of the transaction.
    """
    if found := keep.held_by(county):
        ask_for_pack(county, found[0])
