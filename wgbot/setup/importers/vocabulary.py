"""What lists call things, in several languages: labels and columns, headings, words that say nothing.

A label is compared by its words without accents and case. What a value is, is not decided here.
"""

import re
from functools import lru_cache

from wgbot.registry.fields import FIELDS
from wgbot.registry.group import FieldType
from wgbot.setup.importers.parts import key

AS_ANSWERS: frozenset[FieldType] = frozenset(
    ("answers", "meetings", "ending", "confirmation", "slugs", "flag")
)
"""What lists say in words of their own: it is kept as they say it, in the charter."""
PRIVATE = "private"
"""The meaning of what is never published, whatever it holds."""
FORMER = "former_leads"
MEETINGS = "meetings"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_EXACT: dict[str, str] = {
    "name": "title group groups group_name group_title working_group workinggroup wg sig team teams_name "
    "display_name name_of_the_group name_of_group name_of_the_working_group team_name sig_name wg_name "
    "committee subproject workstream initiative area gruppe arbeitsgruppe arbeitskreis ag nom groupe "
    "groupe_de_travail equipe nombre grupo grupo_de_trabajo equipo nome gruppo gruppo_di_lavoro squadra "
    "grupo_de_trabalho naam werkgroep",
    "slug": "id dir directory short_name shortname key kurzel file",
    "status": "state stage phase maturity active is_active aktiv actif actifs activo attivo ativo actief archived "
    "is_archived retired is_retired inactive is_inactive closed is_closed disbanded dissolved lifecycle etat statut estado stato fase",
    "kind": "type category art typ kategorie categorie categoria tipo",
    "aliases": "alias formerly former_name former_names other_names also_known_as aka previous_name "
    "previous_names fruher_name abbreviation acronym",
    "parent": "parent_team parent_group subteam_of part_of belongs_to gehort_zu",
    "successors": "successor superseded_by replaced_by",
    "discussion": "discussion_url thread forum_thread discussed",
    "proposal": "proposal_issue issue_number",
    "since": "founded created created_at created_on creation_date started start start_date formed established seit gegrundet "
    "desde depuis",
    "order": "position weight sort_order",
    "leads": "who_leads github_leads ptl captain",
    "repositories": "github github_url git git_url repo_url",
    "focus": "was worum_geht_es what what_it_does what_we_do blurb tagline intro content",
    FORMER: "emeritus emeriti alumni_leads past_chairs",
}
_KNOWN = {
    word: field.key
    for field in FIELDS
    if field.type not in AS_ANSWERS
    for word in (field.key, field.meaning)
} | {word: meaning for meaning, words in _EXACT.items() for word in (meaning, *words.split())}
ROLES = _set(
    "poc pocs lead leads leader leaders leadership led chair chairs chairperson chairpersons cochair cochairs "
    "coordinator coordinators coordination organizer organizers organiser organisers facilitator facilitators "
    "convener conveners convenor convenors owner owners maintainer maintainers steward stewards champion "
    "champions captain captains moderator moderators head heads contact contacts ptl "
    "leitung leiter leiterin leitende leiterinnen sprecher sprecherin sprecherinnen vorsitzenden koordinatorinnen ansprechpartnerinnen ansprechpartner ansprechpartnerin ansprechperson "
    "ansprechpersonen verantwortlich verantwortliche kontakt kontaktperson vorsitz vorsitzende koordination "
    "moderation betreuer betreuerin betreuung "
    "responsable responsables animateur animateurs animatrice animatrices coordinateur coordinateurs "
    "coordinatrice referent referents pilote pilotes contacto coordinador coordinadora coordinadores lider "
    "lideres facilitador facilitadores coordenador coordenadora coordenadores responsavel responsaveis "
    "referente referenti coordinatore coordinatori responsabile responsabili leider leiders voorzitter "
    "trekker trekkers contactpersoon"
)
_NO_LEADS = _set(
    "sponsor sponsors liaison liaisons staff member members participant participants board council "
    "type secretary notetaker scribe team teams mitglieder membres miembros alumni emailed number count approver "
    "approvers reviewer reviewers steering"
)
_FORMER = _set("emeritus emeriti emerita former formerly past previous ehemalige retired alumni")
_PRIVATE = _set(
    "email emails e mail mails mailto phone phones telephone tel mobile cell cellphone fax private "
    "telefon telefonnummer handy handynummer mobil mailadresse emailadresse courriel telephones telefono "
    "correo movil telefone celular cellulare telefoon telefoonnummer birthday birthdate"
)
_LIST = _set("list lists mailing mailinglist group groups archive liste listes lista listas lijst")
_CHANNEL = _set(
    "channel channels maillist chat chats slack discord zulip irc matrix gitter mattermost telegram rocketchat signal "
    "whatsapp stream room rooms mailing mailinglist list lists communication kanal kanale canal canaux "
    "salon canales canale canali kanaal mailingliste forum"
)
_MEETING = _set(
    "meeting meetings meet meets when schedule cadence sync call calls agenda minutes calendar "
    "recordings recording treffen termin termine reunion reunions reuniones reunioni reuniao reunioes "
    "vergadering overleg rhythm timezone"
)
_REPOSITORY = _set(
    "repository repositories repo repos code source sources depot depots repositorio repositorios "
    "codigo codice quellcode"
)
_NOT_REPOSITORY = _set(
    "team teams project projects handle handles username usernames user account accounts id ids label "
    "labels issue issues discussion discussions board conduct license licence name names"
)
FOCUS_WORDS = (
    "focus purpose mission description summary scope about objective objectives topic topics zweck "
    "beschreibung ziel aufgabe aufgaben thema worum objet but mission_statement description_courte proposito "
    "descripcion objetivo descricao finalidade scopo descrizione doel omschrijving"
).split()
"""In the order in which the first that is there is the focus."""
_ACCOUNT = _set("github account accounts handle handles username usernames login")
LABEL_WORDS = _set(
    "meeting meetings meets time times when agenda notes minutes invitation invitations chat channel "
    "channels slack discord zulip irc matrix gitter mailing list lists repository repositories repo repos "
    "status charter goal goals purpose mission member members sponsor sponsors website homepage docs "
    "documents document roadmap calendar recordings readme details deliverables responsibilities"
)
"""Words of which one tells what is said about a group, where everything that a list names is of that kind."""
TIME_STAMPS = _set("timestamp zeitstempel horodateur marca_temporal start_time completion_time")
"""Columns that say when a form was filled in."""
_NOTHING = _set(
    "tbd tba tbc n na nan null nil undefined none nobody vacant open unknown kein keine keiner aucun aucune ninguno ninguna nenhum "
    "nessuno geen yet to be determined decided announced defined confirmed offen todo a vakant unbesetzt zu "
    "besetzen gesucht pourvoir à vacante vacantes por definir da definire vago"
)
_WORD = re.compile(r"\w+")


def says_nothing(text: str) -> bool:
    """Return whether a text only says that there is nothing to say yet: `tbd`, `None`, `-`."""
    words = _WORD.findall(text.casefold())
    return len(words) < 8 and all(word in _NOTHING for word in words)


def folded(text: str) -> str:
    """Return a text as the words of headings are compared: in small ASCII letters."""
    return key(text).replace("_", " ")


_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")


def _main(label: str) -> str:
    """Return a label without what is in brackets behind it."""
    return _BRACKETS.sub("", label) or label


@lru_cache(maxsize=4096)
def meaning(label: str) -> str | None:
    """Return what a label or a column is for, by the registry's keys; None if it is not known."""
    main = key(_main(label))
    words = frozenset(main.split("_"))
    if main in ("address", "mail") or (
        words & _PRIVATE and not words & _LIST and "mission" not in words
    ):
        return PRIVATE
    if main in _KNOWN:
        return _KNOWN[main]
    if is_role(label):
        return FORMER if words & _FORMER else "leads"
    if words & _MEETING:
        return MEETINGS
    if words & _CHANNEL and not words & _set("label labels price todo"):
        return "channels"
    is_code = words & (_REPOSITORY | {"github"}) and not words & _NOT_REPOSITORY
    if is_code or (len(words) < 4 and main.rpartition("_")[2] in _REPOSITORY - {"code"}):
        return "repositories"
    if words & set(FOCUS_WORDS) or {"what", "for"} <= words or {"what", "do"} <= words:
        return "focus"
    if words & _set("status") and len(words) <= 3:
        return "status"
    if words <= _set("name of the group working sig wg team committee your s") and "name" in words:
        return "name" if "your" not in words else None
    return None


def is_role(label: str) -> bool:
    """Return whether a label is what the people are called who lead a group, or led it."""
    words = frozenset(key(_main(label)).split("_"))
    return bool(words & ROLES) and not words & _NO_LEADS


def is_key_private(label: str) -> bool:
    """Return whether a key of data is of what is never published: also `lead_email`, `private_list`."""
    words = frozenset(key(label).split("_"))
    return bool(words & (_PRIVATE - _set("e mail mails"))) or meaning(label) == PRIVATE


def names_accounts(label: str) -> bool:
    """Return whether single words below a label are accounts: `Leads (GitHub usernames)`."""
    return not _ACCOUNT.isdisjoint(key(label).split("_"))


def focus_rank(label: str) -> int:
    """Return how likely a label is that of the focus; less is likelier."""
    words = key(label).split("_")
    return min(
        (at for at, word in enumerate(FOCUS_WORDS) if word in words), default=len(FOCUS_WORDS)
    )


def is_label(text: str) -> bool:
    """Return whether a few words are what lists call something that they say of a group."""
    return meaning(text) is not None or bool(LABEL_WORDS & set(key(text).split("_")))


def is_only_role(name: str) -> bool:
    """Return whether a name is what people are called, and nobody's: `Chair`, `Leads and owners`."""
    return ROLES | _set("s and co") >= set(key(name).split("_"))
