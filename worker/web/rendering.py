"""Fill in the templates. Everything is escaped unless ``worker.web.marking`` made it."""

from functools import cache
from http import HTTPStatus
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from worker.web import words

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": words.moment, "size": words.size}
    environment.globals |= {"words": words}
    return environment


def page(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page. Raises jinja2.UndefinedError where a template needs more than it is given."""
    return HTMLResponse(_environment().get_template(template).render(**values), status)


def error_page(status: int, message: str) -> HTMLResponse:
    """Return a page that says what went wrong."""
    return page("error.html", status=status, title=HTTPStatus(status).phrase, message=message)
