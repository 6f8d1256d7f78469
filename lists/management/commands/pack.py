"""`manage.py pack COUNTY`: all published lists of a county in one zip."""

import time
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q

from lists.models import County
from lists.packs import keep
from lists.packs.build import build


class Command(BaseCommand):
    help = "把一个县（市、区）已公布的全部清单打成一个 ZIP 包"

    def add_arguments(self, parser):
        parser.add_argument("county", help="县（市、区）的名称或网址用词")
        parser.add_argument("--out", type=Path, help="放到这个文件夹；不写则放进网站供下载")
        parser.add_argument("--address", default="", help="本站网址，如 https://lists.example.org")

    def handle(self, *args, county: str, out: Path | None, address: str, **options):
        started, base = time.perf_counter(), address.rstrip("/")
        place = self.find(county)
        path = keep.make(place, base) if out is None else self.write(place, out, base)
        seconds, size = time.perf_counter() - started, path.stat().st_size / 1e6
        self.stdout.write(f"{path}（{size:.1f} MB，{seconds:.1f} 秒）")

    def find(self, name: str) -> County:
        """The county of this name; CommandError where there is none or more than one."""
        found = list(County.published.filter(Q(name=name) | Q(slug=name)))
        if not found:
            raise CommandError(f"没有已公布清单的县（市、区）“{name}”。请写全名或网址用词。")
        if len(found) > 1:
            slugs = "、".join(county.slug for county in found)
            raise CommandError(f"“{name}”不止一个，请改用网址用词：{slugs}。")
        return found[0]

    def write(self, county: County, folder: Path, base: str) -> Path:
        """Write the pack into a folder of the person's."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{county.slug}.zip"
        with path.open("wb") as file:
            build(county, file, base)
        return path
