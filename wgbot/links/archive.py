"""Where a copy of a page that is gone can be kept: an address, which is not asked for here."""

from datetime import datetime, timedelta

from wgbot.text import services


def copy_of(address: str, since: datetime) -> str | None:
    """Return where the copy is that was made closest before *since*; None of what has no copies.

    https://archive.org/help/wayback_api.php
    """
    if not address.lower().startswith(("http://", "https://")) or services.recognize(address):
        return None
    # An `@` in it would mention somebody.
    page = address.partition("#")[0].replace("@", "%40")
    return f"https://web.archive.org/web/{since - timedelta(days=1):%Y%m%d}/{page}"
