"""Pages for one person with whom the brand works: not listed, not measured, hard to guess."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from generator.errors import InputError
from generator.site.author_text import slug
from generator.site.fields import HttpsUrl, Model, Text, checked
from generator.site.page_types.page import Page

UNMEASURED = frozenset({"attribution", "banner", "consent", "pixels", "robots"})
"""Settings that such pages do not take over, whoever says them: they hold of visitors of ads."""


def check_handle(value: str) -> str:
    """The name of a TikTok account without its @.

    Raises:
        InputError: `handle-invalid`.
    """
    handle = value.strip().removeprefix("@")
    letters = handle.replace("_", "").replace(".", "")
    fits = 2 <= len(handle) <= 24 and (letters.isalnum() or not letters)
    if not fits or handle.endswith(".") or "/" in handle:
        raise InputError(
            "handle-invalid",
            f"{value!r} cannot be the name of a TikTok account.",
            "Write it as the profile shows it, such as @mara.pours: letters, digits, underscores "
            "and full stops, none at the end.",
        )
    return handle


Handle = Annotated[
    Text,
    AfterValidator(checked(check_handle)),
    WithJsonSchema({"type": "string", "pattern": r"^@?[\w.]{2,24}$"}),
]
"""The name of a TikTok account, with or without its @."""


class Contact(Model):
    """Somebody who answers."""

    name: Text
    """The name of a person, or of a team."""
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    """A mail address that somebody reads."""
    phone: Text | None = None
    """A telephone number with its country prefix."""
    url: HttpsUrl | None = None
    """Where else to ask, such as a chat."""


class PrivatePage(Page):
    """A page that is in no sitemap, measures nothing, and has a path that nobody can guess.

    Search engines are asked not to list it; pixels, AppsFlyer, consent bar and smart banner are
    left out, whatever site.yaml or the page itself says.
    """

    private: ClassVar[bool] = True

    def abilities(self) -> Iterator[str]:
        """Keeping what was ticked off, and measuring nothing."""
        yield "private"
        yield "checklist"

    @property
    def calendar_name(self) -> str:
        """What the file with the page's dates is called on the phone."""
        return f"{slug(self.title)}.ics"

    @model_validator(mode="before")
    @classmethod
    def _unmeasured(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if key not in UNMEASURED}
