"""The smart banner: a strip at the top of the page that leads into the app."""

from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from generator.errors import InputError
from generator.site.fields import ImageFile, Model, OneLinkUrl, Text, as_pydantic


class Banner(Model):
    """A strip at the top of the page, on phones, that leads into the app through OneLink."""

    engine: Literal["landfast", "appsflyer"] = "landfast"
    """`landfast` draws the banner from what stands here; `appsflyer` loads the one that is set up
    in AppsFlyer's dashboard from AppsFlyer's host, and needs `web_key`."""
    icon: ImageFile | None = None
    """The app's icon, square; that of the page's app, or the brand's, if left out."""
    name: Text | None = None
    """The app's name; that of the page's app, or the site's, if left out."""
    text: Text | None = None
    """A few words on why to open the app."""
    rating: Annotated[Decimal, Field(ge=0, le=5)] | None = None
    """Stars in the store, 0 to 5."""
    label: Text | None = None
    """The words on the button."""
    onelink: OneLinkUrl | None = None
    """Another OneLink template than the site's."""
    deep_link: Text | None = None
    """What the app opens (`deep_link_value`) where the visit names nothing else."""
    web_key: Annotated[Text, Field(pattern="^[0-9A-Za-z-]{8,64}$")] | None = None
    """The banner's web key from AppsFlyer's dashboard."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.engine == "appsflyer" and self.web_key is None:
            raise as_pydantic(
                InputError(
                    "banner-web-key-missing",
                    "AppsFlyer's banner cannot be loaded without its web key.",
                    "Copy the web key from the banner's page in AppsFlyer's dashboard to "
                    "`web_key:`, or delete `engine: appsflyer`.",
                )
            )
        return self


def _off(value: Any) -> Any:
    return None if value == "off" else value


OptionalBanner = Annotated[
    Banner | None, BeforeValidator(_off, json_schema_input_type=Banner | Literal["off"] | None)
]
"""A banner, or `off` where a page shall not have the one that its site has."""
