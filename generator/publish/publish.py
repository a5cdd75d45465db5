"""Bringing a built site to a folder or bucket. This function is its specification."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import groupby
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from msgspec import Struct

from generator.errors import SiteError
from generator.publish.built import BuiltFile, held, read_built
from generator.publish.changes import Changes, begun, find_changes, stage
from generator.publish.events import Compared, FileDone, Published, PublishReporter
from generator.publish.record import Entry, key_of, read_record, record_name, record_text
from generator.publish.target import Target, failure

Item = TypeVar("Item")
Result = TypeVar("Result")


class Options(Struct, frozen=True):
    """How to publish.

    Attributes:
        dry_run: Only tell what would happen.
        prune: Remove what the site has no more.
        force: Replace files of others where a file of the site belongs.
        everything: Bring also what is there already.
        jobs: How many files are on their way at once.
        keep_hours: How long assets stay that no page needs any more.
    """

    dry_run: bool = False
    prune: bool = False
    force: bool = False
    everything: bool = False
    jobs: int = 16
    keep_hours: float = 24


def publish(
    site: str, base_url: str, output: Path, target: Target, reporter: PublishReporter, how: Options
) -> Published:
    """Bring what has changed of a site: assets, then pages, then what lists them, deletions last.

    At every moment each page at the target has all its parts. Whatever ends it early, the next one
    goes on where this one stopped.

    Raises:
        SiteError: the site is not built, the target cannot be used, or foreign files are in the
            way; what was brought stays.
    """
    started = time.perf_counter()
    with held(output):
        files = [file for file in read_built(output, site) if target.takes(file.name)]
        record = read_record(target.read(record_name(site)))
        now = int(time.time())
        changes = find_changes(
            files,
            record,
            target.listing(),
            stamp=target.stamp,
            holds=target.holds,
            now=now,
            keep_seconds=int(how.keep_hours * 3600),
            prune=how.prune,
            everything=how.everything,
        )
        if changes.conflicts and not how.force:
            raise _in_the_way(target, changes)
        reporter.report(_compared(site, target, changes, how))
        if not how.dry_run:
            entries = begun(record, changes, target.stamp, now)
            if entries != record:
                target.write(record_name(site), record_text(entries))
            if changes.sends or changes.deletions:
                _carry_out(target, changes, entries, reporter, how.jobs)
                target.write(record_name(site), record_text(entries))
    sent = [file.name for file in changes.sends]
    result = Published(
        site=site,
        target=target.title,
        files=len(files),
        sent=tuple(sent),
        sent_bytes=sum(file.size for file in changes.sends),
        deleted=tuple(changes.deletions),
        waiting=len(changes.waiting),
        foreign=len(changes.foreign),
        changed_urls=changed_urls(base_url, [*sent, *changes.deletions]),
        seconds=time.perf_counter() - started,
        dry_run=how.dry_run,
    )
    reporter.report(result)
    return result


def _carry_out(
    target: Target,
    changes: Changes,
    entries: dict[str, Entry],
    reporter: PublishReporter,
    jobs: int,
) -> None:
    """Do it, and note in `entries` what is done."""
    total, done = len(changes.sends) + len(changes.deletions), 0

    def note(name: str) -> None:
        nonlocal done
        done += 1
        reporter.report(FileDone(name, done, total))

    def sent(file: BuiltFile, tag: str) -> None:
        entries[key_of(file.name)] = Entry(target.stamp(file), tag)
        note(file.name)

    def deleted(name: str, nothing: None) -> None:
        entries.pop(key_of(name), None)
        note(name)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        for _, files in groupby(changes.sends, lambda file: stage(file.name)):
            _each(pool, target.put, list(files), sent)
        for _, names in groupby(changes.deletions, stage):
            _each(pool, target.delete, list(names), deleted)


def _each(
    pool: ThreadPoolExecutor,
    work: Callable[[Item], Result],
    items: Sequence[Item],
    done: Callable[[Item, Result], None],
) -> None:
    """Do the work for all items, many at once, and go on only when all of it is done.

    Raises:
        SiteError: the first that was raised; what had not begun by then is not begun.
    """
    futures = {pool.submit(work, item): item for item in items}
    try:
        for future in as_completed(futures):
            done(futures[future], future.result())
    except BaseException:
        for future in futures:
            future.cancel()
        raise


def _in_the_way(target: Target, changes: Changes) -> SiteError:
    shown = ", ".join(changes.conflicts[:3]) + (" ..." if len(changes.conflicts) > 3 else "")
    return failure(
        "publish-foreign",
        f"{target.title} holds files that Landfast did not put there, in the place of files of the "
        f"site: {shown}.",
        "Name another place, move them away, or replace them with --force. Nothing was changed.",
    )


def _compared(site: str, target: Target, changes: Changes, how: Options) -> Compared:
    return Compared(
        site,
        target.title,
        tuple(file.name for file in changes.sends),
        tuple(changes.deletions),
        len(changes.waiting),
        len(changes.foreign),
        how.dry_run,
    )


def changed_urls(base_url: str, names: Iterable[str]) -> tuple[str, ...]:
    """The addresses at which a cache may hold what these files were before.

    Assets are left out: their names change with their content. A page is named as visitors know
    it, and as a cache may that knows files alone.
    """
    urls: list[str] = []
    for name in sorted(names):
        if name.startswith("assets/"):
            continue
        if name == "index.html" or name.endswith("/index.html"):
            urls.append(base_url + quote(name.removesuffix("index.html")))
        urls.append(base_url + quote(name))
    return tuple(urls)
