"""Tell whether a group is there already, or which ones it should talk to.

Two groups are compared by what a reader takes for the same: their names however they are written,
short forms and earlier names, the words of their focus, what they share. Nothing here reads a file
or asks the network, and nothing is learned: each verdict comes of a rule that it names.

In the order in which a stranger may read it:

- `defaults`, `topics`: the words that all communities have, and which belong together
- `words`: forms of one word, and what can be short for what
- `names`: what a name says apart from "working group"
- `short_forms`: which name, or word of one, is short for others
- `matching`: two names, word by word; `naming`: what that is worth
- `profiles`: a group read once; `rarity`: how much a word says in this registry
- `focuses`: what two groups are about
- `verdicts`: what it all comes to
- `index`: one group against all of a registry
"""

from wgbot.similarity.index import Index
from wgbot.similarity.matching import Evidence
from wgbot.similarity.options import Options
from wgbot.similarity.rarity import Vocabulary
from wgbot.similarity.verdicts import Kind, Likeness, compare

__all__ = ["Evidence", "Index", "Kind", "Likeness", "Options", "Vocabulary", "compare"]
