"""Hosts where many have their sites, as data: there, "not found" at the front is the truth as well."""

_SHARED = frozenset(
    "github.io gitlab.io readthedocs.io readthedocs.org netlify.app netlify.com vercel.app "
    "pages.dev web.app firebaseapp.com herokuapp.com surge.sh neocities.org codeberg.page "
    "bitbucket.io sourceforge.io wordpress.com blogspot.com azurewebsites.net fly.dev "
    "onrender.com glitch.me r-universe.dev rtfd.io".split()
)


def is_shared(host: str) -> bool:
    """Return whether *host* is one site of many there."""
    labels = host.lower().rstrip(".").split(".")
    return any(".".join(labels[number:]) in _SHARED for number in range(1, len(labels)))
