"""GitHub issue forms, and reading an issue's body by the form it was made with.

The form is the schema: what it says of its fields decides what the body means. What an answer is
worth (a placeholder, an unknown option, a required field left out) is for the checks.

- `schema`: a form and its fields, read from the YAML that GitHub renders
- `reading`: a body → its answers; where to start reading
- `headings`: which lines of a body are the form's headings, and which were typed by a person
- `standing`: where each heading can stand, in any reading
- `marks`: the lines that read like headings
- `answers`: the text under a heading → the answer
- `labels`: when two labels are the same
- `blocks`: code fences and HTML comments, in which nothing is a heading
"""

from wgbot.form.reading import Reading, read
from wgbot.form.schema import Answer, Field, Form, FormError, load

__all__ = ["Answer", "Field", "Form", "FormError", "Reading", "load", "read"]
