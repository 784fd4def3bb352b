"""What a browser would read in a page, for tests."""

from html.parser import HTMLParser

VOID = set("area base br col embed hr img input link meta source track wbr".split())


class Page(HTMLParser):
    """The elements of a page with their attributes, its ids, links, text and scripts."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self.scripts, self._stack = [], [], [], []
        self.errors = []
        self.feed(text if isinstance(text, str) else text.decode())
        self.close()
        if self._stack:
            self.errors.append(f"not closed: {self._stack}")

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self._stack.append(tag)

    def handle_endtag(self, tag):
        if not self._stack or self._stack.pop() != tag:
            self.errors.append(f"</{tag}> out of place")

    def handle_data(self, data):
        (self.scripts if self._stack and self._stack[-1] == "script" else self.text).append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def shown(self):
        return " ".join("".join(self.text).split())

    @property
    def ids(self):
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]
