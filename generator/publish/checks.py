"""What verifying a page finds: pure judgements of answers."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from msgspec import Struct

from generator.hosts.content_types import content_type
from generator.publish.fetch import Answer
from generator.render.policy import forbidden_by

Result = Literal["ok", "warning", "failed"]
_LONG = 30 * 24 * 3600
_SHORT = 60


class Check(Struct, frozen=True):
    """One thing that was looked at.

    Attributes:
        name: A word for machines (docs/publishing.md).
        result: How it is.
        message: What was found, as a sentence.
        hint: What to do, where something is to be done.
    """

    name: str
    result: Result
    message: str
    hint: str = ""


def judge_arrival(name: str, what: str, trail: Sequence[Answer], query: str, goal: str) -> Check:
    """Whether an address leads to `goal` with the whole query.

    Args:
        name: The check's name.
        what: The address, as people are told of it.
        trail: What was answered, redirects included.
        query: What was asked for behind the `?`.
        goal: The address without its query that it must end at.
    """
    wanted = parse_qsl(query, keep_blank_values=True)
    for answer in trail:
        if answer.error:
            return Check(name, "failed", f"{what} does not answer: {answer.error}.")
        if answer.location:
            arriving = parse_qsl(urlsplit(answer.location).query, keep_blank_values=True)
            lost = [key for key, value in wanted if (key, value) not in arriving]
            if lost:
                return Check(
                    name,
                    "failed",
                    f"{what} redirects to {_plain(answer.location)} and loses the query: "
                    f"{', '.join(lost[:4])}{' ...' if len(lost) > 4 else ''}.",
                    "Let the host keep the query, or hand out only the address ending in a slash.",
                )
    last = trail[-1]
    if last.location:
        return Check(name, "failed", f"{what} is redirected without end.")
    if last.status != 200:
        return Check(
            name,
            "failed",
            f"{what} ends with status {last.status}.",
            "Hand out only the address ending in a slash, or let the host redirect this one.",
        )
    if unquote(_plain(last.url)) != unquote(goal):
        return Check(name, "failed", f"{what} ends at {_plain(last.url)} and not at {goal}.")
    hops = len(trail) - 1
    how = "is answered at once" if not hops else f"arrives with the query after {hops} redirect"
    return Check(name, "ok", f"{what} {how}{'s' if hops > 1 else ''}.")


def _plain(url: str) -> str:
    return url.partition("?")[0].partition("#")[0]


def judge_page_headers(answer: Answer) -> list[Check]:
    """Content type, caching and compression of a page."""
    checks = []
    kind = answer.headers.get("content-type", "none")
    good = answer.media_type == "text/html" and "utf-8" in kind.lower()
    checks.append(
        Check("content-type", "ok", f"The page is {kind}.")
        if good
        else Check(
            "content-type",
            "failed",
            f"The page's Content-Type is {kind}.",
            "It must be text/html; charset=utf-8.",
        )
    )
    age = _kept_for(answer)
    if age is None:
        checks.append(
            Check(
                "page-caching",
                "warning",
                "The page has no Cache-Control, so browsers guess how long to keep it.",
                "Let the host send: public, max-age=0, must-revalidate.",
            )
        )
    else:
        checks.append(
            Check("page-caching", "ok", "Browsers ask for the page each time.")
            if age <= _SHORT
            else Check(
                "page-caching",
                "warning",
                f"Browsers keep the page for {age:,} seconds without asking.",
                "Visitors may see an old price; let the host send max-age=0, must-revalidate.",
            )
        )
    packed = answer.headers.get("content-encoding", "")
    checks.append(
        Check("compression", "ok", f"The page comes compressed ({packed}).")
        if packed
        else Check(
            "compression",
            "warning",
            f"The page comes uncompressed, {len(answer.body):,} bytes.",
            "Switch compression on at the host: pages arrive in a quarter of the time.",
        )
    )
    return checks


def _kept_for(answer: Answer) -> int | None:
    """For how many seconds a browser keeps an answer; None where nobody says."""
    control = answer.headers.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return 0
    found = re.search(r"\bmax-age=(\d+)", control)
    return int(found[1]) if found else None


def judge_security(answer: Answer, expected: Mapping[str, str]) -> Check:
    """The headers that every answer of the site should carry."""
    missing = [name for name in expected if name.lower() not in answer.headers]
    other = [
        name
        for name, value in expected.items()
        if name not in missing and answer.headers[name.lower()] != value
    ]
    if not missing and not other:
        return Check("security-headers", "ok", f"{', '.join(expected)}: as the build says.")
    parts = [f"missing: {', '.join(missing)}"] if missing else []
    parts += [f"different: {', '.join(other)}"] if other else []
    return Check(
        "security-headers",
        "warning",
        f"Headers are not as the build says ({'; '.join(parts)}).",
        "Let the host read what the build writes for it (docs/publishing.md).",
    )


def judge_policy(answer: Answer) -> Check:
    """Whether the page has a policy, and whether it lets the page's own scripts and styles live."""
    html = answer.body.decode("utf-8", "replace")
    sent = answer.headers.get("content-security-policy", "")
    written = re.search(
        r"<meta http-equiv=\"?Content-Security-Policy\"? content=\"([^\"]*)\"", html
    )
    policies = [text for text in (sent, written[1] if written else "") if "default-src" in text]
    if not policies:
        return Check(
            "policy",
            "warning",
            "The page has no Content-Security-Policy, neither as a header nor inside.",
            "Name the host under `host` in site.yaml, and let it read what the build writes.",
        )
    for policy in policies:
        strangers = forbidden_by(policy, html)
        if strangers:
            return Check(
                "policy",
                "failed",
                f"The policy forbids {len(strangers)} of the page's own scripts and styles.",
                "The host changes pages, or sends the policy of another build. Switch off whatever "
                "minifies or injects, and publish again.",
            )
    where = "as a header" if sent and "default-src" in sent else "inside the page"
    return Check("policy", "ok", f"The Content-Security-Policy is there, {where}, and fits.")


def judge_asset(name: str, answer: Answer, sha256: str | None, found: str) -> Check | None:
    """What is wrong with one asset, or None.

    Args:
        name: Its path below the site's folder.
        answer: What the host said.
        sha256: The hash that the build wrote, if it made such a file.
        found: The hash of what came.
    """
    if answer.status != 200:
        return Check("assets", "failed", f"{name}: {answer.error or f'status {answer.status}'}.")
    if sha256 is None:
        return Check("assets", "failed", f"{name} is no file of the build.")
    if found != sha256:
        return Check(
            "assets",
            "failed",
            f"{name} is not as it was built.",
            "Switch off what the host does with pictures and scripts, or publish again.",
        )
    wanted = content_type(name).partition(";")[0]
    if answer.media_type != wanted:
        return Check(
            "assets",
            "failed" if name.endswith(".apk") else "warning",
            f"{name} comes as {answer.media_type or 'nothing'} instead of {wanted}.",
            "Let the host send that Content-Type."
            + (" Android saves the file under a wrong name." if name.endswith(".apk") else ""),
        )
    if (_kept_for(answer) or 0) < _LONG:
        return Check(
            "assets-caching",
            "warning",
            f"{name} is not kept for long ({answer.headers.get('cache-control', 'nothing said')}).",
            "Let the host send: public, max-age=31536000, immutable.",
        )
    return None
