"""What GraphQL shows of git: refs, commits and their statuses, trees; and whom it shows it to."""

from dataclasses import dataclass

from tests.fakegithub import acts, render
from tests.fakegithub.accounts import Account, Token
from tests.fakegithub.clock import written
from tests.fakegithub.graphql_pages import connection, refuse
from tests.fakegithub.routing import UnknownRequestError
from tests.fakegithub.state import Repo, Status, World, node


def visible(token: Token, repo: Repo) -> bool:
    """Say whether a token sees a repository at all."""
    if not repo.private:
        return True
    if token.kind == "personal":
        return acts.may(repo, token.account, "read")
    return bool(token.scopes) and repo in token.homes


def actor(world: World, it: Account | None) -> dict | None:
    """Render an account: null when it is deleted, and an App's without `[bot]`."""
    if it is None or it.deleted:
        return None
    kind, prefix = {"Organization": ("Organization", "O"), "Bot": ("Bot", "BOT")}.get(
        it.type, ("User", "U")
    )
    return {
        "__typename": kind,
        "id": node(prefix, it.id),
        "databaseId": it.id,
        "login": it.app or it.login,
        "name": it.name,
        "url": f"{world.html}/{f'apps/{it.app}' if it.app else it.login}",
    }


@dataclass(frozen=True)
class GitView:
    """A repository's git as a token sees it."""

    world: World
    token: Token
    repo: Repo

    def reads(self, scope: str) -> None:
        """Refuse what a token may not read of a repository that is not everybody's."""
        if self.repo.private and not self.token.allows(scope, "read"):
            raise refuse("FORBIDDEN", self.token.refusal)

    def ref(self, name: str) -> dict | None:
        """Render a ref, named in full or as a branch."""
        self.reads("contents")
        if not name.startswith("refs/"):
            name = f"refs/heads/{name}"
        sha = self.repo.refs.get(name)
        if sha is None or not self.world.shows("refs", (self.repo.id, name)):
            return None
        _, kind, short = name.split("/", 2)
        return {
            "__typename": "Ref",
            "id": render.ref(self.world, self.repo, name)["node_id"],
            "name": short,
            "prefix": f"refs/{kind}/",
            "target": lambda _info: self.commit(sha),
        }

    def object(self, expression: str | None) -> dict | None:
        """Render what git's rev-parse finds: an id, a branch, and after a colon a path in it."""
        self.reads("contents")
        if expression is None:
            raise UnknownRequestError("object() names nothing")
        objects = self.repo.objects
        name, colon, path = expression.partition(":")
        name = self.repo.default_ref if name == "HEAD" else name
        places = (name, f"refs/{name}", f"refs/heads/{name}", f"refs/tags/{name}")
        sha = next((self.repo.refs[one] for one in places if one in self.repo.refs), name)
        if not objects.has(sha):
            return None
        if colon and path:
            if not objects.has(sha, "commit"):
                return None
            tree = objects.read(sha).tree
            found = {p: entry[1] for p, entry in objects.files(tree).items()}
            sha = (found | objects.folders(tree)).get(path.rstrip("/"), "")
        elif colon:
            sha = objects.read(sha).tree
        if not objects.has(sha):
            return None
        kind = objects.raw[sha][0]
        if kind == "commit":
            return self.commit(sha)
        name = kind.capitalize()
        found = {"__typename": name, "id": f"{name[0]}_{sha}", "oid": sha}
        if kind == "blob":
            try:
                found["text"] = objects.blob(sha).decode()
            except UnicodeDecodeError:
                found["text"] = None
            found["isTruncated"] = False
        return found

    def commit(self, sha: str) -> dict:
        """Render a commit."""
        it = self.repo.objects.read(sha)
        who = render.whose(self.world, it.author)

        def parents(info, **asked):
            places = {parent: at for at, parent in enumerate(it.parents)}
            return connection(info, asked, it.parents, self.commit, lambda one: (places[one],))

        return {
            "__typename": "Commit",
            "id": f"C_{sha}",
            "oid": sha,
            "message": it.message,
            "tree": {"__typename": "Tree", "id": f"T_{it.tree}", "oid": it.tree},
            "parents": parents,
            "committedDate": written(it.committer.when),
            "author": {
                "name": it.author.name,
                "email": it.author.email,
                # Of a program there is no user here.
                "user": actor(self.world, who) if who and who.type == "User" else None,
            },
            "history": lambda info, **asked: self._history(info, sha, asked),
            "status": lambda _info: self._status(sha),
        }

    def _history(self, info, sha: str, asked: dict) -> dict:
        found = list(self.repo.objects.ancestors(sha))
        places = {one: at for at, one in enumerate(found)}
        return connection(info, asked, found, self.commit, lambda one: (places[one],))

    def _status(self, sha: str) -> dict | None:
        self.reads("statuses")
        found = {one.context: one for one in self.repo.latest_statuses(sha)}
        if not found:
            return None
        state = render.combined(self.world, self.repo, sha, [], 0)["state"]
        return {
            "__typename": "Status",
            "id": f"S_{sha}",
            "state": state.upper(),
            "context": lambda _info, name: self._context(found[name]) if name in found else None,
            "contexts": lambda _info: [self._context(one) for one in found.values()],
        }

    def _context(self, it: Status) -> dict:
        return {
            "__typename": "StatusContext",
            "id": node("SC", it.id),
            "context": it.context,
            "state": it.state.upper(),
            "description": it.description,
            "targetUrl": it.target_url,
            "createdAt": it.created_at,
            "creator": actor(self.world, it.creator),
        }
