"""Options of the browser tests."""


def pytest_addoption(parser):
    parser.addoption("--shots", metavar="DIR", help="put screenshots into this folder")
