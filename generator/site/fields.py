"""The values that site.yaml and front matter are made of, and how each is checked."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from msgspec import Struct
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from generator.errors import InputError
from generator.links import check_https_url, check_onelink
from generator.site.row import RemoteUrl, RowList
from generator.source import WrittenFloat, WrittenInt, note_read
from generator.spelling import closest


class Model(BaseModel):
    """What an author writes: every key known, nothing changed after reading.

    The text below each key says what it is; see `generator.site.field_texts`.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        defer_build=True,
        allow_inf_nan=False,
    )


def checked(check: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A pydantic validator of a function that raises InputError, with code and hint kept."""

    def validate(value: Any) -> Any:
        try:
            return check(value)
        except InputError as error:
            raise as_pydantic(error) from None

    return validate


def as_pydantic(error: InputError) -> PydanticCustomError:
    """The same mistake in pydantic's terms; `validation.problems` turns it back."""
    return PydanticCustomError(
        "input", "{message}", {"code": error.code, "message": error.message, "hint": error.hint}
    )


def _as_written(value: Any) -> Any:
    if type(value) is str:  # nearly all are
        return value
    # `app_id: 123456` and `code: 007` are meant as they were written.
    if isinstance(value, (WrittenInt, WrittenFloat)):
        return value.text
    # What a row gives has its own type, also where text is wanted.
    if isinstance(value, (Decimal, date, int)) and not isinstance(value, bool):
        return str(value)
    return ", ".join(map(str, value)) if isinstance(value, RowList) else value


def _exact(value: Any) -> Any:
    return Decimal(value.text) if isinstance(value, (WrittenInt, WrittenFloat)) else value


# Limits stand before what is done with the value first: pydantic's core then checks them itself,
# where it would else call back into Python for each of them.
Text = Annotated[
    str,
    StringConstraints(min_length=1),
    BeforeValidator(
        _as_written, json_schema_input_type=Annotated[str, Field(min_length=1)] | int | float
    ),
]
"""One line or more of plain text; numbers are taken as they were written."""

Amount = Annotated[
    Decimal,
    Field(ge=0, max_digits=12, decimal_places=4),
    BeforeValidator(
        _exact, json_schema_input_type=Annotated[int, Field(ge=0)] | Annotated[float, Field(ge=0)]
    ),
    PlainSerializer(str),
]
"""An amount of money, exact."""

Number = Annotated[
    Decimal, BeforeValidator(_exact, json_schema_input_type=int | float), PlainSerializer(str)
]
"""A number, as exact as it was written."""

HttpsUrl = Annotated[
    str,
    AfterValidator(checked(check_https_url)),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"}),
]
"""A complete https:// address."""

OneLinkUrl = Annotated[
    str,
    AfterValidator(checked(check_onelink)),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://[^/]+/."}),
]
"""A OneLink template: https://brand.onelink.me/A1b2, or on a branded domain."""


def _color(value: str) -> str:
    if not re.fullmatch(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", value):
        raise InputError(
            "color-invalid",
            f"{value} is not a colour.",
            'Write it as six hexadecimal digits in quotes, such as "#6b3df5".',
        )
    value = value.lower()
    return value if len(value) == 7 else "#" + "".join(digit * 2 for digit in value[1:])


Color = Annotated[
    str,
    AfterValidator(checked(_color)),
    WithJsonSchema({"type": "string", "pattern": "^#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"}),
]
"""A colour as #rrggbb."""


def _pattern(pattern: str, code: str, what: str, hint: str) -> Any:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise InputError(code, f"{value} is not {what}.", hint)
        return value

    return AfterValidator(checked(check))


Country = Annotated[
    str,
    _pattern("[A-Z]{2}", "country-invalid", "a country code", "Write two capitals, such as US."),
]
"""An ISO 3166 country code of two capitals."""

Currency = Annotated[
    str,
    _pattern("[A-Z]{3}", "currency-invalid", "a currency", "Write three capitals, such as USD."),
]
"""An ISO 4217 currency code of three capitals."""

Language = Annotated[
    str,
    _pattern(
        r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?",
        "language-invalid",
        "a language code",
        "Write it as en, de or pt-BR.",
    ),
]
"""A language code as browsers know it: `en`, `pt-BR`, `zh-Hant`."""


class MediaFile(Struct, frozen=True):
    """A file that a page shows or offers.

    Attributes:
        ref: As the author wrote it, relative to the site's folder.
        path: Where it lies.
    """

    ref: str
    path: Path

    def __str__(self) -> str:
        return self.ref


class RemoteFile(Struct, frozen=True):
    """A picture that stays on another host, as a catalogue names it.

    Attributes:
        ref: Its address.
    """

    ref: str

    def __str__(self) -> str:
        return self.ref


def find_media(ref: str, root: Path) -> MediaFile:
    """The file that `ref` names inside the site's folder `root`.

    Raises:
        InputError: `media-missing` or `media-outside-site`.
    """
    if "://" in ref or ref.startswith(("/", "\\")):
        raise InputError(
            "media-outside-site",
            f"{ref} is not a path inside the site's folder.",
            "Put the file into the site's media/ folder and write media/NAME.",
        )
    path = root / ref
    if not path.resolve().is_relative_to(root.resolve()):
        raise InputError(
            "media-outside-site",
            f"{ref} leads out of the site's folder.",
            "Put the file into the site's media/ folder and write media/NAME.",
        )
    if not path.is_file():
        raise InputError("media-missing", f"There is no file {ref}.", _similar_file(path, root))
    note_read(path)
    return MediaFile(ref, path)


def _similar_file(path: Path, root: Path) -> str:
    folder = path.parent
    names = [file.name for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
    close = closest(path.name, names)
    if close:
        return f"Did you mean {(folder / close).relative_to(root).as_posix()}?"
    return "Paths are relative to the site's folder: media/NAME."


def _media(value: Any, info: ValidationInfo) -> MediaFile:
    if isinstance(value, MediaFile):
        return value  # found already, by the page's own code
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("string_type", "Input should be a valid string")
    root = (info.context or {}).get("root")
    if root is None:
        raise PydanticCustomError("string_type", "Files can only be named inside a site")
    found: dict[str, MediaFile] = (info.context or {}).get("found", {})  # of one build
    ref = value.strip()
    if ref in found:
        note_read(found[ref].path)
        return found[ref]
    try:
        found[ref] = find_media(ref, root)
    except InputError as error:
        raise as_pydantic(error) from None
    return found[ref]


_PATH_SCHEMA: dict[str, Any] = {"type": "string", "minLength": 1}

ImageFile = Annotated[
    MediaFile,
    PlainValidator(_media),
    PlainSerializer(str),
    WithJsonSchema({**_PATH_SCHEMA, "description": "A picture inside the site: media/NAME."}),
]
VideoFile = Annotated[
    MediaFile,
    PlainValidator(_media),
    PlainSerializer(str),
    WithJsonSchema({**_PATH_SCHEMA, "description": "A clip (MP4 or MOV) inside the site."}),
]
AnyFile = Annotated[
    MediaFile,
    PlainValidator(_media),
    PlainSerializer(str),
    WithJsonSchema({**_PATH_SCHEMA, "description": "A file to offer, inside the site."}),
]

FontFile = Annotated[
    MediaFile,
    PlainValidator(_media),
    PlainSerializer(str),
    WithJsonSchema({**_PATH_SCHEMA, "description": "A font (WOFF2, TTF or OTF) inside the site."}),
]


def _shown(value: Any, info: ValidationInfo) -> MediaFile | RemoteFile:
    if isinstance(value, RemoteUrl):
        resolve = (info.context or {}).get("remote")
        try:
            found: MediaFile | RemoteFile = (
                resolve(value) if resolve else RemoteFile(check_https_url(str(value)))
            )
        except InputError as error:
            raise as_pydantic(error) from None
        return found
    return value if isinstance(value, RemoteFile) else _media(value, info)


PictureFile = Annotated[
    MediaFile | RemoteFile,
    PlainValidator(_shown),
    PlainSerializer(str),
    WithJsonSchema({**_PATH_SCHEMA, "description": "A picture inside the site: media/NAME."}),
]


class Image(Model):
    """A picture and what it shows; `media/x.jpg` alone stands for a decorative one."""

    src: PictureFile
    """The picture, as large as you have it; the small copies are made from it."""
    alt: str = ""
    """What it shows, for those who cannot see it; empty for decoration."""
    focus: Annotated[str, StringConstraints(pattern=r"^\d{1,3}% \d{1,3}%$")] | None = None
    """What stays in view where the picture is cropped: from the left, from the top: `50% 80%`."""


def _image(value: Any) -> Any:
    if isinstance(value, RemoteUrl):
        return {"src": value, "alt": value.alt}
    return {"src": value} if isinstance(value, str) else value


Picture = Annotated[
    Image,
    BeforeValidator(_image, json_schema_input_type=Annotated[str, Field(min_length=1)] | Image),
]
"""A path, or `{src: path, alt: text}`."""
