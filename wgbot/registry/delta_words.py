"""The words by which people say what changes in a list, as patterns; `deltas` reads by them."""

import re

from wgbot.registry.roles import CALLED

_THINGS = r"""(?:(?:an?|the|this|these|our|another|one\ more)\ )?(?:(?:new|second|third|additional|old|former)\ )*
    (?:(?:co-?\ ?)?chairs?|(?:tech(?:nical)?[ -])?(?:co-?\ ?)?lead(?:er)?s?|maintainers?|people|person|members?|accounts?
    |(?:slack\ )?channels?|(?:mailing[ -])?lists?|repos?|repository|repositories|links?|urls?|addresse?s?|slack)
    (?=[\s:])\s*:?\s*"""
_ADD = rf"""(?:(?:please|pls|bitte|and|und|also|then|let's|(?:we|i)(?:'d|\s+would)?\s+(?:like|want|propose|wish)\s+to
    |we(?:'ve|\s+have)?)[\s,]+)*
    (?:(?:add(?:ed|ing|s)?|nominat(?:e[sd]?|ing)|elect(?:ed|ing)?|appoint(?:ed|ing)?|welcome|plus|ajouter|añadir|agregar|aggiungere)(?:\s*:\s*|\s+)
    |(?:additional(?:ly)?|also|new|in|joining|joins|neu|zusätzlich|dazu)\s*(?::\s*|\s(?=\s*(?:https?:|[@＠])))
    |(?:additional|new|neue[rs]?)\s+(?=(?:{_THINGS})))
    (?:{_THINGS})?"""
_REMOVE = rf"""(?:(?:please|pls|bitte|and|und|also|then)[\s,]+)*
    (?:(?:remove[sd]?|removing|delete[sd]?|drop(?:ped|s)?|minus|without|retirer|supprimer|quitar|eliminar)(?:\s*:\s*|\s+)
    |(?:out|old|leaving|leaves|ohne|raus)\s*(?::\s*|\s(?=\s*(?:https?:|[@＠]))))
    (?:{_THINGS})?"""
_KEPT = r"""(?:(?:the\s+)?same(?:\s+(?:as|list|ones?|leads?|people|chairs?|channels?|repos(?:itories)?|before|now|today|is))*
    |as\s+(?:before|now|is|today)|unchanged|no\s+changes?
    |(?:all\s+)?(?:the\s+)?(?:current|existing|present)(?:\s+(?:leads?|ones?|list|chairs?|people|channels?|repositories|repos))?
    |wie\s+(?:bisher|vorher|gehabt)|unverändert)"""
_EVERYBODY_BUT = r"(?:every(?:one|body|thing)|all)(?:\s+of\s+them)?(?:\s+(?:stays?|remains?))?[\s,]+(?:but|except(?:\s+for)?|without|besides|other\s+than)\s+"
_FLAGS = re.VERBOSE | re.IGNORECASE
REST_STAYS = re.compile(
    rf"{_KEPT}|(?:the\s+|all\s+)*(?:others?|rest|everyone\s+else|übrigen)(?:\s+\w+)?\s+(?:stays?|remains?|bleib\w+)(?:\s+\w+)?"
    r"|(?:we\s+)?keep\s+(?!only\b|just\b)\S[^,;]*|[^,;]+\s(?:stays?|remains?)(?:\s+on)?",
    _FLAGS,
)
ADDS = re.compile(
    rf"""(?:{_ADD}|{_KEPT}[\s,;:.]*(?:plus|and|with|\+|und|sowie|mit|but\ add)\s+(?:{_ADD})?)(?P<rest>\S.*)""",
    _FLAGS,
)
REMOVES = re.compile(
    rf"""(?:{_REMOVE}|{_EVERYBODY_BUT}|{_KEPT}[\s,;:.]*(?:but\s+)?(?:without|minus|except(?:\ for)?|not|ohne|außer|remove)\s+)
    (?P<rest>\S.*)
    |(?:not|nicht)\s+(?P<no_more>\S.*?)\s+(?:any\s?(?:more|longer)|mehr)[\s.!]*""",
    _FLAGS,
)
REPLACES = (
    re.compile(
        r"(?:please\s+)?(?:replace|swap|exchange|change|rename|ersetze)\s+(?P<old>.+?)\s+(?:with|by|for|to|durch|gegen)\s+(?P<new>.+)",
        _FLAGS,
    ),
    re.compile(
        r"(?:(?:we|it)\s+)?(?:have\s+|has\s+)?(?:moved?|switched|migrated|changed)\s+from\s+(?P<old>.+?)\s+to\s+(?P<new>.+)",
        _FLAGS,
    ),
    re.compile(r"(?P<old>.+?)\s*(?:[-=]{1,2}>|[→⇒➔➜])\s*(?P<new>.+)", _FLAGS),
    re.compile(
        r"(?P<new>.+?)\s+(?:(?:is|are|will|be|has|have|to)\s+)*(?:replaced?s?|replacing|instead\s+of|in\s+place\s+of|(?:takes?|taking)\s+over\s+(?:from|for)|succeed(?:s|ing)?|ersetzt|statt|anstelle\s+von)\s+(?P<old>.+)",
        _FLAGS,
    ),
    re.compile(
        r"(?P<old>.+?)\s+(?:(?:is|are|was|were|has\s+been|have\s+been|wird|wurde)\s+)?(?:replaced\s+(?:by|with)|(?:moved|renamed|transferred|migrated)\s+to|ersetzt\s+durch)\s+(?P<new>.+)",
        _FLAGS,
    ),
    re.compile(
        r"(?P<new>\S+)\s+\((?:was|formerly|previously|instead\s+of|replac(?:es|ing)|statt|vorher|bisher):?\s+(?P<old>[^()]+)\)",
        _FLAGS,
    ),
)
_ONE = r"(?:(?!\s(?:and|und|&|\+)\s)[^,;\n])+?"
_SOME = r"[^,;\n]+?"
_TO_US = (
    r"(?:\s+(?:us|(?:(?:this|the|our|die)\s+)*(?:group|working\ group|sig|wg|team|gruppe|leads?)))?"
)
_AS_ROLE = r"(?:\s+(?:as|to\ be)\s+(?:(?:an?|the|our|new|additional)\s+)*(?P<role>[A-Za-z][A-Za-z -]{2,30}?))?"
_THEY_WILL = r"(?:are|have|were|will|want|need|would\s+like)\s+"
_WILL = r"(?:is|are|has|have|was|were|will|be|been|now|also|decided|(?:would\s+)?like|wants?|needs?|going|to)\s+"
_LEAVES = r"""(?:(?:no\ longer\s+(?:leads?|co-?leads?|chairs?|co-?chairs?|exists?|available|in\ use|used)
    |no\s+longer\s+(?:an?\s+)?(?:active|involved|(?:has|have)\s+(?:the\s+|any\s+)?(?:time|capacity))
    |(?:not|un)\ ?used|gone|closed|discontinued|shut\s+down|step(?:s|ped|ping)?\s+(?:down|back|aside)
    |mov(?:es?|ed|ing)\s+(?:on(?:\s+to\s+[\w ]{3,30})?|to\s+emeritus)|becomes?\s+emerit\w+
    |(?:can't|cannot|can\s+not|won't\s+be\s+able\s+to|unable\s+to)\s+(?:continue|go\s+on)|left|leav(?:es?|ing)|resign(?:s|ed|ing)?|retir(?:es?|ed|ing)
    |tritt\s+zurück|verlässt)(?:\s+(?:as|from)\s+(?:[\w-]+\s*){1,4}|\s+any\ ?(?:more|longer)|\s+now)*)"""
_JOINS = r"(?:join(?:s|ed|ing)?(?:\s+(?:them|her|him))?|elected|appointed|added)"
PEOPLE_MOVE = (
    re.compile(
        rf"""(?P<old>{_ONE})\s+(?:{_WILL})*{_LEAVES}{_TO_US}
        (?:\s*[,;.]|\s+(?:and|und))\s+(?P<new>{_ONE})\s+(?:will\s+)?(?:takes?\s+over|follows?|replaces?\s+(?:them|her|him)){_AS_ROLE}""",
        _FLAGS,
    ),
    re.compile(rf"(?P<old>{_ONE})\s+(?:{_WILL})*{_LEAVES}{_TO_US}", _FLAGS),
    re.compile(rf"(?P<old>{_SOME})\s+{_THEY_WILL}(?:{_WILL})*{_LEAVES}{_TO_US}", _FLAGS),
    re.compile(
        rf"(?P<new>{_ONE})\s+(?:{_WILL})*{_JOINS}{_TO_US}(?:{_AS_ROLE}|\s+(?P<office>(?:[a-z]+[ -])?{CALLED}))",
        _FLAGS,
    ),
    re.compile(
        rf"(?P<new>{_SOME})\s+(?:join|{_THEY_WILL}(?:{_WILL})*{_JOINS}){_TO_US}{_AS_ROLE}",
        _FLAGS,
    ),
    re.compile(
        r"(?:we|the\s+\w+)\s+(?:no\ longer|don't|do\s+not)\s+(?:use|have|maintain|meet\s+(?:in|on|at)|own)\s+(?P<old>[^\s,;]+(?:\s+(?:mailing\s+)?(?:list|channel|one|forum|server))?)"
        r"(?:\s+any\ ?(?:more|longer))?",
        _FLAGS,
    ),
    re.compile(
        r"(?:we|it|the\s+\w+)\s+(?:now\s+)?also\s+(?:now\s+)?(?:[a-z]+\s+){1,7}?(?:now\s*)?:?\s*(?P<new>(?=\S*[/@＠])\S.*)",
        _FLAGS,
    ),
)
"""Sentences of who or what comes and goes, that can't be a whole list."""
GOES = re.compile(
    r"(?:an?\s+)?(?:emerit\w*|alumni|former(?:\s+leads?)?|none|nobody|removed?|gone|out|-)\W*",
    re.IGNORECASE,
)
STRUCK = re.compile(r"~~(?P<tildes>[^~]+)~~|<(?P<tag>s|del|strike)>(?P<inside>[^<]*)</(?P=tag)>")
AS = re.compile(
    r"\s+as\s+(?:(?:an?|the|our|new|additional)\s+)*(?P<role>[A-Za-z][A-Za-z -]{2,30})$"
)
TAIL = re.compile(
    r"[\s,.;!]+(?:(?:to|from|in|at|during)\s+(?:the|our)\s+[\w ]{1,20}|(?:last|this)\s+\w+|now|as\s+well|too|please|thanks?|thank\s+you|bitte|danke)[\s.!]*$",
    re.IGNORECASE,
)
THANKS = re.compile(
    r"(?:^[ \t]*+|(?<=[.!;,)])[ \t]++)(?:many[ ]|vielen[ ])?(?:thanks?(?:[ ]you)?|thx|cheers|danke)(?![\w/])"
    r"[^\n@＠/.!;,]{0,60}+(?:[.!;,][ \t]*+)*+(?:[:;]-?[)D]|:\w{1,20}:|[^\w\n@＠]{0,3})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""Thanks at the end of a line that name nobody."""
ASIDES = re.compile(
    r"""(?:^[ \t]*+|(?<=[.!;,)])[ \t]++)
    (?:(?:(?:and|many|big|huge|so|our|a|vielen)[ ]++)*+(?:thanks?(?![\w/])|thank[ ]you|thx|kudos|danke|dank(?![\w/]))(?P<thanks>[^\n.!;]*+[.!;]*+)
    |(?P<copy>/?cc[ :][^\n]*+))[ \t]*+(?::\w{1,20}:)?[ \t]*$
    |(?P<sign>[☀-➿⬀-⯿️\U0001f300-\U0001faff]+|(?<!\S):[a-z_]{2,20}:(?!\S)|[,;]?[ ]but[ ](?:\S+[ ])(?:will[ ]|plans?[ ]to[ ])*(?:stay|remain|be|help|still)\b[^\n.;,@]*+)
    |[,;.(]?[ ](?:see|as[ ](?:decided|discussed|agreed)[ ](?:in|at))[ ]https?://\S++(?P<see>)
    |(?:^|(?<=[.!])[ ])[^\n.!@]{0,40}\bplease[ ](?P<vote>\+1|approve|vote|comment)[^\n.!@]*+[.!]?""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
"""What is said beside a list of people and is of none of them."""
PLEA = re.compile(
    r"[,;.]?\s+(?:and\s+|so\s+)?please\s+(?:remove|take|drop|delete)(?:\s+(?:it|him|her|them|this|that))?"
    r"(?:\s+(?:out|off|away))?(?:\s+(?:from|of)\s+[\w ]{1,30})?[\s.!]*\Z",
    re.IGNORECASE,
)
"""That is asked for what was named just before."""
ABOUT_IT = re.compile(
    r",\s+(?:which|who|that)\s+[^@/\n]*\Z|(?<=\S)[ ]\((?:[^\s()@/#]+[ ]){2,}[^()@/#]*\)[\s.!]*\Z",
    re.IGNORECASE,
)
"""What is told of what was named just before."""
SAID_OF_IT = re.compile(r"\s(?:is|are|was|were|has|have)\s[^@/,;\n]*\Z", re.IGNORECASE)
IN_PLACE_OF = re.compile(
    r"\((?P<role>[^()@＠\n]{1,60}?),?\s+(?:replac(?:es|ing)|in place of|instead of)\s+(?P<old>@[\w-]+)\)",
    re.IGNORECASE,
)
ONLY = re.compile(
    r"\A\s*(?:only|just|nur)\s+(?=\S)|(?<=\S)[ \t]++(?:only|alone)[\s.!]*\Z", re.IGNORECASE
)
SIDES = re.compile(
    rf"""^[ \t]*+(?:[#*_>-]++[ \t]*+)*+(?:(?P<old>before|old|previous(?:ly)?|former(?:ly)?|outgoing|until[ ]now|bisher|vorher|alt)
    |(?P<now>current(?:ly)?|today|existing|present)|(?P<new>after|new|now|proposed|future|incoming|updated|from[ ]now[ ]on|neu|künftig|nachher))
    (?:[ ](?P<role>{CALLED})|[ ]\w+)?[*_]*[ \t]*:[*_]*[ \t]*""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
"""What stands before a list as it was, or as it is to be."""
BULLET = re.compile(r"\A\s*+(?:>\s*+)*+(?:[*•]|\d{1,3}[.)])\s++")
SIGN = re.compile(r"\A\s*+(?P<sign>[-+−–])(?P<space>[ \t]*+)(?P<rest>\S.*)\Z")
FENCE = re.compile(r"\A\s*(?:```|~~~)\w*\s*\Z")
CLAUSE = re.compile(
    rf"[,;.]\s+(?={_ADD}\S|{_REMOVE}\S|(?:the\ |all\ )*(?:others?|rest|everyone\ else)\s)|\s+(?:and|und)\s+(?=(?:add|remove|drop|delete|welcome|nominate)\s)",
    _FLAGS,
)
BETWEEN = re.compile(r"[,;.]\s+(?:(?:and|und)\s+)?|\s+(?:and|und)\s+", re.IGNORECASE)
PIECES = re.compile(r"[,;.]\s+(?:(?:and|und)\s+)?(?![^()]*\))", re.IGNORECASE)
EVERYBODY = re.compile(r"(?:co-?)?lead(?:er)?s?|contacts?", re.IGNORECASE)
"""The role of every lead, which says nothing of one."""
_WORDS = """add adds added adding remove removes removed removing delete deleted drop drops dropped
    replace replaces replaced replacing instead swap swapped step steps stepped stepping stepdown longer anymore
    leave leaves leaving left quits join joins joined joining takes take took taking becomes become retire
    retires retired retiring resign resigns resigned resigning change changes changed move moves moved moving
    rename renamed archived was were formerly previously old new same before current currently existing other
    others rest else stay stays remain remains keep keeps plus minus without except elected appointed
    unchanged also too additional additionally now dead gone closed inactive deprecated obsolete discontinued defunct
    or either maybe perhaps oder vielleicht only just
    me myself vacant promote demote
    statt anstelle ersetzt entfernen entfernt streichen hinzu hinzufügen bleibt bleiben übrigen bisher bisherige
    bisherigen tritt zurück verlässt übernimmt neu neue neuer alt alte ohne dazu nicht mehr
    remplace ajouter retirer supprimer añadir quitar reemplaza""".split()
SAID = re.compile(
    rf"(?<![\w#@＠./:&=-])(?:{'|'.join(_WORDS)})(?![\w/@-])|[-=]>|[→⇒➔➜]|(?<!\S)[+−](?=\s*\S)"
)
FIRST = re.compile(rf"(?:\A|\n|[.;:]\s)[ \t*>-]*+({'|'.join(_WORDS)})(?![\w/@-])", re.IGNORECASE)
NO_WORDS = re.compile(r"\S*(?:://|[@＠]|github\.com/)\S*|\[[^\]]*\]\([^)]*\)|`[^`]*`")
