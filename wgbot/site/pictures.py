"""The pictures of the site itself: which there are, by the files that a community has and those of wgbot."""

from collections.abc import Container
from dataclasses import dataclass

from wgbot.community.site import Appearance
from wgbot.files.tree import Tree
from wgbot.site.pages import HtmlTemplates, Shown
from wgbot.text.problems import SetupError


@dataclass(frozen=True, slots=True)
class Pictures(Shown):
    """The names of their files."""

    icon: str
    fallback: str | None
    """The icon for what knows no SVG."""
    touch: str | None
    """The icon on the screens of phones; None where there is only a logo that they cannot show."""
    share: str = "share.png"
    """What chats show of a page."""


def pictures(site: Appearance, own: Container[str]) -> Pictures:
    """Return which pictures the site has, where the community has files of the names in *own*."""
    if site.logo is None:
        return Pictures("icon.svg", "icon.png", "touch-icon.png")
    icon = f"icon.{site.logo.rpartition('.')[2].lower()}"
    touch = icon if icon.endswith(".png") else None
    return Pictures(icon, None, "touch-icon.png" if "touch-icon.png" in own else touch)


def files(
    named: Pictures, site: Appearance, tree: Tree, templates: HtmlTemplates
) -> dict[str, bytes]:
    """Return the pictures by their names. Raises SetupError if the community's logo is not there."""
    found: dict[str, bytes] = {}
    if site.logo is not None:
        logo = tree.read(site.logo)
        if logo is None:
            raise SetupError(
                f"There is no file {site.logo}, which is the logo of the site. Add it, or "
                "name another as `site: {logo: …}` in the configuration."
            )
        found[named.icon] = logo
    for name in (named.icon, named.fallback, named.touch, named.share):
        if name and name not in found:
            found[name] = templates.file(name)
    return found
