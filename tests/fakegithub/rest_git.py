"""REST: refs, trees, blobs, commits, comparisons and commit statuses."""

import base64
import binascii
import datetime as dt
import re
from urllib.parse import unquote

from tests.fakegithub import acts, acts_git, events, render, rules
from tests.fakegithub.objects import SHA, Signature
from tests.fakegithub.routing import Answer, Asked, Page, UnknownRequestError, linked, may, route
from tests.fakegithub.state import ApiError, Repo, invalid

TEXT = (str,)
FILES, MOST_FILES = 300, 3000
GIT = "/repos/{owner}/{repo}/git"
MODES = {"100644": "blob", "100755": "blob", "120000": "blob", "040000": "tree"}


# Refs


@route("GET", GIT + "/ref/{ref:rest}", ("contents", "read"), model="GitRef")
def get_ref(asked: Asked):
    name = f"refs/{asked.args['ref']}"
    if name not in asked.repo.refs or not asked.world.shows("refs", (asked.repo.id, name)):
        raise ApiError(404, "Not Found")
    return render.ref(asked.world, asked.repo, name)


@route(
    "GET",
    GIT + "/matching-refs/{ref:rest}",
    ("contents", "read"),
    model="list[GitRef]",
    paged=True,
)
def matching_refs(asked: Asked):
    world, repo, start = asked.world, asked.repo, f"refs/{asked.args['ref']}"
    names = [n for n in sorted(repo.refs) if n.startswith(start)]
    names = [n for n in names if world.shows("refs", (repo.id, n))]
    return Page(names, lambda name: render.ref(world, repo, name))


@route(
    "POST",
    GIT + "/refs",
    ("contents", "write"),
    body={"ref": TEXT, "sha": TEXT},
    required="ref sha",
    model="GitRef",
    status=201,
)
def create_ref(asked: Asked):
    name, sha = asked.body["ref"], asked.body["sha"]
    may(asked, "write")
    check_sha(sha)
    rules.check_ref(asked.world, asked.repo, name, sha, asked.actor)
    acts_git.check_ref(asked.repo, name, sha)
    _move(asked, name, sha)
    return Answer(201, render.ref(asked.world, asked.repo, name))


@route(
    "PATCH",
    GIT + "/refs/{ref:rest}",
    ("contents", "write"),
    body={"sha": TEXT, "force": (bool,)},
    required="sha",
    model="GitRef",
)
def update_ref(asked: Asked):
    repo, sha, name = asked.repo, asked.body["sha"], f"refs/{asked.args['ref']}"
    may(asked, "write")
    check_sha(sha)
    if name not in repo.refs:
        raise ApiError(422, "Reference does not exist")
    if not repo.objects.has(sha, "commit"):
        raise ApiError(422, "Object does not exist")
    protected(asked, name)
    if not asked.body.get("force", False) and not repo.objects.reaches(sha, repo.refs[name]):
        raise ApiError(422, "Update is not a fast forward")
    _move(asked, name, sha)
    return render.ref(asked.world, repo, name)


@route("DELETE", GIT + "/refs/{ref:rest}", ("contents", "write"), status=204)
def delete_ref(asked: Asked):
    may(asked, "write")
    name = f"refs/{asked.args['ref']}"
    if name in asked.repo.refs:
        protected(asked, name)
    _move(asked, name, None)


def _move(asked: Asked, name: str, sha: str | None) -> None:
    """Move, make or (None) delete a ref, with the events that this fires."""
    world, repo = asked.world, asked.repo
    before, stood = repo.refs.get(name), events.standing(world)
    if sha is None:
        acts_git.delete_ref(world, repo, name, asked.actor)
    else:
        acts_git.set_ref(world, repo, name, sha, asked.actor)
    asked.fire(*events.moved(world, repo, name, before, asked.actor, stood))


def check_sha(sha: str) -> None:
    """Refuse what is no full id."""
    if not SHA.fullmatch(sha):
        raise ApiError(
            422, "The sha parameter must be exactly 40 characters and contain only [0-9a-f]."
        )


def protected(asked: Asked, name: str) -> None:
    """Refuse to move the default branch, where the repository's rules do."""
    if asked.world.policy.default_branch_is_protected and name == asked.repo.default_ref:
        raise ApiError(
            422,
            "Repository rule violations found\n\nChanges must be made through a pull request.\n\n",
        )
    sha = asked.body.get("sha") if asked.method == "PATCH" else None
    rules.check_ref(asked.world, asked.repo, name, sha, asked.actor)


# Blobs and trees


@route("GET", GIT + "/blobs/{sha:sha}", ("contents", "read"), model="Blob")
def get_blob(asked: Asked):
    sha, objects = asked.args["sha"], asked.repo.objects
    if not objects.has(sha, "blob"):
        raise ApiError(404, "Not Found")
    data = objects.blob(sha)
    return {
        "sha": sha,
        "node_id": f"B_{sha}",
        "url": f"{asked.url}/git/blobs/{sha}",
        "size": len(data),
        "content": base64.encodebytes(data).decode(),
        "encoding": "base64",
    }


@route(
    "POST",
    GIT + "/blobs",
    ("contents", "write"),
    body={"content": TEXT, "encoding": TEXT},
    required="content",
    model="ShortBlob",
    status=201,
)
def create_blob(asked: Asked):
    may(asked, "write")
    content, encoding = asked.body["content"], asked.body.get("encoding", "utf-8")
    if encoding not in ("utf-8", "base64"):
        raise invalid("Blob", "encoding", "invalid")
    try:
        data = content.encode() if encoding == "utf-8" else base64.b64decode(content, validate=True)
    except binascii.Error as error:
        raise ApiError(422, "content is not valid Base64") from error
    sha = asked.repo.objects.put("blob", data)
    return {"sha": sha, "url": f"{asked.url}/git/blobs/{sha}"}


def resolve(repo: Repo, name: str) -> str | None:
    """Find the commit that an id, a branch or a ref names."""
    if SHA.fullmatch(name):
        return name if repo.objects.has(name, "commit") else None
    for full in (name, f"refs/{name}", f"refs/heads/{name}"):
        if full in repo.refs:
            return repo.refs[full]
    return None


def tree_named(repo: Repo, name: str) -> str | None:
    """Find the tree that its id, a commit or a branch names."""
    if repo.objects.has(name, "tree"):
        return name
    commit = resolve(repo, name)
    return repo.objects.read(commit).tree if commit else None


@route("GET", GIT + "/trees/{ref:rest}", ("contents", "read"), query="recursive", model="GitTree")
def get_tree(asked: Asked):
    sha = tree_named(asked.repo, asked.args["ref"])
    if sha is None:
        raise ApiError(404, "Not Found")
    return render.tree(asked.world, asked.repo, sha, "recursive" in asked.query)


@route(
    "POST",
    GIT + "/trees",
    ("contents", "write"),
    body={"tree": (list,), "base_tree": TEXT},
    required="tree",
    model="GitTree",
    status=201,
)
def create_tree(asked: Asked):
    may(asked, "write")
    repo, objects = asked.repo, asked.repo.objects
    files: dict[str, tuple[str, str]] = {}
    base: dict[str, tuple[str, str]] = {}
    if "base_tree" in asked.body:
        sha = tree_named(repo, asked.body["base_tree"])
        if sha is None:
            raise ApiError(404, "Not Found")
        base = dict(objects.files(sha))
        files = dict(base)
    if not asked.body["tree"]:
        raise ApiError(422, "Invalid tree info")
    for entry in asked.body["tree"]:
        _put_entry(asked, entry, base, files)
    folders = {path.rsplit("/", n)[0] for path in files for n in range(1, path.count("/") + 1)}
    if folders & files.keys():
        raise ApiError(422, "tree.path is a file and a folder")
    sha = objects.tree(files)
    return Answer(201, render.tree(asked.world, repo, sha))


def _put_entry(asked: Asked, entry: dict, base: dict, files: dict) -> None:
    path, mode = _check_entry(asked, entry)
    if entry.get("sha", "") is None:
        gone = [p for p in base if p == path or p.startswith(f"{path}/")]
        if not gone:
            raise ApiError(422, "GitRPC::BadObjectState")
        for one in gone:
            files.pop(one, None)
        return
    for one in [p for p in files if p.startswith(f"{path}/")]:
        del files[one]
    objects, kind = asked.repo.objects, MODES[mode]
    sha = entry["sha"] if "sha" in entry else objects.put("blob", entry["content"].encode())
    if not objects.has(sha, kind):
        raise ApiError(422, f"tree.sha {sha} is not a valid {kind}")
    if kind == "tree":
        files |= {f"{path}/{p}": e for p, e in objects.files(sha).items()}
    else:
        files[path] = (mode, sha)


def _check_entry(asked: Asked, entry: dict) -> tuple[str, str]:
    if not isinstance(entry, dict) or entry.keys() - {"path", "mode", "type", "sha", "content"}:
        raise UnknownRequestError(f"an entry of a tree is {entry!r}")
    path, mode = entry.get("path"), entry.get("mode")
    check_path(path)
    if mode not in MODES or entry.get("type", MODES[mode]) != MODES[mode]:
        raise ApiError(422, "tree.mode must be one of 100644, 100755, 040000, 160000 or 120000")
    if ("sha" in entry) == ("content" in entry):
        raise ApiError(422, "Must supply either tree.sha or tree.content")
    if not isinstance(entry.get("content", ""), str):
        raise UnknownRequestError(f"content is {entry['content']!r}")
    within = path.startswith(".github/workflows/") or path in (".github", ".github/workflows")
    if within and not asked.token.allows("workflows", "write"):
        raise ApiError(403, asked.token.refusal)
    return path, mode


def check_path(path: object) -> None:
    """Refuse a path that may not stand in a tree."""
    if not isinstance(path, str) or not path:
        raise ApiError(422, "tree.path is missing")
    if path.startswith("/"):
        raise ApiError(422, "tree.path cannot start with a slash")
    parts = path.split("/")
    if any(p in ("", ".", "..") or p.lower() in (".git", "git~1") for p in parts) or re.search(
        r"[\x00\\]", path
    ):
        raise ApiError(422, "tree.path contains a malformed path component")
    if len(path.encode()) > 4096 or any(len(p.encode()) > 255 for p in parts):
        raise ApiError(422, "tree.path is too long")


# Commits


@route("GET", GIT + "/commits/{sha:sha}", ("contents", "read"), model="GitCommit")
def get_git_commit(asked: Asked):
    if not asked.repo.objects.has(asked.args["sha"], "commit"):
        raise ApiError(404, "Not Found")
    return render.git_commit(asked.world, asked.repo, asked.args["sha"])


@route(
    "POST",
    GIT + "/commits",
    ("contents", "write"),
    body={
        "message": TEXT,
        "tree": TEXT,
        "parents": (list,),
        "author": (dict,),
        "committer": (dict,),
    },
    required="message tree",
    model="GitCommit",
    status=201,
)
def create_commit(asked: Asked):
    may(asked, "write")
    body, objects = asked.body, asked.repo.objects
    if "\0" in body["message"] or not body["message"].strip():
        raise invalid("Commit", "message", "custom", "message is empty or has a NUL")
    if not objects.has(body["tree"], "tree"):
        raise ApiError(422, "Tree SHA does not exist")
    for parent in body.get("parents", []):
        if not isinstance(parent, str):
            raise UnknownRequestError(f"a parent is {parent!r}")
        if not objects.has(parent, "commit"):
            raise ApiError(422, "Parent SHA does not exist or is not a commit object")
    sha = acts_git.commit_as(
        asked.world,
        asked.repo,
        asked.actor,
        body["tree"],
        tuple(body.get("parents", [])),
        body["message"],
        _signature(asked, "author"),
        _signature(asked, "committer"),
    )
    return Answer(201, render.git_commit(asked.world, asked.repo, sha))


def _signature(asked: Asked, name: str) -> Signature | None:
    given = asked.body.get(name)
    if given is None:
        return None
    if given.keys() - {"name", "email", "date"}:
        raise UnknownRequestError(f"{name} is {given!r}")
    if not given.get("name") or not given.get("email"):
        raise invalid("Commit", name, "missing_field", f"{name} needs name and email")
    if re.search(r"[<>\n\0]", given["name"] + given["email"]):
        raise invalid("Commit", name, "invalid")
    when = asked.world.clock.now
    if "date" in given:
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", given["date"]):
            raise invalid("Commit", f"{name}.date", "invalid")
        when = dt.datetime.fromisoformat(given["date"])
    return Signature(given["name"], given["email"], when)


@route(
    "GET",
    "/repos/{owner}/{repo}/commits/{ref:rest}/statuses",
    ("statuses", "read"),
    model="list[Status]",
    paged=True,
)
def list_statuses(asked: Asked):
    world, repo = asked.world, asked.repo
    sha = _commit(asked, asked.args["ref"])
    found = [one for one in reversed(repo.statuses) if one.sha == sha]
    return Page(found, lambda one: render.status(world, repo, one))


@route(
    "GET",
    "/repos/{owner}/{repo}/commits/{ref:rest}/status",
    ("statuses", "read"),
    model="CombinedCommitStatus",
    paged=True,
)
def combined_status(asked: Asked):
    world, repo = asked.world, asked.repo
    sha = _commit(asked, asked.args["ref"])
    found = repo.latest_statuses(sha)
    return Page(found, wrap=lambda shown, total: render.combined(world, repo, sha, shown, total))


@route(
    "GET",
    "/repos/{owner}/{repo}/commits/{ref:rest}",
    ("contents", "read"),
    query="per_page page",
    model="Commit",
)
def get_commit(asked: Asked):
    """Tell a commit, with a page of its files: 300, unless fewer are asked for, and 3,000 at most."""
    sha = _commit(asked, asked.args["ref"])
    found = render.commit(asked.world, asked.repo, sha, files=True)
    size, at = int(asked.query.get("per_page", FILES)), int(asked.query.get("page", 1))
    files = found["files"][:MOST_FILES]
    links = linked(asked, at, max(1, -(-len(files) // size)))
    return Answer(200, found | {"files": files[(at - 1) * size : at * size]}, links)


@route(
    "GET",
    "/repos/{owner}/{repo}/commits",
    ("contents", "read"),
    query="sha path",
    model="list[Commit]",
    paged=True,
)
def list_commits(asked: Asked):
    repo, objects = asked.repo, asked.repo.objects
    start = resolve(repo, asked.query.get("sha", repo.default_branch))
    if start is None:
        raise ApiError(404, "Not Found")
    path = asked.query.get("path")

    def touches(sha: str) -> bool:
        # A merge that has the file as one of its parents has it tells nothing of its own.
        own = objects.files_of(sha).get(path)
        parents = objects.read(sha).parents
        return all(objects.files_of(each).get(path) != own for each in parents) and bool(
            parents or own
        )

    found = [sha for sha in objects.ancestors(start) if path is None or touches(sha)]
    return Page(found, lambda sha: render.commit(asked.world, repo, sha))


def _commit(asked: Asked, name: str) -> str:
    sha = resolve(asked.repo, name)
    if sha is None:
        raise ApiError(422, f"No commit found for SHA: {name}")
    return sha


@route(
    "GET",
    "/repos/{owner}/{repo}/compare/{range:rest}",
    ("contents", "read"),
    query="per_page page",
    model="CommitComparison",
)
def compare(asked: Asked):
    world, repo, objects = asked.world, asked.repo, asked.repo.objects
    if "..." not in asked.args["range"]:
        raise ApiError(404, "Not Found")
    ends = []
    for name in asked.args["range"].split("...", 1):
        owner, _, plain = name.rpartition(":")
        mine = owner.lower() in ("", repo.owner.login.lower())
        ends.append(resolve(repo, plain) if mine else None)
    base, head = ends
    if base is None or head is None:
        raise ApiError(404, "Not Found")
    start = objects.merge_base(base, head)
    if start is None:
        raise ApiError(404, f"No common ancestor between {base} and {head}.")
    ahead, behind = objects.between(base, head), objects.between(head, base)
    status = {(0, 0): "identical", (1, 0): "ahead", (0, 1): "behind", (1, 1): "diverged"}
    size = int(asked.query.get("per_page", 250))
    at = int(asked.query.get("page", 1))
    url = f"{asked.url}/compare/{asked.args['range']}"
    html = f"{world.html}/{repo.full_name}/compare/{asked.args['range']}"
    found = {
        "url": url,
        "html_url": html,
        "permalink_url": html,
        "diff_url": f"{html}.diff",
        "patch_url": f"{html}.patch",
        "base_commit": render.commit(world, repo, base),
        "merge_base_commit": render.commit(world, repo, start),
        "status": status[bool(ahead), bool(behind)],
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [render.commit(world, repo, s) for s in ahead[(at - 1) * size : at * size]],
    }
    if at == 1:
        changes = objects.changes(start, head)[:300]
        found["files"] = [render.changed_file(world, repo, one, head) for one in changes]
    return found


@route(
    "POST",
    "/repos/{owner}/{repo}/statuses/{sha}",
    ("statuses", "write"),
    body={"state": TEXT, "target_url": (str, None), "description": (str, None), "context": TEXT},
    required="state",
    model="Status",
    status=201,
)
def create_status(asked: Asked):
    may(asked, "write")
    body = asked.body
    made = acts.add_status(
        asked.world,
        asked.repo,
        asked.actor,
        asked.args["sha"],
        body["state"],
        body.get("context", "default"),
        body.get("description"),
        body.get("target_url"),
    )
    return Answer(201, render.status(asked.world, asked.repo, made))


@route(
    "GET",
    "/repos/{owner}/{repo}/contents/{path:rest}",
    ("contents", "read"),
    query="ref",
    model="ContentFile",
)
def contents(asked: Asked):
    """Tell a file of a commit; folders are not modelled."""
    repo, path = asked.repo, unquote(asked.args["path"])
    sha = resolve(repo, asked.query.get("ref", repo.default_branch))
    found = repo.objects.files_of(sha).get(path) if sha else None
    if found is None:
        raise ApiError(404, "Not Found")
    data = repo.objects.blob(found[1])
    url = f"{asked.url}/contents/{path}?ref={sha}"
    git, html = f"{asked.url}/git/blobs/{found[1]}", f"{asked.world.html}/{repo.full_name}/{path}"
    return {
        "type": "file",
        "encoding": "base64",
        "size": len(data),
        "name": path.rpartition("/")[2],
        "path": path,
        "content": base64.encodebytes(data).decode(),
        "sha": found[1],
        "url": url,
        "git_url": git,
        "html_url": html,
        "download_url": html,
        "_links": {"git": git, "html": html, "self": url},
    }
